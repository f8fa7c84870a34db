"""What signing in leaves behind and how long it is kept, and links to new passwords."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.platform.accounts.kinds import UserKind
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.password_links import make_link
from lapwing.platform.accounts.throttle import forget_old_failures
from lapwing.platform.jobs.system import as_system
from lapwing.platform.notices.outbox import send_mail_now


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="accounts-sessions")
@as_system("Accounts")
def clear_what_is_over(timestamp: int) -> None:
    """Remove sessions that have run out, and failed sign-ins that no longer count."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    forget_old_failures(now)


@app.task
@as_system("Sign-in")
def send_password_link(ref: str) -> None:
    """Send a link to a new password to the person with this reference, if there is one."""
    user = User.objects.filter(ref=ref, is_active=True, kind=UserKind.PERSON).first()
    if user is None:
        return
    now = timezone.now()
    secret = make_link(user, now=now)
    address = reverse("new-password", args=[user.ref, secret])
    send_mail_now(to=user.email, template="forgotten-password", url=address, now=now)
