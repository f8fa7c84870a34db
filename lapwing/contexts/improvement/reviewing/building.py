"""Adding what was missed, taking out what was invented, and moving parts from one action to another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lapwing.contexts.improvement.interchange import (
    Action,
    Measure,
    Milestone,
    Span,
    SuccessCriterion,
)
from lapwing.contexts.improvement.reviewing.places import LISTS, Place
from lapwing.contexts.improvement.reviewing.review import EditError, Review

# Documents are shorter; a line beyond would only be typed into an address.
LAST_LINE = 200_000


def add_action(review: Review, data: dict[str, Any]) -> Review:
    """Add an action out of lines that were missed; it stands after those that come before it in print."""
    text, ref = str(data["text"]).strip(), str(data.get("ref", "")).strip()
    if not text:
        raise EditError("Enter what the action is.")
    source = _span(data)
    group = str(data.get("group", "")) or None
    if group is not None and group not in {each.ref for each in review.plan.groups}:
        raise EditError("Choose a group of the plan.")
    action = Action(
        key=_free_key(ref, {each.key for each in review.plan.actions}),
        ref=ref or None,
        occurrence=1 + sum(each.ref == ref for each in review.plan.actions if ref),
        group=group,
        text=text,
        source=source,
    )
    actions = list(review.plan.actions)
    before = [at for at, each in enumerate(actions) if each.source and source and each.source < source]
    actions.insert(before[-1] + 1 if before else 0 if source and actions else len(actions), action)
    done = review.with_plan(actions=tuple(actions))
    return replace(done, changed=done.changed | {str(Place("action", action.key))})


def add_part(review: Review, data: dict[str, Any]) -> Review:
    """Add lines that were missed to an action: as its text, a milestone, a success criterion or an owner."""
    place = Place.of(str(data["at"]))
    text, source = " ".join(str(data["text"]).split()), _span(data)
    if not text:
        raise EditError("Enter what is to be added.")
    if place.kind != "action" or (place.part and place.part not in LISTS):
        raise EditError("Choose an action.")

    def change(action: Action) -> Action:
        if place.part == "milestone":
            return _with_milestone(action, Milestone(label=None, text=text, source=source))
        if place.part == "criterion":
            criterion = SuccessCriterion(text=text, source=source)
            return replace(action, success_criteria=(*action.success_criteria, criterion))
        if place.part == "owner":
            return replace(action, owners=(*action.owners, text))
        widened = _joined(action.source, source)
        return replace(action, text=f"{action.text} {text}".strip(), source=widened)

    done = review.with_action(place.key, change)
    return replace(done, changed=done.changed | {str(place.whole())})


def move(review: Review, place: Place, to: str) -> Review:
    """Move a part to the same list of another action; a milestone stands there by its line."""
    if place.kind != "action" or place.at is None or place.key == to:
        raise EditError("Choose another action to move it to.")
    action = review.action(place.key)
    review.action(to)
    part = _part(action, place)
    done = remove(review, place).with_action(to, lambda other: _received(other, part))
    return replace(done, changed=done.changed | {str(Place("action", to))})


def remove(review: Review, place: Place) -> Review:
    """Take out an action, one of its parts, a measure, or a target of one."""
    if place.kind == "action" and not place.part:
        return _without_action(review, place.key)
    if place.kind == "action":
        part = place.part
        _part(review.action(place.key), place)
        done = review.with_action(place.key, lambda action: _without_part(action, part, place.at or 0))
    elif place.kind == "measure" and not place.part:
        return _without_measure(review, place.key)
    elif place.kind == "measure":
        done = review.with_measure(place.key, lambda measure: _without_row(measure, place))
    else:
        raise EditError("This cannot be taken out.")
    return replace(done, changed=done.changed | {str(place.whole())})


def _without_action(review: Review, key: str) -> Review:
    review.action(key)
    plan = review.plan
    done = review.with_plan(
        actions=tuple(action for action in plan.actions if action.key != key),
        measures=tuple(
            replace(measure, actions=tuple(each for each in measure.actions if each != key))
            for measure in plan.measures
        ),
    )
    return _without_place(done, key, str(Place("action", key)))


def _without_measure(review: Review, key: str) -> Review:
    review.measure(key)
    done = review.with_plan(measures=tuple(each for each in review.plan.measures if each.key != key))
    return _without_place(done, key, str(Place("measure", key)))


def _without_place(review: Review, key: str, place: str) -> Review:
    """Questions forget what is no longer there. One about nothing else is asked no more (see finish)."""
    questions = tuple(
        replace(
            question,
            where=tuple(
                where for where in question.where if where != key and not where.startswith(f"{key}/")
            ),
        )
        for question in review.plan.questions
    )
    done = review.with_plan(questions=questions)
    return replace(done, accepted=done.accepted - {place}, changed=done.changed - {place})


def _part(action: Action, place: Place) -> Any:
    rows: tuple[Any, ...] = {
        "milestone": action.milestones,
        "criterion": action.success_criteria,
        "owner": action.owners,
    }[place.part]
    if place.at is None or not 0 <= place.at < len(rows):
        raise EditError("This part is no longer there.")
    return rows[place.at]


def _without_part(action: Action, part: str, at: int) -> Action:
    if part == "milestone":
        return replace(action, milestones=action.milestones[:at] + action.milestones[at + 1 :])
    if part == "criterion":
        left = action.success_criteria[:at] + action.success_criteria[at + 1 :]
        return replace(action, success_criteria=left)
    return replace(action, owners=action.owners[:at] + action.owners[at + 1 :])


def _without_row(measure: Measure, place: Place) -> Measure:
    if place.at is None or not 0 <= place.at < len(measure.series):
        raise EditError("This part is no longer there.")
    if place.target is None:
        return replace(measure, series=measure.series[: place.at] + measure.series[place.at + 1 :])
    series = measure.series[place.at]
    if not 0 <= place.target < len(series.targets):
        raise EditError("This target is no longer there.")
    targets = series.targets[: place.target] + series.targets[place.target + 1 :]
    changed = replace(series, targets=targets)
    return replace(measure, series=(*measure.series[: place.at], changed, *measure.series[place.at + 1 :]))


def _received(action: Action, part: Milestone | SuccessCriterion | str) -> Action:
    if isinstance(part, Milestone):
        return _with_milestone(action, part)
    if isinstance(part, SuccessCriterion):
        return replace(action, success_criteria=(*action.success_criteria, part))
    return replace(action, owners=(*action.owners, part))


def _with_milestone(action: Action, new: Milestone) -> Action:
    """The action with one more milestone, in the order of the lines they were read from."""
    rows = list(action.milestones)
    after = [at for at, each in enumerate(rows) if each.source and new.source and each.source <= new.source]
    rows.insert(after[-1] + 1 if after else len(rows), new)
    return replace(action, milestones=tuple(rows))


def _span(data: dict[str, Any]) -> Span | None:
    if not data.get("lines"):
        return None
    first, last = (int(line) for line in data["lines"])
    if not 1 <= first <= last <= LAST_LINE:
        raise EditError("Choose lines of the document.")
    return first, last


def _joined(old: Span | None, new: Span | None) -> Span | None:
    """One span when the two touch; otherwise where the thing stood before."""
    if old is None or new is None:
        return old or new
    if new[0] <= old[1] + 2 and old[0] <= new[1] + 2:
        return min(old[0], new[0]), max(old[1], new[1])
    return old


def _free_key(ref: str, taken: set[str]) -> str:
    base = ref[:80] or "added"
    number = 1
    key = base if ref else f"{base}-1"
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key
