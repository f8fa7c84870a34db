"""How far work has come, said by the job and shown to whoever waits."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.jobs.current import is_cut_off
from lapwing.platform.jobs.errors import CutOffError, StopAskedError, WorkIsOverError

T = TypeVar("T")

SYSTEM_USER = "Background work"
SECONDS_BETWEEN = 1.0
_LONGEST = 200

_SAY = """
UPDATE jobs_work SET words = %s, done = LEAST(%s, %s), of = %s, heard_at = now()
WHERE id = %s AND attempt = %s AND state = 'running' RETURNING stop_asked_at
"""


class Progress:
    """Says how far one run of a piece of work has come, seldom enough not to slow it.

    What is said is seen at once, also while the job is in the middle of a transaction of its own. Words name
    no person and quote no row.
    """

    def __init__(self, work_id: int, attempt: int) -> None:
        self.work_id, self.attempt = work_id, attempt
        self.result_url = ""
        self._said_at = 0.0
        self._words, self._done, self._of = "", 0, 0
        self._depth = len(connection.atomic_blocks)
        self._aside: BaseDatabaseWrapper | None = None

    def say(self, words: str = "", *, done: int | None = None, of: int | None = None) -> None:
        """Say how far it has come; once a second is written down, the rest is not.

        Raises what ends the run: a stop that was asked for, a worker that is being stopped, or another run
        of the same work.
        """
        self._words = words[:_LONGEST] or self._words
        self._done = self._done if done is None else done
        self._of = self._of if of is None else of
        if time.monotonic() - self._said_at >= SECONDS_BETWEEN:
            self._write_down()

    def through(self, rows: Iterable[T], words: str, *, of: int) -> Iterator[T]:
        """The same rows, saying how many of them have gone by."""
        for number, row in enumerate(rows):
            self.say(words, done=number, of=of)
            yield row
        self.say(words, done=of, of=of)

    def leads_to(self, url: str) -> None:
        """Where the page of the work leads on to when it is done."""
        self.result_url = url

    def close(self) -> None:
        if self._aside is not None:
            self._aside.close()

    def _write_down(self) -> None:
        self._said_at = time.monotonic()
        if is_cut_off():
            raise CutOffError("The worker is being stopped")
        stop = self._written()
        if stop is None:
            raise WorkIsOverError("Another run has begun, or the work has ended")
        if stop[0] is not None:
            raise StopAskedError("Its end was asked for")

    def _written(self) -> tuple[object, ...] | None:
        values: list[int | str] = [self._words, self._done, self._of, self._of, self.work_id, self.attempt]
        if self._depth or not connection.in_atomic_block:
            with acting(system_actor(SYSTEM_USER), purpose="progress"), connection.cursor() as cursor:
                cursor.execute(_SAY, values)
                found: tuple[object, ...] | None = cursor.fetchone()
                return found
        return self._written_aside(values)

    def _written_aside(self, values: list[int | str]) -> tuple[object, ...] | None:
        """The same on a connection of its own: the job's own transaction would hide it until its end."""
        if self._aside is None:
            self._aside = connections.create_connection(DEFAULT_DB_ALIAS)
            self._aside.set_autocommit(True)
        with self._aside.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(
                "SELECT set_config('lapwing.actor', access_system_user(%s)::text, true)", [SYSTEM_USER]
            )
            cursor.execute(_SAY, values)
            row: tuple[object, ...] | None = cursor.fetchone()
            cursor.execute("COMMIT")
        return row
