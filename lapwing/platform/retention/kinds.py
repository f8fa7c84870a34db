"""Kinds of record whose time can be over. Packages declare theirs as ``KINDS`` in their ``retention`` module.

What other jobs clear by themselves after a fixed time stands beside them as ``CLEARED``, so that the
schedule on the page is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from lapwing.platform.retention.models import Fate

# {model: numbers of rows}
Rows = Mapping[type[Model], Sequence[int]]


def _nothing(ids: Rows, using: str) -> Rows:
    return {}


@dataclass(frozen=True)
class RecordKind:
    """One line of the schedule.

    ``rows(model, partnership_id, using)`` gives every row of the kind in a partnership, each with the moment
    from which its time runs as ``began``. Of some of these, ``going`` says which rows are removed with them,
    ``protecting`` on which other rows a hold keeps them too (the plan of an action), and ``tied`` which of
    them must stay because something that stays refers to them.
    """

    code: str
    label: str
    label_many: str
    models: tuple[type[Model], ...]
    # "since …", in words.
    trigger: str
    # What goes and what stays, in words.
    goes: str
    # The permission by which people read what such records are called; who decides without it sees numbers.
    read_by: str
    rows: Callable[[type[Model], int, str], QuerySet[Any]]
    # How long, and why, until a partnership says otherwise.
    months: int
    basis: str
    fate: Fate = Fate.PURGE
    going: Callable[[Rows, str], Rows] = _nothing
    protecting: Callable[[Rows, str], Rows] = _nothing
    tied: Callable[[Rows, str], Rows] = _nothing
    # Keys of stored files that go with them, told before; and what removes those once it is done.
    files: Callable[[Rows, str], Sequence[str]] | None = None
    remove_files: Callable[[Sequence[str]], None] | None = None
    # A log that is cut into months, which go whole (``months.drop_months``) and not by a simulation.
    by_months: bool = False

    @property
    def then(self) -> str:
        """What happens when the time is over, in words."""
        return "Removed by whole months" if self.by_months else Fate(self.fate).label


@dataclass(frozen=True)
class Cleared:
    """What a job removes by itself after a fixed time: a line of the schedule that nobody need approve.

    ``how_long`` is worked out from what the job goes by (``lasting``), and ``source`` says what the period
    rests on, or which setting gives it.
    """

    label: str
    how_long: str
    why: str
    source: str = "UK GDPR Article 5(1)(e): kept no longer than is needed"


def lasting(period: timedelta, since: str = "") -> str:
    """ "12 months", "30 days", "1 hour" (and since when): a period as the schedule says it."""
    days, seconds = period.days, period.seconds
    if days and days % 365 == 0:
        number, unit = days // 365 * 12, "month"
    elif days:
        number, unit = days, "day"
    elif seconds % 3600 == 0:
        number, unit = seconds // 3600, "hour"
    else:
        number, unit = seconds // 60, "minute"
    words = f"{number} {unit}{'' if number == 1 else 's'}"
    return f"{words} {since}".strip()


class UnknownKindError(LookupError):
    """No package declares a kind of record of this name."""


@cache
def declared_kinds() -> dict[str, RecordKind]:
    """Every kind by its code, in the order of their labels."""
    found = [kind for module in _modules() for kind in getattr(module, "KINDS", ())]
    return {kind.code: kind for kind in sorted(found, key=lambda kind: kind.label)}


@cache
def cleared_by_themselves() -> tuple[Cleared, ...]:
    """Everything that jobs remove after a fixed time, in the order of their labels."""
    found = [each for module in _modules() for each in getattr(module, "CLEARED", ())]
    return tuple(sorted(found, key=lambda each: each.label))


def kind_of_code(code: str) -> RecordKind:
    """Raises UnknownKindError."""
    try:
        return declared_kinds()[code]
    except KeyError as error:
        raise UnknownKindError(f"There is no kind of record “{code}”.") from error


def _modules() -> Iterator[ModuleType]:
    for app in apps.get_app_configs():
        name = f"{app.name}.retention"
        if app.name.startswith("lapwing.") and find_spec(name):
            yield import_module(name)
