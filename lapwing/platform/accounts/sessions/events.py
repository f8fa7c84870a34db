"""The sign-in history: what happened at a person's door, noted in one call.

    note_sign_in_event(request, user_id=user.pk, kind=SignInEventKind.FACTOR_ADDED)

Signing in itself is noted by the middleware, whichever way it was done, and a wrong password by a job, so
that it takes as long for an address that is nobody's. Call this for everything else in ``SignInEventKind``:
a second factor that failed, a new password, a factor added or removed. A new password ends
the person's other sessions by itself.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.sessions.browsers import browser_key, browser_words
from lapwing.platform.accounts.sessions.endings import SESSION_KEY, end_sessions_of
from lapwing.platform.accounts.sessions.kinds import ENDS_OTHER_SESSIONS, FAILURES, SignInEventKind
from lapwing.platform.accounts.sessions.models import SignInEvent

# How long a sign-in history is kept. The database keeps no line for less than a year.
KEPT_FOR = timedelta(days=365)
PURPOSE = "sign-in history"
# So that nobody fills a person's history from outside; the throttle lets fewer through.
MOST_FAILURES, WITHIN = 30, timedelta(minutes=15)


def note_sign_in_event(
    request: HttpRequest, *, user_id: int, kind: SignInEventKind, how: str = ""
) -> SignInEvent | None:
    """Write a line of a person's sign-in history; None when there are too many failures to note another.

    ``how`` says the way in words ("Password and authenticator app"). Somebody need not be signed in, nor
    need anybody act. Kinds in ``ENDS_OTHER_SESSIONS`` end every other session of the person at once.
    """
    with acting(system_actor("Sign-in"), purpose=PURPOSE):
        if kind in FAILURES and _too_many(user_id):
            return None
        if kind in ENDS_OTHER_SESSIONS:
            end_sessions_of(user_id, but=request.session.get(SESSION_KEY, ""))
        key = browser_key(request, user_id)
        return SignInEvent.objects.create(
            user_id=user_id,
            kind=kind,
            how=how[:120],
            browser=browser_words(request),
            browser_key=key,
            new_browser=kind == SignInEventKind.SIGNED_IN and _is_new(user_id, key),
        )


def note_failure_of(user_id: int, *, at: datetime) -> None:
    """Write down a wrong password that was sent for this account a moment ago; a system user acts."""
    if not _too_many(user_id):
        SignInEvent.objects.create(user_id=user_id, kind=SignInEventKind.FAILED, at=at)


def note_ended_by_others(user_ids: list[int], *, how: str) -> None:
    """Say in these people's sign-in histories that somebody else signed them out; a system user acts."""
    kind = SignInEventKind.ENDED_BY_OTHERS
    SignInEvent.objects.bulk_create(SignInEvent(user_id=each, kind=kind, how=how) for each in user_ids)


def _too_many(user_id: int) -> bool:
    recent = SignInEvent.objects.filter(user_id=user_id, kind__in=FAILURES, at__gt=timezone.now() - WITHIN)
    return recent.count() >= MOST_FAILURES


def _is_new(user_id: int, key: str) -> bool:
    """Whether this person signed in before, and never by this browser. The first time is news to nobody."""
    theirs = SignInEvent.objects.filter(user_id=user_id, kind=SignInEventKind.SIGNED_IN)
    return theirs.exists() and not theirs.filter(browser_key=key).exists()
