"""Note that somebody was refused: a colleague who tries doors leaves a count that can be looked for."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.observing.references import reference_of
from lapwing.platform.observing.routes import route_of
from lapwing.platform.observing.security import SecurityEvent, note_security_event

# Said in the log of the service one by one so often within an hour, then at every hundredth.
SAID_ONE_BY_ONE = 20
SAID_EVERY = 100


def is_refusal(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether this is "not found" for an address that leads to a page: unknown and forbidden are one."""
    return response.status_code == 404 and request.resolver_match is not None


def note_refusal(request: HttpRequest, actor: Actor, *, by_program: bool = False) -> None:
    """Count one more refusal of this person at this page, in a transaction of its own.

    It comes after the request's own, which was undone. What is asked of the database is the same for
    whatever was refused, so that the time it takes tells nothing.
    """
    page = route_of(request)
    with (
        acting(actor, purpose=page, request=reference_of(request)),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT access_log_note_refusal(%s, %s)", [page, by_program])
        (times,) = cursor.fetchone() or (0,)
    if times <= SAID_ONE_BY_ONE or times % SAID_EVERY == 0:
        note_security_event(SecurityEvent.REFUSED, request, account=actor.user_id, times=times)
