"""What runs in the background as a whole, for those who keep the service running: tasks, never arguments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import (
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinatePeriodicDefer,
    ProcrastinateWorker,
)
from procrastinate.periodic import PeriodicTask

from lapwing.platform.jobs.models import Failure, Operation
from lapwing.platform.jobs.rescue import SILENCE
from lapwing.platform.jobs.schedules import schedule_in_words

# After this a task that was due and was not queued is called late.
LATE = timedelta(minutes=5)
MOST = 50
MOST_FAILED = 200


@dataclass(frozen=True)
class Waiting:
    """The jobs of one task that wait. ``oldest`` is when the first of those ready was queued."""

    task: str
    ready: int
    later: int
    oldest: datetime | None


@dataclass(frozen=True)
class Running:
    job: int
    task: str
    since: datetime | None
    runs: int
    is_silent: bool


@dataclass(frozen=True)
class Failed:
    """One job that failed for good, or waits to be tried again (``next_try``). ``error`` in ``place``."""

    job: int
    task: str
    runs: int
    error: str
    place: str
    since: datetime | None
    last: datetime | None
    next_try: datetime | None


@dataclass(frozen=True)
class Scheduled:
    """``when`` in words, in UTC."""

    task: str
    when: str
    last: datetime | None
    last_went: str
    next: datetime
    is_late: bool


@dataclass(frozen=True)
class WorkerLine:
    number: int
    heard_at: datetime
    is_silent: bool
    jobs: int


@dataclass(frozen=True)
class Overview:
    waiting: list[Waiting]
    running: list[Running]
    failed: list[Failed]
    trying: list[Failed]
    scheduled: list[Scheduled]
    workers: list[WorkerLine]
    operations: list[Operation]
    # How long the first job that could begin has waited.
    queue_age: timedelta | None

    @property
    def ready(self) -> int:
        return sum(each.ready for each in self.waiting)

    @property
    def late(self) -> int:
        return sum(each.is_late for each in self.scheduled)

    @property
    def heard_workers(self) -> int:
        return sum(not each.is_silent for each in self.workers)

    @property
    def failed_kinds(self) -> list[tuple[str, int]]:
        """Each task of which more than one job failed, with how many."""
        counts: dict[str, int] = {}
        for each in self.failed:
            counts[each.task] = counts.get(each.task, 0) + 1
        return sorted((task, count) for task, count in counts.items() if count > 1)


def overview(now: datetime) -> Overview:
    """Everything the operators' page shows; about ten queries, however much there is."""
    waiting = _waiting(now)
    oldest = min((each.oldest for each in waiting if each.oldest), default=None)
    return Overview(
        waiting=waiting,
        running=_running(now),
        failed=_failed(ProcrastinateJob.objects.filter(status="failed")),
        trying=_failed(ProcrastinateJob.objects.filter(status="todo", attempts__gt=0)),
        scheduled=_scheduled(now),
        workers=_workers(now),
        operations=list(Operation.objects.select_related("user")[:20]),
        queue_age=now - oldest if oldest else None,
    )


def failed_job(number: int) -> Failed | None:
    """One job that failed or waits to be tried again, as an operator decides about it."""
    gone_wrong = Q(status="failed") | Q(status="todo", attempts__gt=0)
    return next(iter(_failed(ProcrastinateJob.objects.filter(gone_wrong, pk=number))), None)


def _waiting(now: datetime) -> list[Waiting]:
    ready = Q(scheduled_at=None) | Q(scheduled_at__lte=now)
    rows = (
        ProcrastinateJob.objects.filter(status="todo")
        .values("task_name")
        .annotate(
            ready=Count("pk", filter=ready, distinct=True),
            all=Count("pk", distinct=True),
            queued=Min("procrastinateevent__at", filter=ready & Q(procrastinateevent__type="deferred")),
        )
        .order_by("task_name")
    )
    return [Waiting(row["task_name"], row["ready"], row["all"] - row["ready"], row["queued"]) for row in rows]


def _running(now: datetime) -> list[Running]:
    rows = list(
        ProcrastinateJob.objects.filter(status="doing").select_related("worker").order_by("pk")[:MOST]
    )
    began = _last_events(rows, "started")
    return [
        Running(
            job=row.pk,
            task=row.task_name,
            since=began.get(row.pk),
            runs=row.attempts + 1,
            is_silent=row.worker is None or now - row.worker.last_heartbeat > SILENCE,
        )
        for row in rows
    ]


def _last_events(rows: Iterable[ProcrastinateJob], kind: str) -> dict[int, datetime]:
    found = ProcrastinateEvent.objects.filter(job_id__in=[row.pk for row in rows], type=kind)
    return dict(found.values_list("job_id").annotate(last=Max("at")))


def _failed(rows: object) -> list[Failed]:
    jobs = list(rows.order_by("-pk")[:MOST_FAILED])  # type: ignore[attr-defined]
    failures: dict[int, list[Failure]] = {}
    for failure in Failure.objects.filter(job_id__in=[job.pk for job in jobs]).order_by("at", "pk"):
        failures.setdefault(failure.job_id, []).append(failure)
    return [_failed_line(job, failures.get(job.pk, [])) for job in jobs]


def _failed_line(job: ProcrastinateJob, failures: list[Failure]) -> Failed:
    last = failures[-1] if failures else None
    return Failed(
        job=job.pk,
        task=job.task_name,
        runs=job.attempts,
        error=last.error if last else "Not known",
        place=last.place if last else "",
        since=failures[0].at if failures else None,
        last=last.at if last else None,
        next_try=job.scheduled_at if job.status == "todo" else None,
    )


def _scheduled(now: datetime) -> list[Scheduled]:
    defers = {
        (row.task_name, row.periodic_id): row
        for row in ProcrastinatePeriodicDefer.objects.select_related("job")
    }
    found = [
        _scheduled_line(each, defers.get((each.task.name, each.periodic_id)), now)
        for each in app.periodic_registry.periodic_tasks.values()
    ]
    return sorted(found, key=lambda line: (not line.is_late, line.task))


def _scheduled_line(
    each: PeriodicTask[Any, Any, Any], row: ProcrastinatePeriodicDefer | None, now: datetime
) -> Scheduled:
    last = datetime.fromtimestamp(row.defer_timestamp, UTC) if row and row.defer_timestamp else None
    # a clock of our own: the task's remembers where it stood
    clock = type(each.croniter)
    missed = clock(each.cron, last).get_next(datetime) if last else now
    coming = clock(each.cron, now.astimezone(UTC)).get_next(datetime)
    status = row.job.status if row and row.job else ""
    waits = status == "todo" and last is not None and now - last > LATE
    return Scheduled(
        task=each.task.name,
        when=schedule_in_words(each.cron),
        last=last,
        last_went=_WENT.get(status, ""),
        next=coming,
        is_late=waits or now - missed > LATE,
    )


_WENT = {
    "succeeded": "went well",
    "failed": "failed",
    "doing": "is running",
    "todo": "waits",
    "cancelled": "was given up",
}


def _workers(now: datetime) -> list[WorkerLine]:
    rows = ProcrastinateWorker.objects.annotate(
        running=Count("procrastinatejob", filter=Q(procrastinatejob__status="doing"))
    )
    return [
        WorkerLine(row.pk, row.last_heartbeat, now - row.last_heartbeat > SILENCE, row.running)
        for row in rows.order_by("pk")
    ]
