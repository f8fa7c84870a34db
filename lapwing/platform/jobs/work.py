"""Work that a person begins, may leave, and comes back to.

    work = begin_work(kind="import", title="Import of figures", by=actor, partnership_id=partnership.pk,
                      task=read_rows, now=now, staged_id=staged.pk)
    return redirect("work", work=work.ref)

and in the package's ``jobs`` module::

    @app.task(name="imports.read_rows")
    def read_rows(work_id: int, staged_id: int) -> None:
        with carrying_out(work_id) as progress:
            ...
            progress.say("Rows checked", done=200, of=3_000)
            progress.leads_to(reverse("imports:preview", ...))
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from procrastinate.tasks import Task

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.jobs.effects import once
from lapwing.platform.jobs.errors import (
    CannotBeDoneError,
    StopAskedError,
    TransientError,
    WorkIsOverError,
)
from lapwing.platform.jobs.models import OPEN_STATES, Work, WorkState
from lapwing.platform.jobs.progress import SYSTEM_USER, Progress

__all__ = [
    "CannotBeDoneError",
    "Progress",
    "TransientError",
    "Work",
    "WorkState",
    "begin_work",
    "carrying_out",
    "once",
]

WENT_WRONG = "Something went wrong in Lapwing. Those who run it can see what, and can run it again."
STOPPED = "It was stopped before it was done. What had been done by then is on its own page."


@transaction.atomic
def begin_work(
    *,
    kind: str,
    title: str,
    by: Actor,
    partnership_id: int | None,
    task: Task[Any, Any, Any],
    now: datetime,
    **arguments: int | str | bool | None,
) -> Work:
    """Write down that work is to be done, and queue its job, together or not at all.

    ``task`` is called with ``work_id`` and the arguments: numbers and codes, never anything personal.
    ``title`` names what is done and no person.
    """
    work = Work.objects.create(
        kind=kind, title=title, user_id=by.id, partnership_id=partnership_id, begun_at=now
    )
    work.job_id = task.configure().defer(work_id=work.pk, **arguments)
    work.save(update_fields=["job_id"])
    return work


@contextmanager
def carrying_out(work_id: int) -> Iterator[Progress]:
    """In a job: one run of the work, whose end is written down however it ends.

    It is no transaction, so that progress is seen: the block opens its own, as whoever it acts for. A
    ``CannotBeDoneError`` becomes the sentence on the work's page; a stop that was asked for ends it quietly;
    anything else is passed on to the worker, which tries again or keeps it for the operators.

    Raises WorkIsOverError, which the worker takes for an end, when there is nothing left to do.
    """
    progress = Progress(work_id, _claimed(work_id))
    try:
        yield progress
    except StopAskedError:
        _end(progress, WorkState.STOPPED, STOPPED)
    except CannotBeDoneError as error:
        _end(progress, WorkState.FAILED, str(error))
    except WorkIsOverError:
        raise
    except Exception:
        _end(progress, WorkState.FAILED, WENT_WRONG)
        raise
    else:
        _end(progress, WorkState.DONE, "")
    finally:
        progress.close()


def _claimed(work_id: int) -> int:
    """The number of the run that begins now. Raises WorkIsOverError."""
    with acting(system_actor(SYSTEM_USER), purpose="begin work"):
        work = Work.objects.select_for_update().filter(pk=work_id, state__in=OPEN_STATES).first()
        if work is None:
            raise WorkIsOverError("The work has ended")
        now = timezone.now()
        work.attempt += 1
        work.state, work.heard_at, work.next_try_at = WorkState.RUNNING, now, None
        work.started_at, work.done, work.of, work.words = now, 0, 0, ""
        work.save()
        return work.attempt


def _end(progress: Progress, state: WorkState, problem: str) -> None:
    changes: dict[str, Any] = {
        "state": state,
        "problem": problem,
        "result_url": progress.result_url,
        "ended_at": timezone.now(),
    }
    if state == WorkState.DONE:
        changes["done"] = F("of")
    with acting(system_actor(SYSTEM_USER), purpose="end work"):
        Work.objects.filter(pk=progress.work_id, attempt=progress.attempt, state=WorkState.RUNNING).update(
            **changes
        )
