"""The measures of a published plan against its hand-checked inventory, as printed and all changed.

The changed plans have other years, other numbers and other words in the place of every label, source and
place name: what is read must follow the change, for nothing may be known by heart.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from lapwing.contexts.improvement.interchange import Measure, Plan, Series, Target
from lapwing.contexts.improvement.reading.pipeline import read_plan
from lapwing.contexts.improvement.reading.tests.published import inventory, published, published_plan

PLAN = "hillingdon"
_KEPT = {"and", "at", "of", "the", "by", "census", "final", "increase", "decrease"}
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)(\s?%)")
_TWO_DIGIT_YEAR = re.compile(r"(?<![\d./(+-])\b(2[2-8])\b(?!/|\s*%|\.\d| +[a-z])")


@dataclass(frozen=True)
class Change:
    """A change of the text, and what it does to a printed value and to a year."""

    text: Callable[[str], str]
    value: Callable[[str, float], float] = lambda written, value: value
    years: int = 0


@pytest.fixture(scope="module")
def oracle() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = inventory(PLAN)["measures"]
    return found


@pytest.fixture(scope="module")
def plan() -> Plan:
    return published_plan(PLAN)


def points(measures: tuple[Measure, ...]) -> list[Target]:
    return [target for measure in measures for series in measure.series for target in series.targets]


def all_series(measures: tuple[Measure, ...]) -> list[Series]:
    return [series for measure in measures for series in measure.series]


def expected_points(oracle: list[dict[str, Any]], change: Change) -> list[tuple[object, ...]]:
    return [
        (*_value(target, change), _moved(target["latest"], change.years), target["type"])
        for measure in oracle
        for series in measure["series"]
        for target in series["targets"]
    ]


def _value(target: dict[str, Any], change: Change) -> tuple[float | None, float | None, float | None]:
    value = target["value"]
    if isinstance(value, list):
        return None, value[0], value[1]
    return change.value(target["value_as_written"], value), None, None


def _moved(day: str, years: int) -> date:
    moved = date.fromisoformat(day)
    return moved.replace(year=moved.year + years)


def read_points(measures: tuple[Measure, ...]) -> list[tuple[object, ...]]:
    return [(t.value, t.low, t.high, t.latest, t.type) for t in points(measures)]


def test_the_measures_series_and_target_points_are_those_of_the_inventory(
    plan: Plan, oracle: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    expected, read = expected_points(oracle, Change(str)), read_points(plan.measures)
    right = sum(a == b for a, b in zip(expected, read, strict=False))
    with capsys.disabled():
        count = len(all_series(plan.measures))
        print(
            f"\n{PLAN}: {len(plan.measures)} of {len(oracle)} measures, {count} series,"
            f" {right} of {len(expected)} target points exactly right"
        )
    assert (len(plan.measures), len(all_series(plan.measures))) == (26, 47)
    assert read == expected


def test_every_cell_is_kept_as_written(plan: Plan, oracle: list[dict[str, Any]]) -> None:
    printed = [
        (target["by_as_written"], target["value_as_written"])
        for measure in oracle
        for series in measure["series"]
        for target in series["targets"]
    ]
    assert [(target.by_as_written, target.as_written) for target in points(plan.measures)] == printed
    assert [list(measure.refs) for measure in plan.measures] == [each["ids_as_written"] for each in oracle]
    assert [measure.name for measure in plan.measures] == [each["name"] for each in oracle]
    assert [measure.source_as_written for measure in plan.measures] == [
        each["source_as_written"] for each in oracle
    ]


def test_every_baseline_has_its_value_its_date_and_its_comparator(
    plan: Plan, oracle: list[dict[str, Any]]
) -> None:
    wanted = [series for measure in oracle for series in measure["series"]]
    read = all_series(plan.measures)
    assert [series.baseline.value for series in read] == [each["baseline_value"] for each in wanted]
    dates = [(each["baseline_date_as_written"] or "").strip() or None for each in wanted]
    assert [series.baseline.date_as_written for series in read] == dates
    compared = [each["comparator"]["value"] if each["comparator"] else None for each in wanted]
    assert [next((c.value for c in series.comparators), None) for series in read] == compared


def test_a_sample_is_kept_with_the_baseline_of_every_audited_measure(
    plan: Plan, oracle: list[dict[str, Any]]
) -> None:
    for measure, wanted in zip(plan.measures, oracle, strict=True):
        sample = wanted["audit_sample"] or {"baseline_as_written": None, "targets_as_written": []}
        for series in measure.series:
            assert series.baseline.sample == sample["baseline_as_written"]
            assert all(note in (series.baseline.note or "") for note in sample["targets_as_written"])


def test_directions_are_those_of_the_inventory_and_open_where_it_says_mixed(
    plan: Plan, oracle: list[dict[str, Any]]
) -> None:
    wanted = ["none" if each["direction"].startswith("mixed") else each["direction"] for each in oracle]
    assert [measure.direction for measure in plan.measures] == wanted


def test_changes_are_never_resolved_without_a_person_and_every_one_is_asked_about(plan: Plan) -> None:
    asked = {
        key for question in plan.questions if question.code == "target.relative" for key in question.where
    }
    for measure in plan.measures:
        relative = [target for target in points((measure,)) if target.type == "relative"]
        assert all(target.resolved is None for target in relative)
        assert (measure.key in asked) is bool(relative)


def test_questions_about_measures_are_few(plan: Plan) -> None:
    keys = {measure.key for measure in plan.measures}
    places = [{place.split("/")[0] for place in question.where} for question in plan.questions]
    assert len([each for each in places if keys & each]) <= 27


def test_a_measure_printed_twice_is_asked_about(plan: Plan, oracle: list[dict[str, Any]]) -> None:
    key_of = {wanted["key"]: measure.key for wanted, measure in zip(oracle, plan.measures, strict=True)}
    wanted = {
        (key_of[each["duplicate_of"].split()[0]], key_of[each["key"]])
        for each in oracle
        if each["duplicate_of"]
    }
    assert {question.where for question in plan.questions if question.code == "measure.duplicate"} == wanted


def shift_years(text: str, by: int) -> str:
    whole = re.sub(r"\b(20[12]\d)\b", lambda match: str(int(match[1]) + by), text)
    whole = re.sub(r"\b(2\d)/(2\d)\b", lambda match: f"{int(match[1]) + by}/{int(match[2]) + by}", whole)
    return _TWO_DIGIT_YEAR.sub(lambda match: str(int(match[1]) + by), whole)


def change_percentages(text: str, rule: Callable[[float], float]) -> str:
    return _PERCENT.sub(lambda match: f"{rule(float(match[1])):g}{match[2]}", text)


def percentages_by(rule: Callable[[float], float]) -> Change:
    def value(written: str, value: float) -> float:
        if "%" not in written:
            return value
        return rule(abs(value)) if value >= 0 else -rule(abs(value))

    return Change(lambda text: change_percentages(text, rule), value)


def rename(text: str) -> str:
    """Other words for every label of a target, every source and the place: the same word each time."""
    plan = read_plan(text)
    labels = [target.as_written for target in points(plan.measures)]
    sources = [measure.source_as_written or "" for measure in plan.measures]
    words = {
        word for each in (*labels, *sources, plan.local_area or "") for word in re.findall(r"[A-Za-z]+", each)
    }
    new = {
        word: _invented(number) for number, word in enumerate(sorted(words)) if word.casefold() not in _KEPT
    }
    pattern = re.compile(r"\b(" + "|".join(sorted(map(re.escape, new), key=len, reverse=True)) + r")\b")
    return pattern.sub(lambda match: new[match[1]], text)


def _invented(number: int) -> str:
    return "Bdfglmnprst"[number % 11] + "aeiou"[number // 11 % 5] + "zvkw"[number // 55 % 4] + "ora"


CHANGES = {
    "a year later": Change(lambda text: shift_years(text, 1), years=1),
    "two years earlier": Change(lambda text: shift_years(text, -2), years=-2),
    "half the percentages": percentages_by(lambda value: round(value / 2 + 3, 2)),
    "a quarter more": percentages_by(lambda value: value + 0.25),
    "other words": Change(rename),
    "no blanks at line ends": Change(lambda text: "\n".join(line.rstrip() for line in text.split("\n"))),
    "line ends of another machine": Change(lambda text: text.replace("\n", "\r\n")),
    "dates without by": Change(lambda text: re.sub(r"\b[Bb]y\s+(?=[A-Z][a-z]{2,4}\s+2\d\b)", "", text)),
    "per cent in words": Change(lambda text: re.sub(r"(?<=\d)%", " per cent", text)),
    "pages parted by form feeds": Change(lambda text: text.replace("\n\n\n\n", "\n\n\n\f")),
    "typographic minus": Change(lambda text: re.sub(r"(?<=\s)-(?=\d+%)", "−", text)),
}


# one of them at every run: each reads a whole plan
_FIRST, *_MORE = CHANGES


@pytest.mark.parametrize("name", [_FIRST, *(pytest.param(name, marks=pytest.mark.slow) for name in _MORE)])
def test_a_changed_plan_is_read_as_changed(name: str, oracle: list[dict[str, Any]]) -> None:
    change = CHANGES[name]
    changed = read_plan(change.text(published(PLAN)))
    assert (len(changed.measures), len(all_series(changed.measures))) == (26, 47)
    assert read_points(changed.measures) == expected_points(oracle, change)
