"""What a progress report tells of the actions of a plan that is known: never actions of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.interchange import Span
from lapwing.contexts.improvement.reading.document_kinds import says_report, status_columns
from lapwing.contexts.improvement.reading.grids.headers import ColumnTitle, Header, headers_of
from lapwing.contexts.improvement.reading.legend import Legend, colour_name, legend_of
from lapwing.contexts.improvement.reading.lines import Line, lines_of
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.reading.report_headings import report_heading
from lapwing.contexts.improvement.reading.text_grids import with_found_grids
from lapwing.domain.due_dates import mentions_in
from lapwing.platform.extraction.document import Document, Grid, GridCell

_NUMBER_FIRST = re.compile(
    r"^(?:action\s+)?(?P<ref>[A-Z]{0,3}\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?)[.:)]?\s+[–—-]?\s*(?P<text>\S.*)$",
    re.I | re.S,
)
_LABEL = re.compile(
    r"^\W*(?:b?rag(?:\s+(?:status|rating))?|(?:current\s+)?status|(?:progress\s+)?rating)\s*[:–—-]\s*(?P<text>\S.*)$",
    re.I,
)
_TOP = 15


@dataclass(frozen=True, kw_only=True)
class Update:
    """What a report says of one action, to be offered as an update and never taken by itself.

    ``ref`` is the action's number as printed and ``action_text`` its words, as far as the report repeats
    them: either may be None, never both. ``status_as_written`` is the word or colour, ``status`` Lapwing's
    status for it (None when the word is not known). ``period`` is what the report is of, as printed, and
    ``on`` its last day. ``text`` is the update itself; ``source`` the lines it was read from.
    """

    ref: str | None
    action_text: str | None
    status_as_written: str | None
    status: str | None
    period: str | None
    on: date | None
    text: str
    source: Span


@dataclass(frozen=True)
class _Told:
    """When a report is of: the words, and their last day."""

    period: str | None = None
    on: date | None = None


def updates_in(document: Document) -> tuple[Update, ...]:
    """Every update in a progress report, in the order printed. A status of each period is one of its own."""
    whole = with_found_grids(document)
    legend = legend_of(whole)
    told = _period_of(whole)
    found = [
        update
        for grid in whole.grids
        for header in headers_of(grid)
        for update in _updates_of_table(grid, header, legend, told)
    ]
    outside = {number for number, _ in whole.outside_grids()}
    lines = [line for line in lines_of(whole.text) if line.number in outside]
    found += _updates_under_headings(lines, legend, told)
    return tuple(sorted(found, key=lambda update: update.source))


def _period_of(document: Document) -> _Told:
    """The date at the top of a report, in the line that calls it one or the first that holds a date."""
    top = [line for line in document.lines if line.strip()][:_TOP]
    if not says_report(document):
        return _Told()
    for line in [document.name.replace("_", " "), *top]:
        if len(line) < 140 and (found := [each for each in mentions_in(line) if each.latest]):
            return _Told(found[-1].as_written, found[-1].latest)
    return _Told()


def _updates_of_table(grid: Grid, header: Header, legend: Legend, told: _Told) -> Iterator[Update]:
    named = [*header.columns(Role.ACTION), *header.columns(Role.STEP)]
    tells = header.columns(Role.EVIDENCE) or status_columns(header)
    if not tells or not (named or header.column(Role.REFERENCE)):
        return
    for row in range(*header.body):
        if row not in header.repeated:
            yield from _updates_of_row(grid, row, header, legend, told)


def _updates_of_row(grid: Grid, row: int, header: Header, legend: Legend, told: _Told) -> Iterator[Update]:
    ref = _words(_cell(grid, row, header.column(Role.REFERENCE))) or None
    action = header.column(Role.ACTION) or header.column(Role.STEP)
    text = _words(_cell(grid, row, action)) or None
    if ref is None and text and (match := _NUMBER_FIRST.match(text)):
        ref, text = match["ref"], match["text"]
    if ref is None and text is None:
        return
    evidence = [cell for title in header.columns(Role.EVIDENCE) if (cell := _cell(grid, row, title))]
    update = "\n".join(cell.text.strip() for cell in evidence if cell.text.strip())
    cells = [cell for cell in grid.cells if cell.row <= row < cell.row + cell.rows]
    source = min(cell.lines[0] for cell in cells), max(cell.lines[1] for cell in cells)
    statuses = list(_statuses(grid, row, header, legend, told))
    for at, (word, status, when) in enumerate(statuses):
        last = at == len(statuses) - 1
        yield Update(
            ref=ref,
            action_text=text,
            status_as_written=word,
            status=status,
            period=when.period,
            on=when.on,
            text=update if last else "",
            source=source,
        )
    if not statuses and update:
        yield Update(
            ref=ref,
            action_text=text,
            status_as_written=None,
            status=None,
            period=told.period,
            on=told.on,
            text=update,
            source=source,
        )


def _statuses(
    grid: Grid, row: int, header: Header, legend: Legend, told: _Told
) -> Iterator[tuple[str, str | None, _Told]]:
    """The status of each column that has one, with the period that its title names or else the report's."""
    for title in status_columns(header):
        cell = _cell(grid, row, title)
        if cell is None:
            continue
        when = _Told(title.period.as_written, title.period.on) if title.period else told
        if cell.text.strip():
            read = legend.reading(cell.text)
            yield read.word, read.status, when
        elif cell.colour and (name := colour_name(cell.colour)):
            entry = legend.of_colour(cell.colour)
            known = legend.reading(name).status
            yield name, entry.status if entry else known, when


def _cell(grid: Grid, row: int, title: ColumnTitle | None) -> GridCell | None:
    return grid.at(row, title.column) if title else None


def _words(cell: GridCell | None) -> str:
    return " ".join(cell.text.split()) if cell else ""


def _updates_under_headings(lines: Sequence[Line], legend: Legend, told: _Told) -> Iterator[Update]:
    """``Action 1.2 – progress since last report``, and the lines under each such heading."""
    heads = [(at, match) for at, line in enumerate(lines) if (match := report_heading(line.text))]
    for number, (at, match) in enumerate(heads):
        end = heads[number + 1][0] if number + 1 < len(heads) else len(lines)
        body = [line for line in lines[at + 1 : end] if not line.blank]
        status: tuple[str | None, str | None] = (None, None)
        kept: list[Line] = []
        for line in body:
            if labelled := _LABEL.match(line.text):
                read = legend.reading(labelled["text"])
                status = read.word, read.status
            else:
                kept.append(line)
        if body:
            yield Update(
                ref=match["ref"],
                action_text=match["title"].strip(" :–—-") or None,
                status_as_written=status[0],
                status=status[1],
                period=told.period,
                on=told.on,
                text="\n".join(line.text.strip() for line in kept),
                source=(lines[at].number, body[-1].number),
            )
