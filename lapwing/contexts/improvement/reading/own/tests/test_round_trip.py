"""What a plan prints, in documents and workbooks, reads back as the same plan."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from lapwing.contexts.improvement.interchange import Action, Measure, Plan
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


def test_an_action_whose_key_is_the_word_for_none_is_still_served_by_its_measure() -> None:
    action = Action(key="None", ref=None, text="Hire two")
    serving = Measure(key="M1", name="Posts filled", refs=("1.1",), actions=("None",))
    other = Measure(key="M2", name="Posts open", refs=("1.1",))
    plan = Plan(title="Our plan", actions=(action,), measures=(serving, other))
    for document in (document_of(layout_of(plan)), document_of_sheets(workbook_of(plan))):
        assert [len(measure.actions) for measure in read_own(document).measures] == [1, 0]
        assert visible(read_own(document)) == visible(plan)


@given(plans())
@_MANY
def test_what_is_visible_is_visible_still_when_looked_at_again(plan: Plan) -> None:
    assert visible(visible(plan)) == visible(plan)
