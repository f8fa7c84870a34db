"""What the chart of a series says: the finding, the words, and what is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lapwing.contexts.improvement.presenters.series_chart import chart_of, finding, in_words, subtitle
from lapwing.contexts.improvement.presenters.tests.test_measured import actual, target
from lapwing.contexts.improvement.queries.measure_lines import (
    BaselineLine,
    ExpectedPoint,
    SeriesDetail,
    SeriesLine,
    Trajectory,
)
from lapwing.contexts.improvement.rules import COLOUR_OF_OUTCOME
from lapwing.domain.progress import Outcome

BASELINE = BaselineLine("35%", 35.0, "July 2025", None, date(2025, 7, 31), date(2025, 7, 31), "", "")
START = ExpectedPoint(date(2025, 7, 31), 35.0, 35.0)
AIM = ExpectedPoint(date(2026, 10, 31), 60.0, 60.0)


def line(outcome: Outcome, latest: float | None = 51.4) -> SeriesLine:
    return SeriesLine(
        ref="s",
        measure_ref="m",
        measure_name="Reviews in time",
        label="All",
        unit="% of reviews",
        direction="increase",
        outcome=outcome,
        colour=COLOUR_OF_OUTCOME[outcome],
        reason="",
        baseline=35.0,
        latest=latest,
        latest_on=date(2026, 10, 31) if latest is not None else None,
        expected_low=55.0,
        expected_high=55.0,
        next_target=target(),
        last_target=target(),
        progress=None,
    )


def detail(outcome: Outcome = Outcome.OFF_PATH, **given: object) -> SeriesDetail:
    fields: dict[str, object] = {
        "line": line(outcome),
        "breakdown": (),
        "baseline": BASELINE,
        "targets": (target(),),
        "actuals": (actual(),),
        "comparators": (),
        "trajectory": Trajectory((START, AIM), is_steps=False),
        "expected_today": None,
        "pace": None,
        "version": 1,
    }
    return SeriesDetail(**{**fields, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.MET, "51.4%: the target is met"),
        (Outcome.ON_PATH, "51.4%, on path to the target of 60% by October 2026"),
        (Outcome.NEAR, "51.4% where 55% was to be expected: nearly on path"),
        (Outcome.OFF_PATH, "51.4% where 55% was to be expected: off path"),
        (Outcome.UNKNOWN, "51.4%; whether that is on path is not known"),
    ],
)
def test_the_title_is_the_finding(outcome: Outcome, said: str) -> None:
    assert finding(detail(outcome)) == said


def test_without_a_figure_the_title_says_so() -> None:
    assert finding(detail(line=line(Outcome.UNKNOWN, latest=None))) == "No figures yet"


def test_the_words_say_where_it_is_where_it_began_and_what_is_aimed_at() -> None:
    assert in_words(detail()) == (
        "51.4% in October 2026 (37 of 72). It started at 35% in July 2025. The target is 60% by October 2026."
    )
    assert in_words(detail(actuals=())).startswith("Nothing has been recorded yet.")


def test_a_figure_of_several_months_is_told_from_the_first_to_the_last() -> None:
    quarter = actual(from_date=date(2026, 8, 1))
    assert in_words(detail(actuals=(quarter,))).startswith("51.4% from August to October 2026 (37 of 72).")


def test_the_subtitle_names_the_series_and_what_the_figures_are_of() -> None:
    assert subtitle(detail(), "Reviews in time") == "Reviews in time: All, % of reviews"
    alone = replace(detail().line, label="Reviews in time")
    assert subtitle(detail(line=alone), "Reviews in time") == "Reviews in time, % of reviews"


def test_the_expected_path_is_drawn_only_from_a_dated_baseline() -> None:
    with_path = chart_of(detail(), "Reviews in time")
    steps = chart_of(detail(baseline=None, trajectory=Trajectory((AIM,), is_steps=True)), "Reviews in time")
    assert with_path is not None
    assert steps is not None
    assert "Expected path" in [entry.label for entry in with_path.key]
    assert "Expected path" not in [entry.label for entry in steps.key]


def test_with_nothing_that_has_a_date_nothing_is_drawn() -> None:
    assert chart_of(detail(actuals=(), targets=(target(latest=None),)), "Reviews in time") is None
