"""What a person must be asked about a measure: one doubt for each cause, in a programme manager's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lapwing.contexts.improvement.interchange import Action, Measure
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.measure_dates import Period
from lapwing.contexts.improvement.reading.measure_direction import Course
from lapwing.contexts.improvement.reading.measure_figures import (
    ask_about_baselines,
    ask_about_courses,
    ask_about_figures,
)
from lapwing.contexts.improvement.reading.measure_refs import actions_named, is_mistyped, number_of
from lapwing.contexts.improvement.reading.measure_relative import ask_how_to_apply
from lapwing.contexts.improvement.reading.measure_series import DraftMeasure, DraftSeries, rests_on_order
from lapwing.contexts.improvement.reading.measure_stream import joined, lines_in
from lapwing.contexts.improvement.reading.typing_slips import ask_about_slip


def ask_about(
    draft: DraftMeasure,
    measure: Measure,
    courses: Sequence[Course],
    actions: Sequence[Action],
    doubts: Doubts,
) -> None:
    """Record every doubt about one measure."""
    _ask_references(draft, measure, actions, doubts)
    _ask_merged(draft, measure, doubts)
    _ask_cells(draft, measure, doubts)
    _ask_dates(draft, measure, doubts)
    _ask_year_kinds(draft, measure, doubts)
    ask_about_baselines(draft, measure, doubts)
    ask_about_courses(measure, courses, doubts)
    ask_about_figures(measure, doubts)
    sign = -1 if any(course.doubt == "sign" for course in courses) else 1
    ask_how_to_apply(measure, draft.cell.notes, doubts, sign=sign)


def _ask_references(draft: DraftMeasure, measure: Measure, actions: Sequence[Action], doubts: Doubts) -> None:
    for ref in measure.refs:
        if is_mistyped(ref):
            ask_about_slip(ref, number_of(ref), measure.key, doubts)
        if actions and not actions_named(ref, actions):
            doubts.add(
                "ref.dangling",
                measure.key,
                f"Measures refer to {number_of(ref)}, but the plan has no action of that number.",
                cause=number_of(ref),
            )


def _ask_merged(draft: DraftMeasure, measure: Measure, doubts: Doubts) -> None:
    for part in draft.inherited:
        doubts.add(
            "cell.merged",
            f"{measure.key}/{part}",
            "Some measures print no reference, dates or source of their own; they are taken from the measure "
            "above, as if the cells were merged. Is that right?",
            cause="inherited",
            choices=("yes, as the measure above", "no"),
        )


def _ask_cells(draft: DraftMeasure, measure: Measure, doubts: Doubts) -> None:
    for place, series in _placed(draft):
        if series.slipped and series.row:
            doubts.add(
                "cell.slipped",
                place,
                f"Targets labelled “{series.row.label}” are printed among those of the next measure. "
                f"They are read as targets of “{series.label}” here.",
                choices=("yes, they belong here", "no, they belong to the next measure"),
                raw=" ".join(cell.as_written for cell in series.row.cells),
            )
        if rests_on_order(draft, series):
            doubts.add(
                "cell.unlabelled",
                place,
                "Rows of targets do not say which group they are for; they are given to the groups in the "
                "order in which the baseline names them. Is that right?",
                cause="order",
                choices=("yes, in that order", "no"),
            )
    for row in (*draft.zone.odd, *draft.unplaced):
        doubts.add(
            "cell.slipped",
            measure.key,
            "These target cells do not fit the dates or series of the measure, and were left out of it.",
            cause=f"{measure.key} unplaced",
            raw=" ".join(cell.as_written for cell in row.cells),
        )
    _ask_empty(draft, measure, doubts)


def _placed(draft: DraftMeasure) -> Iterator[tuple[str, DraftSeries]]:
    """Each series with its place in the plan: ``M3/s2`` is the second series of M3."""
    for number, series in enumerate(draft.series, start=1):
        yield f"{draft.key}/s{number}", series


def _ask_empty(draft: DraftMeasure, measure: Measure, doubts: Doubts) -> None:
    if all(series.row for series in draft.series) and draft.series:
        return
    doubts.add(
        "target.missing",
        measure.key,
        "No targets could be read for this measure, or for some of its series. What are they?",
        raw=joined(line.text for line in lines_in(draft.raw.zone)) or None,
    )


def _ask_dates(draft: DraftMeasure, measure: Measure, doubts: Doubts) -> None:
    periods = draft.header.periods(census=False) if draft.header else ()
    two_digits = any(period and period.two_digits for period in periods)
    if two_digits and draft.header:
        doubts.add(
            "due.two-digit-year",
            # a row of dates a year apart leaves no doubt about any measure: it is said for the plan
            "plan" if _a_year_apart(periods) else measure.key,
            f"A month followed by two digits (“{draft.header.cells[0].as_written}”) is read as a month of a "
            "year. Is that right?",
            cause="due.two-digit-year",
            choices=("year", "day of the month"),
        )
    ends = [period.latest for period in periods if period and period.latest]
    if ends != sorted(set(ends)):
        doubts.add(
            "due.order",
            measure.key,
            "The dates over the targets do not follow each other. Which of them is mistyped?",
            raw=", ".join(cell.as_written for cell in draft.header.cells) if draft.header else None,
        )


def _ask_year_kinds(draft: DraftMeasure, measure: Measure, doubts: Doubts) -> None:
    periods = draft.header.periods(census=False) if draft.header else ()
    dates = [series.item.period for series in draft.series]
    for part, found in (("dates", periods), ("baseline", dates)):
        written = next((period.as_written for period in found if period and period.stroke), None)
        if written is None:
            continue
        doubts.add(
            "due.year-kind",
            f"{measure.key}/{part}",
            f"Years such as “{written}” are printed without saying whether they are financial or academic. "
            "Where the measure comes from a census, the January of the academic year is taken.",
            cause="measures",
            choices=("academic year, September to August", "financial year, April to March"),
        )


def _a_year_apart(periods: Sequence[Period | None]) -> bool:
    """Several dates, each a year after the one before: the digits after the months can only be years."""
    ends = [period.latest for period in periods if period and period.latest]
    months = [end.year * 12 + end.month for end in ends]
    steps = {later - earlier for earlier, later in pairwise(months)}
    return len(ends) == len(periods) and steps == {12}
