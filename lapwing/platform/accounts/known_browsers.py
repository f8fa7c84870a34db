"""Browsers in which a person has signed in before: failures of strangers do not keep them out there.

Whoever sends ten wrong passwords for a colleague's account bars it for a quarter of an hour; the colleague
goes on in a browser of theirs, which has ten tries of its own. (OWASP calls this "device cookies".) The
browser carries, beside its random mark, a keyed hash of the mark and the account for each of the last
accounts: it cannot be made up, says nothing about anybody, and opens nothing. The database is not asked, so
an address that is nobody's is looked at alike.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

from lapwing.platform.accounts.sessions.browsers import MARK_LASTS, mark_of

COOKIE = "lapwing_known"
# Accounts that one browser remembers: shared computers have a few.
MOST = 5
# Stands for whichever account, where none is named yet (a passkey).
ANYBODY = ""


def cookie_name() -> str:
    return f"__Host-{COOKIE}" if settings.SESSION_COOKIE_SECURE else COOKIE


def is_known(request: HttpRequest, email: str) -> bool:
    """Whether this account was signed in to in this browser; for ANYBODY, whether any was."""
    carried = _carried(request)
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    wanted = [_proof(request, email, key) for key in keys]
    return any(constant_time_compare(each, proof) for each in carried for proof in wanted)


def remember(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """Let the browser carry that this account was signed in to in it."""
    anybody, proof = (_proof(request, each, settings.SECRET_KEY) for each in (ANYBODY, email))
    others = [each for each in _carried(request) if each not in {anybody, proof}]
    response.set_cookie(
        cookie_name(),
        ".".join([anybody, proof, *others[: MOST - 1]]),
        max_age=int(MARK_LASTS.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _carried(request: HttpRequest) -> list[str]:
    given = request.COOKIES.get(cookie_name(), "").split(".")
    return [each for each in given if each.isascii() and len(each) == 64][: MOST + 1]


def _proof(request: HttpRequest, email: str, key: str) -> str:
    what = f"{mark_of(request)} {email.lower()}"
    return str(salted_hmac("lapwing.known-browser", what, secret=key, algorithm="sha256").hexdigest())
