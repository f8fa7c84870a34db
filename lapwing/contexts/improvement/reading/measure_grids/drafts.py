"""The figures of a measure set side by side: which entry of which column belongs to which series.

Names decide where cells print them; where they do not, the order of the entries does and a person is asked.
What cannot be placed is left out of every series, and asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lapwing.contexts.improvement.reading.measure_grids.cells import entries_of
from lapwing.contexts.improvement.reading.measure_grids.rows import MeasureRows, PlacedCell, cells_of
from lapwing.contexts.improvement.reading.measure_grids.table import Column, Layout
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind
from lapwing.contexts.improvement.reading.measure_grids.values import Form, Value
from lapwing.contexts.improvement.reading.measure_series import match
from lapwing.contexts.improvement.reading.measure_targets import plain

_LONGEST_LABEL = 4


@dataclass
class DraftSeries:
    """A series while it is put together: its names, its rows, and its entries by column."""

    row_label: str
    label: str
    rows: tuple[int, ...]
    values: list[tuple[Column, Value]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.row_label} {self.label}".strip()

    def of(self, *kinds: Kind) -> list[tuple[Column, Value]]:
        return [(column, value) for column, value in self.values if column.kind in kinds]


@dataclass
class DraftMeasure:
    """A measure with its series. The lists hold what a person is to be asked about."""

    source: MeasureRows
    series: list[DraftSeries] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    samples: list[str] = field(default_factory=list)
    by_order: list[str] = field(default_factory=list)
    for_all: list[str] = field(default_factory=list)
    unplaced: list[tuple[Column, str]] = field(default_factory=list)


def draft_of(layout: Layout, measure: MeasureRows, *, census: bool) -> DraftMeasure:
    """A measure of the table with every entry in its series, as far as that is certain."""
    draft = DraftMeasure(measure)
    cells = [(placed, _entries(placed, draft, census=census)) for placed in cells_of(layout, measure)]
    for row in measure.figures:
        own = [(placed, values) for placed, values in cells if placed.rows == (row,)]
        if own or len(measure.figures) == 1 or layout.text(row, Kind.LABEL):
            _draft_row(draft, layout, row, own)
    for placed, values in cells:
        if len(placed.rows) > 1:
            over = [each for each in draft.series if set(each.rows) & set(placed.rows)]
            _place(draft, placed.column, values, over, shared=True)
    return draft


def _entries(placed: PlacedCell, draft: DraftMeasure, *, census: bool) -> list[Value]:
    """The entries of a cell; words beside figures are remarks, and samples are kept as such."""
    values = list(entries_of(placed.cell.text, census=census))
    if any(value.has_figure for value in values):
        for value in (each for each in values if each.form is Form.WORDS):
            (draft.samples if value.sample else draft.notes).append(value.written)
        values = [value for value in values if value.form is not Form.WORDS]
    draft.samples += [value.sample for value in values if value.sample and value.form is not Form.WORDS]
    return values


def _draft_row(
    draft: DraftMeasure, layout: Layout, row: int, cells: Sequence[tuple[PlacedCell, list[Value]]]
) -> None:
    label = layout.text(row, Kind.LABEL)
    labels = _labels([values for placed, values in cells if placed.column.kind is not Kind.COMPARATOR])
    series = [DraftSeries(label, each, (row,)) for each in labels or [""]]
    draft.series += series
    for placed, values in cells:
        _place(draft, placed.column, values, series, shared=False)


def _labels(cells: Sequence[Sequence[Value]]) -> list[str]:
    """The names of the series: those of the first cell that names several, or the short name of the first."""
    for values in cells:
        labels = list(dict.fromkeys(value.label for value in values if value.label))
        if len(labels) > 1 and all(value.label and value.form is not Form.WORDS for value in values):
            return labels
    named = [v.label for values in cells[:1] for v in values[:1] if v.label and v.form is not Form.WORDS]
    first = next((v.written for values in cells[:1] for v in values[:1]), "")
    return [label for label in named if len(label.split()) <= _LONGEST_LABEL and not _follows(label, first)]


def _follows(label: str, written: str) -> bool:
    """Whether a name stands after the figure (*41% agreed*), where it may be any remark."""
    digit = re.search(r"\d", written)
    return bool(digit) and written.find(label) > digit.start() if digit else False


def _place(
    draft: DraftMeasure,
    column: Column,
    values: Sequence[Value],
    series: list[DraftSeries],
    *,
    shared: bool,
) -> None:
    if not values or not series:
        return
    if _are_dated(values) and len(series) == 1:
        series[0].values += [(column, value) for value in values]
    elif len(series) == 1:
        _place_in_one(draft, column, values, series)
    elif any(value.label for value in values) and all(_best(v.label, series) for v in values if v.label):
        _place_by_name(draft, column, values, series)
    elif len(values) == 1:
        # a cell that spans the rows is theirs together; one beside several names may be their total
        for each in series:
            each.values.append((column, values[0]))
        if not shared and values[0].has_figure:
            draft.for_all.append(values[0].written)
    elif len(values) == len(series) and not any(value.label for value in values):
        for each, value in zip(series, values, strict=True):
            each.values.append((column, value))
        if len({(value.value, value.low, value.high) for value in values}) > 1:
            draft.by_order.append(" / ".join(value.written for value in values))
    else:
        draft.unplaced.append((column, " / ".join(value.written for value in values)))


def _are_dated(values: Sequence[Value]) -> bool:
    """Several entries of one thing at several dates."""
    times = [value.times[0].as_written for value in values if value.times]
    return len(set(times)) == len(values) and len({plain(value.label) for value in values}) == 1


def _place_in_one(
    draft: DraftMeasure, column: Column, values: Sequence[Value], series: list[DraftSeries]
) -> None:
    only = series[0]
    labels = list(dict.fromkeys(value.label for value in values if value.label))
    if len(values) == 1 and not _names_another(only, values[0]):
        only.values.append((column, values[0]))
    elif len(labels) == len(values) and not only.label and not only.values:
        only.label = labels[0]
        only.values.append((column, values[0]))
        _add_series(draft, column, values[1:], series)
    elif len(labels) == len(values) and all(len(label.split()) <= _LONGEST_LABEL for label in labels):
        _add_series(draft, column, values, series)
    else:
        draft.unplaced.append((column, " / ".join(value.written for value in values)))


def _add_series(
    draft: DraftMeasure, column: Column, values: Sequence[Value], series: list[DraftSeries]
) -> None:
    """A series of its own for each entry, or the one that its name fits."""
    for value in values:
        found = _best(value.label, [each for each in series if each.label])
        if found is None:
            found = replace(series[0], label=value.label, values=[])
            series.append(found)
            draft.series.append(found)
        found.values.append((column, value))


def _names_another(only: DraftSeries, value: Value) -> bool:
    """Whether an entry names something else than the single series of its row does."""
    short = 0 < len(value.label.split()) <= _LONGEST_LABEL and value.form is not Form.WORDS
    return bool(only.label) and short and _best(value.label, [only]) is None


def _place_by_name(
    draft: DraftMeasure, column: Column, values: Sequence[Value], series: list[DraftSeries]
) -> None:
    for value in values:
        found = _best(value.label, series) if value.label else None
        if found is None:
            draft.unplaced.append((column, value.written))
        else:
            found.values.append((column, value))


def _best(label: str, series: Sequence[DraftSeries]) -> DraftSeries | None:
    """The series that a name means: the same name, else the one it shares most words with."""
    same = [
        each
        for each in series
        if plain(label) in {plain(each.label), plain(each.name), plain(each.row_label)}
    ]
    if same:
        return same[0]
    scored = [(max(match(label, each.name), match(each.name, label)), each) for each in series if each.name]
    top = max((score for score, _ in scored), default=0.0)
    equals = [each for score, each in scored if score == top]
    return equals[0] if top > 0.5 and len(equals) == 1 else None
