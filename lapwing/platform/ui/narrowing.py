"""The rows of a table that answer what was asked of it, in the order asked for; of a list or a QuerySet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet

from lapwing.platform.ui import filters
from lapwing.platform.ui.table_types import Column, Filter, Rows


class NoSuchValueError(ValueError):
    """What was asked is none that the field of a QuerySet can have."""


def how_many(rows: Rows) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def may_be_asked(asked: Filter, value: str) -> bool:
    return asked.choices is None or value in {choice for choice, _ in asked.choices}


def narrowed(rows: Rows, column: Column[Any], value: str) -> Rows:
    """The rows whose column is as its filter was asked. Raises NoSuchValueError."""
    asked = column.filter
    assert asked is not None
    if not isinstance(rows, QuerySet):
        match = asked.match or (lambda row, value: _matches(column.plain(row), value, bool(asked.choices)))
        return [row for row in rows if match(row, value)]
    if asked.narrow:
        return asked.narrow(rows, value)
    lookup = asked.lookup or (column.key if asked.choices else f"{column.key}__icontains")
    try:
        return rows.filter(**{lookup: value})
    except (ValueError, ValidationError) as error:
        raise NoSuchValueError(value) from error


def ordered(rows: Rows, columns: Sequence[Column[Any]], order: str) -> Rows:
    """By the column whose key ``order`` is, "-" before it for the other way; what is unknown comes last."""
    key, backwards = order.removeprefix("-"), order.startswith("-")
    column = next((column for column in columns if column.key == key and column.sort), None)
    if column is None:
        return rows
    if isinstance(rows, QuerySet):
        expression = F(column.sort if isinstance(column.sort, str) else column.key)
        towards = expression.desc(nulls_last=True) if backwards else expression.asc(nulls_last=True)
        return rows.order_by(towards, "pk")
    by = column.sort if callable(column.sort) else column.plain
    known = [row for row in rows if by(row) is not None]
    unknown = [row for row in rows if by(row) is None]
    return sorted(known, key=lambda row: _sort_key(by(row)), reverse=backwards) + unknown


def _matches(plain: Any, value: str, exact: bool) -> bool:
    """A choice must be the value or one of its values; text must be somewhere in it."""
    if isinstance(plain, list | tuple | set | frozenset):
        return any(_matches(item, value, exact) for item in plain)
    text = filters.cell(plain) if isinstance(plain, bool) else str("" if plain is None else plain)
    return text == value if exact else value.casefold() in text.casefold()


def _sort_key(value: Any) -> tuple[int, Any]:
    """Orders values of one kind among themselves, and kinds after each other, so that none fails."""
    if isinstance(value, int | float | Decimal):
        return 0, value
    if isinstance(value, dt.date):
        return 1, value.isoformat()
    return (2, value) if isinstance(value, tuple) else (3, str(value).casefold())
