"""Events that whoever watches over the service should hear of: somebody tried to get round a protection.

Each is a line of the log (``"event": "barred"``) and a count among the figures, so that an alarm can be set.
It names the page and never its address, and a person only by the number of their account.
"""

from __future__ import annotations

import logging
from enum import StrEnum

from django.http import HttpRequest
from prometheus_client import Counter

from lapwing.platform.observing.routes import route_of

log = logging.getLogger("lapwing.security")
events = Counter("lapwing_security_events", "Tries to get round a protection", ["event"])


class SecurityEvent(StrEnum):
    """What was tried. The words are those of the log and of the figures."""

    # a page or record that is not there, or is not the asker's: the two are the same
    REFUSED = "refused"
    # too many failures: even the right password, code or token is not looked at
    BARRED = "barred"
    WRONG_PASSWORD = "wrong-password"
    WRONG_FACTOR = "wrong-second-factor"
    # a token of a program, or of the figures, that does not count
    WRONG_TOKEN = "wrong-token"
    # an organisation's sign-in that cannot be believed
    WRONG_ANSWER = "wrong-answer-of-organisation"
    FORM_WITHOUT_TOKEN = "form-without-token"
    REFUSED_HOST = "refused-host"
    SUSPICIOUS = "suspicious-request"


def note_security_event(
    event: SecurityEvent, request: HttpRequest, *, account: int | None = None, times: int = 1
) -> None:
    """Count the event and write its line. ``times`` says how often it came within the hour, where known."""
    route = route_of(request)
    events.labels(event.value).inc()
    log.warning(
        "%s at %s",
        event.value,
        route,
        extra={"event": event.value, "route": route, "account": account, "times": times},
    )
