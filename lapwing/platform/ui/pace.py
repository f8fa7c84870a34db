"""How fast somebody may ask: counted by each web process in its own memory, so that no page waits for it.

It slows down machines that fetch or send without end, not guessing (which the database counts, alike on every
machine). With N processes somebody gets up to N times as far.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from lapwing.platform.ui.errors import too_fast

WINDOW = 60
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class Pace:
    """Requests in this minute by whoever made them; all are forgotten when it is over."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._minute = -1
        self._counted: Counter[tuple[str, str]] = Counter()

    def take(self, what: str, who: str, most: int) -> int:
        """Count one more. Seconds to wait if that is too many, else 0. With ``most`` 0 there is no limit."""
        if not most or not who:
            return 0
        with self._lock:
            now = self._clock()
            minute = int(now // WINDOW)
            if minute != self._minute:
                self._minute, self._counted = minute, Counter()
            self._counted[what, who] += 1
            too_many = self._counted[what, who] > most
        return max(1, int((minute + 1) * WINDOW - now) + 1) if too_many else 0


def not_too_fast(get_response: GetResponse) -> GetResponse:
    """Middleware: 429 with Retry-After for who asks faster than people do, by address and by session."""
    pace = Pace()

    def middleware(request: HttpRequest) -> HttpResponseBase:
        address = str(request.META.get(settings.CLIENT_ADDRESS_HEADER, "")).rpartition(",")[2].strip()
        # sessions are counted after the address, so that made-up ones fill no memory
        seconds = pace.take("address", address, settings.REQUESTS_A_MINUTE_FROM_ADDRESS) or pace.take(
            "session", request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")[:64], settings.REQUESTS_A_MINUTE
        )
        return too_fast(request, seconds=seconds) if seconds else get_response(request)

    return middleware
