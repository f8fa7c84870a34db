"""Runs a module of ours in a process apart, with little memory, little time and no secrets, on what is sent.

What it is sent, or part of it, was made by strangers: a file to read, the template of what is to be built.
The process gets the bytes on its standard input and says what it finds as it goes, one JSON object to a line.
It inherits no environment (so no database address and no key), writes no file unless it is allowed to, and is
killed with all that it started when its time is over; what it had said by then is kept.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

Event = dict[str, Any]

_LONGEST_LINE = 256 * 1024 * 1024
_KILL_GRACE = 2.0
# For a process that has said everything to give its memory back, on a machine with much else to do.
_END_GRACE = 30.0
# linux/prctl.h
_PR_SET_PDEATHSIG = 1
_LONGEST_COMPLAINT = 300
_ERROR = re.compile(r"[\w.]*(?:Error|Exception|Exit|Interrupt)\b")


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """``memory`` in bytes of data, ``seconds`` of time on the clock."""

    memory: int
    seconds: float


@dataclass
class Ending:
    """How a process ended: ``late`` when it was killed for its time, ``failed`` when it did not finish.

    ``why`` is the place in our code and the name of the error, never what stood in the file.
    """

    late: bool = False
    failed: bool = False
    why: str = ""


def run_apart(
    module: str,
    arguments: Sequence[str],
    data: bytes,
    allowance: Allowance,
    ending: Ending,
    *,
    folder: Path | None = None,
) -> Iterator[Event]:
    """What the module says, as it says it. ``ending`` is filled in when the process has ended.

    The module is started with the memory and the seconds as its first arguments and hands them to
    ``confine`` before it reads anything. ``folder`` is where one that may write keeps its temporary files:
    see ``scratch``.
    """
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", module, str(allowance.memory), str(allowance.seconds), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"LANG": "C.UTF-8"} | ({"TMPDIR": str(folder)} if folder else {}),
        cwd="/",
        # a session of its own, so that what it starts itself ends with it
        start_new_session=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    complaints: list[str] = []
    listener = threading.Thread(target=_listen, args=(process.stderr, complaints), daemon=True)
    listener.start()
    feeder = threading.Thread(target=_feed, args=(process.stdin, data), daemon=True)
    killer = threading.Timer(allowance.seconds, _kill, (process, ending))
    feeder.start()
    killer.start()
    grace = _KILL_GRACE
    try:
        yield from _events(process.stdout)
        grace = _END_GRACE
    finally:
        process.stdout.close()
        ending.failed = _ended_badly(process, grace)
        listener.join(_KILL_GRACE)
        ending.why = "; ".join(complaints) if ending.failed else ""
        killer.cancel()
        feeder.join(_KILL_GRACE)


def confine(memory: int, seconds: float, *, largest_file: int = 0) -> None:
    """Take this process's own rights away: data in memory, time of the processor, files to write, which are
    none unless ``largest_file`` says how many bytes one may have.

    It also ends with the process that wants its answer, however that one ends.
    """
    end_with_parent()
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    whole = int(seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole))


def end_with_parent(parent: int = 0) -> None:
    """Have the kernel kill this process when its parent is gone. Linux alone can; elsewhere time ends it.

    A child that was forked gives its ``parent`` as it was known before; one that is started anew need not.
    """
    if not sys.platform.startswith("linux"):
        return
    parent = parent or os.getppid()
    # the kernel goes by the thread that started us, which is the one that reads our answer
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)  # it was gone before we asked


def _ended_badly(process: subprocess.Popen[bytes], grace: float) -> bool:
    """Whether the process ended otherwise than by finishing; one that lingers for ``grace`` is killed."""
    try:
        return process.wait(grace) != 0
    except subprocess.TimeoutExpired:
        _kill_all(process)
        process.wait()
        return True


def _feed(pipe: IO[bytes], data: bytes) -> None:
    # a process that ends before it has read everything is no fault of the feeder
    with contextlib.suppress(OSError), pipe:
        pipe.write(data)


def _listen(pipe: IO[bytes], complaints: list[str]) -> None:
    """Keep of a traceback where it was raised and the kind of error: its message may quote the file."""
    for line in pipe:
        words = line.decode("utf-8", "replace").strip()[:_LONGEST_COMPLAINT]
        if words.startswith('File "'):
            complaints[:] = [words]
        elif kind := _ERROR.match(words):
            complaints[1:] = [kind.group()]


def _kill(process: subprocess.Popen[bytes], ending: Ending) -> None:
    if process.poll() is not None:
        return  # it ended by itself, only just in time
    ending.late = True
    _kill_all(process)


def _kill_all(process: subprocess.Popen[bytes]) -> None:
    """End it and what it started; either may have ended already."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _events(pipe: IO[bytes]) -> Iterator[Event]:
    while line := pipe.readline(_LONGEST_LINE):
        try:
            event = json.loads(line)
        except ValueError:
            return  # the last line of a process that was killed while it spoke
        if isinstance(event, dict):
            yield event
