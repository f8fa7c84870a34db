"""The demonstration's post: what would be in people's mailboxes, so that every journey can be walked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.notices.catalogue import UnknownTemplateError, template_of
from lapwing.platform.notices.letters import Letter, letter_of, subject_of
from lapwing.platform.notices.models import Mail, MailState
from lapwing.platform.notices.outbox import SYSTEM_USER

MOST_SHOWN = 100


@dataclass(frozen=True)
class Envelope:
    """An email in the post, unopened."""

    ref: str
    to: str
    box: str
    subject: str
    at: datetime
    # When it is sent, while it waits for the end of quiet hours.
    waits_until: datetime | None


@dataclass(frozen=True)
class Opened:
    """An email as its reader sees it; its links lead to this site by their paths."""

    envelope: Envelope
    letter: Letter


def envelopes(*, box: str, now: datetime) -> list[Envelope]:
    """The newest emails, of everybody or of one mailbox. Nothing where this is no demonstration."""
    if not settings.DEMO:
        return []
    with acting(system_actor(SYSTEM_USER), purpose="demonstration's post"):
        rows = Mail.objects.exclude(state=MailState.DROPPED).order_by("-created_at", "-pk")
        found = [_envelope(row, now) for row in rows[: 10 * MOST_SHOWN] if _is_written(row)]
    return [each for each in found if not box or each.box == box][:MOST_SHOWN]


def open_mail(ref: str, *, now: datetime) -> Opened | None:
    """One email, or None when there is no such one or this is no demonstration."""
    if not settings.DEMO:
        return None
    with acting(system_actor(SYSTEM_USER), purpose="demonstration's post"):
        mail = Mail.objects.filter(ref=ref).first()
        if mail is None or not _is_written(mail):
            return None
        return Opened(_envelope(mail, now), letter_of(mail, absolute=str))


def _is_written(mail: Mail) -> bool:
    try:
        template_of(mail.template)
    except UnknownTemplateError:
        return False
    return True


def _envelope(mail: Mail, now: datetime) -> Envelope:
    return Envelope(
        ref=mail.ref,
        to=mail.to,
        box=_box(mail.to),
        subject=subject_of(template_of(mail.template), mail.things),
        at=mail.sent_at or mail.created_at,
        waits_until=mail.try_at if mail.state == MailState.WAITING and mail.try_at > now else None,
    )


def _box(address: str) -> str:
    """A name for a mailbox in an address of this site, where the address of a person must not stand."""
    return hashlib.sha256(f"{settings.SECRET_KEY}{address.lower()}".encode()).hexdigest()[:12]
