"""What an edit did, in words for the list of edits and for the second of two people."""

from __future__ import annotations

from typing import Any

from lapwing.contexts.improvement.interchange import Plan
from lapwing.contexts.improvement.reviewing.places import Place
from lapwing.contexts.improvement.reviewing.review import Edit, Review
from lapwing.contexts.improvement.rules.questions import title_of

PARTS = {"milestone": "milestone", "criterion": "success criterion", "owner": "owner", "series": "series"}
_LISTS = {"milestone": "milestones", "criterion": "success criteria", "owner": "owners"}


def said_of(before: Review, edit: Edit) -> str:
    """One line about an edit of the plan as it was before it."""
    data, plan = edit.data, before.plan
    if edit.kind in ("answer", "later"):
        return _of_question(plan, edit)
    if edit.kind == "accept":
        places = [Place.of(str(text)) for text in data["at"]]
        what = name_of(plan, places[0]) if len(places) == 1 else f"{len(places)} parts"
        return f"Accepted {what}" if data.get("accepted", True) else f"Opened {what} again"
    if edit.kind == "add-action":
        return f"Added an action: {_short(str(data['text']))}"
    place = Place.of(str(data["at"]))
    if edit.kind == "divide":
        return f"Divided the {_LISTS[place.part]} of {name_of(plan, place.whole())} anew"
    if edit.kind == "add-part":
        return f"Added to {name_of(plan, place.whole())}: {_short(str(data['text']))}"
    verb = {"correct": "Corrected", "remove": "Took out", "move": "Moved"}[edit.kind]
    to = f" to action {_number(plan, str(data['to']))}" if edit.kind == "move" else ""
    return f"{verb} {name_of(plan, place)}{to}"


def _of_question(plan: Plan, edit: Edit) -> str:
    if edit.data.get("questions"):
        return f"Confirmed {len(edit.data['questions'])} readings"
    title = title_of(plan.questions[int(edit.data["question"])].code)
    if edit.kind == "later":
        return f"Left “{title}” for later" if edit.data.get("later", True) else f"Took up “{title}” again"
    all_ = ", and all like it" if edit.data.get("same") else ""
    return f"Answered “{title}”{all_}: {_short(str(edit.data['answer']))}"


def name_of(plan: Plan, place: Place) -> str:
    """What stands at a place, in a few words: "a milestone of action 1.2"."""
    if place.kind == "plan":
        return "the plan's title"
    if place.kind in ("group", "objective"):
        return f"{place.kind} {place.key}"
    if place.kind == "action":
        whole = f"action {_number(plan, place.key)}"
    else:
        measure = next((each for each in plan.measures if each.key == place.key), None)
        whole = f"measure “{_short(measure.name)}”" if measure else "a measure"
    if place.target is not None:
        return f"a target of {whole}"
    if not place.part:
        return whole
    article = "an" if place.part == "owner" else "a"
    return f"{article} {PARTS[place.part]} of {whole}"


def _number(plan: Plan, key: str) -> str:
    action: Any = next((each for each in plan.actions if each.key == key), None)
    return (action.ref if action and action.ref else "") or key


def _short(text: str, most: int = 60) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + "…"
