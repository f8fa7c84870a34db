"""Rows of one plan made anew in another: every column goes along but those that say when and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)

# What a copy has of its own. Columns that are added later go along, unless they are named here.
_OWN = frozenset(
    {
        "id",
        "ref",
        "version",
        "created_at",
        "created_by",
        "voided_at",
        "voided_by",
        "voided_reason",
        "source_document",
        "source_first",
        "source_last",
        "came_from",
        "recorded_at",
        "recorded_by",
        "effective_on",
        "withdrawn_at",
        "withdrawn_by",
        "withdrawn_reason",
        "reason",
    }
)

# From the number of a row to its copy.
Copies = dict[int, Any]


def copied(rows: Sequence[M], made: Mapping[str, Any], within: Mapping[str, Copies] | None = None) -> Copies:
    """Save copies of rows, in one statement; the result leads from each row's number to its copy.

    ``made`` are columns that all of them get. ``within`` names references to what was copied before: what
    was not copied is not referred to. A row of a kind that can say so says what it came from.
    """
    if not rows:
        return {}
    model = type(rows[0])
    continued = any(field.name == "came_from" for field in model._meta.concrete_fields)
    fresh = [_fresh(row, made, within or {}, continued) for row in rows]
    saved = model._default_manager.bulk_create(fresh)
    return {row.pk: copy for row, copy in zip(rows, saved, strict=True)}


def _fresh(row: M, made: Mapping[str, Any], within: Mapping[str, Copies], continued: bool) -> M:
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in _OWN and field.name not in within and not {field.name, field.attname} & set(made)
    }
    for name, copies in within.items():
        values[name] = copies.get(getattr(row, f"{name}_id"))
    if continued:
        values["came_from_id"] = row.pk
    return type(row)(**values, **made)
