"""What the rules raise: once until it is well again, with the facts, told, and passed on when unanswered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from lapwing.contexts.governance.commands.raised import pass_on
from lapwing.contexts.governance.models import EscalatedItem
from lapwing.contexts.governance.public import open_items_for
from lapwing.contexts.governance.tests.factories import seat
from lapwing.contexts.improvement import commands as plan_commands
from lapwing.contexts.improvement.models import Cycle, Expected, Measure, Milestone, Occurrence
from lapwing.contexts.improvement.public import look_at_plan
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import OFF_TRACK, ON_TRACK
from lapwing.insight.escalation import jobs
from lapwing.insight.escalation.commands import RuleDetails, change_rule, switch_rule
from lapwing.insight.escalation.evaluating import would_raise
from lapwing.insight.escalation.models import EscalationRule
from lapwing.insight.escalation.queries import escalations_of
from lapwing.insight.escalation.tests.conftest import Escalating
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.editing.commands import RefusedError
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Capacity, Membership
from lapwing.registry.subjects import SUBJECTS
from lapwing.registry.tests import factories

pytestmark = pytest.mark.django_db


def told(template: str) -> list[str]:
    with as_maintenance():
        return sorted(Notice.objects.filter(template=template).values_list("user__name", flat=True))


def late_pass(here: Escalating, item: EscalatedItem, days: int) -> EscalatedItem | None:
    with acting(system_actor("Escalation"), purpose="test") as actor:
        return pass_on(actor=actor, now=LATER + timedelta(days=days), item_id=item.pk)


def test_off_track_in_two_cycles_is_raised_once_with_its_facts(here: Escalating) -> None:
    here.rule(tells=("owners", "members"))
    first = here.signed_off()
    assert here.evaluate() == 0
    here.goes_on()
    second = here.signed_off()
    assert here.evaluate() == 1
    assert here.evaluate() == 0
    (item,) = here.items()
    assert item.group == here.ops
    assert item.words == "Milestone of action 1.1.1: Begin talks. Off track in 2 cycles running."
    assert item.reason.splitlines() == [
        "Off track in The next two months",
        "Off track in March and April 2026",
    ]
    # 14 working days, and the first Monday of May is none
    assert item.answer_by == date(2026, 5, 11)
    (row,) = here.escalations()
    assert [fact["ref"] for fact in row.facts] == [second.ref, first.ref]
    assert told("item-raised") == ["Carys Chair"]
    assert told("escalated-of-yours") == ["Ada Action", "Dee Deputy"]
    assert told("escalated-to-members") == ["Carys Chair", "Milo Member"]


def test_what_has_no_answer_is_raised_again_only_after_it_was_well(here: Escalating) -> None:
    here.rule(times=1)
    here.signed_off()
    assert here.evaluate() == 1
    here.goes_on()
    here.signed_off()
    assert here.evaluate() == 0
    here.goes_on()
    here.signed_off(ON_TRACK)
    assert here.evaluate() == 0
    assert here.escalations()[0].over_at is not None
    here.goes_on()
    here.signed_off()
    assert here.evaluate() == 1
    assert [row.number for row in here.escalations()] == [1, 2]
    assert [item.episode for item in here.items()] == ["1", "2"]


def test_red_that_nobody_signed_off_before_the_cycle_was_counts_as_red(here: Escalating) -> None:
    here.rule()
    here.signed_off()
    here.goes_on()
    here.plan.submits(here.plan.owner, OFF_TRACK)
    # it may be signed off yet
    assert here.evaluate() == 0
    here.goes_on()
    assert here.evaluate() == 1
    assert here.items()[0].reason.splitlines() == [
        "Off track in The next two months, submitted and not signed off",
        "Off track in March and April 2026",
    ]


def test_what_nobody_judged_neither_breaks_a_run_of_red_nor_ends_it(here: Escalating) -> None:
    here.rule()
    here.signed_off()
    here.goes_on()
    here.plan.submits(here.plan.owner, ON_TRACK)
    here.goes_on()
    assert here.evaluate() == 0
    here.signed_off()
    assert here.evaluate() == 1
    here.goes_on()
    here.plan.submits(here.plan.owner, ON_TRACK)
    here.goes_on()
    assert here.evaluate() == 0
    assert here.escalations()[0].over_at is None


def test_a_turn_that_is_off_track_in_two_cycles_is_raised(here: Escalating) -> None:
    here.rule()
    turn = autumn_turn(here)
    here.signed_off_of(turn)
    assert here.evaluate() == 0
    here.goes_on()
    here.signed_off_of(turn)
    assert here.evaluate() == 1
    (item,) = here.items()
    assert "Meet every term" in item.words
    with acting_as(here.plan.manager) as actor:
        plan_commands.report_status(
            actor=actor,
            now=LATER + timedelta(days=1),
            milestone_ref=turn.milestone.ref,
            occurrence_ref=turn.ref,
            status="on track",
            note="A room was found",
        )
    assert here.evaluate(LATER + timedelta(days=1)) == 0
    assert here.escalations()[0].over_at is not None


def autumn_turn(here: Escalating) -> Occurrence:
    """A turn of the milestone that comes round."""
    with acting_as(here.plan.manager) as actor:
        milestone = Milestone.objects.get(text="Meet every term")
        return plan_commands.add_occurrence(
            actor=actor,
            now=LATER,
            milestone_ref=milestone.ref,
            label="Autumn term 2026",
            due_on=date(2026, 12, 18),
        )


def test_a_missing_update_is_raised_by_action_and_ends_with_a_late_answer(here: Escalating) -> None:
    here.rule("missing", 1)
    with as_maintenance():
        Expected.objects.create(
            partnership=here.partnership,
            cycle=here.plan.cycle,
            action=here.plan.milestone.action,
            milestone=here.plan.milestone,
        )
    # still open: nobody owes anything yet
    assert here.evaluate() == 0
    with as_maintenance():
        Cycle.objects.filter(pk=here.plan.cycle.pk).update(closed_at=LATER)
    assert here.evaluate() == 1
    (item,) = here.items()
    assert item.subject_kind == "action"
    assert item.reason == "No update in March and April 2026 of: Begin talks"
    here.plan.submits(here.plan.owner, ON_TRACK)
    assert here.evaluate() == 0
    assert here.escalations()[0].over_at is not None


def test_a_date_that_moved_twice_is_raised_and_counts_anew_once_it_is_answered(here: Escalating) -> None:
    here.rule("moved", 2)

    def move(month: int, version: int) -> None:
        with acting_as(here.plan.manager) as actor:
            plan_commands.set_due_points(
                actor=actor,
                now=LATER + timedelta(minutes=version),
                milestone_ref=here.plan.milestone.ref,
                version=version,
                points=[
                    plan_commands.DueDetails(as_written=f"by month {month}", latest=date(2026, month, 28))
                ],
                reason="No room",
            )

    move(6, 1)
    assert here.evaluate() == 0
    move(7, 2)
    assert here.evaluate() == 1
    (item,) = here.items()
    assert item.reason == "Its date moved twice: at first 31 May 2026, now 28 July 2026"
    here.answers(item)
    move(8, 3)
    assert here.evaluate() == 0
    move(9, 4)
    assert here.evaluate() == 1
    assert len(here.items()) == 2


def test_the_day_of_one_turn_that_moved_twice_is_raised_and_not_those_of_two(here: Escalating) -> None:
    here.rule("moved", 2)
    autumn = autumn_turn(here)
    termly = autumn.milestone.ref
    with acting_as(here.plan.manager) as actor:
        spring = plan_commands.add_occurrence(
            actor=actor,
            now=LATER,
            milestone_ref=termly,
            label="Spring",
            due_on=date(2027, 3, 1),
        )
    second = factories.member(here.partnership, "programme-manager", name="Mo Manager")

    def move(turn: Occurrence, to: date) -> int:
        with acting_as(here.plan.manager) as actor:
            turn.refresh_from_db()
            request = plan_commands.ask_for_turn(
                actor=actor,
                now=LATER,
                occurrence_ref=turn.ref,
                version=turn.version,
                due_on=to,
                reason="The hall is shut",
            )
        with acting_as(second) as actor:
            plan_commands.approve_request(
                actor=actor, now=LATER, request_ref=request.ref, version=turn.version
            )
        return here.evaluate()

    assert [move(autumn, date(2027, 1, 22)), move(spring, date(2027, 3, 8))] == [0, 0]
    assert move(spring, date(2027, 3, 15)) == 1
    (item,) = here.items()
    assert (item.subject_kind, item.subject_ref) == ("occurrence", spring.ref)
    assert item.subject_words.endswith("Meet every term: Spring")
    assert item.reason == "Its date moved twice: at first 1 March 2027, now 15 March 2027"
    here.answers(item)
    assert move(spring, date(2027, 3, 22)) == 0
    with acting_as(here.plan.owner) as actor:
        found = SUBJECTS.find(actor, here.partnership, [("occurrence", spring.ref)])
        asked = (("occurrence", spring.ref), LATER.date())
        assert here.plan.owner.pk in SUBJECTS.owners([asked], LATER.date())[asked]
    assert found["occurrence", spring.ref].url.endswith(f"/milestone/{termly}/")


def test_a_measure_off_its_path_for_three_figures_is_raised(here: Escalating) -> None:
    here.rule("off-path", 3)
    with as_maintenance():
        series = Measure.objects.filter(plan=here.plan.plan)[0].series.get(label="Others")
    for month, value in ((1, 5.0), (2, 4.0), (3, 3.0)):
        assert here.evaluate() == 0
        with acting_as(here.plan.manager) as actor:
            plan_commands.record_actual(
                actor=actor,
                now=LATER,
                series_ref=series.ref,
                details=plan_commands.ActualDetails(to_date=date(2026, month, 28), value=value),
            )
    assert here.evaluate() == 1
    assert here.items()[0].reason == "Others: the last 3 figures are off the path to the target"


def test_what_is_unanswered_past_its_day_goes_to_the_group_above_until_the_top(here: Escalating) -> None:
    here.rule(times=1)
    here.signed_off()
    here.evaluate()
    (item,) = here.items()
    assert late_pass(here, item, 21) is None
    further = late_pass(here, item, 22)
    assert further is not None
    assert (further.group_id, further.from_group_id) == (here.board.pk, here.ops.pk)
    # as many working days more, and the last Monday of May is none
    assert further.answer_by == date(2026, 6, 2)
    assert late_pass(here, item, 23) is None
    assert late_pass(here, further, 43) is None
    assert told("item-late") == []
    assert late_pass(here, further, 44) is None
    assert late_pass(here, further, 45) is None
    assert len(here.items()) == 2
    # nobody is above the board: whoever answers for it is told, once
    assert told("item-late") == [here.plan.manager.name]
    assert told("item-passed-on") == ["Carys Chair"]
    # the board has no member with an account: whoever runs all groups is told
    assert told("item-raised") == ["Carys Chair", here.plan.manager.name]
    assert here.evaluate(LATER + timedelta(days=46)) == 0
    with acting_as(here.plan.manager) as actor:
        (line,) = escalations_of(actor, here.partnership, here.plan.plan.ref, LATER.date())
    assert [each.group for each in line.items] == ["Operational Group", "SEND Partnership Board"]
    assert not line.is_answered


def test_what_is_over_says_so_and_is_not_passed_on(here: Escalating) -> None:
    here.rule(times=1)
    here.signed_off()
    here.evaluate()
    (item,) = here.items()
    here.goes_on()
    here.signed_off(ON_TRACK)
    assert here.evaluate() == 0
    assert here.items()[0].over_at == LATER
    assert late_pass(here, item, 30) is None
    # it stays, and everybody who may answer for the group hears that it is late
    assert told("item-late") == ["Carys Chair", "Milo Member"]
    with acting_as(here.plan.manager) as actor:
        (line,) = open_items_for(actor, here.partnership, here.ops, LATER.date())
    assert line.over_since == LATER.date()
    # it still wants its answer, on the version that was read before
    here.answers(item)
    assert here.items()[0].answer == "Two more posts."


def test_what_went_up_says_there_that_it_is_over(here: Escalating) -> None:
    here.rule(times=1)
    here.signed_off()
    here.evaluate()
    further = late_pass(here, here.items()[0], 22)
    assert further is not None
    here.goes_on()
    here.signed_off(ON_TRACK)
    here.evaluate(LATER + timedelta(days=25))
    below, above = here.items()
    assert below.over_at is None
    assert above.over_at == LATER + timedelta(days=25)
    with acting_as(here.plan.manager) as actor:
        (line,) = open_items_for(actor, here.partnership, here.board, LATER.date() + timedelta(days=24))
    # as at a day before, it stood
    assert line.over_since is None


def test_only_who_may_see_what_groups_have_is_told(here: Escalating) -> None:
    guest = factories.member(here.partnership, "board-member", name="Una Guest")
    seat(guest, here.ops, Capacity.MEMBER)
    with as_maintenance():
        Membership.objects.filter(user=guest).update(to_date=LATER.date() - timedelta(days=1))
    here.rule(times=1, tells=("members",))
    here.signed_off()
    here.evaluate()
    assert told("escalated-to-members") == ["Carys Chair", "Milo Member"]


def test_groups_are_held_in_one_order_before_anything_is_raised(here: Escalating) -> None:
    for group in sorted((here.ops, here.board), key=lambda each: -each.pk):
        here.rule(times=1, group=group)
    here.signed_off()
    with CaptureQueriesContext(connection) as caught:
        assert here.evaluate() == 2
    words = [each["sql"] for each in caught]
    held = next(n for n, sql in enumerate(words) if "registry_governancegroup" in sql and "FOR NO KEY" in sql)
    assert "ORDER BY 1 ASC FOR NO KEY UPDATE" in words[held]
    assert held < next(n for n, sql in enumerate(words) if 'INSERT INTO "governance_escalateditem"' in sql)


def test_what_has_its_answer_or_no_group_above_is_not_passed_on(here: Escalating) -> None:
    here.rule(times=1, group=here.board)
    here.signed_off()
    here.evaluate()
    assert late_pass(here, here.items()[0], 30) is None
    assert told("item-late") == [here.plan.manager.name]
    rule = here.rule(times=1)
    here.evaluate()
    item = next(each for each in here.items() if each.rule_key == f"rule {rule.ref}")
    here.answers(item)
    assert late_pass(here, item, 30) is None


def test_a_rule_that_is_off_raises_nothing_and_one_that_comes_back_remembers(here: Escalating) -> None:
    rule = here.rule(times=1)
    here.signed_off()

    def switch(is_on: bool) -> None:
        with acting_as(here.plan.manager) as actor:
            switch_rule(actor=actor, now=LATER, ref=rule.ref, is_on=is_on)

    switch(False)
    assert here.evaluate() == 0
    switch(True)
    assert here.evaluate() == 1
    switch(False)
    switch(True)
    assert here.evaluate() == 0


def test_a_look_beforehand_says_what_would_be_raised_and_writes_nothing(here: Escalating) -> None:
    here.signed_off()
    unsaved = EscalationRule(kind="red", times=1, group=here.ops, partnership=here.partnership)
    with acting_as(here.plan.manager) as actor:
        plan = look_at_plan(actor=actor, plan_ref=here.plan.plan.ref, on=LATER.date())
        assert [each.words for each in would_raise(unsaved, plan)] == [
            "Milestone of action 1.1.1: Begin talks"
        ]
    assert here.items() == []
    rule = here.rule(times=1)
    here.evaluate()
    with acting_as(here.plan.manager) as actor:
        # what stands is not raised again
        assert would_raise(rule, plan) == ()


def test_a_rule_that_wants_more_from_now_on_ends_nothing_by_itself(here: Escalating) -> None:
    rule = here.rule(times=1)
    here.signed_off()
    here.evaluate()
    with acting_as(here.plan.manager) as actor:
        details = RuleDetails(kind="red", times=3, group=here.ops, answer_days=14)
        change_rule(actor=actor, now=LATER, ref=rule.ref, version=1, details=details)
    assert here.evaluate() == 0
    assert here.escalations()[0].over_at is None


def test_what_a_rule_looks_for_does_not_change(here: Escalating) -> None:
    rule = here.rule(times=1)
    here.signed_off()
    here.evaluate()
    details = RuleDetails(kind="moved", times=1, group=here.ops, answer_days=14)
    with acting_as(here.plan.manager) as actor, pytest.raises(RefusedError, match="does not change") as no:
        change_rule(actor=actor, now=LATER, ref=rule.ref, version=1, details=details)
    assert no.value.field == "kind"
    assert here.evaluate() == 0
    assert here.escalations()[0].over_at is None


def test_closing_and_signing_off_a_cycle_put_the_job(here: Escalating) -> None:
    with acting_as(here.plan.manager) as actor:
        cycle = plan_commands.close_cycle(actor=actor, now=LATER, ref=here.plan.cycle.ref)
        plan_commands.sign_off_cycle(actor=actor, now=LATER, ref=cycle.ref, version=cycle.version)
    with as_maintenance():
        rows = ProcrastinateJob.objects.filter(task_name="escalation.evaluate")
        assert [row.args for row in rows] == [{"ref": here.plan.plan.ref}] * 2


def test_the_jobs_ask_the_rules_of_plans_that_stand(here: Escalating) -> None:
    here.rule(times=1)
    here.signed_off()
    jobs.evaluate(here.plan.plan.ref)
    assert len(here.items()) == 1
    jobs.evaluate_all(0)
    assert len(here.items()) == 1
    jobs.evaluate("zzzzzzzzzzzz")


def test_as_many_queries_for_much_as_for_little(here: Escalating) -> None:
    here.rule(times=3)
    here.rule("missing", 3)
    here.rule("moved", 3)
    here.rule("off-path", 12)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            here.evaluate()
        return len(caught)

    here.signed_off()
    queries()
    few = queries()
    for _ in range(3):
        here.goes_on()
        here.signed_off(ON_TRACK)
    assert queries() == few
