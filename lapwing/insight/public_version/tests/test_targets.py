"""Which targets of a line may be read: as steps of its chart, and in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lapwing.domain.disclosure import STRICT
from lapwing.insight.packs import shapes
from lapwing.insight.packs.tests.example_parts import day, number
from lapwing.insight.public_version import content
from lapwing.insight.public_version.content import Step, printed_in
from lapwing.insight.public_version.figures import judge
from lapwing.insight.public_version.rules.handling import Handling
from lapwing.insight.public_version.tests.examples import example
from lapwing.insight.public_version.tests.test_figures import line, of, point, quarter


def read(series: shapes.Series, how: Handling) -> content.Series:
    return judge(of(series), {series.key: how}, STRICT).measures[0].series[0]


def counts(*values: float, unit: str = "children") -> shapes.Series:
    found = line("a", [point(value, at=quarter(at)) for at, value in enumerate(values, start=1)], unit)
    step = shapes.TargetStep(day(2027, 3, 31), number(30), "30 by March 2027", needs_confirming=False)
    return replace(found, targets=(step,), next_target=step.text, baseline=number(40))


STEPS = (Step("2027-03-31", 30.0, "30 by March 2027"),)


def test_targets_with_a_day_are_steps_in_the_order_of_time() -> None:
    found = counts(20, 25, unit="weeks")
    soon = replace(found.targets[0], by=day(2026, 12, 31), value=number(25.04), text="25 by December 2026")
    never = replace(found.targets[0], by=shapes.Day(None, "soon"))
    unknown = replace(found.targets[0], value=shapes.Figure(None, "“better”"))
    told = read(replace(found, targets=(*found.targets, soon, never, unknown)), Handling.PLAIN)
    assert told.steps == (Step("2026-12-31", 25.0, "25 by December 2026"), *STEPS)


def test_where_nothing_is_hidden_targets_may_be_read() -> None:
    told = read(counts(20, 25), Handling.CHILDREN)
    assert (told.target, told.steps) == ("30 by March 2027", STEPS)


@pytest.mark.parametrize("values", [(3, 25), (20, 2, 30)])
def test_where_something_is_hidden_no_target_is_there(values: tuple[float, ...]) -> None:
    told = read(counts(*values), Handling.CHILDREN)
    assert (told.target, told.steps) == ("", ())


def test_a_target_that_may_be_worked_out_from_a_small_beginning_is_not_there() -> None:
    """ "Twice as many as at the start" beside 6 tells the 3."""
    began = replace(counts(20, 25), baseline=number(3))
    told = read(began, Handling.CHILDREN)
    assert (told.target, told.steps) == ("", ())
    assert read(replace(began, unit="weeks"), Handling.PLAIN).steps == STEPS


def test_days_and_what_is_better_go_along() -> None:
    told = read(counts(20, 3), Handling.CHILDREN)
    assert [row.on for row in told.rows] == [f"{quarter(at)[1]:%Y-%m-%d}" for at in (1, 2)]
    assert told.better == "higher"
    assert read(replace(counts(20), direction="decrease"), Handling.CHILDREN).better == "lower"
    assert read(replace(counts(20), direction="none"), Handling.CHILDREN).better == ""
    assert date.fromisoformat(told.rows[0].on)


def test_the_words_of_steps_are_among_what_is_looked_through_for_names() -> None:
    found = example()
    key = found.measures[0].series[0].key
    assert printed_in(found)[f"steps:{key}"] == "56% by October 2026, 60% by October 2027"
