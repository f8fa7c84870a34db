"""How an action stands by its status cells: a report for each, the last of them its status."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.interchange import StatusReport
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.grids.cell_text import words_of
from lapwing.contexts.improvement.reading.grids.records import Field, Record
from lapwing.contexts.improvement.reading.legend import Legend, Reading, colour_name, plain
from lapwing.contexts.improvement.reading.legend_words import COLOURS
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.rules import Status
from lapwing.domain.due import read_due

_BEFORE = re.compile(r"\b(?:previous|prior|last|earlier|original|initial)\b", re.IGNORECASE)
_YES = re.compile(r"^(?:y|yes|✓|✔|☑)\W*$", re.IGNORECASE)
_ASKED = (
    (re.compile(r"\bon (?:track|target)\b", re.IGNORECASE), Status.ON_TRACK),
    (re.compile(r"\b(?:complet\w*|done|achieved|delivered|closed)\b", re.IGNORECASE), Status.DONE),
)
_NOTHING = frozenset(["", "n a", "na", "tbc", "tba", "tbd", "none"])
_CHOICES = tuple(status.value for status in Status)


@dataclass(frozen=True)
class Standing:
    """``reports`` is the history, oldest first; ``status`` what the last says, *not started* without one."""

    reports: tuple[StatusReport, ...] = ()
    status: str = Status.NOT_STARTED.value


def standing_of(record: Record, key: str, legend: Legend, doubts: Doubts) -> Standing:
    """What the status cells of a record say, by the document's legend first."""
    reports = [
        report
        for each in sorted(record.all(Role.STATUS), key=lambda cell: not _BEFORE.search(cell.title.text))
        if (report := _report(each, key, legend, doubts)) is not None
    ]
    reports = _in_order(reports)
    _ask_several(record, key, doubts)
    if done := _completed(record) or (None if reports else _said_for_a_date(record, legend)):
        reports.append(done)
    known = [report.status for report in reports if report.status]
    return Standing(tuple(reports), known[-1] if known else Status.NOT_STARTED.value)


def _report(cell: Field, key: str, legend: Legend, doubts: Doubts) -> StatusReport | None:
    period = cell.title.period
    words = words_of(cell.text)
    on = period.on if period else None
    said = period.as_written if period else None
    if plain(words) in _NOTHING:
        return _coloured(cell, key, legend, doubts, said, on)
    reading = _yes(cell, words) or legend.reading(words)
    if reading.status is None and (entry := _by_colour(cell, legend)) and entry[1]:
        return StatusReport(as_written=entry[0], status=entry[1], period=said, on=on, note=words)
    if reading.status is None:
        _ask_word(reading.word, key, doubts)
        return StatusReport(as_written=words, status=None, period=said, on=on)
    return StatusReport(as_written=reading.word, status=reading.status, period=said, on=on, note=reading.note)


def _yes(cell: Field, words: str) -> Reading | None:
    """*Yes* or a tick under a title that asks whether it is done, or on track."""
    if not _YES.match(words):
        return None
    asked = next((status for pattern, status in _ASKED if pattern.search(cell.title.text)), None)
    return Reading(words, asked.value) if asked else None


def _by_colour(cell: Field, legend: Legend) -> tuple[str, str | None] | None:
    """The word and status that a cell's fill stands for, in the legend or by its unmistakable colour."""
    if cell.colour is None:
        return None
    if entry := legend.of_colour(cell.colour):
        return entry.word, entry.status
    name = colour_name(cell.colour)
    if name is None or name not in COLOURS.values():
        return None
    status = Legend().reading(name).status
    return name.capitalize(), status


def _coloured(
    cell: Field, key: str, legend: Legend, doubts: Doubts, period: str | None, on: date | None
) -> StatusReport | None:
    """A cell of a status column that holds nothing but a fill."""
    if cell.colour is None or cell.colour in {"FFFFFF"}:
        return None
    word, status = _by_colour(cell, legend) or (f"#{cell.colour}", None)
    if status is None:
        text = (
            f"Cells of “{cell.title.text}” are filled with a colour that no key explains. What does it mean?"
        )
        doubts.add("status.word", key, text, cause=word, choices=_CHOICES, raw=word)
    return StatusReport(as_written=word, status=status, period=period, on=on)


def _ask_word(word: str, key: str, doubts: Doubts) -> None:
    text = f"“{word[:80]}” stands where the plan says how things are. What does it mean?"
    doubts.add("status.word", key, text, cause=plain(word), choices=_CHOICES, raw=word)


def _ask_several(record: Record, key: str, doubts: Doubts) -> None:
    """Two columns of how things stand at one time, which say different things."""
    cells = [each for each in record.all(Role.STATUS) if each.text.strip() and each.title.period is None]
    now = [each for each in cells if not _BEFORE.search(each.title.text)]
    if len({plain(words_of(each.text)) for each in now}) > 1:
        titles = " and ".join(f"“{each.title.text}”" for each in now)
        text = f"{titles} say different things of the same action. The last is taken. Which counts?"
        raw = " | ".join(words_of(each.text) for each in now)
        doubts.add("status.several", key, text, cause=titles, raw=raw)


def _completed(record: Record) -> StatusReport | None:
    """A date under *Date completed*: it is done since."""
    cell = record.field(Role.COMPLETED)
    points = read_due(words_of(cell.text)).points if cell else ()
    if cell is None or not points:
        return None
    return StatusReport(
        as_written=words_of(cell.text), status=Status.DONE.value, period=None, on=points[-1].latest
    )


def _said_for_a_date(record: Record, legend: Legend) -> StatusReport | None:
    """*Completed* where a date should stand, in a plan without a column of how things are."""
    cell = record.field(Role.DUE)
    reading = legend.reading(words_of(cell.text)) if cell else None
    if reading is None or reading.status not in {Status.DONE.value, Status.EVIDENCED.value}:
        return None
    return StatusReport(as_written=reading.word, status=reading.status, note=reading.note)


def _in_order(reports: Iterable[StatusReport]) -> list[StatusReport]:
    """Oldest first by their dates; those without a date stay in the order of their columns."""
    listed = list(reports)
    if all(report.on for report in listed):
        return sorted(listed, key=lambda report: report.on or date.min)
    return listed
