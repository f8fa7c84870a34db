"""The unit of a series: from its figures, its column of units, or the titles; and where these clash."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.reading.measure_grids.table import Column
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind
from lapwing.contexts.improvement.reading.measure_grids.values import Form, Value

# Not a figure of its own inside a name (*reduce appeals by 20%*).
_PERCENT = re.compile(r"(?<!\d)(?<!\d\s)(?:%|\bper\s?cent\b)|\bpercentages?\b", re.IGNORECASE)
_NUMBER = re.compile(r"^\W*(?:numbers?|no\.?|counts?|#|volume|num|integer|whole number)\W*$", re.IGNORECASE)
_YES_NO = re.compile(r"^\W*(?:yes\s*/\s*no|y\s*/\s*n)\W*$", re.IGNORECASE)
_MONEY = re.compile(r"£|\bpounds?\b|\bcost\b", re.IGNORECASE)


@dataclass(frozen=True)
class UnitReading:
    """The unit, and in a few words why it is not certain (empty when it is)."""

    unit: str | None
    doubt: str = ""


def unit_of(name: str, printed: str, values: Sequence[tuple[Column, Value]]) -> UnitReading:
    """The unit of a series. ``printed`` is its cell in a column of units, empty for none."""
    own = [(column, v) for column, v in values if v.has_figure and column.kind is not Kind.COMPARATOR]
    figures = [v for _, v in own if v.form is not Form.CHANGE]
    units = list(dict.fromkeys(v.unit for v in figures if v.unit))
    units += [v.start_unit for _, v in own if v.form is Form.CHANGE and v.start_unit and not units]
    bare = [v for v in figures if not v.unit]
    said = _said(printed) or ("%" if _says_percent(name, own) else None)
    families = list(dict.fromkeys(map(_family, units)))
    if len(families) > 1:
        return UnitReading(units[0], f"{' and '.join(_shown(units))} stand side by side")
    if said is None:
        return _of_figures(units, bare, own)
    if (
        families
        and _family(said) != families[0]
        and not (said == "count" and families[0] not in {"%", "yes/no"})
    ):
        return UnitReading(units[0], f"the unit is said to be {said}, the figures are {units[0]}")
    unit = units[0] if units else said
    if said == "%" and not units and _are_fractions(bare):
        return UnitReading(unit, "the unit is per cent, but the figures are parts of one")
    return UnitReading(unit)


def _of_figures(
    units: Sequence[str], bare: Sequence[Value], own: Sequence[tuple[Column, Value]]
) -> UnitReading:
    if not units:
        return UnitReading("count" if bare else None)
    if bare and _family(units[0]) in {"%", "£", "yes/no"}:
        printed = [v.written for v in bare]
        # 0 and nothing else is the same in any unit
        if any(v.value != 0 for v in bare):
            return UnitReading(units[0], f"{printed[0]} stands beside {units[0]} without a unit")
    return UnitReading(units[0])


def _said(printed: str) -> str | None:
    if not printed.strip():
        return None
    if _PERCENT.search(printed):
        return "%"
    if _NUMBER.match(printed):
        return "count"
    if _YES_NO.match(printed):
        return "yes/no"
    return "£" if _MONEY.search(printed) else " ".join(printed.split()).casefold()


def _says_percent(name: str, own: Sequence[tuple[Column, Value]]) -> bool:
    """Whether the name or the titles over the figures speak of percentages."""
    titled = [column.percent for column, _ in own]
    return bool(_PERCENT.search(name)) or (bool(titled) and all(titled))


def _are_fractions(bare: Sequence[Value]) -> bool:
    return bool(bare) and all(v.value is not None and 0 < v.value < 1 for v in bare)


def _family(unit: str) -> str:
    if unit.startswith("%"):
        return "%"
    if unit.startswith(("count", "score")):
        return "count"
    singular = unit.removesuffix("s")
    shortened = {"wk": "week", "hr": "hour", "yr": "year", "min": "minute", "mth": "month"}
    return shortened.get(singular, singular)


def _shown(units: Sequence[str]) -> list[str]:
    return [f"“{unit}”" for unit in units]
