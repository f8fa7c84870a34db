"""Ports for programs that must be told theirs before they start.

One that the kernel picks (port 0) may be taken again a moment later, by a call that goes out or by another
test process. These lie below the range it picks from, and each process has a stretch of its own.
"""

from __future__ import annotations

import itertools
import os
import socket
from pathlib import Path

_RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
_USUAL = "32768 60999"
_LOWEST = 12_000
_STRETCH = 32

_number = itertools.count()


def free_port() -> int:
    """A port on which nothing listens, and that this process gives out once."""
    while True:
        port = _port(next(_number))
        with socket.socket() as probe:
            try:
                probe.bind(("", port))
            except OSError:
                continue
        return port


def _port(number: int) -> int:
    picked_from = int((_RANGE.read_text() if _RANGE.exists() else _USUAL).split()[0])
    # where the kernel's range begins lower still, there is no better place than another
    below = max(picked_from, _LOWEST + 10_000) - _LOWEST
    return _LOWEST + (os.getpid() * _STRETCH + number) % below
