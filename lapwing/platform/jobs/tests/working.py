"""Run what is queued as a worker would, in the test's own transaction.

run_jobs()          # until nothing is ready
run_jobs(most=1)
"""

from __future__ import annotations

import time
from datetime import datetime

from django.db import connection
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import NOBODY
from lapwing.platform.jobs.backoff import FailedRunError
from lapwing.platform.jobs.running import watched


def run_jobs(most: int = 100) -> int:
    """Run the jobs that are ready, those included that they queue; how many were run.

    Nobody acts at first, as in a worker. What fails is queued again or kept as failed, and not raised.
    """
    for number in range(most):
        row = _next()
        if row is None:
            return number
        with acting(NOBODY, purpose=""):
            _run(row.procrastinate_job)
    return most


def _next() -> ProcrastinateJob | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT (procrastinate_fetch_job_v2(NULL, NULL)).id")
        (number,) = cursor.fetchone() or (None,)
    return ProcrastinateJob.objects.filter(pk=number).first() if number else None


def _run(job: Job) -> None:
    task = app.tasks[job.task_name]
    context = JobContext(app=app, job=job, start_timestamp=time.time(), abort_reason=lambda: None)
    try:
        watched(lambda: task(**job.task_kwargs), context, None)
    except FailedRunError as failed:
        assert task.retry_strategy is not None
        decision = task.retry_strategy.get_retry_decision(exception=failed, job=job)
        if decision is not None:
            _call("SELECT procrastinate_retry_job_v2(%s, %s, NULL, NULL, NULL)", job.id, decision.retry_at)
        else:
            _call("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", job.id)
    else:
        _call("SELECT procrastinate_finish_job_v1(%s, 'succeeded', false)", job.id)


def _call(words: str, *parameters: int | datetime | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words, parameters)
