"""Jobs act as a named system user, so that the history says which job it was.

A package's jobs are in its ``jobs`` module, which the worker finds by itself::

    @app.periodic(cron="30 5 * * *")
    @app.task(queueing_lock="reminders")
    @as_system("Reminders")
    def remind(timestamp: int) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec, TypeVar

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor

P = ParamSpec("P")
R = TypeVar("R")


def as_system(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run a job as the system user ``name``, in one transaction, with the job's name as its purpose."""

    def wrap(job: Callable[P, R]) -> Callable[P, R]:
        @wraps(job)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            with acting(system_actor(name), purpose=f"job {job.__name__}"):
                return job(*args, **kwargs)

        return run

    return wrap


def one_by_one(name: str, purpose: str, rows: Iterable[int], do: Callable[[int], object]) -> int:
    """Do something to each of these rows as the system user ``name``, each in a transaction of its own.

    One that fails keeps none of the others from being done. Gives how many went well; when any did not, the
    first fault is raised after the last row, so that the job is seen to have failed.
    """
    done, faults = 0, []
    for row in rows:
        try:
            with acting(system_actor(name), purpose=purpose):
                do(row)
        except Exception as error:
            faults.append(error)
        else:
            done += 1
    if faults:
        raise faults[0]
    return done
