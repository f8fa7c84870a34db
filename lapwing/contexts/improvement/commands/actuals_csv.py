"""Actual figures from a CSV file. Columns, in any order, with their titles in the first line:

measure      the measure's key ("M12"), its reference, or its name
series       the label of the line; may be empty where the measure has one line only
from         first day of the period (2026-04-01 or 01/04/2026); may be empty
to           last day of the period
value        the figure; or
numerator    how many, and
denominator  out of how many
source, note may be left out

A file with any error is not saved at all: every error is given with its line.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db import transaction

from lapwing.contexts.improvement import access, events
from lapwing.contexts.improvement.commands.actuals import save_actual, says_the_same
from lapwing.contexts.improvement.commands.checks import checked_actual
from lapwing.contexts.improvement.commands.common import RefusedError, fetch
from lapwing.contexts.improvement.commands.details import ActualDetails
from lapwing.contexts.improvement.models import Actual, Plan, Series
from lapwing.platform.access.actor import Actor

COLUMNS = ("measure", "series", "from", "to", "value", "numerator", "denominator", "source", "note")
NEEDED = ("measure", "to")
# A line that only names a series is one of the file to fill in that was left empty.
NAMES = ("measure", "series")
MOST_ROWS = 10_000


@dataclass(frozen=True)
class CsvError:
    """What is wrong in a line of the file, counted from 1 with the titles."""

    line: int
    message: str


@dataclass(frozen=True)
class CsvRow:
    """A line understood: the series it is for, and whether it adds a figure, changes one, or repeats it."""

    line: int
    series: Series
    details: ActualDetails
    effect: Literal["new", "changed", "same"]


@dataclass(frozen=True)
class CsvPreview:
    """What a file would do. It can be saved only when there is no error."""

    rows: tuple[CsvRow, ...]
    errors: tuple[CsvError, ...]


class CsvRefusedError(ValueError):
    """The file was not saved; ``errors`` names every line that is wrong."""

    def __init__(self, errors: tuple[CsvError, ...]) -> None:
        self.errors = errors
        super().__init__("; ".join(f"line {error.line}: {error.message}" for error in errors[:10]))


def preview_actuals_csv(*, actor: Actor, now: datetime, plan_ref: str, text: str) -> CsvPreview:
    """What importing the file would do, saving nothing. Raises NotVisible."""
    plan = fetch(actor, access.READ, Plan, plan_ref)
    lines = _read(text)
    if isinstance(lines, CsvError):
        return CsvPreview((), (lines,))
    book = _Book.of(plan, actor)
    rows: list[CsvRow] = []
    errors: list[CsvError] = []
    for line, cells in lines:
        try:
            series, details = book.series_of(cells), checked_actual(_details(cells), now)
        except RefusedError as error:
            errors.append(CsvError(line, str(error)))
            continue
        rows.append(CsvRow(line, series, details, book.effect(series, details)))
    errors += _twice(rows)
    return CsvPreview(tuple(rows), tuple(sorted(errors, key=lambda error: error.line)))


@transaction.atomic
def import_actuals_csv(
    *, actor: Actor, now: datetime, plan_ref: str, text: str, reason: str = ""
) -> CsvPreview:
    """Save the file whole, replacing figures that differ; ``reason`` says why (by default, the file).

    Raises NotVisible, and CsvRefusedError with every error: then nothing is saved.
    """
    found = preview_actuals_csv(actor=actor, now=now, plan_ref=plan_ref, text=text)
    if found.errors:
        raise CsvRefusedError(found.errors)
    why = reason or "Replaced by a file of figures."
    saved = [
        save_actual(row.series, row.details, actor, now, why) for row in found.rows if row.effect != "same"
    ]
    events.actuals_entered(saved, now)
    return found


@dataclass(frozen=True)
class _Book:
    """The plan's series by the names that a file may use, and the figures that stand."""

    by_measure: Mapping[str, list[Series]]
    standing: Mapping[tuple[int, date | None, date], Actual]

    @classmethod
    def of(cls, plan: Plan, actor: Actor) -> _Book:
        found = (
            Series.objects.in_force()
            .filter(measure__plan=plan, measure__voided_at=None)
            .select_related("measure")
        )
        allowed = access.series.visible_to(actor, found, permission=access.ENTER)
        by_measure: dict[str, list[Series]] = {}
        for series in allowed:
            for name in dict.fromkeys((series.measure.key, series.measure.ref, series.measure.name)):
                by_measure.setdefault(name.casefold(), []).append(series)
        actuals = Actual.objects.standing().filter(series__measure__plan=plan)
        return cls(by_measure, {(row.series_id, row.from_date, row.to_date): row for row in actuals})

    def series_of(self, cells: Mapping[str, str]) -> Series:
        measure, label = cells["measure"], cells.get("series", "")
        among = self.by_measure.get(measure.casefold(), [])
        if not among:
            raise RefusedError(f"There is no measure “{measure}” that you may enter figures for.")
        found = [s for s in among if not label or s.label.casefold() == label.casefold()]
        if len(found) != 1:
            labels = ", ".join(f"“{series.label}”" for series in among)
            raise RefusedError(f"The series of “{measure}” should be one of {labels}.")
        return found[0]

    def effect(self, series: Series, details: ActualDetails) -> Literal["new", "changed", "same"]:
        before = self.standing.get((series.pk, details.from_date, details.to_date))
        if before is None:
            return "new"
        return "same" if says_the_same(before, details) else "changed"


def _read(text: str) -> list[tuple[int, dict[str, str]]] | CsvError:
    """The lines of the file by their titles, with their numbers; lines without a figure are passed over."""
    if "\0" in text:
        return CsvError(1, "The file is not text.")
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    titles = [title.strip().casefold() for title in next(reader, [])]
    if unknown := [title for title in titles if title not in COLUMNS]:
        return CsvError(1, f"The column “{unknown[0]}” is not one of {', '.join(COLUMNS)}.")
    if missing := [title for title in NEEDED if title not in titles]:
        return CsvError(1, f"There is no column “{missing[0]}”.")
    lines = []
    for cells in reader:
        line = dict(zip(titles, (cell.strip() for cell in cells), strict=False))
        if any(text for title, text in line.items() if title not in NAMES):
            lines.append((reader.line_num, line))
        if len(lines) > MOST_ROWS:
            return CsvError(reader.line_num, f"A file may hold {MOST_ROWS} figures at most.")
    return lines


def _details(cells: Mapping[str, str]) -> ActualDetails:
    to_date = _date(cells.get("to", ""), "to")
    if to_date is None:
        raise RefusedError("The last day of the period is missing.")
    return ActualDetails(
        from_date=_date(cells.get("from", ""), "from"),
        to_date=to_date,
        value=_number(cells.get("value", ""), "value"),
        numerator=_number(cells.get("numerator", ""), "numerator"),
        denominator=_number(cells.get("denominator", ""), "denominator"),
        source=cells.get("source", "") or "file",
        note=cells.get("note", ""),
    )


def _date(text: str, column: str) -> date | None:
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    raise RefusedError(f"“{text}” under “{column}” is not a date; write it as 2026-04-30 or 30/04/2026.")


def _number(text: str, column: str) -> float | None:
    if not text:
        return None
    try:
        return float(text.replace(",", "").removesuffix("%"))
    except ValueError as error:
        raise RefusedError(f"“{text}” under “{column}” is not a number.") from error


def _twice(rows: list[CsvRow]) -> list[CsvError]:
    """The later of two lines for one series and period: which is meant cannot be known."""
    seen: Counter[tuple[int, date | None, date]] = Counter()
    errors = []
    for row in rows:
        period = (row.series.pk, row.details.from_date, row.details.to_date)
        seen[period] += 1
        if seen[period] > 1:
            errors.append(CsvError(row.line, "This series and period stand in the file before."))
    return errors
