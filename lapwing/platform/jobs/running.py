"""What stands around every run of a job: it is known which one runs, and what goes wrong is kept.

Error messages are not: they may quote a row. Kept are the kind of error and the places in the code.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.utils import timezone
from procrastinate import App, BaseRetryStrategy, JobContext
from procrastinate.jobs import Job

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.jobs.backoff import BACK_OFF, FailedRunError, is_passing
from lapwing.platform.jobs.current import running
from lapwing.platform.jobs.errors import CutOffError, WorkIsOverError
from lapwing.platform.jobs.models import Failure, Work, WorkState
from lapwing.platform.jobs.progress import SYSTEM_USER

log = logging.getLogger(__name__)

_MOST_PLACES = 12


def on_app_ready(app: App) -> None:
    """Put every task under the same care: named by PROCRASTINATE_ON_APP_READY in the settings."""
    for task in app.tasks.values():
        task.retry_strategy = task.retry_strategy or BACK_OFF
    app.worker_defaults["task_middleware"] = [*app.worker_defaults.get("task_middleware", []), watched]


def watched(call_next: Callable[[], Any], context: JobContext, worker: object) -> Any:
    """Run a job. What goes wrong is passed on as FailedRunError, without its message."""
    try:
        with running(context):
            return call_next()
    except WorkIsOverError:
        return None
    except Exception as error:
        failed = FailedRunError(
            type(error).__name__,
            place_of(error),
            passing=is_passing(error),
            cut_off=isinstance(error, CutOffError),
        )
        try:
            note(failed, context.job, context.task.retry_strategy or BACK_OFF, timezone.now())
        except (DatabaseError, InterfaceError):
            log.error("A job failed and the database could not be told: %s", failed)
        raise failed from None


def place_of(error: BaseException) -> str:
    """Where an error was raised, the innermost place first: function:line."""
    places = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{place.name}:{place.lineno}" for place in reversed(places[-_MOST_PLACES:]))


def note(failed: FailedRunError, job: Job, strategy: BaseRetryStrategy, now: datetime) -> None:
    """Keep what went wrong, and say on the work's page whether it is tried again."""
    decision = strategy.get_retry_decision(exception=failed, job=job)
    with acting(system_actor(SYSTEM_USER), purpose="job failed"):
        if not failed.cut_off:
            Failure.objects.create(
                job_id=job.id or 0,
                task=job.task_name,
                attempt=job.attempts + 1,
                at=now,
                error=failed.error[:200],
                place=failed.place,
            )
        if decision is not None:
            Work.objects.filter(job_id=job.id, state__in=(WorkState.FAILED, WorkState.RUNNING)).update(
                state=WorkState.WAITING, problem="", ended_at=None, next_try_at=decision.retry_at
            )
