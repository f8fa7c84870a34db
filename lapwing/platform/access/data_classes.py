"""How sensitive what is held is. Each package says it of its tables, as ``TABLES`` in its ``classes`` module.

A table's fields are of the table's class unless ``fields`` says otherwise. docs/data-classes.md says what
each class is and wants; tests/test_data_classes.py holds the tables to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


class Sort(StrEnum):
    """The classes, from what everybody may know to what may do most harm."""

    PUBLIC = "public"
    WORKING = "working"
    PERSONAL = "personal"
    # children, their needs, families and where they live; UK GDPR Article 9
    SPECIAL = "special"
    SECRET = "secret"


# What goes when the record goes to which it belongs.
WITH_RECORD = "with its record"
# Why no look at it is noted by itself.
OWN = "Shown to the person alone whose it is."
AS_PERSON = "A look at it is a look at the person, and noted as that."


@dataclass(frozen=True)
class Held:
    """What a table holds.

    ``ends`` is by which line of the retention schedule it goes: the code of a kind, the label of what a job
    clears, WITH_RECORD, or a sentence that begins with "Kept". ``noted`` is the model under whose name a look
    at it stands in the access log, or a sentence that says why none does. ``unguarded`` says why no row-level
    security holds on it. All three are wanted of personal and special data.
    """

    sort: Sort
    ends: str = ""
    noted: str = ""
    unguarded: str = ""
    fields: Mapping[str, Sort] = field(default_factory=dict)

    def sort_of(self, column: str) -> Sort:
        """The class of one column."""
        return self.fields.get(column, self.sort)


WORKING = Held(Sort.WORKING)


@cache
def declared_tables() -> dict[str, Held]:
    """Every table that a package has classified. Raises ValueError for one that two have."""
    found: dict[str, Held] = {}
    for app in apps.get_app_configs():
        name = f"{app.name}.classes"
        if app.name.startswith("lapwing.") and find_spec(name):
            for table, held in import_module(name).TABLES.items():
                if table in found:
                    raise ValueError(f"{table} is classified twice.")
                found[table] = held
    return found
