"""A table as one request asks for it: filtered, sorted, one page of it, with the links to everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from lapwing.platform.ui import filters, spreadsheets
from lapwing.platform.ui.bulk import EVERYTHING, MOST_AT_ONCE, ROWS, Picked
from lapwing.platform.ui.narrowing import NoSuchValueError, how_many, may_be_asked, narrowed, ordered
from lapwing.platform.ui.table_types import Choice, Column, Filter, FilterField, Heading, Row, Rows
from lapwing.platform.ui.whole_lists import WholeList, told, whole_list_address

if TYPE_CHECKING:
    from lapwing.platform.ui.tables import Table

DOWNLOAD_LIMIT = 50_000
# What an address says once, and its links to other pages and orders of the list do not repeat.
NOT_KEPT = frozenset({"format", "table", ROWS, EVERYTHING})


SavedViews = Callable[[HttpRequest, str], Any]
_saved_views: SavedViews = lambda request, table: None  # noqa: E731


def use_saved_views(provider: SavedViews) -> None:
    """Says how the views of a table are found for a request. Called once, by the package that keeps them."""
    global _saved_views
    _saved_views = provider


@dataclass
class Listing(Generic[Row]):
    """A table as asked for: what is shown, how many there are, and every link to something else."""

    table: Table[Row]
    source: Rows
    asked: Mapping[str, str]
    path: str
    chosen: Sequence[str] = ()
    request: HttpRequest | None = None
    ignored: list[str] = field(default_factory=list)
    # Asked for by an export, which takes every row.
    whole: bool = False

    def __post_init__(self) -> None:
        self._filters = self._read_filters()
        self._sort = self._read_sort()
        self._matching = ordered(self._filtered(self.source), self.table.columns, self._sort)
        self.count = how_many(self._matching)
        self.total = how_many(self.source) if self._filters else self.count
        self.pages = max(1, -(-self.count // self.table.page_size))
        self.page = self._read_page()
        self._tellers: list[Callable[[Sequence[Row]], object]] = []

    # -- what was asked

    def _parameter(self, name: str) -> str:
        return f"{self.table.prefix}{name}"

    def _read_filters(self) -> dict[str, str]:
        found = {}
        for column in self.table.columns:
            if column.filter and (value := self.asked.get(self._parameter(column.key), "").strip()[:200]):
                if "\x00" in value or not may_be_asked(column.filter, value):
                    self.ignored.append(
                        f"There is no “{value[:40]}” under {column.label}".replace("\x00", "")
                    )
                else:
                    found[column.key] = value
        return found

    def _read_sort(self) -> str:
        asked = self.asked.get(self._parameter("sort"), "")
        keys = {column.key for column in self.table.columns if column.sort}
        if asked and asked.removeprefix("-") not in keys:
            self.ignored.append("This list can’t be sorted that way")
            asked = ""
        return asked or self.table.order

    def _read_page(self) -> int:
        asked = self.asked.get(self._parameter("page"), "1")
        if asked.isascii() and asked.isdigit() and len(asked) < 7 and 1 <= int(asked) <= self.pages:
            return int(asked)
        self.ignored.append(f"There is no page “{asked[:10]}”; this is page 1 of {self.pages}")
        return 1

    # -- the rows

    def _filtered(self, rows: Rows) -> Rows:
        for column in self.table.columns:
            if value := self._filters.get(column.key):
                try:
                    rows = narrowed(rows, column, value)
                except NoSuchValueError:
                    self.ignored.append(f"There is no “{value[:40]}” under {column.label}")
        return rows

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of this page."""
        start = (self.page - 1) * self.table.page_size
        return list(self._matching[start : start + self.table.page_size])

    @cached_property
    def given(self) -> list[Row]:
        """The rows that the answer holds: this page's, or those of the file that is asked for."""
        return list(self._matching[:DOWNLOAD_LIMIT]) if self.is_file else self.rows

    def on_given(self, tell: Callable[[Sequence[Row]], object]) -> None:
        """Have ``tell`` know the rows that the answer holds, before they are written: now, or, of a whole
        list, piece by piece as it is written. A file that is too long for a download holds none."""
        if self.whole:
            self._tellers.append(tell)
        elif not self._led_to:
            tell(self.given)

    @property
    def is_file(self) -> bool:
        """Whether this request asks for the rows as a file."""
        return bool(self._asked_for_file())

    # -- what is shown

    @property
    def id(self) -> str:
        return f"table-{self.table.name}"

    @property
    def shown_columns(self) -> list[Column[Row]]:
        return [column for column in self.table.columns if column.shown]

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in self.shown_columns]

    def _heading(self, column: Column[Row]) -> Heading:
        current = self._sort.removeprefix("-") == column.key and bool(column.sort)
        backwards = self._sort.startswith("-")
        direction = ("descending" if backwards else "ascending") if current else None
        # Names go upwards first and so do figures: the second click turns either round.
        target = f"-{column.key}" if current and not backwards else column.key
        url = self.address(sort=target, page="") if column.sort else None
        return Heading(column.label, column.numeric, url, direction, f"{self.id}-by-{column.key}")

    @property
    def filter_fields(self) -> list[FilterField]:
        return [
            self._filter_field(column, column.filter)
            for column in self.table.columns
            if column.filter is not None
        ]

    def _filter_field(self, column: Column[Row], asked: Filter) -> FilterField:
        value = self._filters.get(column.key, "")
        choices = tuple(Choice(one, label, one == value) for one, label in asked.choices or ())
        name = self._parameter(column.key)
        return FilterField(
            name, f"{self.id}-{column.key}", asked.label or column.label, value, choices or None, asked.kind
        )

    @property
    def is_bare(self) -> bool:
        """No row at all: nothing to filter, unless a filter decides which rows the page reads at all."""
        reading = any(column.filter and column.filter.reads for column in self.table.columns)
        return not (self.total or self._filters or reading)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the filter form must carry along: the order, and what belongs to the page or another table."""
        own = {self._parameter(column.key) for column in self.table.columns if column.filter}
        own |= {self._parameter("page"), "format", "table", ROWS, EVERYTHING}
        return [(name, value) for name, value in self.asked.items() if name not in own and value]

    @property
    def filtered_by(self) -> list[str]:
        """Each filter in words: "status: off track"."""
        return [
            f"{field.label.lower()}: {next((c.label for c in field.choices or () if c.chosen), field.value)}"
            for field in self.filter_fields
            if field.value
        ]

    @property
    def count_line(self) -> str:
        """12 of 108 milestones, or 108 milestones."""
        total = filters.plural(self.total, self.table.noun, self.table.noun_many)
        return f"{filters.number(self.count)} of {total}" if self._filters else total

    @property
    def first(self) -> int:
        return (self.page - 1) * self.table.page_size + 1 if self.count else 0

    @property
    def last(self) -> int:
        return min(self.count, self.page * self.table.page_size)

    # -- where the links lead

    def address(self, **changes: str) -> str:
        """This list with some of its parameters changed; an empty one is left out."""
        query = dict(self.asked) | {self._parameter(name): value for name, value in changes.items()}
        query = {name: value for name, value in query.items() if value and name not in NOT_KEPT}
        return f"{self.path}?{urlencode(query)}" if query else self.path

    @property
    def clear_url(self) -> str:
        return self.address(page="", **dict.fromkeys(self._filters, ""))

    def page_url(self, page: int) -> str:
        return self.address(page=str(page) if page > 1 else "")

    def download_url(self, form: str) -> str:
        """The matching rows of all pages as "csv" or "xlsx"."""
        address = self.address(page="")
        asked = urlencode({"table": self.table.name, "format": form})
        return f"{address}{'&' if '?' in address else '?'}{asked}"

    def row_url(self, row: Row) -> str | None:
        return self.table.row_url(row) if self.table.row_url else None

    @cached_property
    def saved(self) -> Any:
        """The views of this table that the person kept; None where none can be."""
        return _saved_views(self.request, self.table.name) if self.request and self.table.savable else None

    # -- what is done to several rows

    @property
    def pickable(self) -> bool:
        """Whether rows can be picked: there is something to do to them, and there are rows."""
        return bool(self.table.bulk) and self.count > 0

    def key_of(self, row: Row) -> str:
        assert self.table.row_key is not None
        return self.table.row_key(row)

    @property
    def asked_of_it(self) -> list[tuple[str, str]]:
        """The order and the filters as they are, which "everything that matches" is about."""
        return [(name, value) for name, value in self.asked.items() if value and name not in NOT_KEPT]

    def picked(self) -> Picked[Row]:
        """The rows that this request names, or all that match when it asks for everything."""
        if self.asked.get(EVERYTHING):
            return Picked(list(self._matching[:MOST_AT_ONCE]), left_over=max(0, self.count - MOST_AT_ONCE))
        wanted = set(self.chosen)
        found = [row for row in self._matching if self.key_of(row) in wanted]
        return Picked(
            found[:MOST_AT_ONCE], gone=len(wanted) - len(found), left_over=max(0, len(found) - MOST_AT_ONCE)
        )

    # -- the download

    def download(self) -> HttpResponse | None:
        """The file, when this request asks this table for one; otherwise nothing."""
        form = self._asked_for_file()
        if not form:
            return None
        if self.whole:
            return self._whole_list()
        if self._led_to:
            return HttpResponseRedirect(self._led_to)
        return spreadsheets.response(form, self.table.name, self._labels, self._lines(self.given))

    @cached_property
    def _led_to(self) -> str:
        """Where the whole list is asked for, when a longer file is asked for here than a download may be."""
        too_long = self.is_file and self.count > DOWNLOAD_LIMIT
        return (whole_list_address(self.path, self.asked) or "") if too_long else ""

    def _whole_list(self) -> WholeList:
        return WholeList(
            name=self.table.name,
            caption=self.table.caption,
            headings=self._labels,
            lines=self._lines(told(self._matching, self._tellers)),
            count=self.count,
            notes=[f"Narrowed to {each}." for each in self.filtered_by],
        )

    @property
    def _downloaded(self) -> list[Column[Row]]:
        return [column for column in self.table.columns if column.downloaded]

    @property
    def _labels(self) -> list[str]:
        return [column.label for column in self._downloaded]

    def _lines(self, rows: Iterable[Row]) -> Iterable[list[Any]]:
        columns = self._downloaded
        return ([column.plain(row) for column in columns] for row in rows)

    def _asked_for_file(self) -> str:
        """The form of the file that this request asks this table for; empty when it asks for a page."""
        form = self.asked.get("format", "")
        named = self.asked.get("table", self.table.name) == self.table.name
        return form if form in spreadsheets.FORMS and named else ""
