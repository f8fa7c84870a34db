"""When emails may arrive, in England's time: quiet hours, and the moments of the summaries. No clock here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lapwing.domain.bank_holidays import is_bank_holiday, is_working_day
from lapwing.platform.notices.models import Preference, Rhythm

ENGLAND = ZoneInfo("Europe/London")
# Evenings and nights; the clocks change at one in the morning, within them.
NIGHT_FROM = time(19)
NIGHT_UNTIL = time(7)
DIGEST_AT = time(8)
# The longest run of quiet days is far shorter: at Christmas, and weekends beside it.
_FURTHEST = 14


@dataclass(frozen=True)
class Quiet:
    """When a person's emails wait."""

    nights: bool = True
    weekends: bool = True
    bank_holidays: bool = True

    @classmethod
    def of(cls, preference: Preference) -> Quiet:
        return cls(preference.quiet_nights, preference.quiet_weekends, preference.quiet_bank_holidays)

    def covers_day(self, day: date) -> bool:
        return (self.weekends and day.weekday() >= 5) or (self.bank_holidays and is_bank_holiday(day))

    def covers(self, moment: datetime) -> bool:
        """Whether an email waits at this moment."""
        local = moment.astimezone(ENGLAND)
        if self.covers_day(local.date()):
            return True
        return self.nights and not NIGHT_UNTIL <= local.time() < NIGHT_FROM

    def first_moment(self, moment: datetime) -> datetime:
        """This moment, or the first after it that is not quiet."""
        if not self.covers(moment):
            return moment
        starts = (at(day, NIGHT_UNTIL if self.nights else time()) for day in _days_from(_day_of(moment)))
        return next(start for start in starts if start > moment and not self.covers(start))


def at(day: date, clock: time) -> datetime:
    """A moment by the clock in England."""
    return datetime.combine(day, clock, tzinfo=ENGLAND)


def last_digest(rhythm: str, moment: datetime) -> datetime:
    """When the latest summary of this rhythm was or is due: the last such moment not after this one."""
    for back in range(_FURTHEST):
        due = at(_day_of(moment) - timedelta(days=back), DIGEST_AT)
        if due <= moment and _has_digest(rhythm, due.date()):
            return due
    raise ValueError(f"No working day in the {_FURTHEST} days before {moment:%Y-%m-%d}.")


def _has_digest(rhythm: str, day: date) -> bool:
    if not is_working_day(day):
        return False
    return rhythm == Rhythm.DAILY or not any(map(is_working_day, _earlier_in_the_week(day)))


def _earlier_in_the_week(day: date) -> Iterator[date]:
    return (day - timedelta(days=back) for back in range(1, day.weekday() + 1))


def _days_from(day: date) -> Iterator[date]:
    return (day + timedelta(days=further) for further in range(_FURTHEST))


def _day_of(moment: datetime) -> date:
    return moment.astimezone(ENGLAND).date()
