"""Fifty people at once on the whole service: proxy, two web servers, worker, PostgreSQL, all on this machine.

Each asks for a page, thinks for about five seconds, and asks for the next. Run by itself, for ten minutes:
``make bench ARGS=load`` (``LOAD_MINUTES=1`` to try it).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.report import Benchmark, Table
from tests.crowd import Crowd
from tests.service import Service, running_service

PEOPLE, THINK = 50, 5.0
MINUTES = float(os.environ.get("LOAD_MINUTES", "10"))
LIMIT_MS = 300
# Before it is measured a crowd in a hurry fetches what each process loads at its first use.
WARM_SECONDS, HURRY = 60.0, 1.0
PARTS = 4
ASKED_AGAIN = 302
MOST_PAGES = 60
FEWEST_PAGES = 10

Walk = tuple[str, Sequence[str]]


def run() -> Table:
    """Start the service, let the crowd walk, and say how it went."""
    with TemporaryDirectory(prefix="lapwing-load-", dir="/var/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with running_service(folder) as service:
            return _measured(service)


def _measured(service: Service) -> Table:
    walks = list(walks_of(service))
    people = list(islice(cycle(walks), PEOPLE))
    with Crowd(service, people, HURRY) as crowd:
        crowd.go_on(WARM_SECONDS)
    memory = [service.memory()]
    with Crowd(service, people, THINK) as crowd:
        for _ in range(PARTS):
            crowd.go_on(MINUTES * 60 / PARTS)
            memory.append(service.memory())
    wrong = sum(number for status, number in crowd.statuses.items() if status not in (200, ASKED_AGAIN))
    milliseconds = {part: crowd.percentile(part) * 1000 for part in (50, 95, 99)}
    return Table(
        (
            *("people", "minutes", "pages", "errors", "led on"),
            *("median, ms", "p95, ms", "p99, ms", f"of {LIMIT_MS} ms", "memory, MB"),
        ),
        (
            (
                str(PEOPLE),
                f"{MINUTES:g}",
                f"{len(crowd.asked):,}",
                str(wrong),
                str(crowd.statuses[ASKED_AGAIN]),
                *(f"{each:.0f}" for each in milliseconds.values()),
                f"{milliseconds[95] / LIMIT_MS:.0%}",
                " → ".join(f"{each / 1e6:.0f}" for each in memory),
            ),
        ),
        (_how(walks),),
    )


def _how(walks: Sequence[Walk]) -> str:
    numbers = [len(paths) for _, paths in walks]
    return (
        f"{len(walks)} of the demonstration's people in {PEOPLE} browsers, each asking at random for one of "
        f"the {min(numbers)} to {max(numbers)} pages that their own links lead to, by HTTPS through the "
        f"proxy; {THINK:g} seconds of thinking on the average between two. The crowd runs on the same two "
        "cores. An error is any answer but a page; led on is who must show anew who they are, as before "
        "inviting people. Memory is that of both web servers and the worker, at the beginning and after each "
        f"{PARTS}th of the time; {WARM_SECONDS:g} seconds of a crowd in a hurry go "
        "before."
    )


def walks_of(service: Service) -> Iterator[Walk]:
    """Each person who has pages to walk through: the cookie, and the addresses."""
    for cookie in service.cookies.values():
        paths = list(pages_of(service, cookie))
        if len(paths) >= FEWEST_PAGES:
            yield cookie, paths


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
