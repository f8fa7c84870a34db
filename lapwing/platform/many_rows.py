"""Many rows in one statement, where Django's own way would cost more than PostgreSQL's work."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL

# Values of a field, one after the other: what a default gives when it is asked each time.
_Draw = Callable[[], object]


def among(numbers: Sequence[int]) -> RawSQL:
    """For ``pk__in``: very many numbers as one parameter, where Django would write a mark for each."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(numbers)])


def insert_many(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]], **alike: Any
) -> list[int]:
    """Put rows in and give their numbers, in the rows' order; ``alike`` are columns alike in all of them.

    Columns are named as in the database (``series_id``). What is given for neither has its field's default.
    It is an INSERT like any other: policies, constraints and the history hold. Rows are passed as one JSON
    array, which costs a tenth of making a model and escaping its values for each (decision 18).
    """
    if not rows:
        return []
    fields = {str(field.column): field for field in model._meta.concrete_fields if not field.primary_key}
    if unknown := ({*columns, *alike} - set(fields)):
        raise ValueError(f"{model.__name__} has no columns {sorted(unknown)}")
    drawn, alike = _defaults(fields, columns, alike)
    taken = [*columns, *drawn]
    given = [[*row, *(draw() for draw in drawn.values())] for row in rows] if drawn else rows
    quote = connection.ops.quote_name
    picked = [f"(given ->> {n})::{_type(fields[name])}" for n, name in enumerate(taken)]
    same = [f"%s::{_type(fields[name])}" for name in alike]
    words = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(quote(name) for name in (*taken, *alike))}) "
        f"SELECT {', '.join((*picked, *same))} "
        "FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS rows(given, number) ORDER BY number "
        "RETURNING id"
    )
    with connection.cursor() as cursor:
        cursor.execute(words, [*alike.values(), json.dumps(given, default=_plain, separators=(",", ":"))])
        return [number for (number,) in cursor.fetchall()]


def _defaults(
    fields: dict[str, models.Field[Any, Any]], columns: Sequence[str], alike: dict[str, Any]
) -> tuple[dict[str, _Draw], dict[str, Any]]:
    """What is drawn for each row, and what is the same in all of them."""
    drawn: dict[str, _Draw] = {}
    for name, field in fields.items():
        if name in columns or name in alike:
            continue
        if field.has_default() and callable(field.default):
            drawn[name] = field.default
        else:
            alike[name] = field.get_default()
    return drawn, alike


def _type(field: models.Field[Any, Any]) -> str:
    found = field.rel_db_type(connection) if field.is_relation else field.db_type(connection)
    assert found is not None, field
    return found


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be passed on")
