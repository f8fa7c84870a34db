"""What the values of a measure leave open: baselines, directions, units, small numbers, sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lapwing.contexts.improvement.interchange import Measure, Series, Target
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.measure_direction import Course
from lapwing.contexts.improvement.reading.measure_series import DraftMeasure

# Counts of people up to this are kept from publications, so that nobody is recognised.
_SMALL = 5
_COUNTED = re.compile(r"\bnumbers?\b", re.IGNORECASE)
_TIMED = re.compile(r"\b(?:waiting|length of|duration|response)\s+times?\b|\btimes? taken\b", re.IGNORECASE)


def ask_about_baselines(draft: DraftMeasure, measure: Measure, doubts: Doubts) -> None:
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


def ask_about_courses(measure: Measure, courses: Sequence[Course], doubts: Doubts) -> None:
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


def ask_about_figures(measure: Measure, doubts: Doubts) -> None:
    """What the numbers themselves raise: units, small numbers, impossible shares and sums."""
    _ask_unit(measure, doubts)
    _ask_small_numbers(measure, doubts)
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


def _ask_unit(measure: Measure, doubts: Doubts) -> None:
    named_otherwise = _COUNTED.search(measure.name) or _TIMED.search(measure.name)
    if named_otherwise and any(_is_percent(series) for series in measure.series):
        doubts.add(
            "measure.unit",
            measure.key,
            "The name speaks of a number or a time, the values are percentages. Is the unit per cent?",
            cause="name",
            choices=("per cent, as the values", "another unit"),
        )


def _ask_small_numbers(measure: Measure, doubts: Doubts) -> None:
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
