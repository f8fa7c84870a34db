"""What people do to their own work: stop it, or have it tried again."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.jobs.access import find_work
from lapwing.platform.jobs.models import Work, WorkState
from lapwing.platform.jobs.progress import SYSTEM_USER

STOPPED_IN_TIME = "It was stopped before it began. Nothing was done."


@transaction.atomic
def stop_work(*, ref: str, by: Actor, now: datetime) -> Work:
    """Ask for the end of one's own work: at once when it waits, otherwise at its next step.

    Raises NotVisible.
    """
    work = find_work(by, ref)
    if work.is_open and work.job_id is not None and _cancelled(work.job_id):
        changes = {"state": WorkState.STOPPED, "problem": STOPPED_IN_TIME, "ended_at": now}
    elif work.is_open:
        changes = {}
    else:
        return work
    Work.objects.filter(pk=work.pk).update(stop_asked_at=now, **changes)
    work.refresh_from_db()
    return work


@transaction.atomic
def try_again(*, ref: str, by: Actor) -> bool:
    """Queue one's own work anew that went wrong; whether there was anything to queue. Raises NotVisible."""
    work = find_work(by, ref)
    return work.state == WorkState.FAILED and work.job_id is not None and queue_again(work.job_id)


def can_be_tried_again(work: Work) -> bool:
    """Whether the work went wrong and its job is still there."""
    rows = ProcrastinateJob.objects.filter(pk=work.job_id, status="failed")
    return work.state == WorkState.FAILED and work.job_id is not None and rows.exists()


def queue_again(job_id: int) -> bool:
    """Queue a job that failed, with the work that waits for it; False when it has not failed, or is gone."""
    rows = ProcrastinateJob.objects.select_for_update().filter(pk=job_id, status="failed")
    if not rows.exists():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_retry_job_v2(%s, NULL, NULL, NULL, NULL)", [job_id])
    with acting(system_actor(SYSTEM_USER), purpose="retry work"):
        Work.objects.filter(job_id=job_id, state=WorkState.FAILED).update(
            state=WorkState.WAITING, problem="", ended_at=None, next_try_at=None, stop_asked_at=None
        )
    return True


def _cancelled(job_id: int) -> bool:
    """Whether a job that waited will not be begun any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_cancel_job_v1(%s, false, false)", [job_id])
        row = cursor.fetchone()
    return row is not None and row[0] is not None
