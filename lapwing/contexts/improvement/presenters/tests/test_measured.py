"""Values of measures in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lapwing.contexts.improvement.presenters import measured
from lapwing.contexts.improvement.queries.measure_lines import ActualLine, TargetLine


def actual(**given: object) -> ActualLine:
    fields: dict[str, object] = {
        "ref": "a",
        "from_date": None,
        "to_date": date(2026, 10, 31),
        "value": 51.38888,
        "numerator": 37.0,
        "denominator": 72.0,
        "source": "",
        "note": "",
        "recorded_at": datetime(2026, 11, 3, tzinfo=UTC),
        "recorded_by": "",
    }
    return ActualLine(**{**fields, **given})  # type: ignore[arg-type]


def target(**given: object) -> TargetLine:
    fields: dict[str, object] = {
        "ref": "t",
        "by_as_written": "Autumn",
        "latest": date(2026, 10, 31),
        "as_written": "60%",
        "type": "absolute",
        "value": 60.0,
        "low": None,
        "high": None,
        "resolved": 60.0,
        "resolved_by": "",
        "resolved_on": None,
        "needs_confirming": False,
        "is_met": False,
        "has_passed": False,
    }
    return TargetLine(**{**fields, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (51.38888, "%", "51.4%"),
        (51.0, "% of annual reviews", "51%"),
        (0.0, "%", "0%"),
        (7.0, "children", "7 children"),
        (2215.0, "visits a month", "2,215"),
        (None, "%", "–"),
    ],
)
def test_a_value_bears_its_unit_to_a_tenth(value: float | None, unit: str, said: str) -> None:
    assert measured.figure(value, unit) == said


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [(1.44, "%", "+1.4 points"), (-0.5, "months", "−0.5 months"), (0.02, "%", "+0.02 points")],
)
def test_a_change_bears_its_sign(amount: float, unit: str, said: str) -> None:
    assert measured.change_unit(unit, amount) == said


def test_a_figure_says_what_was_counted_and_when() -> None:
    assert measured.counted(actual()) == "37 of 72"
    assert measured.counted(actual(numerator=None)) == ""
    assert measured.period(actual()) == "October 2026"
    assert measured.period(actual(from_date=date(2026, 10, 1))) == "October 2026"
    assert measured.period(actual(from_date=date(2026, 8, 1))) == "August to October 2026"
    assert measured.period(actual(from_date=date(2025, 11, 1))) == "November 2025 to October 2026"
    assert measured.period(actual(from_date=date(2026, 8, 17))) == "17 Aug 2026 to 31 Oct 2026"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "60% by October 2026"),
        ({"latest": None}, "60% Autumn"),
        ({"type": "minimum"}, "at least 60% by October 2026"),
        ({"low": 30.0, "high": 35.0}, "30 to 35% by October 2026"),
        ({"resolved": None, "as_written": "-30%"}, "“-30%” by October 2026"),
    ],
)
def test_a_target_says_what_it_comes_to_and_by_when(given: dict[str, object], said: str) -> None:
    assert measured.target_words(target(**given), "%") == said
