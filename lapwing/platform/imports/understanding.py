"""From a row of cells to the values of a feed's columns, or to what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any

from lapwing.platform.imports import values
from lapwing.platform.imports.feeds import Column, Feed, Kind, Problem, Row, Value, Wrong
from lapwing.platform.imports.reading.cells import Cell
from lapwing.platform.imports.titles import Columns, shown

_REMEMBERED = 20_000
_WHAT_TO_PUT = {
    Kind.TEXT: "",
    Kind.NUMBER: "a number",
    Kind.WHOLE: "a whole number",
    Kind.DAY: "a date",
    Kind.MONTH: "a month",
    Kind.YES_NO: "Yes or No",
    Kind.CHOICE: "one of the words it may hold",
}


@dataclass(frozen=True)
class Understanding:
    """How the cells of one import are understood."""

    feed: Feed
    columns: Columns
    width: int
    from_1904: bool = False

    @cached_property
    def _parsers(self) -> list[tuple[Column, int | None, Callable[[str], Value]]]:
        return [
            (column, self.columns.get(column.name), _parser(column, self.from_1904))
            for column in self.feed.columns
        ]

    def of(
        self, line: int, cells: Sequence[Cell], typed: Mapping[str, str], choice: str = ""
    ) -> Row | Wrong | None:
        """The row's values, what is wrong with it, or None when nothing stands in it to bring in.

        ``typed`` is what a person put in place of cells, by the feed's columns.
        """
        found: dict[str, Value] = {}
        problems: list[Problem] = []
        is_empty = True
        for column, index, parse in self._parsers:
            cell = typed.get(column.name)
            if cell is None and index is not None and index < len(cells):
                given = cells[index]
                if not isinstance(given, str):
                    problems.append(Problem(column.name, given["wrong"], given["shown"]))
                    is_empty = False
                    continue
                cell = given
            if not cell:
                found[column.name] = None
                if column.is_required:
                    problems.append(Problem(column.name, _nothing(column)))
                continue
            is_empty = is_empty and column.name in self.feed.labels
            try:
                found[column.name] = parse(cell)
            except values.NotUnderstoodError as error:
                problems.append(Problem(column.name, str(error), cell))
        if is_empty:
            return None
        if not typed and (further := [cell for cell in cells[self.width :] if cell]):
            problems.append(self._too_wide(cells, further))
        return Wrong(line, tuple(problems)) if problems else Row(line, found, choice)

    def texts(self, cells: Sequence[Cell], typed: Mapping[str, str]) -> dict[str, str]:
        """The row as it is shown and corrected: the text under each of the feed's columns."""
        found = {}
        for column, index, _ in self._parsers:
            given = shown(cells[index]) if index is not None and index < len(cells) else ""
            found[column.name] = typed.get(column.name, given)
        return found

    def _too_wide(self, cells: Sequence[Cell], further: Sequence[Cell]) -> Problem:
        return Problem(
            "",
            f"The line has {len(cells)} cells, and there are {self.width} titles. Is there a comma within a "
            "text? Put the text between quotation marks, or correct the line here.",
            shown(further[0]),
        )


def _nothing(column: Column) -> str:
    what = _WHAT_TO_PUT[column.kind]
    example = f", for example {column.example}" if column.example else ""
    return f"There is nothing under “{column.title}”. Put in {what or 'what belongs there'}{example}."


def _parser(column: Column, from_1904: bool) -> Callable[[str], Value]:
    """The function for a column's kind, which remembers what it was asked: columns repeat themselves."""
    if column.kind is Kind.TEXT:
        return _as_it_is
    parsers: dict[Kind, Callable[[str], Any]] = {
        Kind.NUMBER: values.number,
        Kind.WHOLE: values.whole,
        Kind.DAY: partial(values.day, from_1904=from_1904),
        Kind.MONTH: values.month,
        Kind.YES_NO: values.yes_or_no,
        Kind.CHOICE: partial(values.one_of, choices=column.choices),
    }
    remembered: Callable[[str], Value] = lru_cache(_REMEMBERED)(parsers[column.kind])
    return remembered


def _as_it_is(text: str) -> str:
    return text
