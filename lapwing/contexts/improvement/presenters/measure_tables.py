"""The table of measures: a row for each series, with where it is and where it should be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from markupsafe import Markup

from lapwing.contexts.improvement.presenters import measured
from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.presenters.marks import OUTCOME_WORDS
from lapwing.contexts.improvement.presenters.plan_columns import two_lines
from lapwing.contexts.improvement.presenters.words import shortened
from lapwing.contexts.improvement.queries.measure_lines import MeasureLine, SeriesLine
from lapwing.domain.progress import Outcome
from lapwing.platform.ui import filters
from lapwing.platform.ui.components import component
from lapwing.platform.ui.marks import StatusMark
from lapwing.platform.ui.tables import Column, Filter, Listing, Table

_OFF = ("Off path or nearly", "Off path or nearly")


@dataclass(frozen=True)
class SeriesRow:
    """A series with its measure, its address and its mark."""

    measure: MeasureLine
    line: SeriesLine
    url: str
    mark: StatusMark
    place: int

    @property
    def name(self) -> str:
        return self.measure.name

    @property
    def target(self) -> str:
        found = measured.next_target(self.line)
        return measured.target_words(found, self.line.unit) if found else ""

    def stands(self, asked: str) -> bool:
        if asked == _OFF[0]:
            return self.line.outcome in (Outcome.OFF_PATH, Outcome.NEAR)
        return self.mark.label == asked


def read_measures(request: HttpRequest, here: Here, measures: Iterable[MeasureLine]) -> Listing[SeriesRow]:
    """One printed twice is listed once, as it is counted once."""
    measures = list(measures)
    once = [each for each in measures if not each.same_as_ref]
    rows = [
        SeriesRow(
            measure,
            line,
            here.to("measure", measure=measure.ref, series=line.ref),
            here.outcome(line.outcome),
            place,
        )
        for place, (measure, line) in enumerate((m, s) for m in once for s in m.series)
    ]
    return _table(rows, copies=len(measures) - len(once)).read(request, rows)


def _table(rows: Sequence[SeriesRow], *, copies: int) -> Table[SeriesRow]:
    several = {row.measure.ref for row in rows if len(row.measure.series) > 1}
    return Table(
        name="measures",
        caption="Measures",
        noun="line of measurement",
        noun_many="lines of measurement",
        order="name",
        row_url=lambda row: row.url,
        hidden=f"{filters.plural(copies, 'measure')} printed twice in the plan: listed once."
        if copies
        else "",
        columns=(
            Column(
                "name",
                "Measure",
                cell=lambda row: _named(row, several),
                sort=lambda row: row.place,
                filter=Filter(label="Name contains"),
            ),
            Column("series", "Of", value=lambda row: row.line.label, shown=False),
            Column("unit", "Unit", value=lambda row: row.line.unit, shown=False),
            *_figures(),
            Column(
                "stands",
                "Stands",
                value=lambda row: row.mark.label,
                cell=lambda row: component("status_tag", row.mark, bare=True),
                sort=lambda row: list(Outcome).index(row.line.outcome),
                filter=Filter(
                    [*((label, label) for label, _ in OUTCOME_WORDS.values()), _OFF],
                    match=lambda row, asked: row.stands(asked),
                ),
            ),
            Column("why", "Why", value=lambda row: row.line.reason),
        ),
    )


def _figures() -> tuple[Column[SeriesRow], ...]:
    return (
        Column(
            "baseline",
            "Baseline",
            value=lambda row: row.line.baseline,
            cell=lambda row: measured.figure(row.line.baseline, row.line.unit),
            numeric=True,
        ),
        Column(
            "latest",
            "Latest",
            value=lambda row: row.line.latest,
            cell=lambda row: _latest(row.line),
            numeric=True,
        ),
        Column("latest_on", "Latest on", value=lambda row: row.line.latest_on, shown=False),
        Column("target", "Next target", cell=lambda row: row.target or filters.NONE),
    )


def _named(row: SeriesRow, several: set[str]) -> object:
    """The name, and under it which part of the measure this is and what the figures are of."""
    label = row.line.label if row.measure.ref in several else ""
    unit = "" if measured.short_unit(row.line.unit) else row.line.unit
    beneath = ", ".join(part for part in (label, unit) if part)
    name = shortened(row.name, 140)
    return (
        Markup("{}<br><span class='lw-quiet lw-small'>{}</span>").format(name, beneath) if beneath else name
    )


def _latest(line: SeriesLine) -> object:
    if line.latest is None:
        return filters.NONE
    return two_lines(measured.figure(line.latest, line.unit), filters.month(line.latest_on))
