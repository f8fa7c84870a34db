"""The job that this thread is running, as the worker knows it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from procrastinate import JobContext

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
