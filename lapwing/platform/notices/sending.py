"""Sending what waits in the outbox, one email in one transaction, so that none holds up another.

The row is locked while its email is handed over, and marked in the same transaction. When the worker dies
between the server's "accepted" and that commit, the email goes out twice: SMTP has no other way but to lose
it. Both have the same Message-ID, by which programs that care show one.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.notices.catalogue import UnknownTemplateError
from lapwing.platform.notices.letters import message_of
from lapwing.platform.notices.models import Mail, MailState
from lapwing.platform.notices.outbox import SYSTEM_USER
from lapwing.platform.notices.post import Answer, Outcome, Post, is_set_up

log = logging.getLogger(__name__)

MINUTE = timedelta(minutes=1)
# What to wait after each try of an email that may be taken later; the last of them from then on.
BACK_OFF = tuple(minutes * MINUTE for minutes in (5, 15, 30, 60, 120, 240))
# RFC 5321, 4.5.4.1: give up after four to five days. A server that is down is waited for as long as an email
# is kept (``digests.forget_old``).
GIVE_UP_AFTER = timedelta(days=5)
# While the server cannot be reached: no email is to blame, so none waits much longer than the server.
BACK_OFF_FROM_SERVICE = tuple(minutes * MINUTE for minutes in (1, 2, 5, 10))
# One run lets the worker do something else before the next minute's begins.
SECONDS_PER_RUN = 50.0
# Only one run at a time, on however many workers. The number means nothing but this.
_LOCK = 5_318_008_001


def send_what_waits(clock: Callable[[], datetime], *, seconds: float = SECONDS_PER_RUN) -> int:
    """Send the emails whose time has come, the longest due first. Gives how many were sent.

    It ends when none is left, when the server cannot be reached, when ``seconds`` are over, or at once when
    another run is under way. Without a mail server in the settings everything waits; in the demonstration
    everything is delivered to its own page.
    """
    if not (is_set_up() or settings.DEMO) or not _is_alone():
        return 0
    try:
        return _send_until(clock, time.monotonic() + seconds)
    finally:
        _leave()


def _send_until(clock: Callable[[], datetime], end: float) -> int:
    sent = 0
    with Post() as post:
        while time.monotonic() < end:
            answer = _send_next(post, clock)
            if answer is None or answer is Answer.NO_SERVICE:
                break
            sent += answer is Answer.SENT
    return sent


def _send_next(post: Post, clock: Callable[[], datetime]) -> Answer | None:
    """Send one email and mark what became of it; None when none waits."""
    with acting(system_actor(SYSTEM_USER), purpose="send mail"):
        now = clock()
        due = Mail.objects.filter(state=MailState.WAITING, try_at__lte=now).order_by("try_at", "id")
        mail = due.select_related("user", "notice").select_for_update(skip_locked=True, of=("self",)).first()
        if mail is None:
            return None
        if not _is_wanted(mail):
            _mark(mail, MailState.DROPPED)
            return Answer.REFUSED
        outcome = _handed_over(post, mail)
        _note(mail, outcome, now)
        return outcome.answer


def _is_wanted(mail: Mail) -> bool:
    """Whether the account is still open and what the email is about not yet read in Lapwing."""
    if mail.user is not None and not mail.user.is_active:
        return False
    return mail.notice is None or mail.notice.is_new


def _handed_over(post: Post, mail: Mail) -> Outcome:
    if settings.DEMO:
        return Outcome(Answer.SENT)
    try:
        message = message_of(mail)
    except (UnknownTemplateError, ValueError) as error:
        return Outcome(Answer.REFUSED, f"This email cannot be written ({type(error).__name__}).")
    return post.send(message)


def _note(mail: Mail, outcome: Outcome, now: datetime) -> None:
    mail.tries += 1
    mail.problem = outcome.problem
    match outcome.answer:
        case Answer.SENT:
            mail.sent_at = now
            # In the demonstration the page of its post is where the email is opened.
            _mark(mail, MailState.SENT, url=mail.url if settings.DEMO else "")
        case Answer.REFUSED:
            _mark(mail, MailState.REFUSED)
        case Answer.LATER if now - mail.created_at >= GIVE_UP_AFTER:
            _mark(mail, MailState.REFUSED)
        case Answer.LATER:
            mail.try_at = now + _step(BACK_OFF, mail.tries)
            _mark(mail, MailState.WAITING)
        case Answer.NO_SERVICE:
            mail.try_at = now + _step(BACK_OFF_FROM_SERVICE, mail.tries)
            _mark(mail, MailState.WAITING)
            log.warning("An email could not be sent: %s", outcome.problem)


def _mark(mail: Mail, state: MailState, *, url: str | None = None) -> None:
    mail.state = state
    mail.url = mail.url if url is None else url
    mail.save(update_fields=["state", "tries", "try_at", "problem", "sent_at", "url"])


def _step(steps: tuple[timedelta, ...], tries: int) -> timedelta:
    return steps[min(tries, len(steps)) - 1]


def _is_alone() -> bool:
    """Whether no other run is under way; held by the connection, so it ends with the worker too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        (alone,) = cursor.fetchone() or (False,)
    return bool(alone)


def _leave() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
