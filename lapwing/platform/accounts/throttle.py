"""Slows down guessing of passwords, on every machine alike: the failures are rows in the database."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from lapwing.platform.accounts.known_browsers import is_known
from lapwing.platform.accounts.models import SignInAttempt
from lapwing.platform.accounts.sessions.browsers import mark_of
from lapwing.platform.observing.security import SecurityEvent, note_security_event

WINDOW = timedelta(minutes=15)
MOST_ON_ACCOUNT = 10
# A whole office may share one address.
MOST_FROM_ADDRESS = 60


def bars(request: HttpRequest, account: str, now: datetime) -> bool:
    """Whether this request may not try ``account`` now, whatever it shows; if so, an event says it.

    In a browser that the account was used in, only that browser's own failures count.
    """
    if is_known(request, account):
        found = is_barred(_in_this_browser(request, account), None, now)
    else:
        found = is_barred(account, address_of(request), now)
    if found:
        note_security_event(SecurityEvent.BARRED, request)
    return found


def count_failure(
    request: HttpRequest,
    account: str,
    now: datetime,
    *,
    event: SecurityEvent = SecurityEvent.WRONG_PASSWORD,
) -> None:
    """One more failure of this request at ``account``, with the event that says which kind."""
    note_failure(_counted(request, account), address_of(request), now)
    note_security_event(event, request)


def forget(request: HttpRequest, account: str) -> None:
    """After the right password, mistakes before it no longer count: a known browser's, or strangers'."""
    forget_failures(_counted(request, account))


def _counted(request: HttpRequest, account: str) -> str:
    return _in_this_browser(request, account) if is_known(request, account) else account


def _in_this_browser(request: HttpRequest, account: str) -> str:
    return f"{account} in browser {mark_of(request)}"


def is_barred(email: str, address: str | None, now: datetime) -> bool:
    """Whether there were too many failures of late; the same for accounts that do not exist."""
    recent = SignInAttempt.objects.filter(at__gt=now - WINDOW)
    if recent.filter(account_key=_key(email.lower())).count() >= MOST_ON_ACCOUNT:
        return True
    if address is None:
        return False
    return recent.filter(address_key=_key(address)).count() >= MOST_FROM_ADDRESS


def note_failure(email: str, address: str, now: datetime) -> None:
    forget_old_failures(now)
    SignInAttempt.objects.create(account_key=_key(email.lower()), address_key=_key(address), at=now)


def forget_old_failures(now: datetime) -> None:
    """Those that no longer count are kept no longer."""
    SignInAttempt.objects.filter(at__lte=now - WINDOW).delete()


def forget_failures(email: str) -> None:
    """Failures at this account no longer count."""
    SignInAttempt.objects.filter(account_key=_key(email.lower())).delete()


def address_of(request: HttpRequest) -> str:
    """The caller's address. Behind a proxy, CLIENT_ADDRESS_HEADER names the header that it sets."""
    return str(request.META.get(settings.CLIENT_ADDRESS_HEADER, "")).rpartition(",")[2].strip()


def _key(text: str) -> str:
    return str(salted_hmac("lapwing.sign-in", text, algorithm="sha256").hexdigest())
