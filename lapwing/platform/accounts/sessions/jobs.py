"""How long what is kept about signing in is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.platform.accounts.kinds import UserKind
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.sessions.events import KEPT_FOR, note_failure_of
from lapwing.platform.accounts.sessions.models import SignedInSession
from lapwing.platform.accounts.sessions.unsent import forget_old
from lapwing.platform.jobs.system import as_system

# Long enough to answer "was I signed in then?" for what somebody asks about soon after.
SESSIONS_KEPT_FOR = timedelta(days=30)


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="account-sessions-unsent")
@as_system("Accounts")
def forget_unsent_forms(timestamp: int) -> None:
    """Remove what could not be sent and was not asked for within the hour."""
    forget_old(timezone.now())


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="account-sessions-old")
@as_system("Accounts")
def forget_old_sessions(timestamp: int) -> None:
    """Remove sessions that began a month ago, and lines of sign-in histories that are a year old."""
    SignedInSession.objects.filter(started_at__lt=timezone.now() - SESSIONS_KEPT_FOR).delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT sessions_forget_events(make_interval(days => %s))", [KEPT_FOR.days])


@app.task
@as_system("Sign-in")
def note_failed_sign_in(ref: str, at: int) -> None:
    """A wrong password in the sign-in history of the account with this reference, if there is one.

    ``at`` is the moment in seconds since 1970.
    """
    user = User.objects.filter(ref=ref, is_active=True, kind=UserKind.PERSON).first()
    if user is not None:
        note_failure_of(user.pk, at=datetime.fromtimestamp(at, UTC))
