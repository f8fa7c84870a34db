"""Milestones in full: all that was said of them, their occurrences, and the dates they had before."""

from __future__ import annotations

from collections import defaultdict

from lapwing.contexts.improvement.models import DuePoint, StatusReport
from lapwing.contexts.improvement.queries.lines import EarlierDate, MilestoneDetail, ReportLine
from lapwing.contexts.improvement.queries.loading import Loaded
from lapwing.contexts.improvement.queries.open_words import has_words_of_its_own, withdrawal_of_report
from lapwing.contexts.improvement.queries.rows import MilestoneRow
from lapwing.contexts.improvement.queries.standing import When, day_of, names_of
from lapwing.contexts.improvement.queries.turn_moves import TurnMove, turn_moves
from lapwing.contexts.improvement.rules import COLOUR_OF_STATUS, Status, period_of


def milestone_details(loaded: Loaded, asked: When) -> tuple[MilestoneDetail, ...]:
    """The loaded milestones in full, in three queries, and one more where a turn may have moved.

    Reports withdrawn since are shown as such.
    """
    ids = [row.pk for row in loaded.milestone_rows.values()]
    turns = turn_moves(ids, asked) if any(loaded.occurrences.values()) else []
    reports = StatusReport.objects.filter(milestone__in=ids).select_related(
        "occurrence", "update_signed_off", "words_withdrawn_by"
    )
    moved = DuePoint.objects.filter(milestone__in=ids, withdrawn_at__isnull=False)
    if asked.moment is not None:
        reports = reports.filter(recorded_at__lte=asked.moment)
        moved = moved.filter(withdrawn_at__lte=asked.moment)
    report_rows = list(reports)
    moved_rows = list(moved.order_by("-withdrawn_at", "position", "id"))
    names = names_of(
        [row.recorded_by_id for row in report_rows]
        + [row.withdrawn_by_id for row in moved_rows]
        + [move.by_id for move in turns]
    )
    said: dict[int, list[ReportLine]] = defaultdict(list)
    for report in report_rows:
        said[report.milestone_id].append(_report_line(report, names, asked))
    before: dict[int, list[EarlierDate]] = defaultdict(list)
    for point in moved_rows:
        before[point.milestone_id].append(_earlier_date(point, names))
    for move in reversed(turns):
        before[move.milestone_id].append(_earlier_turn(move, names))
    return tuple(
        MilestoneDetail(
            line=line,
            reports=tuple(said[row.pk]),
            occurrences=loaded.occurrences[line.ref],
            earlier_dates=tuple(before[row.pk]),
            period=period_of(line.recurrence),
            source=_source(row),
            version=row.version,
        )
        for line in loaded.milestones
        for row in [loaded.milestone_rows[line.ref]]
    )


def _report_line(row: StatusReport, names: dict[int | None, str], asked: When) -> ReportLine:
    status = Status(row.status)
    taken_back = row.withdrawn_at
    if taken_back is not None and asked.moment is not None and taken_back > asked.moment:
        taken_back = None
    return ReportLine(
        ref=row.ref,
        status=status,
        colour=COLOUR_OF_STATUS[status],
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
        said_by=names.get(row.recorded_by_id, ""),
        note=row.note,
        mitigation=row.mitigation,
        forecast_on=row.forecast_on,
        occurrence=row.occurrence.label if row.occurrence else "",
        withdrawn_on=day_of(taken_back) if taken_back else None,
        withdrawn_reason=row.withdrawn_reason if taken_back else "",
        may_lose_words=has_words_of_its_own(row),
        words_withdrawn=gone.short if (gone := withdrawal_of_report(row)) else "",
        held_by=gone.held_by if gone else (),
    )


def _earlier_date(row: DuePoint, names: dict[int | None, str]) -> EarlierDate:
    assert row.withdrawn_at is not None
    return EarlierDate(
        as_written=row.as_written,
        latest=row.latest,
        withdrawn_on=day_of(row.withdrawn_at),
        withdrawn_by=names.get(row.withdrawn_by_id, ""),
        reason=row.withdrawn_reason,
    )


def _earlier_turn(move: TurnMove, names: dict[int | None, str]) -> EarlierDate:
    return EarlierDate(
        as_written=move.label,
        latest=move.before,
        withdrawn_on=day_of(move.moment),
        withdrawn_by=names.get(move.by_id, ""),
        reason=move.reason,
    )


def _source(row: MilestoneRow) -> tuple[int, int, int] | None:
    if row.source_first is None or row.source_last is None:
        return None
    return row.source_first, row.source_last, row.source_document
