"""Plans to JSON text and back; what is wrong in the text is named by its place."""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from datetime import date
from math import isfinite
from typing import Any, Literal, TypeVar

from lapwing.contexts.improvement.interchange.shapes import FORMAT, Plan


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


@functools.cache
def _hints(cls: Any) -> dict[str, Any]:
    """The types of a shape's fields, worked out once: that takes longer than building one of thousands."""
    return typing.get_type_hints(cls)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {
            f.name.rstrip("_"): _plain(getattr(value, f.name))
            for f in dataclasses.fields(value)
            if not (f.metadata.get("rare") and getattr(value, f.name) == f.default)
        }
    if isinstance(value, (tuple, list)):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _build(cls: type[T], raw: Any, where: str) -> T:
    if not isinstance(raw, dict):
        raise InterchangeError(f"{where}: expected an object, found {type(raw).__name__}")
    hints = _hints(cls)  # type: ignore[arg-type]
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
