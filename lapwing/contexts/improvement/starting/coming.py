"""What of a plan would come over into a new one: the same for the preview and for the start itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from django.db.models import Q, QuerySet

from lapwing.contexts.improvement.commands.rhythms import AHEAD, RhythmDetails, beat_of
from lapwing.contexts.improvement.models import (
    Action,
    Actual,
    Area,
    Baseline,
    Comparator,
    Dependency,
    DuePoint,
    Finding,
    FindingObjective,
    Group,
    Measure,
    MeasureAction,
    Milestone,
    Objective,
    Ownership,
    Plan,
    Recalculation,
    Rhythm,
    Series,
    Service,
    StatusReport,
    SuccessCriterion,
    Target,
    WorkflowStep,
)
from lapwing.contexts.improvement.rules import CLOSED
from lapwing.contexts.improvement.rules import rhythms as rules
from lapwing.contexts.improvement.starting.further import FURTHER_PARTS


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a person wants to come over. ``figures`` are those measured so far, and go with the measures;
    ``further`` are codes of parts that other packages have.
    """

    frame: bool = True
    actions: bool = True
    owners: bool = True
    measures: bool = True
    figures: bool = False
    steps: bool = False
    rhythm: bool = False
    further: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coming:
    """The rows that come over, each kind in its order; and how many of some kinds stay behind."""

    areas: Sequence[Area] = ()
    findings: Sequence[Finding] = ()
    groups: Sequence[Group] = ()
    objectives: Sequence[Objective] = ()
    actions: Sequence[Action] = ()
    milestones: Sequence[Milestone] = ()
    criteria: Sequence[SuccessCriterion] = ()
    ownerships: Sequence[Ownership] = ()
    measures: Sequence[Measure] = ()
    series: Sequence[Series] = ()
    baselines: Sequence[Baseline] = ()
    targets: Sequence[Target] = ()
    comparators: Sequence[Comparator] = ()
    actuals: Sequence[Actual] = ()
    recalculations: Sequence[Recalculation] = ()
    steps: Sequence[WorkflowStep] = ()
    rhythm: RhythmDetails | None = None
    # Which finding an objective answers, which objectives an action serves, which actions a measure shows.
    links: Sequence[FindingObjective | Service | MeasureAction] = ()
    # How many come of each part that another package has: (what it is called, how many).
    further: Sequence[tuple[str, int]] = ()
    finished_actions: int = 0
    closed_milestones: int = 0
    dates: int = 0
    past_targets: int = 0
    # What waits for what stays behind: it is said by dates, and these do not come.
    dependencies: int = 0

    @property
    def seen(self) -> str:
        """What a person was shown, in short: the start is refused when by then something else would come.

        Records count by their version, facts by being the very ones: a changed one is another row.
        """
        told = [*(str(count) for _, count in self.further), repr(self.rhythm)]
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, list):
                told += [f"{row.pk}.{getattr(row, 'version', 0)}" for row in value]
            elif isinstance(value, int):
                told.append(str(value))
        return f"{crc32(' '.join(told).encode()):08x}"


def coming_over(plan: Plan, choices: Choices, on: date) -> Coming:
    """What would come over from a plan on a day, in a fixed number of queries; nothing is changed."""
    parts: dict[str, Any] = {}
    if choices.frame:
        parts |= {
            name: list(model.objects.in_force().filter(plan=plan))
            for name, model in (("areas", Area), ("groups", Group), ("objectives", Objective))
        }
        standing = {each.pk for each in parts["groups"]}
        parts["objectives"] = [each for each in parts["objectives"] if each.group_id in standing]
        parts["findings"] = list(Finding.objects.in_force().filter(plan=plan))
    if choices.actions:
        parts |= _actions(plan, choices)
    if choices.measures:
        parts |= _measures(plan, choices, on)
    if choices.steps:
        parts["steps"] = list(WorkflowStep.objects.in_force().filter(plan=plan))
    if choices.rhythm:
        parts["rhythm"] = next_rhythm(plan, on)
    parts["links"] = _links(plan, choices)
    chosen = [FURTHER_PARTS.known[code] for code in choices.further if code in FURTHER_PARTS.known]
    return Coming(**parts, further=tuple((each.label, each.count(plan.ref)) for each in chosen))


def _links(plan: Plan, choices: Choices) -> list[Any]:
    """Rows that only join two others: each is made anew when it changes."""
    found: list[Any] = []
    if choices.frame:
        found += FindingObjective.objects.filter(finding__plan=plan)
    if choices.actions:
        found += Service.objects.filter(action__plan=plan)
    if choices.measures:
        found += MeasureAction.objects.filter(measure__plan=plan)
    return found


def next_rhythm(plan: Plan, on: date) -> RhythmDetails | None:
    """The plan's rhythm from its next turn that is still to open; None without one, or when none is left.

    Of dates of its own all that are still to open come along.
    """
    rhythm = Rhythm.objects.in_force().filter(plan=plan).first()
    if rhythm is None:
        return None
    ahead = rules.FAR if rhythm.kind == rules.Rhythm.OWN else AHEAD + timedelta(days=rhythm.days_open)
    turns = rules.turns(beat_of(plan, rhythm), on, on + ahead)
    closing = [turn.closes_on for turn in turns if turn.opens_on > on]
    if not closing:
        return None
    first, *further = closing
    return RhythmDetails(
        kind=rhythm.kind,
        first_closes_on=first,
        days_open=rhythm.days_open,
        remind_before=rhythm.remind_before,
        reports_after=rhythm.reports_after,
        further_days=tuple(further) if rhythm.kind == rules.Rhythm.OWN else (),
    )


def _actions(plan: Plan, choices: Choices) -> dict[str, Any]:
    actions = list(Action.objects.in_force().filter(plan=plan))
    milestones = list(
        Milestone.objects.in_force().filter(action__in=actions).order_by("action_id", "position")
    )
    closed = _closed(milestones)
    open_ = [each for each in milestones if each.pk not in closed]
    with_any = {each.action_id for each in milestones}
    with_open = {each.action_id for each in open_}
    # one without any milestone has nothing that says it is finished
    going = [each for each in actions if each.pk in with_open or each.pk not in with_any]
    owners = Ownership.objects.standing().filter(action__in=going) if choices.owners else ()
    return {
        "actions": going,
        "milestones": open_,
        "criteria": list(SuccessCriterion.objects.in_force().filter(action__in=going)),
        "ownerships": list(owners),
        "finished_actions": len(actions) - len(going),
        "closed_milestones": sum(each.pk in closed and each.action_id in with_open for each in milestones),
        "dependencies": Dependency.objects.standing().filter(plan=plan).count(),
        "dates": DuePoint.objects.standing().filter(milestone__in=open_).count(),
    }


def _closed(milestones: Sequence[Milestone]) -> frozenset[int]:
    """The milestones that are done or stopped by the last that was said of them as a whole."""
    said = (
        StatusReport.objects.standing()
        .filter(milestone__in=milestones, occurrence=None)
        .order_by("milestone_id", "-effective_on", "-recorded_at", "-id")
        .distinct("milestone_id")
    )
    return frozenset(each.milestone_id for each in said if each.status in CLOSED)


def _measures(plan: Plan, choices: Choices, on: date) -> dict[str, Any]:
    measures = list(Measure.objects.in_force().filter(plan=plan))
    series = list(Series.objects.in_force().filter(measure__in=measures))
    targets: QuerySet[Any] = Target.objects.standing().filter(series__in=series)
    ahead = list(targets.filter(Q(latest=None) | Q(latest__gte=on)))
    return {
        "measures": measures,
        "series": series,
        "baselines": list(Baseline.objects.standing().filter(series__in=series)),
        "comparators": list(Comparator.objects.standing().filter(series__in=series)),
        "targets": ahead,
        "past_targets": targets.count() - len(ahead),
        **(_figures(series) if choices.figures else {}),
    }


def _figures(series: Sequence[Series]) -> dict[str, Any]:
    return {
        "actuals": list(Actual.objects.standing().filter(series__in=series)),
        "recalculations": list(Recalculation.objects.standing().filter(series__in=series)),
    }
