"""What the dates of a measure table leave open."""

from __future__ import annotations

from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.measure_grids.built import BuiltSeries
from lapwing.contexts.improvement.reading.measure_grids.times import Time

_TEXTS = {
    "due.quarter-basis": "Quarters are written without saying whether they are of the calendar year or of "
    "the financial year (April to March). The dates shown are those of the calendar year. Which is meant?",
    "due.season": "A season is read as the school term. Is that right?",
    "due.year-only": "Some figures have only a year. It is read as the calendar year. Is that right?",
}
_CHOICES = {
    "due.quarter-basis": ("calendar", "financial"),
    "due.year-only": ("the calendar year", "the financial year", "the academic year"),
}


def ask_about_times(built: BuiltSeries, key: str, doubts: Doubts) -> None:
    """Record the doubts about the dates of one series; ``key`` is its measure's."""
    for time in built.times:
        for code in time.doubts:
            doubts.add(code, f"{key}/dates", _TEXTS[code], cause=_cause(code), choices=_CHOICES.get(code, ()))
    _ask_year_kind(built.times, key, doubts)
    _ask_two_digits(built, key, doubts)
    _ask_undated(built, key, doubts)
    for value in (value for _, value in built.draft.values if len(value.times) > 1):
        if value.start is None and sum(time.prefixed for time in value.times) != 1:
            doubts.add(
                "due.several-in-cell",
                f"{key}/dates",
                "A figure stands beside several dates. Which of them is its own? The first is taken for now.",
                cause="measures",
                raw=value.written,
            )
    unplaced = [t.as_written for t in built.times if not (t.latest or t.stroke)]
    for written in unplaced:
        doubts.add(
            "due.relative",
            f"{key}/dates",
            "Some dates of measures cannot be placed in a calendar. When are they?",
            cause="measures",
            raw=written,
        )


def _cause(code: str) -> str:
    """Quarters are one question for the whole plan; the others one for its measures."""
    return code if code == "due.quarter-basis" else f"{code} measures"


def _ask_year_kind(times: list[Time], key: str, doubts: Doubts) -> None:
    written = next((time.as_written for time in times if time.stroke), None)
    if written:
        doubts.add(
            "due.year-kind",
            f"{key}/dates",
            f"Years such as “{written}” are printed without saying whether they are financial or academic. "
            "Where the measure comes from a census, the January of the academic year is taken.",
            cause="measures",
            choices=("academic year, September to August", "financial year, April to March"),
        )


def _ask_two_digits(built: BuiltSeries, key: str, doubts: Doubts) -> None:
    """Dates that follow each other when their digits are years leave no doubt that they are."""
    digits = [time for time in built.times if time.two_digits]
    ends = [time.latest for time in built.times if time.latest]
    if not digits or (len(set(ends)) > 1 and ends == sorted(ends)):
        return
    doubts.add(
        "due.two-digit-year",
        f"{key}/dates",
        f"A month followed by two digits (“{digits[0].as_written}”) is read as a month of a year. Is that "
        f"right?",
        cause="due.two-digit-year",
        choices=("year", "day of the month"),
    )


def _ask_undated(built: BuiltSeries, key: str, doubts: Doubts) -> None:
    if any(target.latest is None and target.by_as_written is None for target in built.series.targets):
        doubts.add(
            "target.undated",
            key,
            "These targets have no date. By when are they to be reached?",
            cause="measures",
        )
    for raw in built.undated_results:
        doubts.add(
            "actual.undated",
            key,
            "Results are printed without the time that they are of, and are left out until it is known. "
            "When are they of?",
            cause="measures",
            raw=raw,
        )
