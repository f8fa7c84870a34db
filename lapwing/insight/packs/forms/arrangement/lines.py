"""Lines, cells and rows, made short."""

from __future__ import annotations

import re
from datetime import date

from lapwing.insight.packs.forms.blocks import Cell, Column, Line, Look, Row, Table
from lapwing.insight.packs.shapes import Day, Figure, Link, Mark


def paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs stand apart by an empty line."""
    return tuple(filter(None, (each.strip() for each in re.split(r"\n\s*\n", text))))


def day_text(on: date) -> str:
    """3 Oct 2026, for the few dates that a pack holds without their words."""
    return f"{on.day} {on:%b %Y}"


def cell(*lines: Line | None) -> Cell:
    """A cell of the lines that say something."""
    return tuple(line for line in lines if line is not None and (line.text or line.mark))


def plain(text: str, label: str = "", look: Look = "plain", link: Link | None = None) -> Line:
    """Words, with what they are before them."""
    return Line(text, label=label, look=look, link=link)


def labelled(text: str, label: str) -> tuple[Line, ...]:
    """The paragraphs of a text, with what they are before the first."""
    return tuple(plain(each, "" if at else label) for at, each in enumerate(paragraphs(text)))


def strong(*words: str, link: Link | None = None) -> Line:
    """Names and numbers that a row is found by, in one line."""
    return Line(" · ".join(filter(None, words)), look="strong", link=link)


def quiet(*words: str) -> Line:
    """What is beside the point, in one line."""
    return Line(" · ".join(filter(None, words)), look="quiet")


def of_group(group: str, word: str) -> str:
    """A group of the plan, with what the plan calls it before its name unless that begins with it."""
    return (
        f"{word}: {group}" if word and group and not group.casefold().startswith(word.casefold()) else group
    )


def day(when: Day, label: str = "") -> Line:
    """A date as it is printed."""
    return Line(when.text, label=label)


def figure(number: Figure, label: str = "") -> Line:
    """A figure as it is printed."""
    return Line(number.text, label=label)


def marked(mark: Mark | None, text: str = "") -> Line | None:
    """How something stands, with words after it."""
    return Line(text, mark=mark) if mark or text else None


def table(about: str, columns: tuple[Column, ...], rows: tuple[Row, ...], *, heads: bool = False) -> Table:
    """The table without columns in which nothing stands; their width goes to the others."""
    kept = [at for at in range(len(columns)) if any(row.cells[at] for row in rows)] or [0]
    if len(kept) < len(columns):
        columns = tuple(columns[at] for at in kept)
        rows = tuple(Row(tuple(row.cells[at] for at in kept), row.key, row.band) for row in rows)
    return Table(about, columns, rows, heads=heads)
