"""Which column of a file is which column of a feed: by their titles, and by what was said before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lapwing.platform.imports.feeds import Column, Feed
from lapwing.platform.imports.reading.cells import Cell, Row

Columns = dict[str, int | None]
LOOKED_THROUGH = 20
# What Lapwing's own file of problems has beside the columns that were sent.
LINE_TITLE, WRONG_TITLE = "Line in the file", "What is wrong"
_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Titles:
    """The line on which a file's titles stand, and they themselves."""

    line: int
    titles: tuple[str, ...]


def plain_title(title: str) -> str:
    """A title without capitals, signs and doubled blanks, by which titles are compared."""
    return _APART.sub(" ", title.casefold()).strip()


def shown(cell: Cell) -> str:
    """The text that a person sees in a cell."""
    return cell if isinstance(cell, str) else cell["shown"]


def find_titles(rows: Sequence[Row], feed: Feed) -> Titles:
    """The one of the first rows that names most of the feed's columns; the first, where none names any."""
    known = {name for column in feed.columns for name in names_of(column)}
    best = max(
        rows[:LOOKED_THROUGH],
        key=lambda row: (sum(plain_title(shown(cell)) in known for cell in row[1]), -row[0]),
    )
    return Titles(best[0], tuple(shown(cell) for cell in best[1]))


def names_of(column: Column) -> set[str]:
    """Every title by which files call a column."""
    return {plain_title(each) for each in (column.name, column.title, *column.aliases)}


def propose(
    feed: Feed, titles: Sequence[str], saved: Mapping[str, str], left_out: Sequence[str] | None = None
) -> Columns:
    """A column of the file for each of the feed's, as far as known: as was said before, else by title.

    What was said to be in none of the columns is so while the file has no title of its name but those that
    were ``left_out`` then (None: it is not known which).
    """
    plain = [plain_title(title) for title in titles]
    refused = {plain_title(title) for title in left_out or ()}
    found: Columns = {}
    for column in feed.columns:
        said = saved.get(column.name)
        if said and plain_title(said) in plain:
            found[column.name] = plain.index(plain_title(said))
        elif said == "" and (left_out is None or not (names_of(column) & set(plain)) - refused):
            found[column.name] = None
    for column in feed.columns:
        if column.name not in found:
            taken = {index for index in found.values() if index is not None}
            named = names_of(column) - (refused if saved.get(column.name) == "" else set())
            found[column.name] = next(
                (n for n, title in enumerate(plain) if title in named and n not in taken), None
            )
    return found


def what_is_missing(feed: Feed, columns: Columns) -> list[str]:
    """Columns that a file must have and this one has not, each in a sentence."""
    found = [
        f"Say which column is “{each.title}”."
        for each in feed.columns
        if each.is_required and columns.get(each.name) is None
    ]
    for group in feed.one_of:
        if all(columns.get(name) is None for name in group):
            words = " or ".join(f"“{feed.titles[name]}”" for name in group)
            found.append(f"Say which column is {words}.")
    taken = [index for index in columns.values() if index is not None]
    if len(taken) != len(set(taken)):
        found.append("One column of the file cannot be two of these.")
    return found


def left_over(titles: Sequence[str], columns: Columns) -> list[str]:
    """Titles in the file that are none of the feed's columns: they are not brought in."""
    taken = set(columns.values())
    own = {LINE_TITLE, WRONG_TITLE}
    return [title for n, title in enumerate(titles) if title and n not in taken and title not in own]


def is_certain(feed: Feed, titles: Sequence[str], columns: Columns, left_out: Sequence[str] = ()) -> bool:
    """Whether nobody need be asked: all is there, which column a title means is plain, and nothing is left
    over that was not among what was ``left_out`` before."""
    if what_is_missing(feed, columns) or is_taken_of_two(titles, columns):
        return False
    known = {plain_title(title) for title in left_out}
    return all(plain_title(title) in known for title in left_over(titles, columns))


def is_taken_of_two(titles: Sequence[str], columns: Columns) -> bool:
    """Whether a column is taken whose title another column has too: a title does not say which was meant."""
    plain = [plain_title(title) for title in titles]
    return any(plain.count(plain[index]) > 1 for index in columns.values() if index is not None)
