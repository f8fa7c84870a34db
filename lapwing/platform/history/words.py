"""How a stored value is said for people: the field's label, its choices, dates, and names for references."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import DateField, DateTimeField, Field, ForeignKey, Model

from lapwing.platform.ui import filters

# Columns that say nothing to a person.
NOT_SHOWN = frozenset({"id", "ref", "version", "partnership_id"})


class FieldWords:
    """Labels and values of the columns of some tables. ``words`` are fields with a saying of their own."""

    def __init__(self, models: Mapping[str, type[Model]], words: Mapping[str, Callable[[str], str]]) -> None:
        self._models = models
        self._words = words
        self._names: dict[type[Model], dict[int, str]] = {}

    def look_up(self, images: Iterable[tuple[str, Mapping[str, Any] | None]]) -> None:
        """Read the names of every record that these rows refer to, one query for each kind."""
        wanted: dict[type[Model], set[int]] = defaultdict(set)
        for table, image in images:
            for column, value in (image or {}).items():
                field = self._field(table, column)
                if isinstance(field, ForeignKey) and value is not None and column not in NOT_SHOWN:
                    wanted[field.related_model].add(value)
        for model, ids in wanted.items():
            self._names[model] = {each.pk: str(each) for each in model._default_manager.filter(pk__in=ids)}

    def label(self, table: str, column: str) -> str:
        field = self._field(table, column)
        name = str(field.verbose_name) if field is not None else column.replace("_", " ")
        return name[:1].upper() + name[1:]

    def said(self, table: str, column: str, value: Any) -> str:
        if value is None or value == "":
            return filters.NONE
        field = self._field(table, column)
        if field is not None and field.name in self._words:
            return self._words[field.name](str(value))
        if isinstance(field, ForeignKey):
            return self._names.get(field.related_model, {}).get(value, "not shown")
        if field is not None and field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return (
            filters.cell(_parsed(field, value))
            if not isinstance(field, DateTimeField)
            else _moment(field, value)
        )

    def _field(self, table: str, column: str) -> Field[Any, Any] | None:
        model = self._models[table]
        try:
            found = model._meta.get_field(column.removesuffix("_id") if column.endswith("_id") else column)
        except FieldDoesNotExist:
            return None
        return found if isinstance(found, Field) else None


def _parsed(field: Field[Any, Any] | None, value: Any) -> Any:
    if isinstance(field, ArrayField) and isinstance(value, list):
        return [_parsed(field.base_field, each) for each in value]
    if isinstance(field, DateField) and isinstance(value, str):
        try:
            return field.to_python(value)
        except ValidationError:
            return value
    return value


def _moment(field: Field[Any, Any], value: Any) -> str:
    try:
        return filters.moment(field.to_python(value))
    except ValidationError:
        return str(value)
