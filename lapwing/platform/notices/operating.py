"""What whoever looks after the service sees of the outbox: how it stands, and what was refused; never whose.

They may read no mail of people in their own name, so the system user reads for them; addresses are masked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Min, Q

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.notices.catalogue import UnknownTemplateError, template_of
from lapwing.platform.notices.models import Mail, MailState
from lapwing.platform.notices.outbox import SYSTEM_USER, wake_the_sender
from lapwing.platform.notices.post import is_set_up

MOST_SHOWN = 50


@dataclass(frozen=True)
class MailLine:
    """An email that was refused, or is tried again."""

    ref: str
    subject: str
    # "n…@example.org": enough to know a mistyped domain by, and nobody.
    to: str
    since: datetime
    tries: int
    problem: str
    next_try: datetime | None


@dataclass(frozen=True)
class Outbox:
    """How the outbox stands."""

    is_set_up: bool
    server: str
    sender: str
    waiting: int
    waiting_since: datetime | None
    sent_today: int
    last_sent: datetime | None
    refused: tuple[MailLine, ...]
    tried_again: tuple[MailLine, ...]


def outbox_at(now: datetime) -> Outbox:
    """The outbox now. Three queries beside those of becoming the system user."""
    with acting(system_actor(SYSTEM_USER), purpose="look at outgoing mail"):
        waiting = Q(state=MailState.WAITING)
        counts = Mail.objects.aggregate(
            waiting=Count("pk", filter=waiting),
            waiting_since=Min("created_at", filter=waiting & Q(try_at__lte=now)),
            sent_today=Count("pk", filter=Q(sent_at__gt=now - timedelta(days=1))),
            last_sent=Max("sent_at"),
        )
        refused = Mail.objects.filter(state=MailState.REFUSED).order_by("-created_at", "-pk")
        tried = Mail.objects.filter(waiting, tries__gt=0).order_by("try_at", "pk")
        return Outbox(
            is_set_up=is_set_up(),
            server=f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
            sender=settings.DEFAULT_FROM_EMAIL,
            refused=tuple(map(_line, refused[:MOST_SHOWN])),
            tried_again=tuple(map(_line, tried[:MOST_SHOWN])),
            **counts,
        )


def try_again(*, now: datetime, ref: str = "") -> int:
    """Try the refused email of this reference again, or all that wait for another try. Gives how many.

    An email whose link was wiped leads nowhere and is not sent again.
    """
    wanted = (
        Q(ref=ref, state=MailState.REFUSED) & ~Q(url="")
        if ref
        else Q(state=MailState.WAITING, tries__gt=0, try_at__gt=now)
    )
    with acting(system_actor(SYSTEM_USER), purpose="try mail again"):
        found = Mail.objects.filter(wanted).update(state=MailState.WAITING, try_at=now)
    if found:
        wake_the_sender()
    return found


def refusals_of(user_id: int) -> list[MailLine]:
    """What the mail server refused for a person, for those who look after people and may know of it."""
    with acting(system_actor(SYSTEM_USER), purpose="refused mail of a person"):
        rows = Mail.objects.filter(user_id=user_id, state=MailState.REFUSED)
        return [_line(row) for row in rows.order_by("-created_at", "-pk")[:MOST_SHOWN]]


def masked(address: str) -> str:
    """An address by which nobody is known: its first letter and its domain."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"


def _line(mail: Mail) -> MailLine:
    try:
        subject = template_of(mail.template).subject.format(things="things")
    except UnknownTemplateError:
        subject = "An email that is no longer written"
    return MailLine(
        ref=mail.ref,
        subject=subject,
        to=masked(mail.to),
        since=mail.created_at,
        tries=mail.tries,
        problem=mail.problem,
        next_try=mail.try_at if mail.state == MailState.WAITING else None,
    )
