"""Which accepted evidence shows that a milestone is done: what was accepted as showing that, and no other.

Evidence that was accepted while the work went on shows what it shows, and not that the work is done. What
counts was accepted on the day on which Done was said or since, or was given with the update that said so; and
it was accepted since the milestone was last taken up again: what turned out not to be done was not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from lapwing.contexts.improvement.commands.common import today
from lapwing.contexts.improvement.commands.evidence_parts import accepted_of, say_evidenced
from lapwing.contexts.improvement.commands.statuses import status_on
from lapwing.contexts.improvement.models import Evidence, Milestone, Occurrence, StatusReport
from lapwing.contexts.improvement.rules import FINISHED, Status
from lapwing.platform.access.actor import Actor


@dataclass(frozen=True)
class DoneSince:
    """Since when a milestone stands as done. ``reopened_at`` is when it was taken up again before that.

    ``reports`` are the numbers of what has been said since.
    """

    said_on: date
    reopened_at: datetime | None
    reports: frozenset[int]


def done_since(milestone: Milestone, occurrence: Occurrence | None = None) -> DoneSince | None:
    """Since when it stands as done, or done and evidenced; None when it does not today.

    Done that is said of what was evidenced says that the evidence was not enough: it counts from there anew.
    """
    rows = StatusReport.objects.standing().filter(milestone=milestone, occurrence=occurrence)
    run: list[StatusReport] = []
    reopened_at = None
    for row in rows.select_related("update_signed_off").order_by("effective_on", "recorded_at", "id"):
        status = Status(row.status)
        falls_back = bool(run) and status is Status.DONE and run[-1].status == Status.EVIDENCED
        if run and (status not in FINISHED or falls_back):
            reopened_at, run = row.recorded_at, []
        if status in FINISHED:
            run.append(row)
    if not run:
        return None
    return DoneSince(_said_on(run[0]), reopened_at, frozenset(row.pk for row in run))


def showing(milestone: Milestone, occurrence: Occurrence | None = None) -> QuerySet[Evidence]:
    """The accepted evidence that shows that a milestone or a turn, which stands as done, is so."""
    since = done_since(milestone, occurrence)
    if since is None:
        return Evidence.objects.none()
    morning = datetime.combine(since.said_on, time.min, tzinfo=timezone.get_current_timezone())
    rows = accepted_of(milestone, occurrence).filter(
        Q(accepted_at__gte=morning) | Q(update_given__report__in=since.reports)
    )
    return rows if since.reopened_at is None else rows.filter(accepted_at__gt=since.reopened_at)


def say_what_is_shown(
    milestone: Milestone, occurrence: Occurrence | None, actor: Actor, now: datetime
) -> None:
    """Record that what is said to be done is evidenced too, where evidence that was accepted shows it.

    Of a milestone of which something else was said since nothing is: that stands.
    """
    if status_on(milestone, occurrence, today(now)) is not Status.DONE:
        return
    row = showing(milestone, occurrence).order_by(F("report").asc(nulls_first=True), "pk").first()
    if row is not None:
        row.report = say_evidenced(milestone, occurrence, actor, now)
        row.save(update_fields=["report"])


def _said_on(report: StatusReport) -> date:
    """The day on which it was said: an update says it when it is submitted."""
    if hasattr(report, "update_signed_off"):
        return report.effective_on
    return timezone.localdate(report.recorded_at)
