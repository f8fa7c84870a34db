"""What a date written as a quarter means, on the basis that somebody said."""

from __future__ import annotations

from datetime import date

from lapwing.domain.due import QuarterBasis, read_due

Bounds = tuple[date | None, date | None]


def quarter_bounds(text: str, basis: QuarterBasis) -> Bounds | None:
    """The bounds of the one quarter that a text names; None when it names none, or the basis is no matter."""
    as_calendar, as_financial = read_due(text, "calendar").points, read_due(text, "financial").points
    if len(as_calendar) != 1 or len(as_financial) != 1 or as_calendar == as_financial:
        return None
    point = as_financial[0] if basis == "financial" else as_calendar[0]
    return point.earliest, point.latest
