"""How much memory processes hold, as Linux tells it."""

from __future__ import annotations

import ctypes
import gc
import os
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


def held_with_children() -> float:
    """MB of this process and all that it started and that still run: what is shared is shared out (PSS)."""
    return sum(_held(pid) for pid in (os.getpid(), *_below(os.getpid()))) / 1024


def let_go() -> None:
    """Give back to the system what Python no longer needs, where the C library can."""
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def _below(pid: int) -> list[int]:
    """Its children, theirs, and so on; one that ends meanwhile may be left out."""
    found: list[int] = []
    for task in (PROC / str(pid) / "task").glob("*/children"):
        with suppress(OSError):
            found += map(int, task.read_text().split())
    return [*found, *(each for child in found for each in _below(child))]


def _held(pid: int) -> int:
    """KB; none of a process that has ended."""
    with suppress(OSError):
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
