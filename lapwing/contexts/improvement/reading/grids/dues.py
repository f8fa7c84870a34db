"""When the parts of an action are due: from its cells of dates, or from dates in its own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lapwing.contexts.improvement.interchange import Due, DuePoint
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.due_cells import (
    ask_about_reading,
    ask_none,
    ask_several,
    is_several,
)
from lapwing.contexts.improvement.reading.grids.cell_text import CellLine, lines_of_cell, words_of
from lapwing.domain.due import DueReading, read_due
from lapwing.domain.due_columns import ColumnEvidence, read_due_cell

_JOINED = {
    "due.two-digit-year": "Months stand beside two digits, which are read as the year. Is that right?",
    "due.season": "Seasons are read as school terms. Is that right?",
    "due.year-only": "Years stand alone, and are read as the whole calendar year. Is that right?",
    "due.year-kind": "Years such as 2025/26 do not say of which kind they are. Academic or financial?",
}


def _ask(reading: DueReading, where: str, doubts: Doubts) -> None:
    """One question for each kind of doubt that one answer settles; the others by their words."""
    for doubt in reading.doubts:
        if doubt.code in _JOINED:
            doubts.add(
                doubt.code,
                where,
                _JOINED[doubt.code],
                cause=doubt.code,
                choices=("yes", "no"),
                raw=doubt.as_written,
            )
    other = tuple(doubt for doubt in reading.doubts if doubt.code not in _JOINED)
    ask_about_reading(replace(reading, doubts=other), where, doubts)


@dataclass
class DueReader:
    """Reads the dues of one action. ``key`` is where doubts are filed; ``column`` is what all the cells of
    dates together show of the way they are written."""

    key: str
    doubts: Doubts
    column: ColumnEvidence | None = None

    def dues(
        self, start: str, due: str, parts: Sequence[str], labels: Sequence[str | None]
    ) -> tuple[Due, ...]:
        """The due of each part. Dates listed as the parts are go to one part each; else all to all."""
        if len(parts) > 1 and (shares := _shares(lines_of_cell(due), labels)):
            return tuple(self._due(start, share, 1) for share in shares)
        if not due.strip() and not start.strip():
            return self._inline(parts)
        whole = self._due(start, due, len(parts))
        return tuple(self._own(part, whole) for part in parts) if len(parts) > 1 else (whole,)

    def _own(self, part: str, whole: Due) -> Due:
        """The date that one of several parts names itself, before the one of the whole."""
        reading = read_due(words_of(part))
        days = {point.latest for point in reading.points if point.role != "start" and point.latest}
        if not days or days <= {point.latest for point in whole.points} or not whole.points:
            return whole
        text = "Parts name dates of their own, which go before the date of the whole. Is that right?"
        self.doubts.add(
            "due.in-text", self.key, text, cause="parts", choices=("yes", "no"), raw=words_of(part)
        )
        return Due(points=tuple(_points(reading)), recurrence=reading.recurrence)

    def _due(self, start: str, due: str, parts: int) -> Due:
        started = read_due_cell(words_of(start), evidence=self.column)
        finished = read_due_cell(words_of(due), evidence=self.column)
        _ask(started, self.key, self.doubts)
        _ask(finished if finished.points else _without_named(finished), self.key, self.doubts)
        points = [*_points(started, "start"), *_points(finished)]
        recurrence = finished.recurrence or started.recurrence
        if not finished.points and not recurrence and finished.completed is None:
            ask_none(words_of(due), self.key, self.doubts)
        elif is_several(finished):
            ask_several(finished, self.key, self.doubts, parts, words_of(due))
        return Due(points=tuple(points), recurrence=recurrence)

    def _inline(self, parts: Sequence[str]) -> tuple[Due, ...]:
        """Dues from the words of the parts themselves, where no cell gives one."""
        readings = [read_due(words_of(part)) for part in parts]
        found = tuple(Due(points=tuple(_points(each)), recurrence=each.recurrence) for each in readings)
        for reading in readings:
            certain = tuple(doubt for doubt in reading.doubts if doubt.code != "due.in-text")
            _ask(replace(reading, doubts=certain), self.key, self.doubts)
        if not any(each.points or each.recurrence for each in found):
            ask_none("", self.key, self.doubts)
        return found


def _without_named(reading: DueReading) -> DueReading:
    """Without doubts about dates that only name something: that nothing is due is asked already."""
    return replace(reading, doubts=tuple(doubt for doubt in reading.doubts if doubt.code != "due.in-text"))


def _points(reading: DueReading, role: str | None = None) -> list[DuePoint]:
    return [
        DuePoint(role=role or p.role, as_written=p.as_written, earliest=p.earliest, latest=p.latest)
        for p in reading.points
    ]


def _shares(lines: Sequence[CellLine], labels: Sequence[str | None]) -> tuple[str, ...] | None:
    """The date of each part, when the cell lists as many as there are parts, each with a date of its own."""
    if len(lines) != len(labels):
        return None
    texts = tuple(line.text for line in lines)
    if not all(read_due(text).points or read_due(text).recurrence for text in texts):
        return None
    marks = [_bare(line.mark) for line in lines]
    if any(marks):
        names = [_bare(label) for label in labels]
        if sorted(map(str, marks)) != sorted(map(str, names)):
            return None
        return tuple(texts[marks.index(name)] for name in names)
    return texts


def _bare(mark: str | None) -> str | None:
    return mark.strip("().: ").casefold() if mark else None
