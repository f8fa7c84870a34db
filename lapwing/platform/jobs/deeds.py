"""What operators do to jobs. Each deed is kept, with who and when, and why something was given up."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.jobs.commands import queue_again
from lapwing.platform.jobs.models import OPEN_STATES, Deed, Operation, Work, WorkState
from lapwing.platform.jobs.progress import SYSTEM_USER

GIVEN_UP = "Those who run Lapwing gave it up: {reason}"
_GIVE_UP = "UPDATE procrastinate_jobs SET status = 'cancelled' WHERE id = %s AND status IN ('todo', 'failed')"


class NoSuchJobError(LookupError):
    """The job is gone, or is no longer in the state that the page showed."""


@transaction.atomic
def retry(*, job_id: int, by: Actor, now: datetime) -> None:
    """Run a job again that failed, or at once one that waits to be tried again. Raises NoSuchJobError."""
    job = ProcrastinateJob.objects.select_for_update().filter(pk=job_id).first()
    if job is None or not (queue_again(job_id) or _hurry(job)):
        raise NoSuchJobError("It has not failed, or is gone.")
    _keep(by, now, Deed.RETRIED, job.task_name, job_id=job_id)


@transaction.atomic
def retry_all(*, task: str, by: Actor, now: datetime) -> int:
    """Run every job of a task again that failed; how many."""
    rows = ProcrastinateJob.objects.filter(task_name=task, status="failed").order_by("pk")
    done = sum(queue_again(pk) for pk in rows.values_list("pk", flat=True))
    if done:
        _keep(by, now, Deed.RETRIED_ALL, task, jobs=done)
    return done


@transaction.atomic
def give_up(*, job_id: int, reason: str, by: Actor, now: datetime) -> None:
    """Let a job go that failed or waits. Whoever waits for it reads the reason. Raises NoSuchJobError."""
    job = ProcrastinateJob.objects.filter(pk=job_id).first()
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_UP, [job_id])
        if job is None or not cursor.rowcount:
            raise NoSuchJobError("It is running, has ended, or is gone.")
    with acting(system_actor(SYSTEM_USER), purpose="give up"):
        work = Work.objects.filter(job_id=job_id)
        changes = {"state": WorkState.FAILED, "problem": GIVEN_UP.format(reason=reason), "next_try_at": None}
        work.filter(state__in=OPEN_STATES).update(ended_at=now, **changes)
        work.filter(state=WorkState.FAILED).update(**changes)
    _keep(by, now, Deed.GAVE_UP, job.task_name, job_id=job_id, reason=reason)


def _hurry(job: ProcrastinateJob) -> bool:
    """Let a job that waits to be tried again be tried at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET scheduled_at = NULL "
            "WHERE id = %s AND status = 'todo' AND scheduled_at IS NOT NULL",
            [job.pk],
        )
        return bool(cursor.rowcount)


def _keep(
    by: Actor,
    now: datetime,
    deed: Deed,
    task: str,
    *,
    job_id: int | None = None,
    jobs: int = 1,
    reason: str = "",
) -> None:
    Operation.objects.create(
        user_id=by.id, at=now, deed=deed, task=task, job_id=job_id, jobs=jobs, reason=reason
    )
