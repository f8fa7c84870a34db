"""Imports and their rows as pages show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from lapwing.platform.imports.addresses import page_of
from lapwing.platform.imports.feeds import Feed, Marked, Problem, every_feed, feed_of
from lapwing.platform.imports.forms import letter
from lapwing.platform.imports.models import AT_WORK, DataImport, ImportRow, ImportState, RowState
from lapwing.platform.imports.staging import Counts, counts_of
from lapwing.platform.imports.titles import LINE_TITLE, WRONG_TITLE, left_over, shown
from lapwing.platform.imports.understanding import Understanding
from lapwing.platform.ui.components import component
from lapwing.platform.ui.filters import number, plural
from lapwing.platform.ui.tables import Column, Filter, Table

_LONGEST = 160
# What a person filters rows by, in the order of what wants doing.
SHOWN = {
    "problem": "With problems",
    "choice": "To decide",
    "change": "Change something",
    "add": "Add something",
    "same": "Stay the same",
    "left-out": "Left out",
    "empty": "Nothing to bring in",
}


@dataclass(frozen=True)
class Told:
    """One thing about a row: where it is, and the words."""

    where: str
    words: str


@dataclass(frozen=True)
class Verdict:
    """What becomes of a row: its heading, and what is told of it."""

    heading: str
    tone: str
    told: tuple[Told, ...] = ()
    changes: tuple[tuple[str, str, str], ...] = ()


def in_order(found: DataImport) -> QuerySet[ImportRow]:
    """The rows of an import: those with problems first."""
    rank = Case(
        When(state__in=(RowState.PROBLEM, RowState.TWICE), then=Value(0)),
        When(state=RowState.CHOICE, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = ImportRow.objects.filter(data_import=found, line__gt=found.titles_line)
    return rows.exclude(state=RowState.EMPTY).annotate(rank=rank).order_by("rank", "line")


def narrowed(rows: QuerySet[ImportRow], asked: str) -> QuerySet[ImportRow]:
    """Rows of one kind."""
    if asked == "problem":
        return rows.filter(state__in=(RowState.PROBLEM, RowState.TWICE))
    if asked in ("add", "change", "same"):
        return rows.filter(state=RowState.READY, effect=asked)
    return rows.filter(state=asked)


def rows_table(found: DataImport) -> Table[ImportRow]:
    """The table of an import's rows; each leads to its own page while something can be done to it."""
    feed = feed_of(found.feed)
    is_open = found.state == ImportState.CHECKED
    return Table(
        name="rows",
        caption="Rows of the file",
        noun="row",
        columns=(
            Column("line", "Line", cell=lambda row: f"Line\u00a0{row.line}", numeric=False, sort="line"),
            Column("words", "What it says", value=lambda row: what_it_says(row)),
            Column(
                "verdict",
                "What becomes of it",
                value=lambda row: verdict_words(row, found, feed),
                cell=lambda row: component("import_verdict", verdict_of(row, found, feed)),
                filter=Filter(choices=list(SHOWN.items()), label="Rows", narrow=narrowed),
            ),
        ),
        row_url=_row_url(found) if is_open else None,
    )


def _row_url(found: DataImport) -> Callable[[ImportRow], str]:
    base = page_of(found, "line", line=0)
    return lambda row: base.replace("/line/0/", f"/line/{row.line}/")


def what_it_says(row: ImportRow) -> str:
    """A row in words, or its first cells where it was not understood."""
    text = row.words or ", ".join(shown(cell) for cell in row.cells if cell)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def verdict_of(row: ImportRow, found: DataImport, feed: Feed) -> Verdict:
    """What becomes of a row, as its cell in the table and its own page show it."""
    if row.state == RowState.PROBLEM:
        told = tuple(Told(where(each["column"], found, feed), each["words"]) for each in row.details)
        return Verdict("Problem", "red", told)
    if row.state == RowState.TWICE:
        return Verdict("Problem", "red", tuple(Told("", each.words) for each in _problems(row)))
    if row.state == RowState.CHOICE:
        return Verdict("To decide", "red", (Told("", row.words),))
    if row.state == RowState.LEFT_OUT:
        return Verdict("Left out", "grey")
    if row.state == RowState.EMPTY:
        return Verdict("Nothing to bring in", "grey")
    effects = _DONE if found.committed_at is not None else _EFFECTS
    return Verdict(effects.get(row.effect, "Not checked yet"), "", (), _changes(row))


def _changes(row: ImportRow) -> tuple[tuple[str, str, str], ...]:
    """What a row changes: label, before and after. What stays as it is was nothing else before."""
    return tuple(
        (each["label"], "" if each["before"] == each["after"] else each["before"], each["after"])
        for each in row.details
    )


_EFFECTS = {"add": "Adds", "change": "Changes", "same": "Stays the same"}
_DONE = {"add": "Added", "change": "Changed", "same": "Stayed the same"}


def verdict_words(row: ImportRow, found: DataImport, feed: Feed) -> str:
    """The same as one text, for downloads."""
    verdict = verdict_of(row, found, feed)
    parts = [f"{each.where}: {each.words}" if each.where else each.words for each in verdict.told]
    parts += [
        f"{label}: {before} → {after or '–'}" if before else f"{label}: {after or '–'}"
        for label, before, after in verdict.changes
    ]
    return " ".join([f"{verdict.heading}.", *parts])


def where(column: str, found: DataImport, feed: Feed) -> str:
    """The column of a problem as the file has it: To (column D)."""
    if not column:
        return ""
    title, at = feed.titles.get(column, column), found.columns.get(column)
    return f"{title} (column {letter(at)})" if at is not None and found.kind != "json" else title


def stats(found: DataImport) -> list[tuple[str, str, str, str]]:
    """(number, label, the filter that shows them, tone) of each kind of row that there is."""
    counts = counts_of(found)
    is_over, is_undone = found.committed_at is not None, found.state == ImportState.UNDONE
    added, changed = ("added", "changed") if is_over else ("to add", "to change")
    labels = (
        (counts.add, f"{added} and taken out again" if is_undone else added, "add", ""),
        (counts.change, f"{changed} and changed back" if is_undone else changed, "change", ""),
        (counts.same, "stayed the same" if is_over else "stay the same", "same", ""),
        (counts.problem, "with problems", "problem", "red"),
        (counts.choice, "to decide", "choice", "red"),
        (counts.left_out, "left out", "left-out", ""),
    )
    found_any = [(number(count), label, kind, tone) for count, label, kind, tone in labels if count]
    return found_any or [("0", "rows", "", "")]


def not_brought_in(found: DataImport) -> list[str]:
    """Titles of the file that are none of the feed's columns."""
    return left_over(found.titles, dict(found.columns))


def what_came_of(found: DataImport) -> str:
    """An import in a few words, for the list."""
    if found.state == ImportState.UNDONE:
        return "Undone"
    if found.state in AT_WORK or found.state in (ImportState.REFUSED, ImportState.SHEET, ImportState.COLUMNS):
        return ImportState(found.state).label
    counts = counts_of(found)
    parts = [
        f"{number(count)} {word}"
        for count, word in (
            (counts.add, "added"),
            (counts.change, "changed"),
            (_left(found, counts), "left out"),
        )
        if count
    ]
    if found.state == ImportState.COMMITTED:
        return ", ".join(parts) or "Nothing changed"
    return f"Not brought in yet: {plural(counts.open, 'problem')}" if counts.open else "Not brought in yet"


def _left(found: DataImport, counts: Counts) -> int:
    return counts.left_out + counts.open


def imports_table(names: Mapping[int, str], urls: Callable[[DataImport], str]) -> Table[DataImport]:
    """The table of a feed's imports: who sent what when, and what came of it."""
    return Table(
        name="imports",
        caption="Files that were sent",
        noun="file",
        columns=(_NAME, _SENT, _sent_by(names), _SOURCE, _RESULT),
        order="-created_at",
        row_url=urls,
        empty="No file was sent yet",
    )


def every_import_table(names: Mapping[int, str], *, sees_all: bool) -> Table[DataImport]:
    """The same of every feed; by whom, where others' are among them."""
    feeds = Filter(choices=[(feed.code, feed.title) for feed in every_feed()])
    return Table(
        name="all-imports",
        caption="Files that were sent" if sees_all else "Your imports",
        noun="file",
        columns=(
            _NAME,
            Column("feed", "What for", value=lambda row: feed_of(row.feed).title, filter=feeds),
            _SENT,
            *([_sent_by(names)] if sees_all else []),
            _SOURCE,
            _RESULT,
        ),
        order="-created_at",
        row_url=page_of,
        empty="Files that are sent to Lapwing to bring rows in are listed here, with what came of them.",
        hidden="Only files that you sent yourself are shown, and those that you oversee.",
    )


_NAME = Column[DataImport]("name", "File", sort="name", filter=Filter())
_SENT = Column[DataImport]("created_at", "Sent", sort="created_at")
_SOURCE = Column[DataImport]("source", "From", sort="source")
_RESULT = Column[DataImport]("counts", "What came of it", value=what_came_of)


def _sent_by(names: Mapping[int, str]) -> Column[DataImport]:
    return Column("sent_by", "By", value=lambda row: names.get(row.sent_by_id, ""))


def marked_rows(found: DataImport, understanding: Understanding) -> list[Marked]:
    """Every row as it was sent or typed since, with what is wrong with it."""
    edits = {each.line: each.cells for each in found.edits.all()}
    rows = ImportRow.objects.filter(data_import=found, line__gt=found.titles_line).order_by("line")
    return [
        Marked(row.line, understanding.texts(row.cells, edits.get(row.line, {})), _problems(row))
        for row in rows.iterator(2000)
    ]


def _problems(row: ImportRow) -> tuple[Problem, ...]:
    if row.state == RowState.PROBLEM:
        return tuple(Problem(**each) for each in row.details)
    if row.state == RowState.TWICE:
        words = f"Line {row.twice_of} says something of the same. Leave one of the two out."
        return (Problem("", words),)
    if row.state == RowState.CHOICE:
        return (Problem(row.details[0].get("column", "") if row.details else "", row.words),)
    return ()


def problem_lines(found: DataImport, texts: Callable[[ImportRow], Sequence[str]]) -> tuple[list[str], Any]:
    """The titles and rows of the file of problems, to be put right and sent again."""
    feed = feed_of(found.feed)
    headings = [LINE_TITLE, *(each.title for each in feed.columns), WRONG_TITLE]
    rows = in_order(found).filter(state__in=(RowState.PROBLEM, RowState.TWICE, RowState.CHOICE))
    lines = ([row.line, *texts(row), verdict_words(row, found, feed)] for row in rows.iterator(2000))
    return headings, lines
