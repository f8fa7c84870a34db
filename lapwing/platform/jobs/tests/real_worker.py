"""A worker process on the test's own database, as ``lapwing_app``, and what it says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.db import connections


@dataclass
class RealWorker:
    process: subprocess.Popen[str]

    def wait_for(self, word: str) -> None:
        """Read what it says until it says this."""
        said = []
        for line in self.process.stdout or ():
            said.append(line)
            if line.strip() == word:
                return
        raise AssertionError(f"it ended without saying {word!r}: {''.join(said)}")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def ask_to_stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def ended(self) -> int:
        return self.process.wait(timeout=180)


@contextmanager
def real_worker(grace: str, **environment: str) -> Iterator[RealWorker]:
    """A worker until the block ends, with its grace in seconds."""
    process = subprocess.Popen(
        [sys.executable, "-m", "lapwing.platform.jobs.tests.worker_process", grace],
        env={
            **os.environ,
            "DATABASE_URL": address_of_the_database(),
            "DOCUMENTS_FOLDER": settings.STORAGES["documents"]["OPTIONS"]["location"],
            **environment,
        },
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield RealWorker(process)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def address_of_the_database() -> str:
    """The database of this test process, entered by the application's role."""
    door = connections.settings["default"]
    host, port = door["HOST"] or "localhost", door["PORT"] or 5432
    return f"postgresql://lapwing_app@/{door['NAME']}?host={quote(host, safe='')}&port={port}"
