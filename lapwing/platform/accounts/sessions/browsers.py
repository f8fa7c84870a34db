"""Which browser asks: in words a person recognises, and by a mark that says whether it was seen before."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac
from ua_parser import parse

from lapwing.platform.accounts.sessions.models import BROWSER_WORDS

MARK_COOKIE = "lapwing_browser"
# Browsers keep no cookie for longer than this.
MARK_LASTS = timedelta(days=400)
UNKNOWN = "A browser that does not say what it is"
# Longer ones are nobody's browser, and would only cost time to read.
LONGEST_READ = 500


def browser_words(request: HttpRequest) -> str:
    """In words: "Firefox on Windows". Versions change under people's hands, and say more than is needed."""
    given = request.headers.get("User-Agent", "")[:LONGEST_READ]
    found = parse(given)
    browser = found.user_agent.family if found.user_agent else ""
    system = found.os.family if found.os else ""
    words = " on ".join(part for part in (browser, system) if part and part != "Other")
    return words[:BROWSER_WORDS] or UNKNOWN


def cookie_name() -> str:
    return f"__Host-{MARK_COOKIE}" if settings.SESSION_COOKIE_SECURE else MARK_COOKIE


def mark_of(request: HttpRequest) -> str:
    """The mark of this browser: the one it carries, or a new one that ``leave_mark`` will give it."""
    carried = request.COOKIES.get(cookie_name(), "")
    given: str = getattr(request, "browser_mark", "") or (carried if _is_mark(carried) else "")
    if not given:
        given = secrets.token_urlsafe(24)
    request.browser_mark = given  # type: ignore[attr-defined]
    return given


def leave_mark(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let the browser carry its mark, after a sign-in. It says nothing about anybody, and opens nothing."""
    response.set_cookie(
        cookie_name(),
        mark_of(request),
        max_age=int(MARK_LASTS.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def browser_key(request: HttpRequest, user_id: int) -> str:
    """What is kept of the mark: a keyed hash with the account in it, so that two accounts cannot be tied."""
    return str(
        salted_hmac("lapwing.browser", f"{user_id} {mark_of(request)}", algorithm="sha256").hexdigest()
    )


def _is_mark(text: str) -> bool:
    return len(text) == 32 and text.isascii()
