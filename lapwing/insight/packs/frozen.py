"""A pack to JSON and back: the same pack is always the same bytes, so that its SHA-256 can be relied on.

The reader takes nothing that it does not know and misses nothing that it needs: a pack that was changed by
hand, or frozen by a newer Lapwing, is refused with the place that is wrong. What a later shape adds has a
default, and may be absent.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import math
import types
import typing
from datetime import UTC, date, datetime
from typing import Any, Literal

from lapwing.insight.packs.shapes import SHAPE, Pack


class FrozenPackError(ValueError):
    """The text is no pack of a shape known here; the message says where and what would be right."""


def to_text(pack: Pack) -> str:
    """The pack as JSON: keys sorted, no blanks between, dates as YYYY-MM-DD, moments in UTC.

    Raises FrozenPackError for what would not be read again: a number that is none, half a character, a key
    used twice.
    """
    raw = _plain(Pack, pack)
    text = json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    if from_text(text) != pack:
        raise FrozenPackError("pack: holds something that is not kept, such as a moment finer than a second")
    return text


def from_text(text: str) -> Pack:
    """The pack that ``to_text`` wrote. Raises FrozenPackError naming the place that is wrong."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FrozenPackError("pack: this is not JSON") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("shape"), int):
        raise FrozenPackError("pack.shape: the number of the shape is missing")
    if not 1 <= raw["shape"] <= SHAPE:
        raise FrozenPackError(f"pack.shape: {raw['shape']} is not known here; the newest known is {SHAPE}")
    pack: Pack = _read(Pack, raw, "pack")
    if twice := _twice(pack):
        raise FrozenPackError(f"pack: the key {twice!r} is used twice")
    return pack


def sha256_of(content: str | bytes) -> str:
    """The SHA-256 of a frozen pack, or of a file built from it, in hexadecimal digits."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def keys_of(pack: Pack) -> tuple[str, ...]:
    """The key of every section and line, in the order of the pack."""
    return tuple(_keys_in(pack.sections))


def _keys_in(value: Any) -> typing.Iterator[str]:
    if isinstance(value, tuple):
        for each in value:
            yield from _keys_in(each)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        if isinstance(found := getattr(value, "key", None), str):
            yield found
        for field in dataclasses.fields(value):
            yield from _keys_in(getattr(value, field.name))


def _twice(pack: Pack) -> str:
    seen: set[str] = set()
    for key in keys_of(pack):
        if key in seen:
            return key
        seen.add(key)
    return ""


@functools.cache
def _fields(shape: Any) -> tuple[tuple[str, str, Any, bool], ...]:
    """Of each field: its name in JSON, its name here, its type, and whether it may be absent."""
    hints = typing.get_type_hints(shape)
    return tuple(
        (
            field.name.rstrip("_"),
            field.name,
            hints[field.name],
            field.default is not dataclasses.MISSING and field.name not in {"kind", "shape"},
        )
        for field in dataclasses.fields(shape)
    )


def _plain(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            name: _plain(kind, getattr(value, own))
            for name, own, kind, _may_be_absent in _fields(type(value))
        }
    if isinstance(value, tuple):
        inner = typing.get_args(_alone(hint))
        return [_plain(_alone(inner[0]) if inner else Any, v) for v in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if _alone(hint) is float:
        if not math.isfinite(value):
            raise FrozenPackError(f"pack: {value} is no number")
        return float(value)
    return value


def _alone(hint: Any) -> Any:
    """The type that a value has when it is there: ``X`` of ``X | None``."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        found = [each for each in typing.get_args(hint) if each is not type(None)]
        return found[0] if len(found) == 1 else hint
    return hint


def _read(hint: Any, raw: Any, where: str) -> Any:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        if raw is None and type(None) in typing.get_args(hint):
            return None
        alone = _alone(hint)
        return _read(_of_kind(alone, raw, where) if alone is hint else alone, raw, where)
    if typing.get_origin(hint) is tuple:
        if not isinstance(raw, list):
            raise FrozenPackError(f"{where}: should be a list")
        return tuple(_read(typing.get_args(hint)[0], each, f"{where}[{i}]") for i, each in enumerate(raw))
    if typing.get_origin(hint) is Literal:
        if raw not in typing.get_args(hint):
            raise FrozenPackError(f"{where}: {raw!r} should be one of {', '.join(typing.get_args(hint))}")
        return raw
    return _read_shape(hint, raw, where) if dataclasses.is_dataclass(hint) else _read_plain(hint, raw, where)


def _of_kind(hint: Any, raw: Any, where: str) -> Any:
    """Which of the sections it is."""
    kinds = {typing.get_args(typing.get_type_hints(each)["kind"])[0]: each for each in typing.get_args(hint)}
    kind = raw.get("kind") if isinstance(raw, dict) else None
    if not isinstance(kind, str) or kind not in kinds:
        raise FrozenPackError(f"{where}.kind: {kind!r} should be one of {', '.join(kinds)}")
    return kinds[kind]


def _read_shape(shape: Any, raw: Any, where: str) -> Any:
    if not isinstance(raw, dict):
        raise FrozenPackError(f"{where}: should be an object")
    fields = _fields(shape)
    if unknown := sorted(set(raw) - {name for name, *_ in fields}):
        raise FrozenPackError(f"{where}.{unknown[0]}: is not known here")
    for name, _own, _hint, may_be_absent in fields:
        if name not in raw and not may_be_absent:
            raise FrozenPackError(f"{where}.{name}: is missing")
    return shape(
        **{own: _read(hint, raw[name], f"{where}.{name}") for name, own, hint, _ in fields if name in raw}
    )


def _read_plain(hint: Any, raw: Any, where: str) -> Any:
    if hint in (date, datetime):
        return _read_time(hint, raw, where)
    wanted: tuple[type, ...] = (float,) if hint is float else (hint,)
    if not isinstance(raw, wanted) or isinstance(raw, bool) is not (hint is bool):
        raise FrozenPackError(f"{where}: should be a {hint.__name__}")
    if isinstance(raw, float) and not math.isfinite(raw):
        raise FrozenPackError(f"{where}: is no number")
    if isinstance(raw, str) and ("\0" in raw or any("\ud800" <= sign <= "\udfff" for sign in raw)):
        raise FrozenPackError(f"{where}: holds a sign that cannot be kept")
    return raw


def _read_time(hint: Any, raw: Any, where: str) -> Any:
    try:
        found = hint.fromisoformat(raw)
    except (TypeError, ValueError) as error:
        raise FrozenPackError(f"{where}: should be a date, written as YYYY-MM-DD") from error
    if hint is datetime and found.tzinfo is None:
        raise FrozenPackError(f"{where}: should say its time zone")
    return found
