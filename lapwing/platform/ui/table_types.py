"""What a table is made of: columns and the filters on them, as declared and as shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from lapwing.platform.ui import filters

Row = TypeVar("Row")
Rows = QuerySet[Any] | Sequence[Any]


@dataclass(frozen=True)
class Filter:
    """What may be asked of a column: one of ``choices`` (value, label), or with none, text it contains.

    Over a list the row's plain value is compared, or ``match(row, asked)`` is called. Over a QuerySet
    ``lookup`` names the field (default: the column's key), or ``narrow(queryset, asked)`` is called.
    """

    choices: Sequence[tuple[str, str]] | None = None
    label: str | None = None
    lookup: str | None = None
    match: Callable[[Any, str], bool] | None = None
    narrow: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    # The kind of box that text is asked with: search, or date.
    kind: str = "search"
    # Decides which rows the page reads at all, so that it must be there when there are none.
    reads: bool = False


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column. ``value`` gives the plain value (sorted, filtered, downloaded), ``cell`` what is shown."""

    key: str
    label: str
    value: Callable[[Row], Any] | None = None
    cell: Callable[[Row], Any] | None = None
    # A QuerySet's field to order by; for a list, True orders by the plain value, a function by what it gives.
    sort: str | bool | Callable[[Row], Any] = False
    numeric: bool = False
    filter: Filter | None = None
    # A column only of the download, or only of the filters.
    shown: bool = True
    downloaded: bool = True

    def plain(self, row: Row) -> Any:
        """The value without markup: the function given, else a mapping's item or an attribute."""
        if self.value:
            return self.value(row)
        return row.get(self.key) if isinstance(row, Mapping) else getattr(row, self.key, None)

    def show(self, row: Row) -> Any:
        return self.cell(row) if self.cell else filters.cell(self.plain(row))


@dataclass(frozen=True)
class Choice:
    """An option of a filter as shown."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class FilterField:
    """A filter as shown above the table."""

    name: str
    id: str
    label: str
    value: str
    choices: tuple[Choice, ...] | None
    kind: str = "search"


@dataclass(frozen=True)
class Heading:
    """A column's heading as shown, with the link that sorts by it."""

    label: str
    numeric: bool
    url: str | None
    direction: str | None
    id: str
