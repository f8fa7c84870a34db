"""Success measures from the tables of a document: the entry to this part of reading.

Tables → columns by their titles → measures by rows → entries of cells → series → measures and questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lapwing.contexts.improvement.interchange import Action, Direction, Measure, Series
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.grids.headers import Header
from lapwing.contexts.improvement.reading.measure_dates import CENSUS
from lapwing.contexts.improvement.reading.measure_direction import Course, direction_of_all
from lapwing.contexts.improvement.reading.measure_grids.directions import (
    courses_of,
    said_by,
    sign_in,
    without_sign,
)
from lapwing.contexts.improvement.reading.measure_grids.drafts import draft_of
from lapwing.contexts.improvement.reading.measure_grids.heads import heads_of, own_head
from lapwing.contexts.improvement.reading.measure_grids.layout import goes_on, layout_of
from lapwing.contexts.improvement.reading.measure_grids.links import Numbers, links_of, numbers_of
from lapwing.contexts.improvement.reading.measure_grids.questions import ReadMeasure, ask_about_measure
from lapwing.contexts.improvement.reading.measure_grids.rows import MeasureRows, measures_in
from lapwing.contexts.improvement.reading.measure_grids.series import build_series
from lapwing.contexts.improvement.reading.measure_grids.table import Layout
from lapwing.contexts.improvement.reading.measure_grids.table_questions import (
    ask_about_layout,
    ask_about_numbers,
)
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind
from lapwing.contexts.improvement.reading.trace import Trace
from lapwing.platform.extraction.document import Grid


def is_measure_grid(grid: Grid, header: Header) -> bool:
    """Whether a table, under these titles, is one of measures and holds no actions of its own."""
    layout = layout_of(grid, header)
    return layout is not None and layout.actions is None


def holds_only_measures(grid: Grid) -> bool:
    """Whether every table on a grid is one of measures, so that no action is to be looked for in it."""
    found = _with_titles(grid)
    headers = max(len(heads_of(grid)), 1)
    return len(found) == headers and all(layout.actions is None for layout in found)


def read_measure_grids(
    grids: Iterable[Grid],
    actions: Sequence[Action],
    doubts: Doubts,
    first_key: int = 1,
    trace: Trace | None = None,
) -> tuple[Measure, ...]:
    """The measures of all tables that hold some, in order, keyed M<first_key> and on.

    ``grids`` may be all tables of a document: those of other things are passed over. Measures inside a table
    of actions belong to the action whose lines they stand on, so that ``actions`` must have their sources.
    """
    measures: list[Measure] = []
    for layout in _layouts(grids):
        if trace is not None:
            _explain(layout, trace)
        found = measures_in(layout)
        numbers = numbers_of(layout, found, actions)
        for rows in found:
            read = _read(layout, rows, f"M{first_key + len(measures)}", actions, numbers)
            if read is not None:
                ask_about_measure(read, actions, doubts)
                ask_about_layout(layout, read.measure.key, doubts)
                ask_about_numbers(numbers, read.measure.key, doubts)
                measures.append(read.measure)
    return tuple(measures)


def _layouts(grids: Iterable[Grid]) -> Iterator[Layout]:
    """The measure tables among some; one without titles right after another may go on with it."""
    above: Layout | None = None
    for grid in grids:
        found = _with_titles(grid)
        if not found and above and (further := goes_on(grid, above)):
            found = [further]
        above = found[-1] if found else None
        yield from found


def _with_titles(grid: Grid) -> list[Layout]:
    found = [layout for header in heads_of(grid) if (layout := layout_of(grid, header))]
    own = own_head(grid) if not found else None
    layout = layout_of(grid, own) if own else None
    return [layout] if layout else found


def _read(
    layout: Layout, rows: MeasureRows, key: str, actions: Sequence[Action], numbers: Numbers
) -> ReadMeasure | None:
    """One measure; None for a row of an action table that prints no figures, only words of success."""
    source = layout.first_text(rows.rows, Kind.SOURCE) or None
    census = bool(CENSUS.search(f"{rows.name} {source or ''}"))
    draft = draft_of(layout, rows, census=census)
    if not draft.series or (layout.actions is not None and not any(each.values for each in draft.series)):
        return None
    span = rows.span(layout)
    links = links_of(layout, rows, span, actions, numbers)
    name = without_sign(links.name)
    built = build_series(layout, draft, name, census=census)
    series = [each.series for each in built]
    said = said_by(layout.first_text(rows.rows, Kind.POLARITY)) or sign_in(rows.name)
    words = " ".join([name, *draft.notes])
    courses = courses_of(series, [each.targets for each in built], words, said)
    direction: Direction = said or direction_of_all(courses)
    measure = Measure(
        key=key,
        name=name,
        refs=links.refs,
        actions=links.actions,
        direction=direction,
        source_as_written=source,
        source=span,
        series=_with_own_directions(series, courses, direction),
    )
    return ReadMeasure(measure, layout, draft, tuple(built), courses, links)


def _with_own_directions(
    series: Sequence[Series], courses: Sequence[Course], direction: Direction
) -> tuple[Series, ...]:
    """Where the series of one measure go different ways, each says its own in its breakdown."""
    ways = {course.direction for course in courses} - {"none"}
    if direction != "none" or len(ways) < 2:
        return tuple(series)
    return tuple(
        replace(each, breakdown={**each.breakdown, "direction": course.direction})
        if course.direction != "none"
        else each
        for each, course in zip(series, courses, strict=True)
    )


def _explain(layout: Layout, trace: Trace) -> None:
    titles = ", ".join(f"“{column.text}” is {column.kind}" for column in layout.columns if column.text)
    what = "actions with their measures" if layout.actions is not None else "measures"
    trace.add("table", layout.grid.lines, f"a table of {what}: {titles}")
