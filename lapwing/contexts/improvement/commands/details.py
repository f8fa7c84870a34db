"""What a person types about measures: the details that the commands take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class MeasureDetails:
    """``direction`` is "increase", "decrease", "range" or "none"; ``action_refs`` the actions it shows."""

    name: str
    direction: str = "none"
    source_as_written: str = ""
    numbers_as_written: tuple[str, ...] = ()
    action_refs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SeriesDetails:
    """``breakdown`` holds pairs such as ("therapy", "speech and language"); a unit with % is a percentage.

    ``agreed_each`` says how often the next target is agreed ("quarter"); empty where all are set together.
    """

    label: str
    unit: str = ""
    agreed_each: str = ""
    breakdown: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class BaselineDetails:
    """Zero is a value; None is missing."""

    value: float | None
    as_written: str = ""
    date_as_written: str = ""
    from_date: date | None = None
    to_date: date | None = None
    sample: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class TargetDetails:
    """A target to reach by ``latest``.

    ``type``: "absolute", "maintain" and "minimum" take ``value``; "range" takes ``low`` and ``high``;
    "relative" takes the signed change as ``value`` and, once somebody has said how it applies, ``resolved``.
    """

    type: str = "absolute"
    value: float | None = None
    low: float | None = None
    high: float | None = None
    resolved: float | None = None
    latest: date | None = None
    as_written: str = ""
    by_as_written: str = ""
    resolved_by: str = ""
    resolved_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ComparatorDetails:
    """A figure to compare with: England, London, a neighbour."""

    name: str
    value: float | None = None
    as_written: str = ""
    as_at: date | None = None


@dataclass(frozen=True, kw_only=True)
class ActualDetails:
    """What was measured for a period: a value, or a numerator and denominator. Zero is a value."""

    to_date: date
    from_date: date | None = None
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    source: str = "entered"
    note: str = ""
