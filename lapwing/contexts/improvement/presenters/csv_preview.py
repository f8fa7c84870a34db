"""What a file of figures would do, as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.contexts.improvement.commands.actuals_csv import CsvError, CsvPreview, CsvRow
from lapwing.contexts.improvement.models import Actual
from lapwing.contexts.improvement.presenters.entered import figure, period_words

MOST_SHOWN = 200
_EFFECTS = {"new": "New", "changed": "Replaces the figure recorded", "same": "Recorded already"}


@dataclass(frozen=True)
class Preview:
    """Lines as (line, measure, series, period, figure, effect); ``left_out`` are understood but not shown."""

    lines: tuple[tuple[int, str, str, str, str, str], ...]
    errors: tuple[CsvError, ...]
    new: int
    changed: int
    same: int
    left_out: int


def present(found: CsvPreview) -> Preview:
    def count(effect: str) -> int:
        return sum(row.effect == effect for row in found.rows)

    return Preview(
        lines=tuple(_line(row) for row in found.rows[:MOST_SHOWN]),
        errors=found.errors,
        new=count("new"),
        changed=count("changed"),
        same=count("same"),
        left_out=max(0, len(found.rows) - MOST_SHOWN),
    )


def _line(row: CsvRow) -> tuple[int, str, str, str, str, str]:
    details = row.details
    as_row = Actual(
        series=row.series,
        to_date=details.to_date,
        value=details.value,
        numerator=details.numerator,
        denominator=details.denominator,
    )
    when = period_words(details.from_date, details.to_date)
    return row.line, row.series.measure.name, row.series.label, when, figure(as_row), _EFFECTS[row.effect]
