"""What a plan prints, in documents and workbooks, reads back as the same plan."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from lapwing.contexts.improvement.interchange import Plan
from lapwing.contexts.improvement.interchange.visible import visible
from lapwing.contexts.improvement.publishing.arrangement import layout_of
from lapwing.contexts.improvement.publishing.workbook import workbook_of
from lapwing.contexts.improvement.reading.own import read_own
from lapwing.contexts.improvement.reading.own.tests.layouts import document_of, document_of_sheets
from lapwing.contexts.improvement.reading.own.tests.printed_plans import plans, worldly

_MANY = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(plans(worldly))
@_MANY
def test_a_document_reads_back_as_the_plan_it_was_made_of(plan: Plan) -> None:
    assert visible(read_own(document_of(layout_of(plan)))) == visible(plan)


@given(plans(worldly))
@_MANY
def test_a_workbook_reads_back_as_the_plan_it_was_made_of(plan: Plan) -> None:
    assert visible(read_own(document_of_sheets(workbook_of(plan)))) == visible(plan)


@given(plans())
@_MANY
def test_what_is_visible_is_visible_still_when_looked_at_again(plan: Plan) -> None:
    assert visible(visible(plan)) == visible(plan)
