"""The kinds of things that a sign-in history holds, and how a session may end."""

from __future__ import annotations

from django.db import models


class SignInEventKind(models.TextChoices):
    """Each with the words in which its person reads it."""

    SIGNED_IN = "signed-in", "Signed in"
    FAILED = "failed", "Somebody tried to sign in with a wrong password"
    SECOND_FACTOR_FAILED = "second-factor-failed", "The password was right, the second factor was not"
    PASSWORD_CHANGED = "password-changed", "Password changed"
    PASSWORD_RESET = "password-reset", "Password set by a link"
    FACTOR_ADDED = "factor-added", "Second factor added"
    FACTOR_REMOVED = "factor-removed", "Second factor removed"
    FACTORS_RESET = "factors-reset", "Second factors taken away by somebody who looks after people"
    ORGANISATION_LINKED = "organisation-linked", "Sign-in of an organisation linked"
    ORGANISATION_UNLINKED = "organisation-unlinked", "Sign-in of an organisation taken away"
    RECOVERY_CODES_MADE = "recovery-codes-made", "New recovery codes made"
    SESSIONS_ENDED = "sessions-ended", "Signed out somewhere else"
    ENDED_BY_OTHERS = "ended-by-others", "Signed out everywhere by somebody else"


FAILURES = frozenset({SignInEventKind.FAILED, SignInEventKind.SECOND_FACTOR_FAILED})

# Whoever was signed in elsewhere may be the reason for one of these.
ENDS_OTHER_SESSIONS = frozenset(
    {SignInEventKind.PASSWORD_CHANGED, SignInEventKind.PASSWORD_RESET, SignInEventKind.FACTORS_RESET}
)


class EndedHow(models.TextChoices):
    """The codes stand in ``sessions_touch`` of the database, too."""

    SIGNED_OUT = "signed-out", "signed out"
    IDLE = "idle", "not used for too long"
    LONGEST = "longest", "as long as a session may last"
    CLOCK = "clock", "the clock went back"
    ELSEWHERE = "elsewhere", "ended from another session"
    BY_OTHERS = "by-others", "ended by others, or with the account, its last role or its password"
