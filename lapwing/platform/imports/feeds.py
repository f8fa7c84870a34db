"""What a feed is: how a context says which rows it takes in and what they mean. The platform does the rest.

A context declares a ``Feed`` and registers it when its app is ready. Its ``Work`` says what rows would do
(``decide``), does it (``apply``) and takes it back (``undo``), each for a batch of rows at once, so that the
number of queries does not grow with the rows of a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal, Protocol

from lapwing.platform.access.actor import Actor

Value = str | float | int | bool | date | tuple[date, date] | None
Effect = Literal["add", "change", "same"]
# Whatever JSON holds: what a decision needs to be carried out, kept as it was decided.
Plain = Mapping[str, Any]


class Kind(StrEnum):
    """What the cells of a column hold, and so what is said of one that does not."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    DAY = "date"
    MONTH = "month"
    YES_NO = "yes or no"
    CHOICE = "one of some words"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column that a feed takes. ``aliases`` are other titles by which files call it.

    ``is_locked``: nobody types there, so no row is put right in it; ``is_long``: sentences stand there.
    """

    name: str
    title: str
    kind: Kind = Kind.TEXT
    is_required: bool = False
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    hint: str = ""
    example: str = ""
    is_locked: bool = False
    is_long: bool = False


@dataclass(frozen=True)
class Row:
    """A row whose cells are all understood: values by the names of the feed's columns."""

    line: int
    values: Mapping[str, Value]
    # The key of the option that a person chose, where a row could mean several records.
    choice: str = ""

    def text(self, name: str) -> str:
        """The text under a column; "" where it is empty or the file has no such column."""
        found = self.values.get(name)
        return found if isinstance(found, str) else ""


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row, in words that say what would be right. ``column`` is "" for the whole row."""

    column: str
    words: str
    shown: str = ""


@dataclass(frozen=True)
class Option:
    """One record that a row could mean: ``key`` is stored when a person chooses it.

    ``column`` is where the doubt stands, "" for the whole row.
    """

    key: str
    words: str
    column: str = ""


@dataclass(frozen=True)
class Change:
    """One value that a row would change, as people read it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a row would do.

    ``identity`` is what no two rows of a file may share; ``saw`` says in what state the records were that the
    decision rests on; ``data`` is what ``apply`` needs. All of it is stored, and compared before it is done.
    """

    line: int
    effect: Effect
    words: str
    identity: str = ""
    saw: str = ""
    changes: tuple[Change, ...] = ()
    data: Plain = field(default_factory=dict)


@dataclass(frozen=True)
class Wrong:
    """A row that cannot come in as it is."""

    line: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Choice:
    """A row that could mean several records: a person decides which."""

    line: int
    words: str
    options: tuple[Option, ...]


Verdict = Decision | Wrong | Choice


@dataclass(frozen=True)
class Made:
    """What came of a row: the record, where people see it, and what is needed to put it back."""

    line: int
    data: Plain


@dataclass(frozen=True)
class Dependent:
    """Something that rests on what a row did, in words: while it stands the row is not undone."""

    line: int
    words: str


@dataclass(frozen=True)
class Place:
    """What within a partnership a file may be about: a plan, a service. ``key`` is stored with the import."""

    key: str
    words: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Who brings rows in, where and when. ``reason`` is theirs, for records that change.

    ``is_ticked``: they want what the feed's ``Tick`` offers.
    """

    actor: Actor
    now: datetime
    partnership_id: int
    place: str
    reason: str = ""
    is_ticked: bool = False


@dataclass(frozen=True, kw_only=True)
class Tick:
    """Something that a person may want of a whole file, offered while it is looked through.

    ``offer`` and ``take_back`` are buttons; ``off`` and ``on`` say what happens without it, and with it.
    """

    offer: str
    off: str
    take_back: str
    on: str


@dataclass(frozen=True)
class Marked:
    """A row as it was sent, by the names of the feed's columns, and what is wrong with it."""

    line: int
    texts: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class OwnWorkbook:
    """The one workbook that a feed takes, made by the feed and filled in by people.

    ``sheet`` holds the rows. ``make`` gives the workbook for a place, of everything that the actor may fill
    in or (False) of what is theirs; ``mark`` gives rows back as they were sent, with what is wrong marked.
    ``most`` is how many rows such a workbook can have for a place: a longer one is not read any further.
    """

    sheet: str
    make: Callable[[Actor, int, str, bool], bytes]
    mark: Callable[[Actor, int, str, Sequence[Marked]], bytes]
    most: Callable[[Actor, int, str], int]
    # How it is filled in, a sentence each.
    steps: tuple[str, ...]


class Work(Protocol):
    """What a feed does with the rows of one import, within one transaction."""

    def decide(self, rows: Sequence[Row], *, locking: bool) -> Sequence[Verdict]:
        """A verdict for each row; with ``locking``, what rows rest on stays as it is from now on."""

    def apply(self, decisions: Sequence[Decision]) -> Sequence[Made]:
        """Do what was decided, leaving out what stays the same."""

    def dependents(self, made: Sequence[Made]) -> Sequence[Dependent]:
        """What rests on these rows now, and so keeps them from being undone."""

    def undo(self, made: Sequence[Made]) -> None:
        """Put everything back as it stood before these rows came in."""


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A way in for files of rows.

    ``permission`` lets people send files; who holds ``all_permission`` ("": nobody) sees everybody's, others
    their own.
    ``places`` lists what a file may be about for an actor in a partnership; ``open`` begins the work.
    """

    code: str
    title: str
    # What one row is: "figure"; and what it is called when there are several.
    noun: str
    nouns: str
    # One sentence for the page: what the rows are and where they go.
    about: str
    permission: str
    all_permission: str
    columns: tuple[Column, ...]
    places: Callable[[Actor, int], Sequence[Place]]
    open: Callable[[Desk], Work]
    # At least one of the columns of each group must be in the file.
    one_of: tuple[tuple[str, ...], ...] = ()
    # Rows for a file to fill in, by the names of columns.
    template: Callable[[Actor, int, str], Sequence[Mapping[str, str]]] | None = None
    # Columns that alone do not make a row: a line of the file to fill in that was left empty is passed over.
    labels: tuple[str, ...] = ()
    # What is brought in changes something on record, so that people say why.
    asks_why: bool = True
    tick: Tick | None = None
    # Rows come in this workbook alone, and their columns are known.
    workbook: OwnWorkbook | None = None
    # Said where a file can be about nothing just now.
    nothing: str = "There is nothing that such a file could be about yet. Make it first, then come back."
    # The namespace of the addresses that the context gives the feed's pages.
    namespace: str

    def column(self, name: str) -> Column:
        """The column of this name. Raises KeyError."""
        return {each.name: each for each in self.columns}[name]

    @property
    def titles(self) -> dict[str, str]:
        return {each.name: each.title for each in self.columns}


class UnknownFeedError(LookupError):
    """No feed of this code is declared."""


_feeds: dict[str, Feed] = {}


def register(feed: Feed) -> None:
    """Make a feed known. Called once for each, when the context's app is ready."""
    _feeds[feed.code] = feed


def feed_of(code: str) -> Feed:
    """The feed of this code. Raises UnknownFeedError."""
    if code not in _feeds:
        raise UnknownFeedError(f"There is no feed “{code}”. Known: {', '.join(sorted(_feeds)) or 'none'}.")
    return _feeds[code]


def every_feed() -> tuple[Feed, ...]:
    """All feeds, by their titles."""
    return tuple(sorted(_feeds.values(), key=lambda feed: feed.title))
