"""Correcting a field by hand: texts as typed, dates and figures read anew from how they are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lapwing.contexts.improvement.interchange import (
    Action,
    Due,
    DuePoint,
    Milestone,
    Plan,
    Series,
    Target,
)
from lapwing.contexts.improvement.reading.amounts import find_amounts
from lapwing.contexts.improvement.reviewing.places import Place
from lapwing.contexts.improvement.reviewing.review import EditError, Review
from lapwing.domain.due import QuarterBasis, read_due

Fields = dict[str, str]


def due_written(text: str, basis: QuarterBasis | None) -> Due:
    """The due that a phrase means; one that names no date is kept in its words, without bounds."""
    words = " ".join(text.split())
    if not words:
        return Due()
    reading = read_due(words, basis)
    points = tuple(
        DuePoint(role=p.role, as_written=p.as_written, earliest=p.earliest, latest=p.latest)
        for p in reading.points
    )
    unread = (DuePoint(role="complete", as_written=words),) if not points and not reading.recurrence else ()
    return Due(points=points or unread, recurrence=reading.recurrence)


def due_as_written(due: Due) -> str:
    """The phrase of a due, as it is shown to be corrected."""
    roles = ["from " if point.role == "start" else "" for point in due.points]
    points = [f"{role}{point.as_written}" for role, point in zip(roles, due.points, strict=True)]
    return "; ".join(points or ([due.recurrence] if due.recurrence else []))


def corrected(review: Review, place: Place, fields: Fields) -> Review:
    """The review with the fields of one place as typed. Raises EditError."""
    return _CORRECT[place.kind](review, place, fields)


def _plan(review: Review, place: Place, fields: Fields) -> Review:
    title = _required(fields, "title", "Enter the plan's title.")
    return review.with_plan(title=title, local_area=fields.get("local_area", "").strip() or None)


def _titled(name: str) -> Callable[[Review, Place, Fields], Review]:
    def correct(review: Review, place: Place, fields: Fields) -> Review:
        rows: tuple[Any, ...] = getattr(review.plan, name)
        if not any(row.ref == place.key for row in rows):
            raise EditError("This is no longer in the plan.")
        title = _required(fields, "title", "Enter a title.")
        changed = tuple(replace(row, title=title) if row.ref == place.key else row for row in rows)
        return review.with_plan(**{name: changed})

    return correct


def _action(review: Review, place: Place, fields: Fields) -> Review:
    change = _PARTS[place.part] if place.part else _whole_action
    done = review.with_action(place.key, lambda action: change(action, place, fields, review.plan))
    return replace(done, changed=done.changed | {str(place.whole())})


def _whole_action(action: Action, place: Place, fields: Fields, plan: Plan) -> Action:
    group, objective = action.group, action.objective
    if "group" in fields and (fields["group"] or None) != group:
        group, objective = fields["group"] or None, None
        if group is not None and group not in {each.ref for each in plan.groups}:
            raise EditError("Choose a group of the plan.")
    owners = fields.get("owners", "\n".join(action.owners)).splitlines()
    return replace(
        action,
        ref=fields.get("ref", action.ref or "").strip() or None,
        text=fields.get("text", action.text).strip(),
        owners=tuple(dict.fromkeys(owner.strip() for owner in owners if owner.strip())),
        group=group,
        objective=objective,
    )


def _milestone(action: Action, place: Place, fields: Fields, plan: Plan) -> Action:
    old = _at(action.milestones, place)
    due = old.due
    if "due" in fields and fields["due"].strip() != due_as_written(due):
        due = due_written(fields["due"], plan.quarter_basis)
    new = Milestone(
        label=fields.get("label", old.label or "").strip() or None,
        text=_required(fields, "text", "Enter the milestone."),
        status=old.status,
        source=old.source,
        due=due,
        reports=old.reports,
    )
    return replace(action, milestones=_with(action.milestones, place, new))


def _criterion(action: Action, place: Place, fields: Fields, plan: Plan) -> Action:
    old = _at(action.success_criteria, place)
    new = replace(old, text=_required(fields, "text", "Enter the success criterion."))
    return replace(action, success_criteria=_with(action.success_criteria, place, new))


def _owner(action: Action, place: Place, fields: Fields, plan: Plan) -> Action:
    _at(action.owners, place)
    return replace(action, owners=_with(action.owners, place, _required(fields, "text", "Enter the owner.")))


def _measure(review: Review, place: Place, fields: Fields) -> Review:
    def change(measure: Any) -> Any:
        if not place.part:
            return replace(measure, name=_required(fields, "name", "Enter the measure."))
        series = _series(_at(measure.series, place), place, fields)
        return replace(measure, series=_with(measure.series, place, series))

    done = review.with_measure(place.key, change)
    return replace(done, changed=done.changed | {str(place.whole())})


def _series(series: Series, place: Place, fields: Fields) -> Series:
    if place.target is not None:
        if not 0 <= place.target < len(series.targets):
            raise EditError("This target is no longer there.")
        targets = list(series.targets)
        targets[place.target] = _target(targets[place.target], fields)
        return replace(series, targets=tuple(targets))
    written = fields.get("baseline", series.baseline.as_written or "").strip()
    baseline = series.baseline
    if written != (baseline.as_written or ""):
        baseline = replace(baseline, as_written=written or None, value=_figure(written))
    return replace(
        series,
        label=fields.get("label", series.label).strip() or series.label,
        unit=fields.get("unit", series.unit or "").strip() or None,
        baseline=baseline,
    )


def _target(old: Target, fields: Fields) -> Target:
    written, by = fields.get("as_written", "").strip(), fields.get("by_as_written", "").strip()
    new = old
    if by != (old.by_as_written or ""):
        points = read_due(by).points
        new = replace(new, by_as_written=by or None, latest=points[-1].latest if points else None)
    if written != old.as_written:
        if not written:
            raise EditError("Enter the target as it is written.")
        value = _figure(written)
        new = replace(
            new, as_written=written, type="absolute", value=value, low=None, high=None, resolved=value
        )
    return new


def _figure(written: str) -> float | None:
    """The one figure in a text; None when there is none, or more than one."""
    found = [amount.value for amount in find_amounts(written)]
    return found[0] if len(found) == 1 else None


def _at(rows: tuple[Any, ...], place: Place) -> Any:
    if place.at is None or not 0 <= place.at < len(rows):
        raise EditError("This part is no longer there.")
    return rows[place.at]


def _with(rows: tuple[Any, ...], place: Place, new: Any) -> tuple[Any, ...]:
    return tuple(new if at == place.at else row for at, row in enumerate(rows))


def _required(fields: Fields, name: str, message: str) -> str:
    found = fields.get(name, "").strip()
    if not found:
        raise EditError(message)
    return found


_PARTS = {"milestone": _milestone, "criterion": _criterion, "owner": _owner}
_CORRECT: dict[str, Callable[[Review, Place, Fields], Review]] = {
    "plan": _plan,
    "group": _titled("groups"),
    "objective": _titled("objectives"),
    "action": _action,
    "measure": _measure,
}
