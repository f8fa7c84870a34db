"""The summary by email: one for all partnerships, of what is new since the one before."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.notices.catalogue import DIGEST, Delivery
from lapwing.platform.notices.hours import Quiet, last_digest
from lapwing.platform.notices.models import Mail, MailState, Notice, Preference, Rhythm
from lapwing.platform.notices.outbox import put_into_the_outbox

NOTICES_KEPT = timedelta(days=365)
MAIL_KEPT = timedelta(days=90)
# Whoever has the link of an email may come in by it. None of them works longer than this.
LINKS_KEPT = timedelta(days=14)
WAITED_TOO_LONG = "It waited until its link no longer worked, and is not sent any more."

log = logging.getLogger(__name__)


def make_digests(now: datetime) -> int:
    """Put the summaries that are due into the outbox; gives how many. Doing it twice makes none twice.

    Whoever acts is a system user, since it reads everybody's notices. A person is due when something new was
    told before the latest moment of their rhythm; a summary that still waits to be sent stands for both.
    """
    waiting = (
        Notice.objects.new()
        .filter(delivery=Delivery.DIGEST, digested_at=None, created_at__lt=last_digest(Rhythm.DAILY, now))
        .filter(user__is_active=True)
        .select_related("user")
        .order_by("user_id")
        .select_for_update(of=("self",), skip_locked=True)
    )
    rows = list(waiting)
    preferences = {
        each.user_id: each for each in Preference.objects.filter(user__in={row.user_id for row in rows})
    }
    mails = []
    for user_id, theirs in groupby(rows, attrgetter("user_id")):
        preference = preferences.get(user_id) or Preference(user_id=user_id)
        if mail := _digest_of(preference, list(theirs), now):
            mails.append(mail)
    return put_into_the_outbox(mails)


def _digest_of(preference: Preference, notices: list[Notice], now: datetime) -> Mail | None:
    """The summary for one person, or None when there is none to send; what it counts is marked."""
    due = last_digest(preference.rhythm, now)
    counted = [notice for notice in notices if notice.created_at < due]
    if not counted:
        return None
    Notice.objects.filter(pk__in=[notice.pk for notice in counted]).update(digested_at=now)
    seen_in = partnerships_of(preference.user_id, now)
    things = sum(notice.partnership_id is None or notice.partnership_id in seen_in for notice in counted)
    if not things or preference.stopped_at is not None:
        return None
    earlier = Mail.objects.filter(
        user_id=preference.user_id, template=DIGEST.code, state=MailState.WAITING
    ).select_for_update()
    if standing := earlier.first():
        standing.things += things
        standing.save(update_fields=["things"])
        return None
    return Mail(
        user_id=preference.user_id,
        to=counted[0].user.email,
        template=DIGEST.code,
        things=things,
        url=reverse("notices"),
        key=f"digest {due:%Y-%m-%d}",
        created_at=now,
        try_at=Quiet.of(preference).first_moment(now),
    )


def partnerships_of(user_id: int, now: datetime) -> frozenset[int]:
    """Where a person holds a role today: what they are told about other places they may not see."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT partnership_id FROM access_grants(%s, %s)", [user_id, timezone.localdate(now)]
        )
        return frozenset(number for (number,) in cursor.fetchall())


def forget_old(now: datetime) -> None:
    """Remove notices after a year and emails after three months, sent or not; wipe links sooner.

    An invitation, or a link to a new password, is sent no more once it does not work, however long the mail
    server was away: it can be made anew.
    """
    Mail.objects.filter(created_at__lt=now - MAIL_KEPT).delete()
    old = Mail.objects.filter(created_at__lt=now - LINKS_KEPT)
    dropped = old.filter(state=MailState.WAITING, user=None).update(
        state=MailState.DROPPED, url="", problem=WAITED_TOO_LONG
    )
    if dropped:
        log.warning("%d emails waited until their links no longer worked, and are not sent any more", dropped)
    old.exclude(state=MailState.WAITING).exclude(url="").update(url="")
    Notice.objects.filter(created_at__lt=now - NOTICES_KEPT).delete()
