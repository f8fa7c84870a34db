"""What signing in leaves behind, and how long it is kept."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.platform.accounts.throttle import forget_old_failures
from lapwing.platform.jobs.system import as_system


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="accounts-sessions")
@as_system("Accounts")
def clear_what_is_over(timestamp: int) -> None:
    """Remove sessions that have run out, and failed sign-ins that no longer count."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    forget_old_failures(now)
