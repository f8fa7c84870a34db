"""What the document tells of how things stand, taken in as reports of their own day: a later one stays."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from lapwing.contexts.improvement.commands.actions import judge_criterion
from lapwing.contexts.improvement.commands.actuals import record_actual
from lapwing.contexts.improvement.commands.common import RefusedError, today
from lapwing.contexts.improvement.commands.details import ActualDetails
from lapwing.contexts.improvement.commands.statuses import report_status
from lapwing.contexts.improvement.comparing import Difference, Kind, Left
from lapwing.contexts.improvement.comparing.reported import statuses_of
from lapwing.contexts.improvement.models import PrintedStatus
from lapwing.contexts.improvement.rules.status_words import printed_note
from lapwing.contexts.improvement.taking.work import Taking


def take_reports(taking: Taking) -> None:
    """Record what was accepted. A report that may not follow what stands is left, with the reason."""
    acts: dict[str, Callable[[Taking, Difference], None]] = {
        "status": _status,
        "judgement": _judgement,
        "actual": _actual,
    }
    for each in taking.intention.taken:
        if each.kind is not Kind.REPORTED:
            continue
        try:
            with transaction.atomic():
                acts[each.field](taking, each)
        except RefusedError as error:
            taking.left.append(Left(each, str(error)))


def _status(taking: Taking, difference: Difference) -> None:
    """The report holds from its day; of a period still to come, or without a day, from today."""
    report = statuses_of(taking.after(difference))[difference.item]
    row, day = taking.row(difference), today(taking.now)
    report_status(
        actor=taking.actor,
        now=taking.now,
        milestone_ref=row.ref,
        status=report.status or "",
        note=f"{printed_note(report.as_written, report.period, report.note)} In {taking.document.name}.",
        effective_on=min(report.on or day, day),
        printed=True,
        named_nobody=None,
    )
    PrintedStatus.objects.create(
        partnership_id=row.partnership_id,
        milestone=row,
        position=PrintedStatus.objects.filter(milestone=row).count(),
        as_written=report.as_written,
        status=report.status or "",
        period=report.period or "",
        on=report.on,
        note=report.note or "",
    )


def _judgement(taking: Taking, difference: Difference) -> None:
    judge_criterion(
        actor=taking.actor,
        now=taking.now,
        criterion_ref=taking.row(difference).ref,
        judgement=taking.after(difference).status,
        note=f"As printed in {taking.document.name}.",
        named_nobody=None,
        printed=True,
    )


def _actual(taking: Taking, difference: Difference) -> None:
    actual = taking.after(difference).actuals[difference.item]
    record_actual(
        actor=taking.actor,
        now=taking.now,
        series_ref=taking.row(difference).ref,
        details=ActualDetails(
            from_date=actual.from_,
            to_date=actual.to,
            value=actual.value,
            numerator=actual.numerator,
            denominator=actual.denominator,
            source=actual.source,
            note=actual.note or "",
        ),
        reason=taking.reason if difference.was else "",
        named_nobody=None,
    )
