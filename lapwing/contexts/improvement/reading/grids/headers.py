"""Which rows of a table hold the titles of its columns, and what each column holds by its title.

Titles stand in one row, or in two when a merged title stands over several; captions and headings as wide as
the table may stand above them, and a table over several pages repeats them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lapwing.contexts.improvement.interchange import Span
from lapwing.contexts.improvement.reading.columns import plain_title
from lapwing.contexts.improvement.reading.grids.titles import Meaning, Period, is_title, meaning_of
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.platform.extraction.document import Grid, GridCell

_LEAST_KNOWN = 2
_DATED = frozenset([Role.START, Role.DUE, Role.TARGET])
# A row of titles further down names what its rows are about.
_ABOUT = frozenset([Role.ACTION, Role.STEP, Role.OUTCOME, Role.RATIONALE, Role.MEASURE, Role.BASELINE])
_YEAR = re.compile(r"(?<!\d)(?<!/)20\d\d(?![\d/])")
_LONGEST_TITLE_CELL = 120


@dataclass(frozen=True)
class ColumnTitle:
    """The title of one column (from 0), as printed, with what it means. ``text`` is empty for none."""

    column: int
    text: str
    meaning: Meaning = field(default_factory=Meaning)

    @property
    def role(self) -> Role | None:
        return self.meaning.role

    @property
    def roles(self) -> tuple[Role, ...]:
        return self.meaning.roles

    @property
    def period(self) -> Period | None:
        return self.meaning.period

    @property
    def reason(self) -> str:
        return self.meaning.reason


@dataclass(frozen=True)
class Header:
    """The titles over a stretch of a table.

    ``rows`` are the rows that hold them, ``repeated`` rows that print them again further down; ``body`` is
    the first row under them and the one after the last that they head.
    """

    rows: tuple[int, ...]
    titles: tuple[ColumnTitle, ...]
    body: tuple[int, int]
    repeated: tuple[int, ...] = ()
    lines: Span = (0, 0)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for title in self.titles for role in title.roles)

    def column(self, role: Role) -> ColumnTitle | None:
        """The first column of a role."""
        return next((title for title in self.titles if role in title.roles), None)

    def columns(self, role: Role) -> tuple[ColumnTitle, ...]:
        """Every column of a role, by place."""
        return tuple(title for title in self.titles if role in title.roles)


def header_of(grid: Grid) -> Header | None:
    """The first titles of a table, over all that they head; None when no row of it holds titles."""
    found = headers_of(grid)
    return found[0] if found else None


@lru_cache(maxsize=128)
def headers_of(grid: Grid) -> tuple[Header, ...]:
    """Every row of titles of a table, each with the rows it heads: a sheet may hold several tables.

    A row that prints the same titles again heads nothing new; it is ``repeated``.
    """
    found: list[Header] = []
    row = 0
    while row < grid.rows:
        header = _header_at(grid, row) if not found or row >= found[-1].body[0] else None
        if header is None or (found and not _names_rows(header)):
            row += 1
        elif found and _same(found[-1], header):
            found[-1] = replace(found[-1], repeated=(*found[-1].repeated, *header.rows))
            row = header.body[0]
        else:
            found.append(header)
            row = header.body[0]
    if not found:
        return ()
    ends = [header.rows[0] for header in found[1:]] + [grid.rows]
    return tuple(replace(header, body=(header.body[0], end)) for header, end in zip(found, ends, strict=True))


def full_width(grid: Grid, row: int) -> GridCell | None:
    """The only cell of a row, when it spans the table or stands alone in it as a heading does."""
    covering = [cell for cell in grid.covering(row) if cell.text.strip()]
    if len(covering) != 1 or covering[0].row != row:
        return None
    cell = covering[0]
    return (
        cell if cell.columns >= max(2, grid.columns - 1) or (cell.column == 0 and grid.columns > 1) else None
    )


def _header_at(grid: Grid, row: int) -> Header | None:
    cells = [cell for cell in grid.row(row) if cell.text.strip()]
    if len(cells) < 2 or any(len(cell.text) > _LONGEST_TITLE_CELL for cell in cells):
        return None
    if not any(is_title(cell.text) for cell in cells):
        return None
    last = _last_row(grid, row, cells)
    titles = tuple(_titles(grid, row, last))
    if not _are_titles(titles, cells):
        return None
    rows = tuple(range(row, last + 1))
    lines = [line for cell in grid.cells if cell.row in rows for line in cell.lines]
    return Header(rows, titles, (last + 1, grid.rows), (), (min(lines), max(lines)))


def _last_row(grid: Grid, row: int, cells: list[GridCell]) -> int:
    """The last row of titles that begin in ``row``: one further down for those under a merged title."""
    last = max((cell.row + cell.rows - 1 for cell in cells if meaning_of(cell.text).role), default=row)
    last = min(last, row + 2)
    wide = [cell for cell in cells if 1 < cell.columns < grid.columns]
    if last == row and wide and row + 1 < grid.rows and _sub_titles(grid, row, wide):
        return row + 1
    if last > row and not any(grid.row(under) for under in range(row + 1, last + 1)):
        return last
    return last if last == row or _sub_titles(grid, row, wide) or _all_under(grid, row, last, wide) else row


def _all_under(grid: Grid, row: int, last: int, wide: list[GridCell]) -> bool:
    """Whether all that stands beside titles of several rows is short and under a merged title."""
    tall = [cell for cell in grid.row(row) if cell.text.strip() and cell.rows > 1]
    below = [cell for under in range(row + 1, last + 1) for cell in grid.row(under) if cell.text.strip()]
    over = [cell for cell in grid.row(row) if cell.rows == 1]
    return (
        len(tall) > 1
        and bool(wide)
        and all(cell.row + cell.rows - 1 == last for cell in tall)
        and all(len(cell.text) <= 60 and cell.row + cell.rows - 1 <= last for cell in below)
        and all(any(o.column <= cell.column < o.column + o.columns for o in over) for cell in below)
    )


def _sub_titles(grid: Grid, row: int, wide: list[GridCell]) -> bool:
    """Whether the row below holds titles: all short, and most of those under merged titles say something."""
    below = [cell for cell in grid.row(row + 1) if cell.text.strip()]
    if not below or any(len(cell.text) > 60 or cell.rows > 1 for cell in below):
        return False
    inside = [
        cell
        for cell in below
        if any(over.column <= cell.column < over.column + over.columns for over in wide)
    ]
    outside = [cell for cell in below if cell not in inside]
    titled = {cell.column for cell in grid.row(row) if cell.text.strip()}
    if any(cell.column in titled or meaning_of(cell.text).role is None for cell in outside) or not inside:
        return False
    known = sum(bool(meaning_of(cell.text).role or meaning_of(cell.text).period) for cell in inside)
    return known * 2 >= len(inside)


def _titles(grid: Grid, first: int, last: int) -> Iterator[ColumnTitle]:
    for column in range(grid.columns):
        over: list[GridCell] = []
        for row in range(first, last + 1):
            cell = grid.at(row, column)
            if cell is not None and cell.text.strip() and cell not in over:
                over.append(cell)
        texts = [" ".join(cell.text.split()) for cell in over]
        yield ColumnTitle(column, " – ".join(texts), _meaning(texts))


def _meaning(texts: list[str]) -> Meaning:
    """The meaning of a title and what stands over it: together, then the lower, then the upper alone."""
    if len(texts) < 2:
        return meaning_of(texts[0]) if texts else Meaning()
    whole, lower, upper = meaning_of(" ".join(texts)), _in_year(texts), meaning_of(texts[0])
    for meaning in (lower, whole):
        if meaning.exact:
            return meaning
    if lower.role is None and lower.period is not None and upper.role is not None:
        return replace(upper, period=lower.period, reason=f"a period under “{texts[0]}”")
    return next((meaning for meaning in (lower, whole, upper) if meaning.role), lower)


def _in_year(texts: list[str]) -> Meaning:
    """The meaning of the lowest title; a month without its year is one of the year that stands over it."""
    lower = meaning_of(texts[-1])
    years = _YEAR.findall(texts[-2])
    if lower.period is None or lower.period.on is not None or len(years) != 1:
        return lower
    dated = meaning_of(f"{texts[-1]} {years[0]}")
    return dated if dated.period is not None and dated.period.on is not None else lower


def _are_titles(titles: tuple[ColumnTitle, ...], cells: list[GridCell]) -> bool:
    """Whether enough of a row is known: two roles at least, and most of its words are titles."""
    named = [title for title in titles if title.text]
    known = [title for title in named if title.role or title.period]
    distinct = {role for title in known for role in title.roles}
    # "from September 2025" is a date before it is a title
    exact = [title for title in known if title.meaning.exact and not (title.period and title.role in _DATED)]
    if len(distinct) < _LEAST_KNOWN or not exact:
        return False
    if len(known) * 2 < len(named):
        return False
    marked = all(cell.header for cell in cells)
    return marked or len(exact) >= _LEAST_KNOWN or len(known) == len(named)


def _names_rows(header: Header) -> bool:
    return any(title.meaning.exact and title.role in _ABOUT for title in header.titles)


def _same(header: Header, other: Header) -> bool:
    """Whether two rows of titles print the same, or the later one only says that it goes on."""
    first = [_plain(title.text) for title in header.titles if title.text]
    second = [_plain(title.text) for title in other.titles if title.text]
    return first == second


def _plain(text: str) -> str:
    return plain_title(re.sub(r"\b(?:cont(?:inued|d)?)\b\.?", "", text, flags=re.IGNORECASE))
