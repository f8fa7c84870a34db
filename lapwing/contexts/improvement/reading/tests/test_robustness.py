"""The reader hangs on no name, year, number or line: changed, the invented and published plans read alike."""

from __future__ import annotations

from functools import cache

import pytest

from lapwing.contexts.improvement.interchange import Plan
from lapwing.contexts.improvement.reading.pipeline import read_plan
from lapwing.contexts.improvement.reading.tests.invented import invented
from lapwing.contexts.improvement.reading.tests.mutations import LAYOUTS, regrouped, renamed, years_later
from lapwing.contexts.improvement.reading.tests.published import published, published_plan

# a long plan takes seconds to read, many times over
NAMES = ["alderbrook", pytest.param("hillingdon", marks=pytest.mark.slow)]


@cache
def _text(name: str) -> str:
    return invented(name) if name == "alderbrook" else published(name)


@cache
def _plain(name: str) -> Plan:
    return read_plan(_text(name)) if name == "alderbrook" else published_plan(name)


def _counts(plan: Plan) -> dict[str, int]:
    milestones = [milestone for action in plan.actions for milestone in action.milestones]
    series = [series for measure in plan.measures for series in measure.series]
    return {
        "areas": len(plan.areas_for_improvement),
        "recommendations": sum(len(area.recommendations) for area in plan.areas_for_improvement),
        "findings": len(plan.findings),
        "groups": len(plan.groups),
        "objectives": len(plan.objectives),
        "actions": len(plan.actions),
        "numbers": len({action.ref for action in plan.actions}),
        "owners": sum(len(action.owners) for action in plan.actions),
        "milestones": len(milestones),
        "due points": sum(len(milestone.due.points) for milestone in milestones),
        "recurring": sum(bool(milestone.due.recurrence) for milestone in milestones),
        "undated": sum(not milestone.due.points for milestone in milestones),
        "measures": len(plan.measures),
        "series": len(series),
        "targets": sum(len(each.targets) for each in series),
        "questions": len(plan.questions),
    }


def _cells(plan: Plan) -> list[tuple[object, ...]]:
    """What the rows say, without where they stand."""
    return [
        (each.key, each.text, each.key_area, each.owners, [(m.label, m.text, m.due) for m in each.milestones])
        for each in plan.actions
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("area", ["Northmoor", "Kensington and Chelsea", "Stoke-on-Trent"])
def test_another_areas_plan_is_read_alike(name: str, area: str) -> None:
    before = _plain(name)
    assert before.local_area
    plan = read_plan(renamed(_text(name), before.local_area, area))
    assert _counts(plan) == _counts(before)
    assert plan.local_area == area
    assert plan.title == before.title.replace(before.local_area, area)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("years", [3, 10])
def test_later_years_are_read_alike_and_every_date_moves(name: str, years: int) -> None:
    before, plan = _plain(name), read_plan(years_later(_text(name), years))
    assert _counts(plan) == _counts(before)
    assert _dates(plan) == [
        (role, month, year + years if year else None) for role, month, year in _dates(before)
    ]


def _dates(plan: Plan) -> list[tuple[str, int | None, int | None]]:
    points = [point for action in plan.actions for m in action.milestones for point in m.due.points]
    targets = [target for measure in plan.measures for series in measure.series for target in series.targets]
    dated = [(point.role, point.latest) for point in points] + [("target", each.latest) for each in targets]
    return [(role, day.month if day else None, day.year if day else None) for role, day in dated]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layout_of_the_page_changes_nothing_that_is_read(name: str, layout: str) -> None:
    plan = read_plan(LAYOUTS[layout](_text(name)))
    assert _counts(plan) == _counts(_plain(name))
    assert _cells(plan) == _cells(_plain(name))


@pytest.mark.parametrize(
    ("name", "noun", "old"), [("alderbrook", "Priority", "2"), ("hillingdon", "Ambition", "3")]
)
def test_a_group_with_another_number_is_read_alike(name: str, noun: str, old: str) -> None:
    plan = read_plan(regrouped(_text(name), noun, old, "8"))
    # findings still name the objectives by their old numbers, and each such number is asked about
    assert _counts(plan) | {"questions": 0} == _counts(_plain(name)) | {"questions": 0}
    assert "8" in {action.group for action in plan.actions}
    assert old not in {action.group for action in plan.actions}
    assert [group.title for group in plan.groups] == [group.title for group in _plain(name).groups]
    assert "group.title" in {question.code for question in plan.questions}


@pytest.mark.parametrize("name", NAMES)
def test_a_row_taken_out_leaves_the_other_rows_as_they_were(name: str) -> None:
    lines = _text(name).split("\n")
    whole = {action.key: action for action in _plain(name).actions}
    slipped = {key for q in _plain(name).questions if q.code == "cell.slipped" for key in q.choices}
    for key, action in list(whole.items())[::9]:
        assert action.source
        first, last = action.source
        plan = read_plan("\n".join(lines[: first - 1] + lines[last:]))
        assert len(plan.actions) == len(whole) - 1
        kept = [each for each in whole.values() if each is not action]
        for before, after in zip(kept, plan.actions, strict=True):
            if key not in slipped and before.key not in slipped:
                assert (after.text, after.owners) == (before.text, before.owners)
                assert [m.text for m in after.milestones] == [m.text for m in before.milestones]
