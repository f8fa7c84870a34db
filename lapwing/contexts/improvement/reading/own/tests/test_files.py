"""Whole plans, taken out as Word, PDF and Excel, are the same plans when read back."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings

from lapwing.contexts.improvement.interchange import Plan
from lapwing.contexts.improvement.interchange.visible import visible
from lapwing.contexts.improvement.publishing.files import Ending, written
from lapwing.contexts.improvement.reading.cover import sources_of
from lapwing.contexts.improvement.reading.own.tests.printed_plans import plans, worldly
from lapwing.contexts.improvement.reading.own.tests.told_plans import read_back, told
from lapwing.contexts.improvement.reading.pipeline import read_document
from lapwing.contexts.improvement.reading.tests.comparison import (
    action_fields,
    heading_fields,
    measure_fields,
    outcome_of,
    overdue,
)
from lapwing.contexts.improvement.reading.tests.published import inventory, published_plan
from lapwing.platform.extraction.extract import extract

ENDINGS: tuple[Ending, ...] = ("docx", "xlsx", "pdf")
# a published plan makes a long file: one kind at every run
LONG = ["xlsx", *(pytest.param(ending, marks=pytest.mark.slow) for ending in ("docx", "pdf"))]
_FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", ["alderbrook", "kingsmere"])
def test_an_invented_plan_comes_back_as_it_went_out(name: str, ending: Ending) -> None:
    plan = told(name)
    assert visible(read_back(written(plan, ending), f"plan.{ending}")) == visible(plan)


@pytest.mark.slow
@given(plans(worldly))
@_FEW
def test_any_plan_comes_back_from_word(plan: Plan) -> None:
    assert visible(read_back(written(plan, "docx"), "plan.docx")) == visible(plan)


@pytest.mark.slow
@given(plans(worldly))
@_FEW
def test_any_plan_comes_back_from_excel(plan: Plan) -> None:
    assert visible(read_back(written(plan, "xlsx"), "plan.xlsx")) == visible(plan)


@pytest.mark.slow
@given(plans())
@_FEW
def test_any_plan_in_letters_that_have_a_font_comes_back_from_pdf(plan: Plan) -> None:
    assert visible(read_back(written(plan, "pdf"), "plan.pdf")) == visible(plan)


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_line_of_a_document_of_our_own_is_accounted_for(ending: Ending) -> None:
    document = extract(written(told("kingsmere"), ending), f"plan.{ending}")
    plan = read_document(document)
    spans = [*sources_of(plan), *(each.lines for each in plan.remainder)]
    covered = {number for first, last in spans for number in range(first, last + 1)}
    written_on = {number for number, line in enumerate(document.lines, start=1) if line.strip()}
    assert written_on <= covered


@cache
def _published(name: str, ending: Ending) -> Plan:
    return read_back(written(published_plan(name), ending), f"plan.{ending}")


@pytest.mark.parametrize("ending", LONG)
@pytest.mark.parametrize("name", ["hillingdon", "ealing"])
def test_a_published_plan_comes_back_as_it_went_out(name: str, ending: Ending) -> None:
    assert visible(_published(name, ending)) == visible(published_plan(name))


@pytest.mark.parametrize("ending", LONG)
def test_a_published_plan_taken_out_still_matches_its_inventory(ending: Ending) -> None:
    known, plan = inventory("hillingdon"), _published("hillingdon", ending)
    counts = known["counts"]
    milestones = [milestone for action in plan.actions for milestone in action.milestones]
    assert len(plan.actions) == counts["actions"]
    assert len(milestones) == counts["milestones"]
    assert sum(len(milestone.due.points) for milestone in milestones) == counts["due_points"]
    assert sum(len(action.owners) for action in plan.actions) == counts["owner_mentions"]
    assert len(plan.measures) == counts["measure_rows"]
    assert sum(len(measure.series) for measure in plan.measures) == counts["series"]
    assert overdue(plan, "2025-12-31") == 81
    # the lines that something stands on are those of the file now, no longer those of the document
    fields = [
        field
        for field in (
            *heading_fields(plan, known),
            *action_fields(plan.actions, known["actions"]),
            *measure_fields(plan.measures, known["measures"]),
        )
        if field.kind != "milestone lines"
    ]
    was = outcome_of(published_plan("hillingdon"), fields)
    assert len(outcome_of(plan, fields).silently_wrong) <= len(was.silently_wrong)


@pytest.mark.parametrize("ending", LONG)
def test_the_other_published_plan_taken_out_still_has_its_parts(ending: Ending) -> None:
    counts, plan = inventory("ealing")["counts"], _published("ealing", ending)
    assert len(plan.actions) == counts["actions"]
    assert sum(len(action.milestones) for action in plan.actions) == counts["sub_actions"]
    assert len(plan.measures) == counts["quantified_statements"]
    assert plan.questions == published_plan("ealing").questions
