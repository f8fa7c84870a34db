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


def is_reading_anew(text: str, before: date | None, after: date | None) -> bool:
    """Whether both days are what the quarter in a text may mean: then nothing moved, it was settled."""
    ends = [bounds[1] for basis in _BASES if (bounds := quarter_bounds(text, basis)) is not None]
    return before in ends and after in ends


_BASES: tuple[QuarterBasis, ...] = ("calendar", "financial")
