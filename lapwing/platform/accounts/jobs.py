"""What signing in leaves behind and how long it is kept, and letters about one's own account."""

from __future__ import annotations

from urllib.parse import urljoin

from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from lapwing.platform.accounts.kinds import UserKind
from lapwing.platform.accounts.mail import send_letter
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.password_links import make_link
from lapwing.platform.accounts.throttle import forget_old_failures
from lapwing.platform.jobs.system import as_system

# A mail server that is down for an hour delays a link and does not lose it.
MAIL_RETRY = RetryStrategy(max_attempts=8, exponential_wait=5, retry_exceptions=[OSError])


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="accounts-sessions")
@as_system("Accounts")
def clear_what_is_over(timestamp: int) -> None:
    """Remove sessions that have run out, and failed sign-ins that no longer count."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    forget_old_failures(now)


@app.task(retry=MAIL_RETRY)
@as_system("Sign-in")
def send_password_link(person: str, site: str) -> None:
    """Send a link to a new password to the person with this reference, if there is one."""
    user = User.objects.filter(ref=person, is_active=True, kind=UserKind.PERSON).first()
    if user is None:
        return
    secret = make_link(user, now=timezone.now())
    address = urljoin(site, reverse("new-password", args=[user.ref, secret]))
    send_letter("forgotten-password", to=user.email, url=address)


@app.task(retry=MAIL_RETRY)
@as_system("Sign-in")
def tell_of_reset(person: str, site: str) -> None:
    """Tell a person that their second factor was taken away."""
    user = User.objects.filter(ref=person, is_active=True, kind=UserKind.PERSON).first()
    if user is not None:
        send_letter("factors-reset", to=user.email, url=urljoin(site, reverse("sign-in")))
