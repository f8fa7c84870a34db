"""What people do with their own notices: read them, and say how they want to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lapwing.platform.access.actor import Actor
from lapwing.platform.notices.catalogue import Delivery, kinds
from lapwing.platform.notices.models import Notice, Preference, Rhythm


@dataclass(frozen=True)
class Wishes:
    """How a person wants to be told. ``choices`` holds a delivery for each kind that can be chosen."""

    choices: Mapping[str, Delivery]
    rhythm: Rhythm
    emails: bool
    quiet_nights: bool
    quiet_weekends: bool
    quiet_bank_holidays: bool


def mark_read(notice: Notice, *, now: datetime) -> None:
    """Remember that the person has read it; the first time counts."""
    Notice.objects.filter(pk=notice.pk, seen_at=None).update(seen_at=now)


def mark_page_read(*, by: Actor, path: str, now: datetime) -> int:
    """Mark what a person was told about the page they have just come to; gives how many were new."""
    return Notice.objects.filter(user_id=by.id, url=path).new().update(seen_at=now)


def mark_all_read(*, by: Actor, now: datetime) -> int:
    """Mark all of a person's notices as read; gives how many were new."""
    return Notice.objects.filter(user_id=by.id).new().update(seen_at=now)


@transaction.atomic
def keep_wishes(wishes: Wishes, *, by: Actor, now: datetime) -> None:
    """Keep how a person wants to be told. What cannot be chosen is left out."""
    preference, _ = Preference.objects.select_for_update().get_or_create(user_id=by.id)
    preference.choices = {
        code: Delivery(wishes.choices[code]).value
        for code, kind in kinds().items()
        if code in wishes.choices and not kind.fixed
    }
    preference.rhythm = wishes.rhythm
    preference.quiet_nights = wishes.quiet_nights
    preference.quiet_weekends = wishes.quiet_weekends
    preference.quiet_bank_holidays = wishes.quiet_bank_holidays
    preference.stopped_at = None if wishes.emails else preference.stopped_at or now
    preference.save()
