"""Retention's figures and records in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

from lapwing.platform.retention.months import LogStanding
from lapwing.platform.ui import filters

SAMPLE = 20


@dataclass(frozen=True)
class Sample:
    """Some of the records of one table of a simulation, named as long as they are there."""

    label: str
    how_many: int
    names: tuple[str, ...]


def counts_in_words(counts: Mapping[str, int]) -> str:
    """ "3 actions, 12 milestones": each table with its number, the most first."""
    lines = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(filters.plural(number, *label_of_table(table)) for table, number in lines) or "nothing"


def label_of_table(table: str) -> tuple[str, str]:
    """What a row of a table is, one and many."""
    model = model_of_table(table)
    if model is None:
        return table.replace("_", " "), f"{table.replace('_', ' ')} rows"
    return str(model._meta.verbose_name), str(model._meta.verbose_name_plural)


def model_of_table(table: str) -> type[Model] | None:
    return next((model for model in apps.get_models() if model._meta.db_table == table), None)


def samples_of(
    ids: Mapping[str, list[int]], *, named: bool
) -> tuple[list[Sample], dict[type[Model], list[int]]]:
    """How many records of each table, the first of them by name, and which those are. One query for each.

    Without ``named`` nothing is read and nobody's record has a name.
    """
    found, shown = [], {}
    for table, rows in ids.items():
        model = model_of_table(table)
        if model is None:
            continue
        if not named:
            found.append(Sample(filters.plural(len(rows), *label_of_table(table)), len(rows), ()))
            continue
        first = list(model._default_manager.filter(pk__in=rows[:SAMPLE]).order_by("pk"))
        shown[model] = [int(each.pk) for each in first]
        names = tuple(str(each) for each in first)
        found.append(Sample(filters.plural(len(rows), *label_of_table(table)), len(rows), names))
    return found, shown


def log_in_words(log: LogStanding) -> str:
    """Which months of the access log could go today, and what keeps them."""
    if not log.over:
        return "None today"
    last = f"{filters.plural(len(log.over), 'month')}, up to {log.over[-1]:%B %Y}"
    if log.held:
        return f"{last}. A hold stands, so none of it goes"
    return f"{last}. Whoever operates Lapwing removes them"


def months_in_words(months: int) -> str:
    """ "12 months", "6 years"."""
    return (
        filters.plural(months // 12, "year")
        if months % 12 == 0 and months > 12
        else filters.plural(months, "month")
    )
