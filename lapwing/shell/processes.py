"""A few long-running processes that live and die together, as in the demonstration."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

# Long enough for a request or a job to end, short enough for a person who waits at a terminal.
GRACE_SECONDS = 10


@dataclass(frozen=True)
class Child:
    """A running process, what to call it before a person, and where it writes."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def last_words(self, lines: int = 15) -> str:
        """The end of what it wrote."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def start(name: str, command: list[str], *, log: Path, environment: Mapping[str, str]) -> Child:
    """Start a process in a session of its own: Ctrl-C reaches the parent alone, which stops it in order."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            start_new_session=True,
        )
    return Child(name, process, log)


def wait_for_an_end(children: Iterable[Child]) -> Child:
    """Wait until one of the processes has ended, and return that one."""
    watched = list(children)
    while True:
        for child in watched:
            if child.process.poll() is not None:
                return child
        time.sleep(0.2)


def stop_all(children: Iterable[Child]) -> None:
    """Ask every process to end; after ten seconds end those that did not, with all that they started."""
    running = [child for child in children if child.process.poll() is None]
    for child in running:
        child.process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in running:
        try:
            child.process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()


@contextmanager
def interruptible() -> Iterator[None]:
    """Turn SIGTERM and a closed terminal into KeyboardInterrupt, as Ctrl-C is, until the block ends."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ignore a second Ctrl-C while things are being stopped."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, signal.SIG_IGN) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
