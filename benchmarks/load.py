"""Fifty people at once on the whole service: proxy, two web servers, worker, PostgreSQL, all on this machine.

Each asks for a page, thinks for about five seconds, and asks for the next. Run by itself, for ten minutes:
``make bench ARGS=load`` (``LOAD_MINUTES=1`` to try it).
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.report import Benchmark, Table
from tests.crowd import Crowd
from tests.service import Service, running_service

PEOPLE, THINK = 50, 5.0
MINUTES = float(os.environ.get("LOAD_MINUTES", "10"))
LIMIT_MS = 300
# Memory is looked at this often; a minute at the beginning belongs to what is loaded at first use.
EVERY = 15.0
MANAGER = "priya.sandhu@demo.lapwing.example"
MOST_PAGES = 60


COLUMNS = (
    *("people", "minutes", "pages", "errors"),
    *("median, ms", "p95, ms", "p99, ms", f"of {LIMIT_MS} ms", "memory, MB"),
)


def run() -> Table:
    """Start the service, let the crowd walk, and say how it went."""
    with TemporaryDirectory(prefix="lapwing-load-", dir="/var/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with running_service(folder) as service:
            return _measured(service)


def _measured(service: Service) -> Table:
    paths = list(pages_of(service, service.cookies[MANAGER]))
    memory: list[int] = []
    with Crowd(service, [service.cookies[MANAGER]] * PEOPLE, paths, THINK) as crowd:
        until = time.monotonic() + MINUTES * 60
        while time.monotonic() < until:
            crowd.go_on(EVERY)
            memory.append(service.memory())
    wrong = sum(number for status, number in crowd.statuses.items() if status not in (200, 302))
    settled = memory[min(4, len(memory) - 1) :]
    return Table(
        (
            "people",
            "minutes",
            "pages",
            "errors",
            "median, ms",
            "p95, ms",
            "p99, ms",
            "of 300 ms",
            "memory, MB",
        ),
        (
            (
                str(PEOPLE),
                f"{MINUTES:g}",
                str(len(crowd.asked)),
                str(wrong),
                *(f"{crowd.percentile(part) * 1000:.0f}" for part in (50, 95, 99)),
                f"{crowd.percentile(95) * 1000 / LIMIT_MS:.0%}",
                f"{settled[0] / 1e6:.0f} → {settled[-1] / 1e6:.0f}",
            ),
        ),
        (
            f"{len(paths)} pages of the demonstration's plans, asked for at random by HTTPS through the "
            f"proxy; {THINK:g} seconds of thinking on the average between two. The crowd runs on the same "
            "two cores. Memory is that of both web servers and the worker, after the first minute and at "
            "the end.",
        ),
    )


def pages_of(service: Service, cookie: str) -> Iterator[str]:
    """Addresses of pages, found as a person does: from the first page on, by their links."""
    seen, wanted = set[str](), ["/"]
    while wanted and len(seen) < MOST_PAGES:
        path = wanted.pop(0)
        if path in seen:
            continue
        seen.add(path)
        connection = service.connection()
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        connection.close()
        if answer.status in (301, 302):
            wanted.insert(0, answer.headers["Location"])
            continue
        if answer.status != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        yield path
        wanted += [
            link
            for link in re.findall(r'href="(/p/[\w/-]+/)"', text)
            if not re.search(r"/(edit|export|void|remove|undo|file)", link)
        ]


BENCHMARK = Benchmark("load", run)
