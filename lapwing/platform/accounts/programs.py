"""What reads as a person without a browser of theirs: tokens of programs, addresses of calendars.

A new password and signing out everywhere end sessions and leave these, or every report would stop with a
forgotten password. But whoever was in an account may have made some: people end them with a tick, where they
end the rest. Each package says its own when the apps are ready.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.leaving import counted

SYSTEM_USER = "Sign-in"


@dataclass(frozen=True)
class HeldByPrograms:
    """One kind, named in the singular ("API token").

    ``standing`` counts a person's that work on a day, of what the acting user sees; ``end`` ends all of them,
    as a system user, and gives how many.
    """

    one: str
    standing: Callable[[int, date], int]
    end: Callable[[int, datetime], int]


class Programs:
    """Filled when the apps are ready."""

    def __init__(self) -> None:
        self._kinds: dict[str, HeldByPrograms] = {}

    def register(self, kind: HeldByPrograms) -> None:
        self._kinds[kind.one] = kind

    def __iter__(self) -> Iterator[HeldByPrograms]:
        return iter(sorted(self._kinds.values(), key=lambda kind: kind.one))


PROGRAMS = Programs()


def kinds_in_words() -> str:
    """ "API tokens and calendar feeds", as many kinds as there are."""
    return _joined([f"{kind.one}s" for kind in PROGRAMS])


def standing_in_words(user_id: int, *, on: date) -> str:
    """ "2 API tokens and 1 calendar feed" of the person who acts; empty when there are none."""
    return _in_words((kind.one, kind.standing(user_id, on)) for kind in PROGRAMS)


def end_programs(user_id: int, *, now: datetime) -> str:
    """End everything by which programs read as this person; what that was, in words, or nothing.

    The system user acts, so that what lies in partnerships that the person left ends with the rest.
    """
    with acting(system_actor(SYSTEM_USER), purpose="end programs", reason="Asked for by its person"):
        return _in_words([(kind.one, kind.end(user_id, now)) for kind in PROGRAMS])


def _in_words(numbers: Iterator[tuple[str, int]] | list[tuple[str, int]]) -> str:
    return _joined([counted(number, one) for one, number in numbers if number])


def _joined(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
