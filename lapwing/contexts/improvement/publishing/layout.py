"""A document as data: parts, headings and tables with titled columns. Every writer draws the same one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Look(Enum):
    """How a row is drawn: the first of several that belong together, one of them, or an aside to one."""

    BAND = "band"
    PLAIN = "plain"
    ASIDE = "aside"


@dataclass(frozen=True)
class Column:
    """A titled column. ``share`` is its part of the width, in hundredths."""

    title: str
    share: int


@dataclass(frozen=True)
class Form:
    """A kind of table, known by the titles of its columns. ``sheet`` is its name in a workbook."""

    sheet: str
    columns: tuple[Column, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(column.title for column in self.columns)


@dataclass(frozen=True)
class Row:
    """Texts by title of column; one that is missing is empty. A text has a line for each paragraph."""

    cells: Mapping[str, str]
    look: Look = Look.PLAIN


@dataclass(frozen=True)
class Table:
    """``about`` says what the table holds, for those who do not see it."""

    form: Form
    rows: tuple[Row, ...]
    about: str = ""


@dataclass(frozen=True)
class Heading:
    """``level`` is 1 for the highest."""

    level: int
    text: str


@dataclass(frozen=True)
class Prose:
    """A paragraph that explains; nothing is read from it."""

    text: str


Block = Heading | Prose | Table


@dataclass(frozen=True)
class Part:
    """A run of pages of one shape."""

    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class Layout:
    """A whole document. ``under`` are the lines below its title, which the table after them repeats."""

    title: str
    under: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Workbook:
    """The same plan as sheets, each one table."""

    title: str
    tables: tuple[Table, ...]
