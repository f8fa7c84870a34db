"""Which column of a table holds which part of a measure, once all its titles are seen together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lapwing.contexts.improvement.reading.grids.headers import Header
from lapwing.contexts.improvement.reading.measure_grids.cells import entries_of
from lapwing.contexts.improvement.reading.measure_grids.table import FIGURES, Column, Layout, places_of
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind, title_of
from lapwing.contexts.improvement.reading.measure_grids.values import Form
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.platform.extraction.document import Grid

_REF = re.compile(
    r"(?:action\s*)?[A-Za-z]{0,3}\.?\s?\d{1,2}(?:\.\d{1,2}){0,3}\.?(?:\s?[a-z])?", re.IGNORECASE
)
_REF_CELL = re.compile(
    rf"\s*{_REF.pattern}(?:\s*(?:[,;&/+\n–-]|\band\b)\s*{_REF.pattern})*\s*", re.IGNORECASE
)
_CELLS_TRIED = 40
# A table that goes on follows at once: nothing but a blank line stands between.
_MOST_LINES_APART = 2
_NAMING_ROLES = (Role.MEASURE, Role.SUCCESS, Role.OUTCOME)
_NO_LABEL = frozenset(
    {
        Role.OWNER,
        Role.ACCOUNTABLE,
        Role.GROUP,
        Role.DUE,
        Role.START,
        Role.STATUS,
        Role.ACTION,
        Role.STEP,
        Role.EVIDENCE,
    }
)


def layout_of(grid: Grid, header: Header) -> Layout | None:
    """The layout of a table of measures, or of actions with their measures; None for any other table."""
    columns = [_column(title.column, title.text) for title in header.titles]
    places = places_of(grid)
    last = min(header.body[1], max((row for row, _ in places), default=-1) + 1)
    layout = Layout(
        grid,
        tuple(columns),
        header.body[0],
        last,
        frozenset(header.repeated),
        places=places,
    )
    layout = _with_actions(layout, header)
    layout = _with_name(layout, header)
    if not layout.of(Kind.NAME):
        return None
    layout = _with_dates(_without_doubles(layout))
    layout = _with_labels(_without_words(layout), header)
    return layout if _holds_measures(layout) else None


def goes_on(grid: Grid, above: Layout) -> Layout | None:
    """The layout of a table without titles that goes on with one of measures, as after the end of a page.

    It has as many columns, and under each title what that column holds.
    """
    apart = grid.lines[0] - above.grid.lines[1] > _MOST_LINES_APART
    if apart or grid.columns != above.grid.columns or above.actions is not None:
        return None
    places = places_of(grid)
    last = max((row for row, _ in places), default=-1) + 1
    layout = replace(above, grid=grid, first=0, last=last, skipped=frozenset(), places=places)
    columns = [list(_texts(layout, column)) for column in layout.of(*FIGURES)]
    names = [text for column in layout.of(Kind.NAME) for text in _texts(layout, column)]
    held = [all(_is_figure(text) for text in texts) for texts in columns if texts]
    return layout if names and held and all(held) else None


def _is_figure(text: str) -> bool:
    return any(value.form.stands_for_figure for value in entries_of(text))


def _column(number: int, text: str) -> Column:
    title = title_of(text)
    return Column(
        number, title.kind, text, title.words, title.time, "%" in text or "percent" in text.casefold()
    )


def _changed(layout: Layout, number: int, kind: Kind) -> Layout:
    columns = (replace(c, kind=kind) if c.number == number else c for c in layout.columns)
    return replace(layout, columns=tuple(columns))


def _texts(layout: Layout, column: Column) -> Iterator[str]:
    for row in range(layout.first, layout.last):
        cell = layout.at(row, column.number)
        if cell and cell.row == row and cell.columns < layout.grid.columns and cell.text.strip():
            yield cell.text


def _with_actions(layout: Layout, header: Header) -> Layout:
    """A column of actions holds their numbers, or them in words: then the table is one of actions."""
    for column, title in zip(layout.columns, header.titles, strict=True):
        if column.kind is not Kind.ACTION and (
            column.kind is not Kind.OTHER or Role.ACTION not in title.roles
        ):
            continue
        texts = list(_texts(layout, column))
        if texts and all(_REF_CELL.fullmatch(text) for text in texts):
            layout = _changed(layout, column.number, Kind.ACTION)
        else:
            first = layout.actions if layout.actions is not None else column.number
            layout = replace(_changed(layout, column.number, Kind.OTHER), actions=first)
    return layout


def _with_name(layout: Layout, header: Header) -> Layout:
    """Without a column called measure, the one for success or outcomes names what the figures are of."""
    if layout.of(Kind.NAME) or not (
        layout.of(Kind.BASELINE) and layout.of(Kind.TARGET, Kind.DATED, Kind.ACTUAL)
    ):
        return layout
    free = [
        (column, title)
        for column, title in zip(layout.columns, header.titles, strict=True)
        if column.kind in {Kind.OTHER, Kind.LABEL} and column.number != layout.actions
    ]
    for role in _NAMING_ROLES:
        for column, title in free:
            if role in title.roles:
                return _changed(layout, column.number, Kind.NAME)
    first = min(column.number for column in layout.of(*FIGURES, Kind.DATED))
    for column, title in free:
        if (
            column.number < first
            and (title.role is None or column.number == 0)
            and any(_texts(layout, column))
        ):
            return _changed(layout, column.number, Kind.NAME)
    return layout


def _without_doubles(layout: Layout) -> Layout:
    """A second column for what there is one of is something else: a part of the measure, or a remark."""
    names = layout.of(Kind.NAME)
    for column in names[1:]:
        layout = _changed(layout, column.number, Kind.LABEL)
    for column in layout.of(Kind.SOURCE)[1:]:
        layout = _changed(layout, column.number, Kind.OTHER)
    if not layout.of(Kind.BASELINE):
        for column in layout.of(Kind.BASELINE_DATE):
            layout = _changed(layout, column.number, Kind.BASELINE)
    if any("baseline" in column.words.casefold() for column in layout.of(Kind.BASELINE)):
        for column in layout.of(Kind.BASELINE):
            if "baseline" not in column.words.casefold():
                layout = _changed(layout, column.number, Kind.ACTUAL)
    if layout.actions is not None:
        # the date in a row of actions is that of the action
        for column in layout.of(Kind.TARGET_DATE):
            layout = _changed(layout, column.number, Kind.OTHER)
    if not layout.of(Kind.TARGET):
        for column in layout.of(Kind.TARGET_DATE):
            layout = _changed(
                layout, column.number, Kind.ACTUAL_DATE if layout.of(Kind.ACTUAL) else Kind.OTHER
            )
    return layout


def _with_dates(layout: Layout) -> Layout:
    """What columns hold whose titles are only dates: targets beside a baseline, or else what was reached."""
    dated = layout.of(Kind.DATED)
    if not dated:
        return layout
    baselines, targets = layout.of(Kind.BASELINE), layout.of(Kind.TARGET)
    for column in dated:
        after = bool(baselines) and column.number > baselines[0].number
        layout = _changed(layout, column.number, Kind.TARGET if after and not targets else Kind.ACTUAL)
    numbers = {column.number for column in dated}
    taken = [column for column in layout.columns if column.number in numbers]
    targets = tuple(column for column in taken if column.kind is Kind.TARGET)
    if targets and any(_promises(text) for column in targets for text in _texts(layout, column)):
        return layout
    return replace(layout, dated_as=Kind.TARGET if targets else Kind.ACTUAL)


def _promises(text: str) -> bool:
    """Whether a cell can only be a target: a change, a limit, or something still to be set."""
    told = {Form.CHANGE, Form.AWAITED, Form.KEEP, Form.BENCHMARK}
    return any(value.form in told or value.bound for value in entries_of(text))


def _without_words(layout: Layout) -> Layout:
    """Columns of progress told in words are none of figures; nor are milestones of an action in words."""
    for column in layout.of(*FIGURES):
        several = len(layout.of(Kind.TARGET)) > 1 or layout.actions is not None
        may_be_words = column.kind in {Kind.ACTUAL, Kind.COMPARATOR} or (
            column.kind is Kind.TARGET and several
        )
        cells = list(_texts(layout, column))
        if may_be_words and cells and not _hold_figures(cells):
            layout = _changed(layout, column.number, Kind.OTHER)
    return layout


def _hold_figures(cells: list[str]) -> bool:
    """Whether half of some cells hold figures at least, told from the first of a long column."""
    seen = cells[:_CELLS_TRIED]
    return 2 * sum(any(value.form.stands_for_figure for value in entries_of(text)) for text in seen) >= len(
        seen
    )


def _with_labels(layout: Layout, header: Header) -> Layout:
    """A column between the names and the figures, where one name has several rows, names their parts."""
    name = layout.of(Kind.NAME)[0]
    figures = [column.number for column in layout.of(*FIGURES)]
    if layout.of(Kind.LABEL) or not figures or not _has_parts(layout, name):
        return layout
    for column, title in zip(layout.columns, header.titles, strict=True):
        between = name.number < column.number < min(figures)
        if (
            between
            and column.kind is Kind.OTHER
            and not _NO_LABEL.intersection(title.roles)
            and any(_texts(layout, column))
        ):
            return _changed(layout, column.number, Kind.LABEL)
    return layout


def _has_parts(layout: Layout, name: Column) -> bool:
    for row in range(layout.first + 1, layout.last):
        cell = layout.at(row, name.number)
        covered = cell is not None and cell.row < row and cell.columns < layout.grid.columns
        if covered or cell is None or not cell.text.strip():
            return True
    return False


def _holds_measures(layout: Layout) -> bool:
    """Whether the table gives figures for what it names, and not only words about it."""
    if layout.actions is not None and not layout.of(Kind.BASELINE, Kind.TARGET):
        return False
    figures = layout.of(*FIGURES)
    if not figures:
        return False
    cells = [text for column in figures for text in _texts(layout, column)]
    return bool(cells) and _hold_figures(cells)
