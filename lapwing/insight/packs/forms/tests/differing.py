"""Packs of which every field has a value of its own: what stands in the place of another is seen."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from lapwing.insight.packs import shapes
from lapwing.insight.packs.shapes import Day, Figure, Link, Mark
from lapwing.insight.packs.tests.example_parts import cover, day
from lapwing.insight.packs.tests.examples import example_pack

_FIRST = date(2026, 1, 1)
# Made as they are printed, not field by field.
_HEADED = ("key", "title", "annotation", "empty", "kind")


def differing_pack() -> shapes.Pack:
    """Two lines of each kind in every section and in the data; no two texts, figures or days are alike."""
    numbers = count(101)
    return shapes.Pack(
        cover=dataclasses.replace(cover(), group_word="", objective_word=""),
        sections=tuple(_refilled(each, numbers) for each in example_pack().sections),
        data=_made(shapes.Data, numbers),
    )


def _refilled(section: shapes.Section, numbers: Iterator[int]) -> shapes.Section:
    made: shapes.Section = _made(type(section), numbers)
    return dataclasses.replace(made, **{name: getattr(section, name) for name in _HEADED})


def _made(kind: Any, numbers: Iterator[int]) -> Any:
    hints = typing.get_type_hints(kind)
    return kind(**{name: _value(hints[name], f"{kind.__name__} {name}", numbers) for name in hints})


def _value(hint: Any, name: str, numbers: Iterator[int]) -> Any:
    number = next(numbers)
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        (hint,) = (each for each in typing.get_args(hint) if each is not type(None))
    if typing.get_origin(hint) is tuple:
        return tuple(_value(typing.get_args(hint)[0], name, numbers) for _ in range(2))
    if typing.get_origin(hint) is typing.Literal:
        return typing.get_args(hint)[0]
    on = _FIRST + timedelta(days=number)
    plain = {
        str: f"{name} {number}",
        bool: True,
        int: number,
        float: float(number),
        date: on,
        datetime: cover().built_at,
        Day: day(on.year, on.month, on.day),
        Figure: Figure(float(number), str(number)),
        Mark: Mark(f"{name} {number}", "circle", "green"),
        Link: None,
    }
    return plain[hint] if hint in plain else _made(hint, numbers)
