"""What a person must be asked about a measure: one doubt for each cause, in a programme manager's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lapwing.contexts.improvement.interchange import Action, Measure, Series, Target
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.measure_dates import Period
from lapwing.contexts.improvement.reading.measure_direction import Course
from lapwing.contexts.improvement.reading.measure_refs import actions_named, is_mistyped, number_of
from lapwing.contexts.improvement.reading.measure_relative import ask_how_to_apply
from lapwing.contexts.improvement.reading.measure_series import DraftMeasure, DraftSeries, rests_on_order
from lapwing.contexts.improvement.reading.measure_stream import joined, lines_in

_SMALL = 5
_COUNTED = re.compile(r"\bnumbers?\b", re.IGNORECASE)
_TIMED = re.compile(r"\b(?:waiting|length of|duration|response)\s+times?\b|\btimes? taken\b", re.IGNORECASE)


def ask_about(
    draft: DraftMeasure,
    measure: Measure,
    courses: Sequence[Course],
    actions: Sequence[Action],
    doubts: Doubts,
) -> None:
    """Record every doubt about one measure."""
    _ask_references(draft, measure, actions, doubts)
    _ask_table(draft, measure, doubts)
    _ask_dates(draft, measure, doubts)
    _ask_baselines(draft, measure, doubts)
    _ask_courses(measure, courses, doubts)
    _ask_figures(measure, doubts)
    sign = -1 if any(course.doubt == "sign" for course in courses) else 1
    ask_how_to_apply(measure, draft.cell.notes, doubts, sign=sign)


def _ask_references(draft: DraftMeasure, measure: Measure, actions: Sequence[Action], doubts: Doubts) -> None:
    for ref in measure.refs:
        if is_mistyped(ref):
            doubts.add(
                "ref.typing",
                measure.key,
                "A reference with doubled dots, or a letter typed against it, is read by its number alone: "
                f"“{ref}” as {number_of(ref)}. Is that right?",
                cause="measures",
                choices=("yes", "no"),
            )
        if actions and not actions_named(ref, actions):
            doubts.add(
                "ref.dangling",
                measure.key,
                f"Measures refer to {number_of(ref)}, but the plan has no action of that number.",
                cause=number_of(ref),
            )


def _ask_table(draft: DraftMeasure, measure: Measure, doubts: Doubts) -> None:
    for part in draft.inherited:
        doubts.add(
            "cell.merged",
            f"{measure.key}/{part}",
            "Some measures print no reference, dates or source of their own; they are taken from the measure "
            "above, as if the cells were merged. Is that right?",
            cause="inherited",
            choices=("yes, as the measure above", "no"),
        )
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


def _ask_baselines(draft: DraftMeasure, measure: Measure, doubts: Doubts) -> None:
    items = [series.item for series in draft.series]
    if any(item.amount is None and not item.candidates for item in items):
        doubts.add(
            "baseline.missing",
            measure.key,
            "These measures have no baseline value. Progress cannot be worked out until one is known.",
            cause="value",
        )
    if any(item.amount and (item.period is None or _bare_year(item.date_as_written)) for item in items):
        undated = [item for item in items if not item.candidates]
        if undated:
            doubts.add(
                "baseline.missing",
                f"{measure.key}/baseline date",
                "These baselines have a value but no date, or a year left out. As of when do they hold?",
                cause="date",
            )
    _ask_several(draft, measure, doubts)


def _bare_year(written: str | None) -> bool:
    return written is not None and not re.search(r"\d", written)


def _ask_several(draft: DraftMeasure, measure: Measure, doubts: Doubts) -> None:
    candidates = next((s.item.candidates for s in draft.series if s.item.candidates), ())
    if candidates:
        titles = tuple(title or value for title, value in candidates)
        chosen = next((s.item.date_as_written for s in draft.series if s.item.candidates), None)
        doubts.add(
            "baseline.several",
            measure.key,
            "The baseline cell prints several values for each series. Which one is the baseline?"
            + (f" Taken for now: {chosen}." if chosen else ""),
            choices=titles,
            raw=draft.cell.text,
        )


def _ask_courses(measure: Measure, courses: Sequence[Course], doubts: Doubts) -> None:
    signs = [s.label for s, course in zip(measure.series, courses, strict=True) if course.doubt == "sign"]
    if signs:
        doubts.add(
            "target.sign",
            measure.key,
            f"The words ask for a {measure.direction}, but the targets of “{signs[0]}” are typed with the "
            "opposite sign. Which is meant?",
            choices=(f"a {measure.direction}: the sign is a slip", "the sign as typed"),
        )
    for number, (series, course) in enumerate(zip(measure.series, courses, strict=True), start=1):
        if course.doubt == "direction":
            doubts.add(
                "target.direction",
                f"{measure.key}/s{number}",
                "Targets move against the words of their measure, or the way that would normally be worse "
                f"(first: “{series.label}”). Is that meant?",
                cause="measures",
                choices=("yes, as the targets are printed", "no, the other way is better"),
            )


def _ask_figures(measure: Measure, doubts: Doubts) -> None:
    if any(_is_percent(series) for series in measure.series):
        counted, timed = _COUNTED.search(measure.name), _TIMED.search(measure.name)
        if counted or timed:
            doubts.add(
                "measure.unit",
                measure.key,
                "The name speaks of a number or a time, the values are percentages. Is the unit per cent?",
                cause="name",
                choices=("per cent, as the values", "another unit"),
            )
    for number, series in enumerate(measure.series, start=1):
        if _is_small(series):
            doubts.add(
                "target.small-number",
                f"{measure.key}/s{number}",
                f"The baseline of “{series.label}” is {series.baseline.value:g}: so few people could be "
                "recognised, and a percentage of it is no whole number. May it be shown?",
                cause=f"{series.label} {series.baseline.value}",
                choices=("show it", "keep it from the public pages"),
            )
    if above := [
        t.as_written for s in measure.series if _is_percent(s) for t in s.targets if _is_too_much(t)
    ]:
        doubts.add(
            "target.too-much",
            measure.key,
            f"A target is more than all of them (“{above[0]}”). What is meant?",
            cause="measures",
        )
    if sums := [f"{total:g}% ({by})" for by, total in _wrong_sums(measure)]:
        doubts.add(
            "target.not-a-sum",
            measure.key,
            f"The shares make 100% at the baseline but {', '.join(sums)} later. Is a share left out?",
            choices=("a share is left out of the targets", "a target is wrong"),
        )


def _is_too_much(target: Target) -> bool:
    return target.type in {"absolute", "minimum"} and target.value is not None and target.value > 100


def _is_percent(series: Series) -> bool:
    return bool(series.unit and series.unit.startswith("%"))


def _is_small(series: Series) -> bool:
    value, unit = series.baseline.value, series.unit or ""
    people = not unit.startswith(("%", "score", "count of")) and unit not in _DURATIONS
    relative = any(target.type == "relative" for target in series.targets)
    return value is not None and 0 < value <= _SMALL and people and relative


_DURATIONS = frozenset(
    f"{unit}{s}" for unit in ("minute", "hour", "day", "week", "month", "year") for s in ("", "s")
)


def _wrong_sums(measure: Measure) -> Iterator[tuple[str, float]]:
    """Dates at which shares that make a whole at the baseline no longer do, with the sum there."""
    baselines = [s.baseline.value for s in measure.series if _is_percent(s) and s.baseline.value is not None]
    if len(baselines) < 3 or abs(sum(baselines) - 100) > 0.5:
        return
    for column in zip(*(series.targets for series in measure.series), strict=False):
        values = [target.value for target in column if target.type == "absolute" and target.value is not None]
        if len(values) == len(baselines) and abs(sum(values) - 100) > 0.5:
            yield column[0].by_as_written or "no date", sum(values)
