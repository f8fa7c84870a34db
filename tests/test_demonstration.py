"""``lapwing demo`` as a newcomer runs it: from nothing to a page with people, and to nothing left running."""

import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from lapwing.config.settings import VAR
from lapwing.platform.postgres import stop
from tests.chromium import ROOT
from tests.ports import free_port

pytestmark = pytest.mark.slow


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder for the demonstration's data, where the tests' own database has its."""
    folder = VAR / "newcomer"
    stop(folder)  # whatever a run that was killed left
    shutil.rmtree(folder, ignore_errors=True)
    yield folder
    stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


def begin(folder: Path) -> subprocess.Popen[str]:
    # not the first free one, which another program may come to have at the same moment
    environment = {**os.environ, "PORT": str(free_port())}
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen(
        [str(Path(sys.executable).with_name("lapwing")), "demo"],
        cwd=ROOT,
        env={**environment, "LAPWING_VAR": str(folder)},
        stdout=subprocess.PIPE,
        text=True,
        # a shell starts what runs in its background deaf to interrupts, and that is handed down
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def read_until_it_is_up(process: subprocess.Popen[str]) -> str:
    said = ""
    for line in process.stdout or ():
        said += line
        if "Ctrl-C" in line:
            return said
    raise AssertionError(f"it ended instead of starting:\n{said}")


def test_it_starts_from_nothing_names_its_people_and_leaves_nothing_running(folder: Path) -> None:
    for _ in range(2):
        process = begin(folder)
        said = read_until_it_is_up(process)
        address = re.search(r"http://localhost:\d+", said)
        assert address
        assert "SEND programme manager" in said

        with urllib.request.urlopen(f"{address[0]}/sign-in/demonstration/") as answer:
            assert "SEND programme manager" in answer.read().decode()

        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=180) == 0
        assert not stop(folder), "the database was left running"
        with pytest.raises(OSError, match="refused"):
            urllib.request.urlopen(address[0])
