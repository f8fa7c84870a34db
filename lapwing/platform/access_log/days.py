"""The days that the log is read for: never all of them at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

# As many as a quarter has: more would be counted too long.
MOST = 92
USUAL = 30
EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True)
class Days:
    """From a first to a last day, both included; ``problem`` says what was asked wrongly."""

    first: date
    last: date
    problem: str = ""

    @property
    def begins(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.first, time.min))

    @property
    def ends(self) -> datetime:
        """The moment after the last day."""
        return timezone.make_aware(datetime.combine(self.last + timedelta(days=1), time.min))


def days_asked(asked: Mapping[str, str], today: date) -> Days:
    """``from`` and ``to`` as an address has them (2026-11-22), the last thirty days when neither is there."""
    try:
        last = _day(asked.get("to", "")) or today
        first = _day(asked.get("from", "")) or last - timedelta(days=USUAL - 1)
    except ValueError:
        problem = "Write a day like 2026-11-22; these are the last 30 days"
        return Days(today - timedelta(days=USUAL - 1), today, problem)
    if first > last:
        return Days(last, last, "The first day is after the last; this is the last day alone")
    if (last - first).days >= MOST:
        return Days(
            last - timedelta(days=MOST - 1), last, f"At most {MOST} days are shown at once, up to the last"
        )
    return Days(first, last)


def _day(text: str) -> date | None:
    """Raises ValueError for what is no day that could be in a log."""
    if not text.strip():
        return None
    found = date.fromisoformat(text.strip())
    if not EARLIEST <= found <= date(2199, 12, 31):
        raise ValueError(text)
    return found
