"""What must hold of figures before they are recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from math import isfinite

from lapwing.contexts.improvement.commands.common import RefusedError, clean, required, today
from lapwing.contexts.improvement.commands.details import (
    ActualDetails,
    BaselineDetails,
    ComparatorDetails,
    TargetDetails,
)
from lapwing.contexts.improvement.models import TargetType


def number(value: float | None, field: str) -> float | None:
    """A figure that can be reckoned with. Raises RefusedError for infinity and "not a number"."""
    if value is None:
        return None
    if not isfinite(value):
        raise RefusedError("Enter a number.", field=field)
    return float(value)


def in_order(first: date | None, last: date | None, field: str) -> None:
    if first and last and last < first:
        raise RefusedError("The last day cannot come before the first.", field=field)


def checked_baseline(details: BaselineDetails) -> BaselineDetails:
    in_order(details.from_date, details.to_date, "to_date")
    value = number(details.value, "value")
    written = clean(details.as_written) or ("" if value is None else f"{value:g}")
    return replace(
        details,
        value=value,
        as_written=written,
        date_as_written=clean(details.date_as_written),
        sample=clean(details.sample),
        note=clean(details.note),
    )


def checked_target(details: TargetDetails, *, by: str, on: datetime) -> TargetDetails:
    """A target typed by hand: an absolute one is resolved as it is typed, by whoever types it."""
    if details.type not in TargetType.values:
        raise RefusedError("Choose what kind of target it is.", field="type")
    found = replace(
        details,
        value=number(details.value, "value"),
        low=number(details.low, "low"),
        high=number(details.high, "high"),
        resolved=number(details.resolved, "resolved"),
        as_written=clean(details.as_written),
        by_as_written=clean(details.by_as_written),
    )
    if found.type == TargetType.RANGE:
        return _checked_range(found)
    if found.value is None:
        raise RefusedError("Enter the figure to reach.", field="value")
    found = replace(found, low=None, high=None, as_written=found.as_written or f"{found.value:g}")
    if found.type != TargetType.RELATIVE and found.resolved is None:
        return replace(found, resolved=found.value)
    if found.resolved is not None and found.type == TargetType.RELATIVE and not found.resolved_by:
        return replace(found, resolved_by=by, resolved_on=today(on))
    return found


def _checked_range(target: TargetDetails) -> TargetDetails:
    if target.low is None or target.high is None:
        raise RefusedError("Enter both ends of the range.", field="low")
    if target.low > target.high:
        raise RefusedError("The low end cannot be above the high end.", field="low")
    written = target.as_written or f"{target.low:g} to {target.high:g}"
    return replace(target, value=None, resolved=None, as_written=written)


def checked_comparator(details: ComparatorDetails) -> ComparatorDetails:
    value = number(details.value, "value")
    return replace(
        details,
        name=required(details.name, field="name", message="Enter whose figure it is."),
        value=value,
        as_written=clean(details.as_written) or ("" if value is None else f"{value:g}"),
    )


def checked_actual(details: ActualDetails, now: datetime) -> ActualDetails:
    """An actual that says something about a period that is over."""
    in_order(details.from_date, details.to_date, "to_date")
    if details.to_date > today(now):
        raise RefusedError("The period is not over yet.", field="to_date")
    found = replace(
        details,
        value=number(details.value, "value"),
        numerator=number(details.numerator, "numerator"),
        denominator=number(details.denominator, "denominator"),
        source=clean(details.source) or "entered",
        note=clean(details.note),
    )
    if (found.numerator is None) != (found.denominator is None):
        raise RefusedError("Enter both numbers: how many, out of how many.", field="numerator")
    if found.denominator is not None and found.denominator <= 0:
        raise RefusedError("The number it is out of must be above zero.", field="denominator")
    if found.numerator is not None and found.numerator < 0:
        raise RefusedError("The number counted cannot be below zero.", field="numerator")
    if found.value is None and found.numerator is None:
        raise RefusedError("Enter a value, or how many out of how many.", field="value")
    return found
