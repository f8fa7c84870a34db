"""A crowd of people who use a service at once: each asks for a page, thinks, and asks for the next."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import quantiles

from tests.service import Service


@dataclass(frozen=True)
class Asked:
    """One request: when it was sent (seconds from the beginning), how it ended, how long it took."""

    at: float
    path: str
    status: int
    seconds: float


@dataclass
class Crowd:
    """People by their cookies, each with the pages they walk through; ``think`` seconds pass between two."""

    service: Service
    people: Sequence[tuple[str, Sequence[str]]]
    think: float
    asked: list[Asked] = field(default_factory=list)
    # the pages of answers that said the server failed
    failures: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._ended = threading.Event()
        self._begun = time.monotonic()
        self._threads = [
            threading.Thread(target=self._walk, args=(number, cookie, paths), daemon=True)
            for number, (cookie, paths) in enumerate(self.people)
        ]

    def __enter__(self) -> Crowd:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *why: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def go_on(self, seconds: float) -> None:
        """Let the crowd walk for a time, and on a slow machine until there are as many answers as people."""
        wanted = len(self.asked) + len(self.people)
        time.sleep(seconds)
        while len(self.asked) < wanted:
            assert any(thread.is_alive() for thread in self._threads), "nobody walks any more"
            time.sleep(0.1)

    @property
    def statuses(self) -> Counter[int]:
        """How many requests ended how; 0 is a connection that broke."""
        return Counter(each.status for each in self.asked)

    def percentile(self, part: int) -> float:
        """The seconds within which so many of a hundred requests were answered."""
        return quantiles((each.seconds for each in self.asked), n=100, method="inclusive")[part - 1]

    def _walk(self, number: int, cookie: str, paths: Sequence[str]) -> None:
        chance = random.Random(number)
        # they do not all arrive at one moment
        self._ended.wait(chance.uniform(0, self.think))
        connection = self.service.connection()
        while not self._ended.is_set():
            path = chance.choice(paths)
            begun = time.monotonic()
            try:
                connection.request("GET", path, headers={"Cookie": cookie})
                answer = connection.getresponse()
                page = answer.read()
                status = answer.status
                if status >= 500:
                    self.failures.append(page.decode(errors="replace"))
            except (OSError, http.client.HTTPException):
                status = 0
                connection.close()
                connection = self.service.connection()
            self.asked.append(Asked(begun - self._begun, path, status, time.monotonic() - begun))
            self._ended.wait(chance.uniform(0.5, 1.5) * self.think)
        connection.close()
