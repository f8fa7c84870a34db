"""A cycle and its updates: neither moves while the other does, and what was left stays nowhere for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lapwing.contexts.improvement import commands, cycle_turns, queries
from lapwing.contexts.improvement.access import CHECK, READ
from lapwing.contexts.improvement.commands import NotVisible, RefusedError, StepDetails
from lapwing.contexts.improvement.models import (
    Cycle,
    Expected,
    Group,
    Move,
    OwnerRole,
    Plan,
    RoleHolder,
    StatusReport,
    StepDeed,
    StepHolder,
    Update,
    UpdateMove,
)
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import ON_TRACK, Reporting, reporting
from lapwing.contexts.improvement.update_access import updates
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import People

LEAD = StepDetails("Group lead", StepHolder.GROUP_LEAD)


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, LATER)


def told(template: str) -> list[str]:
    with as_maintenance():
        return sorted(Notice.objects.filter(template=template).values_list("user__name", flat=True))


def waiting(template: str) -> int:
    with as_maintenance():
        return Notice.objects.filter(template=template, done_at=None).count()


def expect_update(here: Reporting) -> Expected:
    with as_maintenance():
        return Expected.objects.create(
            partnership=here.partnership,
            cycle=here.cycle,
            action=here.milestone.action,
            milestone=here.milestone,
        )


def sign_off(here: Reporting) -> Cycle:
    """Close the cycle and sign it off."""
    with acting_as(here.manager) as actor:
        cycle = commands.close_cycle(actor=actor, now=LATER, ref=here.cycle.ref)
        return commands.sign_off_cycle(
            actor=actor, now=LATER, ref=cycle.ref, version=cycle.version, missing_reason="Nobody met"
        )


def test_what_was_not_signed_off_in_time_is_said_so_and_waits_for_nobody(here: Reporting) -> None:
    expect_update(here)
    update = here.submits(here.owner)
    assert waiting("updates-to-check") == 1
    sign_off(here)
    assert waiting("updates-to-check") == 0
    assert told("update-not-signed-off") == ["Ada Action"]
    with acting_as(here.owner) as actor:
        page = queries.update_page(actor=actor, ref=update.ref, on=LATER.date())
        about = queries.updates_about(
            actor=actor, action_ref=here.milestone.action.ref, milestone_ref=here.milestone.ref
        )
    assert (page.line.state_words, page.line.waits_at, page.waits_for) == ("Not signed off in time", "", ())
    assert (about.under_way, [line.ref for line in about.not_in_time]) == ((), [update.ref])
    with acting_as(here.manager) as actor:
        assert queries.to_check(actor=actor, partnership=here.partnership, on=LATER.date()) == ()


def test_a_draft_that_was_left_is_said_so(here: Reporting) -> None:
    update = here.saves(here.owner)
    sign_off(here)
    with acting_as(here.owner) as actor:
        page = queries.update_page(actor=actor, ref=update.ref, on=LATER.date())
    assert page.line.state_words == "Not submitted in time"
    assert told("update-not-signed-off") == []


def test_a_second_lead_of_the_group_keeps_sight_of_what_the_first_passed(here: Reporting) -> None:
    lead, second = here.holder("Lena Lead"), here.holder("Liam Lead")
    signer = here.holder("Sam Signer")
    here.led_by(here.group("Group 1", (lead, "lead"), (second, "deputy-chair")))
    here.step("Group lead", StepDeed.CHECK)
    here.step("Operational group", StepDeed.SIGN_OFF, group=here.group("Operational", (signer, "chair")))
    update = here.submits(here.owner)
    assert reads(second, update)
    here.moves(lead, commands.pass_update, update)
    assert reads(second, update)


@pytest.mark.parametrize("role", ["parent-carer", "gp-practice"])
def test_a_seat_alone_reads_nothing_that_is_submitted(here: Reporting, role: str) -> None:
    seated = registry.member(here.partnership, role, name="Sid Seated")
    here.step("Operational group", StepDeed.SIGN_OFF, group=here.group("Operational", (seated, "chair")))
    update = here.submits(here.owner)
    assert not reads(seated, update)
    with acting_as(seated) as actor:
        assert not updates.permits(actor, CHECK, update)


def reads(who: User, update: Update) -> bool:
    with acting_as(who) as actor:
        return updates.permits(actor, READ, Update.objects.get(pk=update.pk)) if _is_there(update) else False


def _is_there(update: Update) -> bool:
    return Update.objects.filter(pk=update.pk).exists()


def test_a_check_that_nobody_holds_is_warned_of_on_the_steps_and_on_the_update(here: Reporting) -> None:
    signer = here.holder("Sam Signer")
    here.step("Group lead", StepDeed.CHECK)
    here.step("Scrutiny", StepDeed.CHECK, group=here.group("Scrutiny"))
    here.step("Operational group", StepDeed.SIGN_OFF, group=here.group("Operational", (signer, "chair")))
    update = here.submits(here.owner)
    assert told("check-passed-over") == [here.manager.name] * 2
    with acting_as(signer) as actor:
        page = queries.update_page(actor=actor, ref=update.ref, on=LATER.date())
        steps = queries.steps_page(actor=actor, plan_ref=here.plan.ref, on=LATER.date()).steps
    assert page.passed_over == ("Group lead", "Scrutiny")
    assert ["pass" in step.unheld for step in steps] == [True, True, False]
    # of another update on the same day they are not told once more
    here.submits(here.owner, kind="action", ref=here.milestone.action.ref)
    assert len(told("check-passed-over")) == 2


def set_steps(here: Reporting, *steps: StepDetails, reason: str = "They meet in another order") -> None:
    with acting_as(here.manager) as actor:
        version = Plan.objects.get(pk=here.plan.pk).version
        commands.set_steps(
            actor=actor, now=LATER, plan_ref=here.plan.ref, version=version, steps=steps, reason=reason
        )


def by(here: Reporting, name: str, person: User) -> StepDetails:
    group = here.group(name, (person, "chair"))
    return StepDetails(name, StepHolder.GOVERNANCE_GROUP, group_ref=group.ref)


def test_steps_that_change_places_take_what_waits_with_them(here: Reporting) -> None:
    uma, vic, sam = (here.holder(name) for name in ("Uma", "Vic", "Sam"))
    one, two, last = by(here, "One", uma), by(here, "Two", vic), by(here, "Last", sam)
    set_steps(here, one, two, last)
    update = here.submits(here.owner)
    set_steps(here, two, one, last)
    assert here.fresh(update).step == here.step_named("One")
    assert told("updates-to-check") == ["Uma"]
    here.moves(uma, commands.pass_update, update)
    assert here.fresh(update).step == here.step_named("Last")


def test_a_step_that_becomes_other_peoples_tells_them_what_waits(here: Reporting) -> None:
    uma, vic, sam = (here.holder(name) for name in ("Uma", "Vic", "Sam"))
    set_steps(here, by(here, "Check", uma), by(here, "Last", sam))
    update = here.submits(here.owner)
    with as_maintenance():
        Notice.objects.all().delete()
    other = here.group("Others", (vic, "chair"))
    set_steps(
        here,
        StepDetails("Check", StepHolder.GOVERNANCE_GROUP, group_ref=other.ref),
        StepDetails("Last", StepHolder.GOVERNANCE_GROUP, group_ref=group_ref(here, "Last")),
    )
    assert told("updates-to-check") == ["Vic"]
    here.moves(vic, commands.pass_update, update)


def group_ref(here: Reporting, name: str) -> str:
    step = here.step_named(name)
    with as_maintenance():
        step.refresh_from_db()
        assert step.group is not None
        return step.group.ref


def test_what_waits_at_a_step_that_is_gone_goes_on_where_it_stood_and_is_told(here: Reporting) -> None:
    uma, vic, sam = (here.holder(name) for name in ("Uma", "Vic", "Sam"))
    one, two, last = by(here, "One", uma), by(here, "Two", vic), by(here, "Last", sam)
    set_steps(here, one, two, last)
    update = here.submits(here.owner)
    set_steps(here, two, last)
    assert here.fresh(update).step == here.step_named("Two")
    assert told("updates-to-check") == ["Uma", "Vic"]


def test_an_owner_says_how_it_stands_in_the_update_while_a_cycle_asks_and_the_plan_has_steps(
    here: Reporting,
) -> None:
    expect_update(here)
    report(here, here.owner)
    here.step("Board", StepDeed.SIGN_OFF, group=here.group("Board", (here.holder("Cora Chair"), "chair")))
    with pytest.raises(RefusedError, match="in its update"):
        report(here, here.owner)
    assert reported_by(here) == [here.owner.name]
    report(here, here.manager)
    sign_off(here)
    with pytest.raises(RefusedError, match="of the next reporting cycle: none is planned yet"):
        report(here, here.owner)
    assert reported_by(here) == [here.owner.name, here.manager.name]


def test_nobody_moves_what_they_own_past_the_steps_not_even_who_edits_the_plan(here: Reporting) -> None:
    here.step("Board", StepDeed.SIGN_OFF, group=here.group("Board", (here.holder("Cora Chair"), "chair")))
    colleague = here.holder("Ed Editor", "programme-manager")
    own(here, here.manager)
    with pytest.raises(RefusedError, match="somebody else who edits the plan"):
        report(here, here.manager)
    report(here, colleague)
    assert reported_by(here) == [colleague.name]


def test_who_alone_edits_the_plan_reports_between_cycles_what_they_own(here: Reporting) -> None:
    here.step("Board", StepDeed.SIGN_OFF, group=here.group("Board", (here.holder("Cora Chair"), "chair")))
    own(here, here.manager)
    report(here, here.manager)
    expect_update(here)
    with pytest.raises(RefusedError, match="in its update"):
        report(here, here.manager)


def test_who_stepped_aside_a_moment_ago_still_moves_nothing_past_the_steps(here: Reporting) -> None:
    here.step("Board", StepDeed.SIGN_OFF, group=here.group("Board", (here.holder("Cora Chair"), "chair")))
    here.holder("Ed Editor", "programme-manager")
    own(here, here.manager)
    with as_maintenance():
        RoleHolder.objects.filter(user=here.manager).update(to_date=LATER.date() - timedelta(days=1))
    with pytest.raises(RefusedError, match="somebody else who edits the plan"):
        report(here, here.manager)


def test_nobody_takes_back_what_was_signed_off_of_their_own(here: Reporting) -> None:
    chair = here.holder("Cora Chair")
    here.step("Board", StepDeed.SIGN_OFF, group=here.group("Board", (chair, "chair")))
    here.holder("Ed Editor", "programme-manager")
    own(here, here.manager)
    update = here.submits(here.owner)
    here.moves(chair, commands.sign_off_update, update)
    signed = here.fresh(update).report
    assert signed is not None
    for who in (here.manager, here.owner):
        with acting_as(who) as actor, pytest.raises((RefusedError, NotVisible)):
            commands.take_back_report(actor=actor, now=LATER, report_ref=signed.ref, reason="It looks bad")
    with as_maintenance():
        assert StatusReport.objects.standing().filter(pk=signed.pk).exists()


def own(here: Reporting, who: User) -> None:
    with acting_as(here.manager) as actor:
        role = OwnerRole.objects.get(name="Head of Play")
        commands.add_holder(
            actor=actor,
            now=LATER,
            role_ref=role.ref,
            user_id=who.pk,
            from_date=LATER.date() - timedelta(days=9),
        )


def test_before_the_first_cycle_has_opened_everything_is_reported_at_once(here: Reporting) -> None:
    here.step("Board", StepDeed.SIGN_OFF, group=here.group("Board", (here.holder("Cora Chair"), "chair")))
    with as_maintenance():
        Cycle.objects.filter(pk=here.cycle.pk).update(opened_at=None)
    report(here, here.owner)
    assert reported_by(here) == [here.owner.name]


def reported_by(here: Reporting) -> list[str]:
    """Who said in turn how the milestone stands, beside its updates."""
    with as_maintenance():
        rows = StatusReport.objects.filter(milestone=here.milestone, status=Status.ON_TRACK)
        return list(rows.order_by("pk").values_list("recorded_by__name", flat=True))


def report(here: Reporting, who: User) -> None:
    with acting_as(who) as actor:
        commands.report_status(
            actor=actor, now=LATER, milestone_ref=here.milestone.ref, status=Status.ON_TRACK, note="Goes on"
        )


def test_more_time_to_the_same_day_reminds_and_asks_again(here: Reporting) -> None:
    expect_update(here)
    days = here.cycle.closes_on
    with acting_as(here.manager) as actor:
        cycle_turns.turn(here.cycle.pk, now=LATER)
        cycle_turns.turn(here.cycle.pk, now=LATER + timedelta(days=8))
        cycle = commands.close_cycle(actor=actor, now=LATER + timedelta(days=9), ref=here.cycle.ref)
        commands.extend_cycle(
            actor=actor, now=LATER + timedelta(days=9), ref=cycle.ref, version=cycle.version, closes_on=days
        )
        cycle_turns.turn(here.cycle.pk, now=LATER + timedelta(days=10))
        cycle_turns.turn(here.cycle.pk, now=LATER + timedelta(days=11))
    asked = ["Ada Action", "Dee Deputy"]
    assert told("update-reminder") == sorted(asked * 2)
    assert told("update-missed") == sorted(asked * 2)
    assert told("update-extended") == asked


def test_no_move_is_lost_where_a_step_was_passed_over_again(here: Reporting) -> None:
    """Submitted again, it tells of the checks that were passed over this time."""
    signer = here.holder("Sam Signer")
    here.step("Group lead", StepDeed.CHECK)
    here.step("Operational group", StepDeed.SIGN_OFF, group=here.group("Operational", (signer, "chair")))
    update = here.submits(here.owner)
    here.moves(signer, commands.return_update, update, comment="Say more.")
    lead = here.holder("Lena Lead")
    here.led_by(here.group("Group 1", (lead, "lead")))
    again = here.submits(here.owner, ON_TRACK, version=here.fresh(update).version)
    with acting_as(lead) as actor:
        page = queries.update_page(actor=actor, ref=again.ref, on=LATER.date())
    assert page.passed_over == ()
    with as_maintenance():
        moves = UpdateMove.objects.filter(update_moved=update, move=Move.PASSED_OVER)
        assert moves.count() == 1
        assert Group.objects.filter(plan=here.plan, governed_by__isnull=False).exists()


def test_nobody_who_may_not_check_is_shown_more_by_a_step_of_their_role(here: Reporting) -> None:
    here.step("Officer", StepDeed.SIGN_OFF, holder=StepHolder.ROLE, role="accountable-officer")
    update = here.submits(here.owner)
    assert reads(here.holder("Ira Officer", "accountable-officer"), update)
    other = here.holder("Bob Board")
    with acting_as(other) as actor, pytest.raises(NotVisible):
        queries.update_page(actor=actor, ref=update.ref, on=LATER.date())
