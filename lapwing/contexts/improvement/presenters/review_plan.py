"""The draft as the plan will look: groups, actions with their parts, and measures, each with its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.interchange import Action, Due, DuePoint, Measure, Plan, Span
from lapwing.contexts.improvement.presenters.review_sources import Sources
from lapwing.contexts.improvement.reviewing import Place, Review
from lapwing.platform.ui.filters import day_short


@dataclass(frozen=True)
class PartSeen:
    """A milestone, criterion or owner; ``due`` is as written and ``dates`` what that was worked out as."""

    place: str
    text: str
    lines: Span | None
    label: str = ""
    due: str = ""
    dates: str = ""
    undated: bool = False
    status: str = ""


@dataclass(frozen=True)
class ActionSeen:
    id: str
    place: str
    number: str
    text: str
    lines: Span | None
    objective: str
    owners: tuple[PartSeen, ...]
    milestones: tuple[PartSeen, ...]
    criteria: tuple[PartSeen, ...]
    # The due that all of several milestones share, which is said once.
    all_due: PartSeen | None
    facts: tuple[tuple[str, str], ...]
    accepted: bool
    changed: bool
    questions: tuple[int, ...]


@dataclass(frozen=True)
class GroupSeen:
    ref: str
    title: str
    lines: Span | None
    actions: tuple[ActionSeen, ...]

    @property
    def accepted(self) -> int:
        return sum(action.accepted for action in self.actions)

    @property
    def to_accept(self) -> tuple[str, ...]:
        return tuple(action.place for action in self.actions if not action.accepted)


@dataclass(frozen=True)
class TargetSeen:
    place: str
    by: str
    written: str
    worked: str


@dataclass(frozen=True)
class SeriesSeen:
    place: str
    label: str
    unit: str
    baseline: str
    targets: tuple[TargetSeen, ...]


@dataclass(frozen=True)
class MeasureSeen:
    id: str
    place: str
    name: str
    lines: Span | None
    actions: tuple[str, ...]
    series: tuple[SeriesSeen, ...]
    accepted: bool
    changed: bool
    questions: tuple[int, ...]


@dataclass(frozen=True)
class PlanSeen:
    """``counts`` as (number, words) for the first line; ``parts`` counts what may be accepted."""

    title: str
    local_area: str
    counts: tuple[tuple[int, str], ...]
    groups: tuple[GroupSeen, ...]
    measures: tuple[MeasureSeen, ...]
    accepted: int
    parts: int
    is_empty: bool


def plan_seen(review: Review, open_numbers: Sequence[int], sources: Sources) -> PlanSeen:
    """Everything that would be saved; ``open_numbers`` are the open questions, shown where they touch."""
    plan = review.plan
    about = _about(plan, open_numbers)
    actions = {
        action.key: _action(review, number, action, sources, about)
        for number, action in enumerate(plan.actions)
    }
    measures = tuple(_measure(review, number, measure, about) for number, measure in enumerate(plan.measures))
    return PlanSeen(
        title=plan.title,
        local_area=plan.local_area or "",
        counts=_counts(plan),
        groups=_groups(plan, actions),
        measures=measures,
        accepted=sum(each.accepted for each in actions.values()) + sum(each.accepted for each in measures),
        parts=len(actions) + len(measures),
        is_empty=not (plan.actions or plan.measures),
    )


def _about(plan: Plan, open_numbers: Sequence[int]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number in open_numbers:
        question = plan.questions[number]
        if question.code.startswith("note.") or len(question.where) > 8:
            continue
        for key in dict.fromkeys(where.partition("/")[0] for where in question.where):
            found.setdefault(key, []).append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


def _counts(plan: Plan) -> tuple[tuple[int, str], ...]:
    milestones = [milestone for action in plan.actions for milestone in action.milestones]
    counts = (
        (len(plan.groups), "group"),
        (len(plan.actions), "action"),
        (len(milestones), "milestone"),
        (sum(len(action.success_criteria) for action in plan.actions), "success criterion"),
        (len({owner for action in plan.actions for owner in action.owners}), "owner"),
        (len(plan.measures), "measure"),
        (sum(len(series.targets) for measure in plan.measures for series in measure.series), "target"),
    )
    return tuple(pair for pair in counts if pair[0])


def _groups(plan: Plan, actions: dict[str, ActionSeen]) -> tuple[GroupSeen, ...]:
    found = [
        GroupSeen(
            group.ref,
            group.title,
            group.source,
            tuple(actions[action.key] for action in plan.actions if action.group == group.ref),
        )
        for group in plan.groups
    ]
    known = {group.ref for group in plan.groups}
    loose = tuple(actions[action.key] for action in plan.actions if action.group not in known)
    title = "In no group" if plan.groups else "Actions"
    return (*found, GroupSeen("", title, None, loose)) if loose else tuple(found)


def _action(
    review: Review, number: int, action: Action, sources: Sources, about: dict[str, tuple[int, ...]]
) -> ActionSeen:
    place = Place("action", action.key)
    objectives = {each.ref: each.title for each in review.plan.objectives}
    objective = f"{action.objective} {objectives.get(action.objective, '')}" if action.objective else ""
    shared = _shared_due(action)
    return ActionSeen(
        id=f"action-{number}",
        place=str(place),
        number=action.ref or "",
        text=action.text or action.key_area or "",
        lines=action.source if sources.lines else None,
        objective=objective.strip(),
        owners=tuple(
            PartSeen(
                str(Place("action", action.key, "owner", at)), owner, sources.words_at(owner, action.source)
            )
            for at, owner in enumerate(action.owners)
        ),
        milestones=tuple(
            PartSeen(
                place=str(Place("action", action.key, "milestone", at)),
                text=each.text,
                lines=sources.words_at(each.text, each.source or action.source),
                label=each.label or "",
                due=_written(each.due) if shared is None else "",
                dates=_worked(each.due) if shared is None else "",
                undated=shared is None and not _written(each.due),
                status=each.status if each.status != "not started" else "",
            )
            for at, each in enumerate(action.milestones)
        ),
        criteria=tuple(
            PartSeen(
                str(Place("action", action.key, "criterion", at)),
                each.text,
                sources.words_at(each.text, each.source or action.source),
            )
            for at, each in enumerate(action.success_criteria)
        ),
        all_due=PartSeen("", "", None, due=_written(shared), dates=_worked(shared)) if shared else None,
        facts=_facts(action),
        accepted=str(place) in review.accepted,
        changed=str(place) in review.changed,
        questions=about.get(action.key, ()),
    )


def _facts(action: Action) -> tuple[tuple[str, str], ...]:
    pairs = (
        ("Accountable", "; ".join(action.accountable)),
        ("Brought to", action.governance or ""),
        ("Why", action.rationale or ""),
        ("So far", action.progress or ""),
        ("Key area", action.key_area or "" if action.text else ""),
    )
    return tuple(pair for pair in pairs if pair[1])


def _shared_due(action: Action) -> Due | None:
    """The due that all parts of an action share, which is said once; None when they differ."""
    dues = {each.due for each in action.milestones}
    due = next(iter(dues)) if len(dues) == 1 and len(action.milestones) > 1 else None
    return due if due is not None and _written(due) else None


def _written(due: Due) -> str:
    words = "; ".join(dict.fromkeys(point.as_written for point in due.points))
    return "; ".join(part for part in (words, due.recurrence or "") if part)


def _worked(due: Due) -> str:
    return "; ".join(dict.fromkeys(filter(None, map(_point, due.points))))


def _point(point: DuePoint) -> str:
    """The days a date was worked out as; its role only where that is not to be complete."""
    role = "" if point.role == "complete" else f"{point.role} "
    if point.latest is None and point.earliest is None:
        return f"{role}no day worked out"
    if point.earliest is None or point.earliest == point.latest:
        return role + _day(point.latest or point.earliest)
    if point.latest is None:
        return f"{role}from {_day(point.earliest)}"
    return f"{role}{_stretch(point.earliest, point.latest)}"


def _stretch(first: date, last: date) -> str:
    """Two days with what they share said once: 1 to 30 Sep 2026, 1 Sep to 31 Dec 2026."""
    words = _day(first).split()
    shared = 2 if (first.year, first.month) == (last.year, last.month) else int(first.year == last.year)
    return f"{' '.join(words[: 3 - shared])} to {_day(last)}"


def _day(day: date | None) -> str:
    return str(day_short(day)) if day else ""


def _measure(review: Review, number: int, measure: Measure, about: dict[str, tuple[int, ...]]) -> MeasureSeen:
    place = Place("measure", measure.key)
    return MeasureSeen(
        id=f"measure-{number}",
        place=str(place),
        name=measure.name,
        lines=measure.source,
        actions=measure.refs,
        series=tuple(
            SeriesSeen(
                place=str(Place("measure", measure.key, "series", at)),
                label=series.label,
                unit=series.unit or "",
                baseline=series.baseline.as_written or "",
                targets=tuple(
                    TargetSeen(
                        place=str(Place("measure", measure.key, "series", at, target_at)),
                        by=target.by_as_written or "",
                        written=target.as_written,
                        worked=_target(target.resolved, series.unit, target.as_written, target.latest),
                    )
                    for target_at, target in enumerate(series.targets)
                ),
            )
            for at, series in enumerate(measure.series)
        ),
        accepted=str(place) in review.accepted,
        changed=str(place) in review.changed,
        questions=about.get(measure.key, ()),
    )


def _target(resolved: float | None, unit: str | None, written: str, latest: date | None) -> str:
    """What a target comes to, where that says more than how it is written."""
    figure = "" if resolved is None else f"{resolved:g}{'%' if unit == '%' else ''}"
    value = figure if figure and figure.rstrip("%") not in written else ""
    return ", ".join(part for part in (value, f"by {_day(latest)}" if latest else "") if part)
