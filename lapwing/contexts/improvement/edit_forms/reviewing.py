"""What people send of a draft under review: one edit at a time, by a button or a form of its own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from django import forms
from django.http import QueryDict

from lapwing.contexts.improvement.edit_forms.fields import WordsField
from lapwing.contexts.improvement.interchange import Plan
from lapwing.contexts.improvement.reviewing import Edit, Place, Review
from lapwing.contexts.improvement.reviewing.correcting import due_as_written
from lapwing.platform.ui.forms import VersionedForm, plain_words

LONGEST = 20_000


def edit_of(sent: QueryDict) -> Edit:
    """The edit that a form of the review page sends. Raises ValueError for what is none."""
    kind = sent.get("kind", "")
    make = _EDITS.get(kind)
    values = [value for _, several in sent.lists() for value in several]
    if make is None or any(len(value) > LONGEST or "\0" in value for value in values):
        raise ValueError("not an edit")
    return Edit(kind, make(sent))


def _answer(sent: QueryDict) -> dict[str, Any]:
    if several := sent.getlist("questions"):
        return {"questions": [int(number) for number in several], "answer": sent.get("answer", "")}
    typed = sent.get("answer", "") or sent.get("words", "")
    cells = ["\n".join(_cut(raw, sent.getlist(f"start-{at}"))) for at, raw in enumerate(sent.getlist("cell"))]
    return {
        "question": int(sent.get("question", "")),
        "answer": "\n\n".join(cells) if cells else typed.replace("\r\n", "\n"),
        "same": bool(sent.get("same")),
    }


def _cut(raw: str, starts: list[str]) -> list[str]:
    """A cell divided before the words of these numbers."""
    words = raw.split()
    bounds = [0, *sorted({int(start) for start in starts if 0 < int(start) < len(words)}), len(words)]
    return [" ".join(words[a:b]) for a, b in pairwise(bounds)]


def _lines(sent: QueryDict) -> list[int]:
    first, last = int(sent.get("first", "")), int(sent.get("last", ""))
    if not 1 <= first <= last:
        raise ValueError("not lines")
    return [first, last]


def _add_part(sent: QueryDict) -> dict[str, Any]:
    place = Place("action", sent.get("action", ""), sent.get("part", ""))
    return {"at": str(place), "text": sent.get("text", ""), "lines": _lines(sent)}


_EDITS: dict[str, Callable[[QueryDict], dict[str, Any]]] = {
    "answer": _answer,
    "later": lambda sent: {"question": int(sent.get("question", "")), "later": sent.get("later") != "no"},
    "accept": lambda sent: {"at": sent.getlist("at"), "accepted": sent.get("accepted") != "no"},
    "remove": lambda sent: {"at": sent.get("at", "")},
    "move": lambda sent: {"at": sent.get("at", ""), "to": sent.get("to", "")},
    "divide": lambda sent: {"at": sent.get("at", ""), "starts": [int(s) for s in sent.getlist("start")]},
    "add-action": lambda sent: {
        "text": sent.get("text", ""),
        "ref": sent.get("ref", ""),
        "group": sent.get("group", ""),
        "lines": _lines(sent),
    },
    "add-part": _add_part,
}


class PlaceForm(VersionedForm):
    """The fields of one place of a draft, as typed: what they mean is worked out anew from the words."""

    def __init__(self, *args: Any, place: Place, review: Review, **kwargs: Any) -> None:
        fields, values = _FIELDS[_kind(place)](review, place)
        kwargs["initial"] = {**values, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for name, field in fields.items():
            self.fields[name] = field
            plain_words(name, field)

    @property
    def typed(self) -> dict[str, str]:
        return {
            name: str(value).replace("\r\n", "\n")
            for name, value in self.cleaned_data.items()
            if name != "version"
        }


def _kind(place: Place) -> str:
    if place.target is not None:
        return "target"
    return place.part or place.kind


_Made = tuple[dict[str, forms.Field], dict[str, Any]]


def _words(label: str, hint: str = "", *, rows: int = 3, required: bool = True) -> forms.Field:
    return WordsField(label=label, help_text=hint, rows=rows, required=required, max_length=LONGEST)


def _short(label: str, hint: str = "", *, required: bool = False, width: int | None = None) -> forms.Field:
    attrs = {"width": width} if width else {}
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=600, widget=forms.TextInput(attrs=attrs)
    )


def _plan(review: Review, place: Place) -> _Made:
    fields = {"title": _words("Title", rows=2), "local_area": _short("Local area")}
    return fields, {"title": review.plan.title, "local_area": review.plan.local_area or ""}


def _titled(rows_of: Callable[[Plan], tuple[Any, ...]]) -> Callable[[Review, Place], _Made]:
    def make(review: Review, place: Place) -> _Made:
        row = next(row for row in rows_of(review.plan) if row.ref == place.key)
        return {"title": _words("Title", rows=2)}, {"title": row.title}

    return make


def _action(review: Review, place: Place) -> _Made:
    action = review.action(place.key)
    groups = [("", "In no group"), *((each.ref, f"{each.ref} {each.title}") for each in review.plan.groups)]
    fields = {
        "ref": _short("Number", "As printed", width=10),
        "text": _words("Action", rows=4, required=False),
        "owners": _words("Owners", "One on each line", rows=3, required=False),
        "group": forms.ChoiceField(
            label="Group", choices=[(ref, title[:90]) for ref, title in groups], required=False
        ),
    }
    values = {
        "ref": action.ref or "",
        "text": action.text,
        "owners": "\n".join(action.owners),
        "group": action.group or "",
    }
    return fields, values


def _milestone(review: Review, place: Place) -> _Made:
    row = review.action(place.key).milestones[place.at or 0]
    fields = {
        "label": _short("Letter or number", "As printed, if it has one", width=5),
        "text": _words("Milestone", rows=4),
        "due": _short("Due, as it is written", "For example: by Autumn 2027, or Q2 2027"),
    }
    return fields, {"label": row.label or "", "text": row.text, "due": due_as_written(row.due)}


def _criterion(review: Review, place: Place) -> _Made:
    row = review.action(place.key).success_criteria[place.at or 0]
    return {"text": _words("Success criterion", rows=4)}, {"text": row.text}


def _owner(review: Review, place: Place) -> _Made:
    return {"text": _short("Owner", required=True)}, {"text": review.action(place.key).owners[place.at or 0]}


def _measure(review: Review, place: Place) -> _Made:
    return {"name": _words("Measure", rows=3)}, {"name": review.measure(place.key).name}


def _series(review: Review, place: Place) -> _Made:
    row = review.measure(place.key).series[place.at or 0]
    fields = {
        "label": _short("Whom or what it counts", required=True),
        "unit": _short("Unit", "For example: %, weeks, children", width=10),
        "baseline": _short("Baseline, as it is written"),
    }
    values = {"label": row.label, "unit": row.unit or "", "baseline": row.baseline.as_written or ""}
    return fields, values


def _target(review: Review, place: Place) -> _Made:
    row = review.measure(place.key).series[place.at or 0].targets[place.target or 0]
    fields = {
        "by_as_written": _short("By when, as it is written"),
        "as_written": _short("Target, as it is written", required=True),
    }
    return fields, {"by_as_written": row.by_as_written or "", "as_written": row.as_written}


_FIELDS: dict[str, Callable[[Review, Place], _Made]] = {
    "plan": _plan,
    "group": _titled(lambda plan: plan.groups),
    "objective": _titled(lambda plan: plan.objectives),
    "action": _action,
    "milestone": _milestone,
    "criterion": _criterion,
    "owner": _owner,
    "measure": _measure,
    "series": _series,
    "target": _target,
}
