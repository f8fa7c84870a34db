"""The interchange form of a plan, ``lapwing-plan/1``: read, imported and exported alike.

Frozen dataclasses with plain values only, so that a plan can be read, compared and written without a
database. ``as_written`` is what the document prints and is never replaced; a value that could not be
resolved is ``None`` and a question says why. ``source`` is the first and last line (counted from 1).
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any, ClassVar, Literal, TypeVar

FORMAT = "lapwing-plan/1"

Span = tuple[int, int]
Direction = Literal["increase", "decrease", "range", "none"]
TargetType = Literal["absolute", "maintain", "relative", "range", "minimum"]
QuarterBasis = Literal["calendar", "financial"]


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """The inspection the plan answers: first and last day, and the outcome in its own words."""

    from_: date | None = None
    to: date | None = None
    as_written: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, kw_only=True)
class Area:
    """An area for improvement named by the inspectors."""

    ref: str | None
    title: str
    recommendations: tuple[str, ...] = ()
    narrative: tuple[str, ...] = ()
    governance_group: str | None = None
    source: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A row of a cross-reference table: a finding and the objectives said to answer it, as printed."""

    ref: str | None
    text: str
    area: str | None = None
    objectives: tuple[str, ...] = ()
    source: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """An ambition group, or an area of improvement that holds actions directly."""

    ref: str
    title: str
    source: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Objective:
    ref: str
    group: str
    title: str
    subtitle: str | None = None
    findings: tuple[str, ...] = ()
    source: Span | None = None


@dataclass(frozen=True, kw_only=True)
class DuePoint:
    """One date of a milestone, both bounds inclusive.

    ``role`` is ``start``, ``complete`` or the plan's own verb.
    """

    role: str
    as_written: str
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, kw_only=True)
class Due:
    points: tuple[DuePoint, ...] = ()
    recurrence: str | None = None


@dataclass(frozen=True, kw_only=True)
class Milestone:
    label: str | None
    text: str
    status: str = "not started"
    source: Span | None = None
    due: Due = Due()


@dataclass(frozen=True, kw_only=True)
class SuccessCriterion:
    text: str
    status: str = "not yet"
    source: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Action:
    """A numbered promise. ``key`` is unique in the plan; ``ref`` is the number as printed and may repeat."""

    key: str
    ref: str | None
    occurrence: int = 1
    group: str | None = None
    objective: str | None = None
    text: str = ""
    key_area: str | None = None
    owners: tuple[str, ...] = ()
    source: Span | None = None
    milestones: tuple[Milestone, ...] = ()
    success_criteria: tuple[SuccessCriterion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Baseline:
    as_written: str | None = None
    value: float | None = None
    date_as_written: str | None = None
    from_: date | None = None
    to: date | None = None
    sample: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Comparator:
    name: str
    as_written: str
    value: float | None = None
    as_at: date | None = None


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a series should reach by a date.

    For ``relative``, value is the signed change; for ``range``, low and high hold.
    """

    by_as_written: str | None
    as_written: str
    type: TargetType = "absolute"
    latest: date | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    resolved: float | None = None
    resolved_by: str | None = None
    resolved_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Actual:
    from_: date | None
    to: date
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    source: str = "entered"
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Series:
    """One line of a measure: its breakdown, unit, baseline, targets and actuals."""

    label: str
    breakdown: dict[str, str] = field(default_factory=dict)
    unit: str | None = None
    baseline: Baseline = Baseline()
    comparators: tuple[Comparator, ...] = ()
    targets: tuple[Target, ...] = ()
    actuals: tuple[Actual, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A success measure. ``refs`` are numbers as printed; ``actions`` the keys of the actions they name."""

    key: str
    name: str
    refs: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    direction: Direction = "none"
    source_as_written: str | None = None
    source: Span | None = None
    series: tuple[Series, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Question:
    """One cause of doubt. ``where`` lists everything it touches, by key; ``raw`` is the cell in doubt."""

    code: str
    where: tuple[str, ...]
    text: str
    choices: tuple[str, ...] = ()
    answer: str | None = None
    raw: str | None = None


@dataclass(frozen=True, kw_only=True)
class Remainder:
    """Lines of the document that no other part was read from: front matter, notes, glossary."""

    lines: Span
    text: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A whole plan, as read from a document or as saved."""

    title: str
    local_area: str | None = None
    quarter_basis: QuarterBasis | None = None
    inspection: Inspection = Inspection()
    governance_group: str | None = None
    areas_for_improvement: tuple[Area, ...] = ()
    findings: tuple[Finding, ...] = ()
    groups: tuple[Group, ...] = ()
    objectives: tuple[Objective, ...] = ()
    actions: tuple[Action, ...] = ()
    measures: tuple[Measure, ...] = ()
    questions: tuple[Question, ...] = ()
    remainder: tuple[Remainder, ...] = ()
    format: ClassVar[str] = FORMAT


class InterchangeError(ValueError):
    """The JSON is not a plan; the message says where and what would be right."""


T = TypeVar("T")

# What is counted is kept in four bytes; figures are reckoned with as fractions.
_LARGEST: dict[Any, float] = {int: 2**31 - 1, float: 1e15}


def to_json(plan: Plan) -> str:
    """The plan as JSON text, keys in the order of the format, dates as YYYY-MM-DD."""
    return json.dumps({"format": FORMAT, **_plain(plan)}, ensure_ascii=False, indent=1)


def from_json(text: str) -> Plan:
    """The plan that ``to_json`` wrote. Raises InterchangeError naming the place that is wrong."""
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise InterchangeError(f"not JSON: {error.msg} at line {error.lineno}") from error
    except (ValueError, RecursionError) as error:
        raise InterchangeError("not a plan: a number is too long, or lists lie in lists too often") from error
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise InterchangeError(f'"format" should be "{FORMAT}"')
    return _build(Plan, {k: v for k, v in raw.items() if k != "format"}, "plan")


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {f.name.rstrip("_"): _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _build(cls: type[T], raw: Any, where: str) -> T:
    if not isinstance(raw, dict):
        raise InterchangeError(f"{where}: expected an object, found {type(raw).__name__}")
    hints = typing.get_type_hints(cls)
    names = {f.name.rstrip("_"): f.name for f in dataclasses.fields(cls)}  # type: ignore[arg-type]
    if unknown := sorted(set(raw) - set(names)):
        raise InterchangeError(f"{where}: unknown key {unknown[0]!r}; known: {', '.join(names)}")
    found = {names[k]: _value(hints[names[k]], v, f"{where}.{k}") for k, v in raw.items()}
    try:
        return cls(**found)
    except TypeError as error:
        raise InterchangeError(f"{where}: {error}") from error


def _value(hint: Any, raw: Any, where: str) -> Any:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        if raw is None and type(None) in args:
            return None
        return _value(next(a for a in args if a is not type(None)), raw, where)
    if origin is tuple:
        return _sequence(args, raw, where)
    if dataclasses.is_dataclass(hint):
        return _build(typing.cast("type[Any]", hint), raw, where)
    if hint is date:
        return _date(raw, where)
    return _scalar(hint, origin, args, raw, where)


def _sequence(args: tuple[Any, ...], raw: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise InterchangeError(f"{where}: expected a list, found {type(raw).__name__}")
    if args[-1] is Ellipsis:
        return tuple(_value(args[0], v, f"{where}[{i}]") for i, v in enumerate(raw))
    if len(raw) != len(args):
        raise InterchangeError(f"{where}: expected {len(args)} values, found {len(raw)}")
    return tuple(_value(a, v, f"{where}[{i}]") for i, (a, v) in enumerate(zip(args, raw, strict=True)))


def _date(raw: Any, where: str) -> date:
    try:
        found = date.fromisoformat(raw)
    except (TypeError, ValueError) as error:
        raise InterchangeError(f"{where}: {raw!r} is not a date; write it as YYYY-MM-DD") from error
    if not 1900 <= found.year < 2200:
        raise InterchangeError(f"{where}: {raw!r} is not a date between 1900 and 2199")
    return found


def _text(raw: str, where: str) -> str:
    """A text that can be kept: the database takes no null character and no half of a character."""
    if "\0" in raw or any("\ud800" <= char <= "\udfff" for char in raw):
        raise InterchangeError(
            f"{where}: the text holds half a character or a null one, which cannot be kept"
        )
    return raw


def _number(raw: float, hint: Any, where: str) -> float:
    if abs(raw) > _LARGEST[hint] or not isfinite(raw) or (hint is int and raw < 0):
        raise InterchangeError(f"{where}: {str(raw)[:20]} is too large, too small or no number")
    return float(raw) if hint is float else raw


def _scalar(hint: Any, origin: Any, args: tuple[Any, ...], raw: Any, where: str) -> Any:
    if origin is Literal:
        if raw not in args:
            raise InterchangeError(f"{where}: {raw!r} should be one of {', '.join(map(str, args))}")
        return raw
    if origin is dict:
        if not isinstance(raw, dict) or not all(isinstance(v, str) for v in raw.values()):
            raise InterchangeError(f"{where}: expected an object of texts")
        return {_text(k, where): _text(v, where) for k, v in raw.items()}
    wanted: tuple[type, ...] = (int, float) if hint is float else (hint,)
    if not isinstance(raw, wanted) or isinstance(raw, bool):
        raise InterchangeError(f"{where}: expected {wanted[-1].__name__}, found {raw!r}")
    if isinstance(raw, str):
        return _text(raw, where)
    return _number(typing.cast(float, raw), hint, where)
