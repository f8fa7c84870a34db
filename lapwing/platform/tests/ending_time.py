"""Ends the time of a process apart at a moment that a test chooses, instead of by the clock.

with time_ends_when_told() as end_it:
    for said in run_apart(...):
        end_it()
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from lapwing.platform import sandbox


@contextmanager
def time_ends_when_told() -> Iterator[Callable[[], None]]:
    """Within, no process apart runs out of time but when what is given is called."""
    started: list[_Timer] = []

    def timer(seconds: float, do: Callable[..., None], given: Sequence[Any]) -> _Timer:
        return _Timer(started, do, given)

    def end_it() -> None:
        for each in started:
            each.do(*each.given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "threading", SimpleNamespace(Thread=threading.Thread, Timer=timer))
        yield end_it


class _Timer:
    """Stands where ``threading.Timer`` does, and does nothing by itself."""

    def __init__(self, started: list[_Timer], do: Callable[..., None], given: Sequence[Any]) -> None:
        self._started, self.do, self.given = started, do, given

    def start(self) -> None:
        self._started.append(self)

    def cancel(self) -> None:
        self._started.remove(self)
