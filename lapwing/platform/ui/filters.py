"""How values are written for people: British dates and numbers, a true minus sign, a dash for nothing."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone

NONE = "–"
_MINUS = "−"

Figure = int | float | Decimal


def _as_date(value: dt.date) -> dt.date:
    """Moments are stored in UTC and read on the London calendar."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def day(value: dt.date | None) -> str:
    """3 May 2026."""
    if value is None:
        return NONE
    value = _as_date(value)
    return f"{value.day} {value:%B %Y}"


def day_short(value: dt.date | None) -> str:
    """3 Oct 2026, for tables and charts."""
    if value is None:
        return NONE
    value = _as_date(value)
    return f"{value.day} {value:%b %Y}"


def month(value: dt.date | None) -> str:
    """October 2026."""
    return NONE if value is None else f"{_as_date(value):%B %Y}"


def moment(value: dt.datetime | None) -> str:
    """3 May 2026 at 4:05pm, in London."""
    if value is None:
        return NONE
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(local)} at {_clock(local)}"


def _clock(local: dt.datetime) -> str:
    return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def moment_short(value: dt.datetime | None) -> str:
    """3 Oct 2026, 4:05pm, in London, as tables have it."""
    if value is None:
        return NONE
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day_short(local)}, {_clock(local)}"


def _rounded(value: Figure, places: int) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _plain(value: Figure) -> str:
    """All its figures and no more, without an exponent or trailing zeros."""
    text = f"{Decimal(str(value)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: Figure | None, places: int | None = None) -> str:
    """1,234.5 and −3.2; with ``places``, that many decimals, halves away from zero."""
    if value is None:
        return NONE
    text = _plain(value) if places is None else f"{_rounded(value, places):,f}"
    if not text.strip("-0.,"):
        text = text.lstrip("-")
    return text.replace("-", _MINUS)


def signed(value: Figure | None, places: int | None = None) -> str:
    """+1.4, −3.2 and 0, for changes."""
    text = number(value, places)
    return f"+{text}" if value is not None and value > 0 and text.strip("0.,") else text


def percent(value: Figure | None, places: int | None = None) -> str:
    """51.4%; the value is already out of a hundred."""
    return NONE if value is None else f"{number(value, places)}%"


def measure(value: Figure | None, unit: str = "", places: int | None = None) -> str:
    """A value with its unit: 51.4%, £1,200, 18 weeks, 7."""
    if value is None:
        return NONE
    text = number(value, places)
    if unit in {"%", "percent", "per cent"}:
        return f"{text}%"
    if unit == "£":
        return f"{_MINUS}£{text[1:]}" if text.startswith(_MINUS) else f"£{text}"
    return f"{text} {unit}".rstrip()


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 action, 3 actions, 0 actions; give ``many`` where an s will not do."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def lasted(value: dt.timedelta | None) -> str:
    """A few seconds, 40 seconds, 5 minutes, 3 hours, 2 days: no finer than anybody wants to know."""
    if value is None:
        return NONE
    seconds = max(0, round(value.total_seconds()))
    if seconds < 5:
        return "a few seconds"
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            return plural(round(seconds / size), unit)
    return plural(seconds, "second")


def cell(value: Any) -> str:
    """What a table shows for a plain value that has no template of its own."""
    if value is None or value == "":
        return NONE
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float | Decimal):
        return number(value)
    if isinstance(value, dt.datetime):
        return moment_short(value)
    if isinstance(value, dt.date):
        return day_short(value)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(cell(item) for item in value) or NONE
    return str(value)


ALL = {
    "day": day,
    "day_short": day_short,
    "month": month,
    "moment": moment,
    "number": number,
    "signed": signed,
    "percent": percent,
    "measure": measure,
    "plural": plural,
    "lasted": lasted,
    "cell": cell,
}
