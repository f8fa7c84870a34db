"""Jobs whose worker is gone: found by its silence, and run again, though not for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateJob

from lapwing.platform.jobs.backoff import MOST_ATTEMPTS
from lapwing.platform.jobs.models import OPEN_STATES, Failure, Work, WorkState

# A worker is heard of every ten seconds.
SILENCE = timedelta(seconds=40)
KILLED = "The worker was killed or lost"
GIVEN_UP = "It was cut off each time it was tried. Those who run Lapwing can see when, and can run it again."


def rescue_stalled(now: datetime) -> tuple[int, int]:
    """Queue the jobs of silent workers anew; how many, and how many were given up as too often cut off."""
    again = given_up = 0
    for job in _stalled():
        with transaction.atomic():
            if not _still_stalled(job, now):
                continue
            Failure.objects.create(
                job_id=job.pk, task=job.task_name, attempt=job.attempts + 1, at=now, error=KILLED
            )
            if job.attempts + 1 < MOST_ATTEMPTS:
                _run_again(job, now)
                again += 1
            else:
                _give_up(job, now)
                given_up += 1
    _forget_silent_workers()
    return again, given_up


def _stalled() -> list[ProcrastinateJob]:
    """By the database's clock, which writes the heartbeats: a machine whose own jumps takes nobody's job."""
    silent = Q(worker=None) | Q(worker__last_heartbeat__lt=Now() - SILENCE)
    return list(ProcrastinateJob.objects.filter(silent, status="doing").order_by("pk"))


def _still_stalled(job: ProcrastinateJob, now: datetime) -> bool:
    """Whether nobody has ended or begun it anew meanwhile; holds its row until the transaction ends."""
    rows = ProcrastinateJob.objects.select_for_update(skip_locked=True)
    return rows.filter(pk=job.pk, status="doing", worker_id=job.worker_id, attempts=job.attempts).exists()


def _run_again(job: ProcrastinateJob, now: datetime) -> None:
    _call("SELECT procrastinate_retry_job_v2(%s, NULL, NULL, NULL, NULL)", job.pk)
    Work.objects.filter(job_id=job.pk, state=WorkState.RUNNING).update(
        state=WorkState.WAITING, next_try_at=now
    )


def _give_up(job: ProcrastinateJob, now: datetime) -> None:
    _call("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", job.pk)
    Work.objects.filter(job_id=job.pk, state__in=OPEN_STATES).update(
        state=WorkState.FAILED, problem=GIVEN_UP, ended_at=now
    )


def _forget_silent_workers() -> None:
    _call("SELECT procrastinate_prune_stalled_workers_v1(%s)", SILENCE.total_seconds())


def _call(words: str, *parameters: int | float | datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words, parameters)
