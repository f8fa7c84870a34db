"""Ending every session of people at once, by whoever looks after them or runs the service."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.sessions.endings import end_sessions_of_all
from lapwing.platform.accounts.sessions.events import note_ended_by_others


def end_every_session(people: QuerySet[User], *, how: str, now: datetime) -> int:
    """Sign these people out everywhere, half-finished sign-ins too; how many people that was.

    Who acts, and why, stands in the history of each account; ``how`` says it to the person in their sign-in
    history ("By whoever looks after people"). It is done twice over: each session is ended, and what every
    session hangs on is another.
    """
    numbers = sorted(people.values_list("pk", flat=True))
    people.update(sessions_ended_at=now)
    with acting(system_actor("Sign-in"), purpose="end sessions"):
        end_sessions_of_all(numbers)
        note_ended_by_others(numbers, how=how)
    return len(numbers)
