"""What a pack is laid out as: sections of headings, paragraphs, tables, pictures and cards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lapwing.insight.packs.shapes import Link, Mark

# ``sign``: of its mark only the shape is drawn, since the text says the word.
Look = Literal["plain", "strong", "quiet", "sign"]


@dataclass(frozen=True)
class Line:
    """One line of a cell. ``label`` is said before it ("Due"), ``mark`` is drawn as shape and word."""

    text: str = ""
    label: str = ""
    look: Look = "plain"
    mark: Mark | None = None
    link: Link | None = None

    @property
    def said(self) -> str:
        """The line as text alone: the shape is left out, its word is not."""
        word = self.mark.label if self.mark and self.look != "sign" else ""
        words = " ".join(filter(None, (word, self.text)))
        return f"{self.label}: {words}" if self.label else words


Cell = tuple[Line, ...]


@dataclass(frozen=True)
class Column:
    """A titled column. ``share`` is its part of the width, in hundredths; figures stand to the right."""

    title: str
    share: int
    figures: bool = False


@dataclass(frozen=True)
class Row:
    """``key`` is that of the pack's line. A ``band`` begins several rows that belong together."""

    cells: tuple[Cell, ...]
    key: str = ""
    band: bool = False


@dataclass(frozen=True)
class Table:
    """``about`` says what the table holds, for those who do not see it. ``heads`` is True where the first
    cell of a row names the row."""

    about: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    heads: bool = False


@dataclass(frozen=True)
class Heading:
    """``level`` counts from 2: a section's title is of level 1. ``listed`` in the contents, or not."""

    level: int
    text: str
    key: str = ""
    mark: Mark | None = None
    link: Link | None = None
    listed: bool = True


@dataclass(frozen=True)
class Text:
    """A paragraph. ``lead`` is what is read first."""

    text: str
    look: Literal["plain", "lead", "quiet"] = "plain"


@dataclass(frozen=True)
class Note:
    """What somebody wrote to the readers of this pack, set apart."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Bullets:
    """A list without an order."""

    items: tuple[tuple[str, Line], ...]


@dataclass(frozen=True)
class Card:
    """Something said or shown, with who and when below it. ``quote`` prints it as a quotation."""

    key: str
    title: str
    paragraphs: tuple[str, ...]
    under: tuple[Line, ...]
    quote: bool = False
    link: Link | None = None

    @property
    def quoted(self) -> tuple[str, ...]:
        """The paragraphs, in quotation marks where they are a quotation that has none."""
        if not self.quote or not self.paragraphs or self.paragraphs[0][0] in "\"“‘'":
            return self.paragraphs
        *others, last = ("“" + self.paragraphs[0], *self.paragraphs[1:])
        return (*others, f"{last}”")


@dataclass(frozen=True)
class Picture:
    """A chart, found by ``key`` among those drawn. ``alt`` says what it shows; ``figures`` holds all its
    figures, which stand right below it or at the end of the section."""

    key: str
    title: str
    subtitle: str
    alt: str
    figures: Table


@dataclass(frozen=True)
class Together:
    """Blocks that stay on one page where they can."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Beside:
    """Blocks that stand side by side where there is room: title and table of each."""

    columns: tuple[tuple[Heading, Table], ...]


Block = Heading | Text | Note | Bullets | Card | Table | Picture | Together | Beside


@dataclass(frozen=True)
class Part:
    """A section of the pack. A ``fresh`` one begins on a new page; ``one_page``: it is read as one sheet."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    fresh: bool = False
    one_page: bool = False


@dataclass(frozen=True)
class Front:
    """The cover: the title, the lines under it, facts by name, and words to the readers."""

    title: str
    over: str
    under: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """The pack, laid out. ``running`` stands at the head of every page; ``colophon`` says at the end how this
    file can be told from another."""

    front: Front
    running: str
    parts: tuple[Part, ...]
    colophon: tuple[tuple[str, str], ...] = field(default=())
