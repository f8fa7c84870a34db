"""``lapwing spc``: the control chart of a series in a file, to set beside another tool's. No database."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import click

from lapwing.domain.statistics.spc import Method, control_chart
from lapwing.domain.statistics.spc_types import FEWEST_TO_FIX, Better, ControlChart, TwoSigma
from lapwing.shell.cli.failures import Refused

_KEYS = (
    "values", "improvement_direction", "target", "rebase_at_1based", "fix_after_n_points", "screen_outliers",
)  # fmt: skip
_NEEDED = _KEYS[:2]
# A file of figures is small; and beyond this size sums of squares and differences leave what a float holds.
_MOST_BYTES = 10_000_000
_LARGEST = 1e150


@dataclass(frozen=True)
class _Asked:
    """What a file asks for. ``single``: its one value is no list, and neither are the answers."""

    values: list[float]
    single: bool
    better: Better
    target: float | None
    recalculated_at: list[int]
    fix_after: int | None
    screen_outliers: bool


@click.command("spc")
@click.argument("file", metavar="FILE.json", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--two-sigma",
    type=click.Choice([each.value for each in TwoSigma]),
    default=TwoSigma.BETWEEN.value,
    show_default=True,
    help="Which points two in three counts: those between the near limit and the limit, or all beyond the"
    " near limit (the NHS workbook since the end of 2023).",
)
def spc(file: str, two_sigma: str) -> None:
    """Work out a control chart (XmR, as NHS "Making Data Count" does) and print it as JSON.

    FILE.json ("-" is standard input) holds an object: values (in order of time), improvement_direction
    (increase, decrease or neutral) and, if wanted, target, rebase_at_1based (a position or a list of them,
    from 1), fix_after_n_points (12 or more) and screen_outliers (true unless given).
    """
    asked = _read(file)
    method = Method(asked.screen_outliers, asked.fix_after, TwoSigma(two_sigma))
    chart = control_chart(
        asked.values,
        better=asked.better,
        target=asked.target,
        recalculated_at=[position - 1 for position in asked.recalculated_at],
        method=method,
    )
    click.echo(_printed(chart, single=asked.single))


def _printed(chart: ControlChart, *, single: bool) -> str:
    """One line for each key, so that a person can read it too."""
    points = chart.points
    columns: dict[str, list[object]] = {
        "mean": [point.limits.mean for point in points],
        "lpl": [point.limits.lower for point in points],
        "upl": [point.limits.upper for point in points],
        "special_cause_type": [point.cause.value for point in points],
        "point_type": [point.type.value for point in points],
        "short_group_warning": [point.short for point in points],
    }
    said: dict[str, object] = {key: column[0] if single else column for key, column in columns.items()}
    said["variation"] = chart.last.type.value
    said["assurance"] = chart.assurance.value if chart.assurance else None
    lines = ",\n".join(f" {json.dumps(key)}: {json.dumps(value)}" for key, value in said.items())
    return f"{{\n{lines}\n}}"


def _read(path: str) -> _Asked:
    """What the file asks for. Raises Refused with what is wrong and what would be right."""
    name = "standard input" if path == "-" else Path(path).name
    given = _object(path, name)
    if strange := sorted(given.keys() - set(_KEYS)):
        _refuse(name, f"“{strange[0]}” is not known; the keys are {', '.join(_KEYS)}")
    if missing := [key for key in _NEEDED if given.get(key) is None]:
        _refuse(name, f"{missing[0]} is missing")
    single = not isinstance(given["values"], list)
    values = _values(name, [given["values"]] if single else given["values"])
    return _Asked(
        values=values,
        single=single,
        better=_direction(name, given["improvement_direction"]),
        target=None if given.get("target") is None else _number(name, "target", given["target"]),
        recalculated_at=_positions(name, given.get("rebase_at_1based"), len(values)),
        fix_after=_fix_after(name, given.get("fix_after_n_points")),
        screen_outliers=_screens(name, given.get("screen_outliers")),
    )


def _object(path: str, name: str) -> Mapping[str, Any]:
    try:
        with click.open_file(path, "rb") as file:
            held: bytes = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise Refused(f"{name} cannot be read: {error.strerror}.") from error
    if len(held) > _MOST_BYTES:
        _refuse(name, "it is larger than 10 MB")
    try:
        found = json.loads(held.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError, ValueError) as error:
        where = (
            f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        )
        raise Refused(f"{name} is not JSON{where}.") from error
    if not isinstance(found, dict):
        _refuse(name, f"it holds {_kind(found)} where an object with {' and '.join(_NEEDED)} is needed")
    return found


def _values(name: str, found: list[Any]) -> list[float]:
    if not found:
        _refuse(name, "values is empty; a chart needs at least one")
    return [_number(name, f"value {at}", value) for at, value in enumerate(found, 1)]


def _number(name: str, what: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        _refuse(name, f"{what} is {_kind(value)} where a number is needed")
    if isinstance(value, float) and not math.isfinite(value):
        _refuse(name, f"{what} is {value}, which is not a number that can be drawn")
    if abs(value) > _LARGEST:
        _refuse(name, f"{what} is too large")
    return float(value)


def _direction(name: str, value: object) -> Better:
    if not isinstance(value, str) or value not in list(Better):
        shown = f"“{value}”" if isinstance(value, str) else _kind(value)
        _refuse(name, f"improvement_direction is {shown}; it is increase, decrease or neutral")
    return Better(value)


def _positions(name: str, found: object, last: int) -> list[int]:
    if found is None:
        return []
    positions = [
        _whole(name, "rebase_at_1based", each) for each in (found if isinstance(found, list) else [found])
    ]
    for position in positions:
        if not 1 <= position <= last:
            _refuse(
                name, f"rebase_at_1based is {position}; it must be from 1 to {last}, the number of values"
            )
    return positions


def _fix_after(name: str, value: object) -> int | None:
    if value is None:
        return None
    found = _whole(name, "fix_after_n_points", value)
    if found < FEWEST_TO_FIX:
        _refuse(name, f"fix_after_n_points is {found}; it must be {FEWEST_TO_FIX} or more")
    return found


def _whole(name: str, key: str, value: object) -> int:
    found = _number(name, key, value)
    if found != int(found):
        _refuse(name, f"{key} is {value}; it must be a whole number")
    return int(found)


def _screens(name: str, value: object) -> bool:
    if value is None:
        return True
    if not isinstance(value, bool):
        _refuse(name, f"screen_outliers is {_kind(value)} where true or false is needed")
    return value


def _kind(value: object) -> str:
    """What a JSON value is, for a person."""
    kinds = {
        bool: "true or false",
        str: "text",
        list: "a list",
        dict: "an object",
        type(None): "nothing (null)",
    }
    return kinds.get(type(value), "a number")


def _refuse(name: str, what: str) -> NoReturn:
    raise Refused(f"{name}: {what}.")
