"""What a process apart may do, and how its end is told."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from typing import Any

import pytest

from lapwing.platform.sandbox import Allowance, Ending, run_apart
from lapwing.platform.tests.ending_time import time_ends_when_told

MEGABYTE = 1024 * 1024


def run(
    what: str, data: bytes = b"abc", memory: int = 256 * MEGABYTE, seconds: float = 120
) -> tuple[list[dict[str, Any]], Ending]:
    ending = Ending()
    allowance = Allowance(memory=memory, seconds=seconds)
    return list(run_apart("lapwing.platform.tests.apart", [what], data, allowance, ending)), ending


def test_what_it_says_comes_as_it_was_said() -> None:
    assert run("nothing") == ([{"length": 3}, {"done": True}], Ending())


def test_a_large_input_is_fed_whole() -> None:
    said, _ = run("nothing", b"x" * (20 * MEGABYTE))
    assert said[0] == {"length": 20 * MEGABYTE}


def test_one_that_hangs_is_killed_when_its_time_is_over() -> None:
    said, ending = run("hang", seconds=1)
    # on a busy machine it may not have come to say anything
    assert said in ([], [{"length": 3}])
    assert (ending.late, ending.failed) == (True, True)


def test_what_one_that_hangs_had_said_is_kept() -> None:
    said, ending = [], Ending()
    allowance = Allowance(memory=256 * MEGABYTE, seconds=600)
    with time_ends_when_told() as end_it:
        for event in run_apart("lapwing.platform.tests.apart", ["hang"], b"abc", allowance, ending):
            said.append(event)
            end_it()
    assert said == [{"length": 3}]
    assert (ending.late, ending.failed) == (True, True)


def test_one_that_takes_too_much_memory_fails_alone() -> None:
    said, ending = run("fill")
    assert said == [{"length": 3}]
    assert (ending.late, ending.failed) == (False, True)
    assert "MemoryError" in ending.why


def test_it_may_write_no_file() -> None:
    said, ending = run("write")
    assert {"done": True} not in said
    assert ending.failed


def test_it_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "not for strangers")
    said, _ = run("look")
    assert "SECRET_KEY" not in said[1]["environment"]
    assert said[1]["folder"] == "/"


def test_why_it_failed_is_told_without_what_stood_in_the_file() -> None:
    _, ending = run("quote", b"a child's name")
    assert "apart.py" in ending.why
    assert "ValueError" in ending.why
    assert "child" not in ending.why


def test_a_sentence_that_breaks_off_is_left_out() -> None:
    said, ending = run("break off")
    assert said == [{"length": 3}]
    assert ending.failed


# Starts a process apart that hangs, and says its number.
PARENT = """
from lapwing.platform import sandbox

class Told(sandbox.subprocess.Popen):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.told = print(self.pid, flush=True)

sandbox.subprocess.Popen = Told
allowance = sandbox.Allowance(memory=256 * 2**20, seconds=600)
for said in sandbox.run_apart("lapwing.platform.tests.apart", ["hang"], b"abc", allowance, sandbox.Ending()):
    print("hangs", flush=True)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux ends a process with its parent")
def test_it_does_not_outlive_the_process_that_started_it() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = os.pidfd_open(int(parent.stdout.readline()))
        assert parent.stdout.readline() == b"hangs\n"
        parent.send_signal(signal.SIGKILL)
    # readable when the process has ended
    ended = bool(select.select([child], [], [], 30)[0])
    if not ended:
        signal.pidfd_send_signal(child, signal.SIGKILL)
    os.close(child)
    assert ended
