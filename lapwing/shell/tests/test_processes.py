"""Processes that live and die together."""

import os
import signal
import sys
from pathlib import Path

import pytest

from lapwing.shell import processes
from lapwing.shell.processes import interruptible, start, stop_all, uninterrupted, wait_for_an_end

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
IGNORE = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True);"
DEAF = [sys.executable, "-c", f"{IGNORE} time.sleep(600)"]


def test_the_one_that_ends_by_itself_is_named_with_its_last_words(tmp_path: Path) -> None:
    sleeper = start("sleeper", SLEEP, log=tmp_path / "a.log", environment=os.environ)
    faller = start(
        "faller",
        [sys.executable, "-c", "raise SystemExit('lost')"],
        log=tmp_path / "b.log",
        environment=os.environ,
    )

    ended = wait_for_an_end([sleeper, faller])
    stop_all([sleeper, faller])

    assert ended.name == "faller"
    assert ended.last_words() == "lost"
    assert sleeper.process.returncode == -signal.SIGTERM


def test_one_that_does_not_listen_is_ended_after_the_grace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "GRACE_SECONDS", 0)
    deaf = start("deaf", DEAF, log=tmp_path / "deaf.log", environment=os.environ)
    while "deaf" not in deaf.last_words():
        assert deaf.process.poll() is None

    stop_all([deaf])

    assert deaf.process.returncode == -signal.SIGKILL


def test_a_request_to_end_interrupts_like_ctrl_c() -> None:
    with pytest.raises(KeyboardInterrupt), interruptible():
        os.kill(os.getpid(), signal.SIGTERM)


def test_a_second_request_does_not_disturb_the_stopping() -> None:
    # a shell that runs the tests in its background has them ignore one of these from the start
    before = signal.getsignal(signal.SIGINT)
    with uninterrupted():
        os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGINT)

    assert signal.getsignal(signal.SIGINT) is before
