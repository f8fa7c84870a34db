"""Writing updates, and their way from step to step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.commands import (
    EditedByAnotherError,
    NotCompleteError,
    NotVisible,
    RefusedError,
)
from lapwing.contexts.improvement.commands.statuses import status_on
from lapwing.contexts.improvement.evidence_access import evidence as every_piece
from lapwing.contexts.improvement.models import (
    Cycle,
    Evidence,
    Milestone,
    Move,
    StatusReport,
    StepDeed,
    StepHolder,
    Update,
    UpdateMove,
)
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import OFF_TRACK, ON_TRACK, Reporting, reporting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Partnership
from lapwing.registry.names import ChildNamedError
from lapwing.registry.tests.factories import People


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, LATER)


def moves(update: Update) -> list[str]:
    with as_maintenance():
        return [row.move for row in UpdateMove.objects.filter(update_moved=update).order_by("id")]


def told(template: str) -> list[str]:
    with as_maintenance():
        return sorted(Notice.objects.filter(template=template).values_list("user__name", flat=True))


def test_a_draft_keeps_whatever_was_typed(here: Reporting) -> None:
    update = here.saves(here.owner, Said(done="Met "))
    assert (update.state, update.done, update.status, update.version) == ("draft", "Met", "", 1)
    saved = here.saves(here.owner, Said(Status.AT_RISK, done="Met two"), version=1)
    assert (saved.pk, saved.version, saved.status) == (update.pk, 2, "at risk")
    assert moves(update) == ["written"]


def test_saving_the_same_twice_saves_it_once(here: Reporting) -> None:
    here.saves(here.owner, ON_TRACK)
    again = here.saves(here.owner, ON_TRACK)
    assert again.version == 1


def test_the_second_of_two_who_write_at_once_is_told(here: Reporting) -> None:
    here.saves(here.owner, ON_TRACK)
    with pytest.raises(EditedByAnotherError) as refused:
        here.saves(here.deputy, replace(ON_TRACK, done="Something else"))
    assert refused.value.current.pk == here.saves(here.owner, ON_TRACK).pk


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_who_owns_nothing_writes_nothing(here: Reporting, people: People, who: str) -> None:
    with pytest.raises(NotVisible):
        here.saves(getattr(people, who))


def test_a_deputy_writes_on_behalf_of_the_role(here: Reporting) -> None:
    assert here.saves(here.owner).on_behalf_of is None
    update = here.submits(here.deputy, version=1)
    assert update.on_behalf_of is not None
    assert (update.on_behalf_of.name, update.submitted_by_id) == ("Head of Play", here.deputy.pk)


def test_who_runs_the_plan_writes_for_an_owner_and_does_not_sign_it_off(here: Reporting) -> None:
    update = here.submits(here.manager)
    assert update.on_behalf_of is not None
    with pytest.raises(RefusedError, match="You wrote"):
        here.moves(here.manager, commands.sign_off_update, update)


def test_what_is_missing_is_said_all_at_once_and_nothing_is_submitted(here: Reporting) -> None:
    with pytest.raises(NotCompleteError) as refused:
        here.submits(here.owner, Said(Status.OFF_TRACK))
    assert [each.field for each in refused.value.missing] == ["mitigation", "forecast_on"]
    with as_maintenance():
        assert not Update.objects.exists()


def test_a_child_that_is_named_is_asked_about_before_it_is_submitted(here: Reporting) -> None:
    said = replace(ON_TRACK, impact="Jayden (9) has a place now.")
    with pytest.raises(ChildNamedError) as refused:
        here.submits(here.owner, said)
    assert [each.text for each in refused.value.found["impact"]] == ["Jayden"]
    assert here.submits(here.owner, said, named_nobody=["Jayden"]).state == "submitted"


def test_to_say_that_one_word_names_nobody_says_nothing_of_another(here: Reporting) -> None:
    said = replace(ON_TRACK, impact="Jayden (9) and Aisha (7) have places now.")
    with pytest.raises(ChildNamedError) as refused:
        here.submits(here.owner, said, named_nobody=["Jayden"])
    assert [each.text for each in refused.value.found["impact"]] == ["Aisha"]


def test_the_partnerships_own_people_are_no_children(here: Reporting) -> None:
    assert here.submits(here.owner, replace(ON_TRACK, done="Dee Deputy met Ada Action.")).state == "submitted"


def test_without_steps_the_programme_manager_signs_off_and_the_milestone_stands_so(here: Reporting) -> None:
    update = here.submits(here.owner, OFF_TRACK)
    assert (update.state, update.step) == ("submitted", None)
    assert told("updates-to-check") == [here.manager.name]
    with as_maintenance():
        assert status_on(here.milestone, None, date(2026, 4, 20)) is Status.NOT_STARTED
    here.moves(here.manager, commands.sign_off_update, update)
    found = here.fresh(update)
    assert (found.state, moves(update)) == ("signed off", ["written", "submitted", "signed off"])
    report = found.report
    assert report is not None
    assert (report.status, report.effective_on) == ("off track", date(2026, 4, 20))
    assert report.note == "Met one landlord.\n\nMitigation: A second officer joins."
    assert told("update-signed-off") == ["Ada Action"]


@pytest.mark.parametrize("author", ["owner", "deputy"])
def test_nobody_signs_off_what_they_wrote_or_own(here: Reporting, author: str) -> None:
    writer = getattr(here, author)
    group = here.group("Operational group", (here.owner, "chair"), (here.deputy, "member"))
    here.step("Operational group", StepDeed.SIGN_OFF, group=group)
    update = here.submits(writer)
    with pytest.raises(RefusedError, match="You wrote"):
        here.moves(writer, commands.sign_off_update, update)
    other = here.deputy if writer is here.owner else here.owner
    with pytest.raises(RefusedError, match="You own"):
        here.moves(other, commands.sign_off_update, update)
    # and so that it does not wait for ever, it falls to those who run the plan
    assert told("updates-to-check") == [here.manager.name]
    here.moves(here.manager, commands.sign_off_update, update)
    assert here.fresh(update).state == "signed off"


def test_it_is_checked_by_the_group_lead_and_signed_off_by_the_operational_group(here: Reporting) -> None:
    """As one of the published plans has it, and every two months."""
    lead, signer = here.holder("Lena Lead"), here.holder("Sam Signer")
    here.led_by(here.group("Group 1", (lead, "lead"), (here.holder("Mia Member"), "member")))
    group = here.group("Operational group", (signer, "chair"), (here.holder("Ann Attends"), "attends"))
    here.step("Group lead", StepDeed.CHECK)
    here.step("Operational group", StepDeed.SIGN_OFF, group=group)

    update = here.submits(here.owner)
    assert told("updates-to-check") == ["Lena Lead"]
    with pytest.raises(NotVisible):
        here.moves(signer, commands.sign_off_update, update)
    with pytest.raises(RefusedError, match="still to be checked"):
        here.moves(lead, commands.sign_off_update, update)
    here.moves(lead, commands.return_update, update, comment="Say who met whom.")
    assert here.fresh(update).state == "returned"
    assert told("update-returned") == ["Ada Action"]

    again = here.submits(here.owner, replace(ON_TRACK, done="The lead met three."), version=3)
    here.moves(lead, commands.pass_update, again, comment="Clear now.")
    assert here.fresh(update).step == here.step_named("Operational group")
    assert told("updates-to-check") == ["Lena Lead", "Lena Lead", "Sam Signer"]
    here.moves(signer, commands.sign_off_update, update)
    assert here.fresh(update).state == "signed off"
    assert moves(update) == ["written", "submitted", "returned", "submitted", "passed", "signed off"]


def test_one_board_signs_everything_off_each_quarter(here: Reporting) -> None:
    """As the other published plan has it."""
    chair, member = here.holder("Cora Chair"), here.holder("Mia Member")
    board = here.group("Board", (chair, "chair"), (member, "member"))
    here.step("Board", StepDeed.SIGN_OFF, group=board, capacities=["chair", "deputy-chair"])
    update = here.submits(here.owner)
    assert told("updates-to-check") == ["Cora Chair"]
    with pytest.raises(NotVisible):
        here.moves(member, commands.sign_off_update, update)
    here.moves(chair, commands.sign_off_update, update)
    assert here.fresh(update).state == "signed off"


def test_a_check_that_only_the_owner_could_make_is_passed_over_and_that_is_written_down(
    here: Reporting,
) -> None:
    signer = here.holder("Sam Signer")
    here.led_by(here.group("Group 1", (here.owner, "lead")))
    here.step("Group lead", StepDeed.CHECK)
    here.step("Operational group", StepDeed.SIGN_OFF, group=here.group("Operational", (signer, "chair")))
    update = here.submits(here.owner)
    assert here.fresh(update).step == here.step_named("Operational group")
    assert moves(update) == ["written", "submitted", "passed over"]
    assert told("updates-to-check") == ["Sam Signer"]


def test_a_role_can_hold_a_step(here: Reporting) -> None:
    executive = here.holder("Ira Icb", "accountable-officer")
    here.step("Accountable officer", StepDeed.SIGN_OFF, holder=StepHolder.ROLE, role="accountable-officer")
    update = here.submits(here.owner)
    with pytest.raises(NotVisible):
        here.moves(here.holder("Bob Board"), commands.sign_off_update, update)
    here.moves(executive, commands.sign_off_update, update)


def test_it_is_returned_with_a_comment_alone(here: Reporting) -> None:
    update = here.submits(here.owner)
    with pytest.raises(RefusedError) as refused:
        here.moves(here.manager, commands.return_update, update, comment=" ")
    assert refused.value.field == "comment"
    with pytest.raises(ChildNamedError):
        here.moves(here.manager, commands.return_update, update, comment="Is Jayden, 9, meant?")


def test_its_author_takes_back_what_was_submitted_and_changes_it(here: Reporting) -> None:
    update = here.submits(here.owner)
    with pytest.raises(RefusedError, match="submitted already"):
        here.saves(here.owner, replace(ON_TRACK, done="More"), version=update.version)
    with pytest.raises(NotVisible):
        here.moves(here.holder("Bob Board"), commands.take_back_update, update)
    here.moves(here.owner, commands.take_back_update, update)
    draft = here.saves(here.owner, replace(ON_TRACK, done="More"), version=update.version + 1)
    assert (draft.state, draft.done) == ("draft", "More")
    with pytest.raises(NotVisible):
        here.moves(here.manager, commands.sign_off_update, update)


@pytest.mark.parametrize("command", [commands.sign_off_update, commands.return_update])
def test_a_move_that_is_sent_twice_is_made_once(here: Reporting, command: Any) -> None:
    update = here.submits(here.owner)
    version = update.version
    given = {"comment": "Say more."}
    for _ in range(2):
        here.moves(here.manager, command, update, version=version, **given)
    assert len(moves(update)) == 3
    with as_maintenance():
        assert StatusReport.objects.filter(milestone=here.milestone).count() <= 1


def test_an_update_that_is_submitted_twice_is_submitted_once(here: Reporting) -> None:
    one, two = here.submits(here.owner), here.submits(here.owner)
    assert (one.pk, one.version) == (two.pk, two.version)
    assert moves(one) == ["written", "submitted"]


def test_a_second_person_who_signs_off_is_told_that_it_was_done(here: Reporting) -> None:
    other = here.holder("Pia Programme", "programme-manager")
    update = here.submits(here.owner)
    version = update.version
    here.moves(here.manager, commands.sign_off_update, update)
    with pytest.raises(RefusedError, match="signed off already"):
        here.moves(other, commands.sign_off_update, update, version=version)


def test_what_was_changed_meanwhile_is_not_signed_off_unread(here: Reporting) -> None:
    update = here.submits(here.owner)
    read = update.version
    here.moves(here.owner, commands.take_back_update, update)
    here.submits(here.owner, replace(ON_TRACK, done="Something else"), version=read + 1)
    with pytest.raises(EditedByAnotherError):
        here.moves(here.manager, commands.sign_off_update, update, version=read)


def test_a_cycle_that_has_not_opened_or_was_signed_off_takes_no_updates(here: Reporting) -> None:
    update = here.submits(here.owner)
    with as_maintenance():
        Cycle.objects.filter(pk=here.cycle.pk).update(
            closed_at=LATER, signed_off_at=LATER, signed_off_by=here.manager
        )
    with pytest.raises(RefusedError, match="no longer takes"):
        here.submits(here.deputy, replace(ON_TRACK, done="x"), version=update.version)
    with pytest.raises(RefusedError, match="no longer takes"):
        here.moves(here.owner, commands.take_back_update, update)
    with pytest.raises(RefusedError, match="no longer takes"):
        here.moves(here.manager, commands.sign_off_update, update)
    with as_maintenance():
        Cycle.objects.filter(pk=here.cycle.pk).update(signed_off_at=None, signed_off_by=None, closed_at=None)
        Cycle.objects.filter(pk=here.cycle.pk).update(opened_at=None)
        Update.objects.all().delete()
    with pytest.raises(RefusedError, match="no longer takes"):
        here.saves(here.owner)


def test_a_milestone_that_stands_otherwise_by_then_is_not_overwritten(here: Reporting) -> None:
    update = here.submits(here.owner, replace(ON_TRACK, status=Status.DONE))
    with acting_as(here.manager) as actor:
        commands.report_status(
            actor=actor, now=LATER, milestone_ref=here.milestone.ref, status="stopped", note="No money"
        )
    with pytest.raises(RefusedError, match="stands differently"):
        here.moves(here.manager, commands.sign_off_update, update)


def test_an_update_on_an_action_as_a_whole_records_no_status(here: Reporting) -> None:
    update = here.submits(here.owner, kind="action", ref=here.milestone.action.ref)
    here.moves(here.manager, commands.sign_off_update, update)
    found = here.fresh(update)
    assert (found.state, found.report, found.milestone_id) == ("signed off", None, None)


def test_several_are_decided_with_one_comment_each_for_itself(here: Reporting) -> None:
    one = here.submits(here.owner)
    two = here.submits(here.owner, kind="action", ref=here.milestone.action.ref)
    own = here.submits(here.manager, kind="milestone", ref=other_milestone(here))
    with acting_as(here.manager) as actor:
        picked = [(each.ref, each.version) for each in (one, two, own)]
        found = commands.decide_together(actor=actor, now=LATER, picked=picked, comment="Thank you.")
    assert found.moved == 2
    assert "You wrote" in found.refused[own.ref]
    assert [here.fresh(each).state for each in (one, two, own)] == ["signed off", "signed off", "submitted"]
    with acting_as(here.manager) as actor, pytest.raises(RefusedError, match="Pick"):
        commands.decide_together(actor=actor, now=LATER, picked=[])
    with acting_as(here.manager) as actor, pytest.raises(RefusedError) as refused:
        commands.decide_together(actor=actor, now=LATER, picked=picked, give_back=True)
    assert refused.value.field == "comment"


def other_milestone(here: Reporting) -> str:
    with as_maintenance():
        return here.milestone.action.milestones.exclude(pk=here.milestone.pk).order_by("id")[0].ref


def test_what_was_submitted_is_kept_as_it_read_then(here: Reporting) -> None:
    update = here.submits(here.owner, OFF_TRACK)
    with as_maintenance():
        kept = UpdateMove.objects.get(update_moved=update, move=Move.SUBMITTED).words
    assert (kept["mitigation"], kept["forecast_on"]) == ("A second officer joins.", "2026-08-31")


@pytest.mark.parametrize("who", ["owner", "deputy", "manager", "lead", "signer", "colleague", "outsider"])
def test_who_reads_an_update_in_which_state(here: Reporting, people: People, who: str) -> None:
    lead, signer = here.holder("Lena Lead"), here.holder("Sam Signer")
    here.led_by(here.group("Group 1", (lead, "lead")))
    here.step("Group lead", StepDeed.CHECK)
    here.step("Operational group", StepDeed.SIGN_OFF, group=here.group("Operational", (signer, "chair")))
    person: User = {
        "owner": here.owner,
        "deputy": here.deputy,
        "manager": here.manager,
        "lead": lead,
        "signer": signer,
        "colleague": people.colleague,
        "outsider": people.outsider,
    }[who]
    read = {}
    update = here.saves(here.owner)
    read["draft"] = can_read(person, update)
    here.submits(here.owner, version=1)
    read["submitted"] = can_read(person, update)
    here.moves(lead, commands.pass_update, update)
    read["checked"] = can_read(person, update)
    here.moves(signer, commands.sign_off_update, update)
    read["signed off"] = can_read(person, update)
    everything = {"draft", "submitted", "checked", "signed off"}
    assert {state for state, can in read.items() if can} == {
        "owner": everything,
        "deputy": everything,
        "manager": everything - {"draft"},
        "lead": everything - {"draft"},
        "signer": {"checked", "signed off"},
        "colleague": {"signed off"},
        "outsider": set(),
    }[who]


def can_read(who: User, update: Update) -> bool:
    with acting_as(who) as actor:
        try:
            queries.update_page(actor=actor, ref=update.ref, on=LATER.date())
        except NotVisible:
            return False
        return True


QUOTE = commands.EvidenceDetails(
    kind="impact", form="quote", title="Said at the coffee morning", words="It helped.", on=date(2026, 3, 1)
)


def given_with(here: Reporting, update: Update) -> Evidence:
    with acting_as(here.owner) as actor:
        action_ref = here.milestone.action.ref
        return commands.give_evidence(
            actor=actor,
            now=here.now,
            action_ref=action_ref,
            milestone_ref=here.milestone.ref,
            update_ref=update.ref,
            details=QUOTE,
        )


def test_evidence_given_with_an_update_is_read_by_those_who_read_the_update(
    here: Reporting, people: People
) -> None:
    update = here.submits(here.owner)
    row = given_with(here, update)

    def readers() -> set[str]:
        found = set()
        for who in (here.owner, here.deputy, here.manager, people.colleague):
            with acting_as(who) as actor:
                if every_piece.permits(actor, READ, row):
                    found.add(who.name)
        return found

    assert people.colleague.name not in readers()
    assert {here.owner.name, here.manager.name} <= readers()
    here.moves(here.manager, commands.sign_off_update, update)
    assert people.colleague.name in readers()


def test_what_is_signed_off_as_done_and_was_evidenced_before_is_both(here: Reporting) -> None:
    update = here.submits(here.owner, Said(Status.DONE, done="All met.", impact="It is open."))
    row = given_with(here, update)
    with acting_as(here.manager) as actor:
        commands.accept_evidence(actor=actor, now=here.now, ref=row.ref, version=row.version)
    here.moves(here.manager, commands.sign_off_update, update)
    with acting_as(here.manager):
        assert status_on(here.milestone, None, here.now.date()) is Status.EVIDENCED


def test_evidence_never_lands_on_an_update_that_is_signed_off(here: Reporting) -> None:
    update = here.submits(here.owner)
    here.moves(here.manager, commands.sign_off_update, update)
    with pytest.raises(RefusedError, match="signed off meanwhile"):
        given_with(here, update)
    with as_maintenance():
        assert not Evidence.objects.exists()


def test_each_of_several_that_are_submitted_together_costs_little_more(here: Reporting) -> None:
    """The plan and the cycle are held once, the steps and their holders read once, people told once."""
    with as_maintenance():
        parts = Milestone.objects.filter(action=here.milestone.action)
        about = [("milestone", ref) for ref in parts.values_list("ref", flat=True)]
    said: dict[str, Any] = {"now": here.now, "cycle_ref": here.cycle.ref, "said": ON_TRACK}

    def asked_for(which: list[tuple[str, str]]) -> list[str]:
        with acting_as(here.owner) as actor, CaptureQueriesContext(connection) as asked:
            commands.submit_together(actor=actor, about=which, **said)
        return [each["sql"] for each in asked]

    one, two = asked_for(about[:1]), asked_for(about[1:])
    assert len(about) == 3
    assert sum("FOR SHARE" in sql for sql in two) == 2
    assert sum('INSERT INTO "notices_notice"' in sql for sql in two) <= 1
    assert len(two) - len(one) == 46
