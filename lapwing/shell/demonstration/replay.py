"""Write what has happened to an imported plan, at the times when it happened.

Rows are written in bulk: the commands record the present, one thing at a time, and check each against what
its author may do today; here two years of months are put in place by a system user in a few statements.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Max

from lapwing.contexts.improvement.models import (
    Actual,
    CriterionJudgement,
    DuePoint,
    Milestone,
    Occurrence,
    Series,
    StatusReport,
    SuccessCriterion,
    Target,
)
from lapwing.contexts.improvement.models import Plan as PlanRecord
from lapwing.contexts.improvement.rules import Turn, period_of, turns
from lapwing.platform.accounts.models import User
from lapwing.platform.refs import new_ref
from lapwing.shell.demonstration.happenings import (
    Change,
    Figure,
    Judged,
    Report,
    changes_of,
    figures_of,
    judgements_of,
    reports_of,
)
from lapwing.shell.demonstration.parts import Part, criteria_of, milestones_of
from lapwing.shell.demonstration.settling import morning

# Occurrences are set out this far ahead, as a programme manager would.
AHEAD = timedelta(days=180)


@dataclass(frozen=True)
class Found:
    """The records of a plan, as the data files name them."""

    plan: PlanRecord
    people: Mapping[str, User]
    milestones: Mapping[Part, Milestone] = field(default_factory=dict)
    criteria: Mapping[Part, SuccessCriterion] = field(default_factory=dict)
    series: Mapping[tuple[str, str], Series] = field(default_factory=dict)


def replay(
    plan: PlanRecord,
    people: Mapping[str, User],
    manager: User,
    until: date,
    *,
    besides: Collection[Figure] = (),
) -> None:
    """Everything up to a day; ``manager`` enters the figures but those ``besides``, which come another way.

    Within ``acting``, by a system user.
    """
    found = find(plan, people)
    area = plan.local_area
    for change in changes_of(area):
        if change.changed_on <= until:
            apply_change(found, change)
    reports = [report for report in reports_of(area) if report.said_on <= until]
    write_reports(found, reports, make_occurrences(found, until))
    entered = [each for each in figures_of(area) if each.recorded_on <= until and each not in besides]
    write_figures(found, entered, manager)
    write_judgements(found, [each for each in judgements_of(area) if each.judged_on <= until])


def find(plan: PlanRecord, people: Mapping[str, User]) -> Found:
    series = Series.objects.filter(measure__plan=plan).select_related("measure")
    return Found(
        plan,
        people,
        milestones_of(plan),
        criteria_of(plan),
        {(each.measure.key, each.label): each for each in series},
    )


def apply_change(found: Found, change: Change) -> None:
    """A date or a target moves: the row in force is withdrawn, and one with the reason takes its place.

    Raises LookupError when there is nothing in force that reads as the change says.
    """
    if change.kind == "date":
        rows: list[DuePoint] | list[Target] = _points_written(found, change)
    else:
        rows = _targets_by(found, change)
    if len(rows) != 1:
        raise LookupError(f"{change.where}, {change.part}: {change.old!r} stands {len(rows)} times")
    _replace(rows[0], found.people[change.changed_by], change)


def _points_written(found: Found, change: Change) -> list[DuePoint]:
    milestone = found.milestones[change.where, int(change.part)]
    return list(DuePoint.objects.standing().filter(milestone=milestone, as_written=change.old))


def _targets_by(found: Found, change: Change) -> list[Target]:
    series = found.series[change.where, change.part]
    return list(Target.objects.standing().filter(series=series, value=float(change.old)))


def _replace(row: DuePoint | Target, by: User, change: Change) -> None:
    moment = morning(change.changed_on)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = moment, by, change.reason
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    if isinstance(row, DuePoint):
        row.as_written, row.latest = change.new, change.new_latest
        row.earliest = change.new_latest.replace(day=1)
    else:
        row.as_written = f"{change.new}%"
        row.value = row.resolved = float(change.new)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = None, None, ""
    row.effective_on, row.recorded_at, row.recorded_by = change.changed_on, moment, by
    row.reason = change.reason
    row.pk, row.ref = None, new_ref()
    row.save(force_insert=True)


def make_occurrences(found: Found, until: date) -> dict[tuple[Milestone, date], Occurrence]:
    """The turns of every recurring milestone after its own date, by the day each is due."""
    points = DuePoint.objects.standing().filter(milestone__action__plan=found.plan, latest__isnull=False)
    last = dict(points.values_list("milestone").annotate(Max("latest")).order_by())
    rows = [
        Occurrence(
            partnership_id=milestone.partnership_id,
            milestone=milestone,
            label=turn.label,
            due_on=turn.due_on,
            position=position,
            created_at=found.plan.created_at,
            created_by_id=found.plan.created_by_id,
        )
        for milestone in found.milestones.values()
        for position, turn in enumerate(_turns_after(milestone, last.get(milestone.pk), until + AHEAD))
    ]
    return {(row.milestone, row.due_on): row for row in Occurrence.objects.bulk_create(rows)}


def _turns_after(milestone: Milestone, last: date | None, until: date) -> list[Turn]:
    """The turns after the milestone's own ``last`` day; none without one, or where none can be worked out."""
    period = period_of(milestone.recurrence)
    if period is None or last is None:
        return []
    return [turn for turn in turns(period, last, until) if turn.due_on > last]


def write_reports(
    found: Found, reports: Iterable[Report], occurrences: Mapping[tuple[Milestone, date], Occurrence]
) -> None:
    """Every report is a row of its own; the last one said is the one that holds."""
    rows = []
    for report in reports:
        milestone = found.milestones[report.action, report.milestone]
        due_on = report.occurrence_due_on
        rows.append(
            StatusReport(
                **_recorded(found, report.said_on, found.people[report.said_by]),
                milestone=milestone,
                occurrence=occurrences[milestone, due_on] if due_on else None,
                status=report.status,
                note=report.note,
            )
        )
    StatusReport.objects.bulk_create(rows)


def write_figures(found: Found, figures: Iterable[Figure], by: User) -> None:
    """Figures by period; one that corrects an earlier one withdraws it."""
    standing: dict[tuple[str, str, date], Actual] = {}
    rows = []
    for figure in figures:
        row = Actual(
            **_recorded(found, figure.recorded_on, by),
            series=found.series[figure.measure, figure.series],
            from_date=figure.from_,
            to_date=figure.to,
            value=figure.value,
            numerator=figure.numerator,
            denominator=figure.denominator,
            source=figure.source,
            note=figure.note,
        )
        period = (figure.measure, figure.series, figure.to)
        if before := standing.get(period):
            before.withdrawn_at, before.withdrawn_by = row.recorded_at, by
            row.reason = before.withdrawn_reason = figure.note
        standing[period] = row
        rows.append(row)
    Actual.objects.bulk_create(rows)


def write_judgements(found: Found, judgements: Iterable[Judged]) -> None:
    CriterionJudgement.objects.bulk_create(
        CriterionJudgement(
            **_recorded(found, each.judged_on, found.people[each.judged_by]),
            criterion=found.criteria[each.action, each.criterion],
            judgement=each.judgement,
            note=each.note,
        )
        for each in judgements
    )


def _recorded(found: Found, day: date, by: User) -> dict[str, Any]:
    """What every dated row shares: it held, and was recorded, on the same day."""
    return {
        "partnership_id": found.plan.partnership_id,
        "effective_on": day,
        "recorded_at": morning(day),
        "recorded_by": by,
    }
