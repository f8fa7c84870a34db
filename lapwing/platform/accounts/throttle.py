"""Slows down guessing of passwords and codes, on every machine alike: the failures are rows in the database.

What can be guessed is tried by ``begin``: the try counts as a failure from before it is judged, and tries at
one account, or from one address, take their places one after the other. So guesses that are sent at one
moment see each other, and no more of them are judged than are sent in a row. What cannot be guessed (a
passkey, an organisation's signed answer) is looked at by ``bars`` and counted by ``count_failure``: there the
limit only spares the machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
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


@dataclass(frozen=True)
class Try:
    """One try that is counted already. When it was none that failed, say so."""

    request: HttpRequest
    counted: str
    number: int

    def failed(self, event: SecurityEvent = SecurityEvent.WRONG_PASSWORD) -> None:
        """It stays counted; the event says which kind of failure it was."""
        note_security_event(event, self.request)

    def right(self) -> None:
        """Mistakes before it no longer count either: a known browser's, or strangers'."""
        forget_failures(self.counted)

    def take_back(self) -> None:
        """It was no wrong guess; what was counted before stays."""
        SignInAttempt.objects.filter(pk=self.number).delete()


def begin(request: HttpRequest, account: str, now: datetime) -> Try | None:
    """Count one more try at ``account``, before it is judged; None when there were too many, with the event.

    In a browser that the account was used in, only that browser's own failures count. Within a transaction
    others who try at the same account wait until it ends.
    """
    known = is_known(request, account)
    counted = _in_this_browser(request, account) if known else account
    address = address_of(request)
    with in_turn(counted, address):
        barred = is_barred(counted, None if known else address, now)
        number = None if barred else note_failure(counted, address, now)
    if number is None:
        note_security_event(SecurityEvent.BARRED, request)
        return None
    return Try(request, counted, number)


@contextmanager
def in_turn(account: str, address: str) -> Iterator[None]:
    """Let nobody else count failures at this account, or from this address, until the transaction ends.

    Within a transaction that goes on (somebody is signed in) it is the account alone: a whole office may
    share the address, and must not wait for one person's page.
    """
    keys = [_key(account.lower())] if connection.in_atomic_block else [_key(account.lower()), _key(address)]
    with transaction.atomic(), connection.cursor() as cursor:
        # Always the account first, so that no two wait for each other.
        for key in keys:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"tries {key}"])
        yield


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


def note_failure(email: str, address: str, now: datetime) -> int:
    """Count one; gives the number of its row."""
    forget_old_failures(now)
    made = SignInAttempt.objects.create(account_key=_key(email.lower()), address_key=_key(address), at=now)
    return made.pk


def forget_old_failures(now: datetime) -> None:
    """Those that no longer count are kept no longer; nobody waits for somebody else who forgets them."""
    with transaction.atomic():
        old = SignInAttempt.objects.filter(at__lte=now - WINDOW).select_for_update(skip_locked=True)
        SignInAttempt.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()


def forget_failures(email: str) -> None:
    """Failures at this account no longer count."""
    SignInAttempt.objects.filter(account_key=_key(email.lower())).delete()


def address_of(request: HttpRequest) -> str:
    """The caller's address. Behind a proxy, CLIENT_ADDRESS_HEADER names the header that it sets."""
    return str(request.META.get(settings.CLIENT_ADDRESS_HEADER, "")).rpartition(",")[2].strip()


def _key(text: str) -> str:
    return str(salted_hmac("lapwing.sign-in", text, algorithm="sha256").hexdigest())
