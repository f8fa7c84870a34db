"""Two requests at one moment: each in a thread with a connection of its own, and both at one statement.

That both begin at once is chance, and proves nothing: here each waits before the statement that is named
until the other stands before it too. Nothing sleeps, and nothing is left to the clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Event
from typing import Any, TypeVar

from django.db import connection
from django.test import Client

from tests.attacks.asking import knocking

T = TypeVar("T")
# As long as a machine with other things to do may take to come to the statement: seconds.
PATIENCE = 60


class MissedError(Exception):
    """One of the two went another way than past the statement that was named."""


def at_once(*doings: Callable[[], T], at: str | Sequence[str]) -> list[T]:
    """What each gives, when all have met before the statement that ``at``, a pattern, finds; each has its own
    when several are given.

    Raises MissedError when one of them never comes to such a statement: then nothing was tried.
    """
    barrier = Barrier(len(doings), timeout=PATIENCE)

    def met(do: Callable[[], T], where: str) -> T:
        try:
            return _stopping(do, where, barrier.wait)
        except MissedError:
            barrier.abort()
            raise

    with ThreadPoolExecutor(len(doings)) as pool:
        places = [at] * len(doings) if isinstance(at, str) else at
        waiting = [pool.submit(met, do, where) for do, where in zip(doings, places, strict=True)]
    missed = [each.exception() for each in waiting if isinstance(each.exception(), MissedError)]
    if missed:
        raise missed[0]  # type: ignore[misc]
    return [each.result() for each in waiting]


def in_the_middle_of(do: Callable[[], T], meanwhile: Callable[[], object], *, at: str) -> T:
    """What ``do`` gives when, before its first statement like ``at``, all of ``meanwhile`` happens."""
    there, go_on = Event(), Event()

    def wait() -> None:
        there.set()
        assert go_on.wait(PATIENCE)

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(_stopping, do, at, wait)
        assert there.wait(PATIENCE), "It never came to such a statement"
        try:
            meanwhile()
        finally:
            go_on.set()
        return running.result(timeout=2 * PATIENCE)


def _stopping(do: Callable[[], T], at: str, stop: Callable[[], object]) -> T:
    """What ``do`` gives in this thread; before its first statement like ``at`` it stops."""
    stopped, asked = False, []

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        nonlocal stopped
        asked.append(sql[:200])
        if not stopped and re.search(at, sql):
            stopped = True
            stop()
        return execute(sql, parameters, many, context)

    try:
        with connection.execute_wrapper(note):
            made = do()
        if not stopped:
            raise MissedError(f"Nothing like {at} was asked, but:\n" + "\n".join(asked))
        return made
    finally:
        connection.close()


def windows(browser: Client) -> tuple[Client, Client]:
    """Two windows of one browser: a double click, or two tabs."""
    return knocking(browser), knocking(browser)


def strangers() -> tuple[Client, Client]:
    """Two browsers in which nobody is signed in."""
    return Client(raise_request_exception=False), Client(raise_request_exception=False)


def posted_at_once(browsers: tuple[Client, Client], place: str, sent: dict[str, Any], *, at: str) -> Any:
    """What the two are answered who send the same form at one moment."""
    first, second = at_once(*(partial(each.post, place, sent) for each in browsers), at=at)
    return first, second


def hidden_fields(page: str, having: str = "") -> dict[str, str]:
    """The hidden fields of the form of a page that has these words in it, as a browser sends them."""
    main = page[page.index("<main") : page.index("</main>")]
    form = next(
        each for each in re.findall(r"<form[^>]*method=.post.*?</form>", main, re.S) if having in each
    )
    return dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', form))
