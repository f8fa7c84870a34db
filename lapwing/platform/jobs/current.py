"""The job that this thread is running, as the worker knows it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from procrastinate import JobContext

from lapwing.platform.jobs.backoff import BACK_OFF

_current: ContextVar[JobContext | None] = ContextVar("job", default=None)


@contextmanager
def running(context: JobContext) -> Iterator[None]:
    token = _current.set(context)
    try:
        yield
    finally:
        _current.reset(token)


def is_cut_off() -> bool:
    """Whether the worker is being stopped and its time of grace is over."""
    context = _current.get()
    return context is not None and context.should_abort()


def is_tried_again(error: Exception) -> bool:
    """Whether the job that is running will be run again after this error: False on its last try."""
    context = _current.get()
    if context is None:
        return False
    strategy = context.task.retry_strategy or BACK_OFF
    return strategy.get_retry_decision(exception=error, job=context.job) is not None
