"""Jobs act as a named system user, so that the history says which job it was.

A package's jobs are in its ``jobs`` module, which the worker finds by itself::

    @app.periodic(cron="30 5 * * *")
    @app.task(queueing_lock="reminders")
    @as_system("Reminders")
    def remind(timestamp: int) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable
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
