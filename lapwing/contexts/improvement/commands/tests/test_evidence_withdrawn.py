"""No milestone stays “done and evidenced” without evidence; and who reads why it was withdrawn."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.commands.tests.test_evidence import QUOTE, accept, give, say, status_of
from lapwing.contexts.improvement.evidence_access import evidence as every_piece
from lapwing.contexts.improvement.models import (
    Evidence,
    Milestone,
    OwnerRole,
    Plan,
    RoleHolder,
    StatusReport,
)
from lapwing.contexts.improvement.tests.factories import DAY, LATER, NOW, acting_as
from lapwing.contexts.improvement.tests.reporting import reporting
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import LONG_AGO, People

WHY = "The family asked for it to be taken out."


@pytest.fixture
def milestone(plan: Plan) -> Milestone:
    return Milestone.objects.get(text="Begin talks")


@pytest.fixture
def ada(partnership: Partnership, plan: Plan, manager: Actor) -> User:
    """Holds the role that owns the first action."""
    who = registry.member(partnership, "action-owner", name="Ada Action")
    role = OwnerRole.objects.get(name="Head of Play")
    RoleHolder.objects.create(partnership=partnership, role=role, user=who, from_date=LONG_AGO)
    return who


def says(actor: Actor, milestone: Milestone, status: str) -> StatusReport:
    """Said by hand after evidence was accepted."""
    now = LATER + timedelta(hours=1)
    return commands.report_status(actor=actor, now=now, milestone_ref=milestone.ref, status=status)


def withdraw(actor: Actor, row: Evidence) -> None:
    now = LATER + timedelta(hours=2)
    commands.withdraw_evidence(actor=actor, now=now, ref=row.ref, version=row.version, reason=WHY)


def leave_alone(milestone: Milestone, manager: Actor) -> None:
    """Take the other milestones of its action out."""
    others = Milestone.objects.filter(action=milestone.action_id).exclude(pk=milestone.pk)
    others.update(voided_at=NOW, voided_by_id=manager.user_id, voided_reason="Not yet")


def bring_others_back(milestone: Milestone) -> None:
    others = Milestone.objects.filter(action=milestone.action_id).exclude(pk=milestone.pk)
    assert others.update(voided_at=None, voided_by_id=None, voided_reason="")


def test_what_was_said_by_hand_is_taken_back_with_the_last_evidence(
    ada: User, manager: Actor, milestone: Milestone
) -> None:
    say(manager, milestone, "on track")
    rows = [accept(manager, give(ada, milestone, title=title)) for title in ("One", "Two")]
    says(manager, milestone, "done")
    says(manager, milestone, "evidenced")
    withdraw(manager, rows[0])
    assert status_of(milestone) == "evidenced"
    withdraw(manager, rows[1])
    assert status_of(milestone) == "done"


def test_evidence_of_the_whole_action_is_taken_back_after_another_milestone_has_come(
    ada: User, manager: Actor, milestone: Milestone
) -> None:
    leave_alone(milestone, manager)
    say(manager, milestone, "done")
    row = accept(manager, give(ada))
    assert status_of(milestone) == "evidenced"
    bring_others_back(milestone)
    withdraw(manager, row)
    assert status_of(milestone) == "done"


def test_so_is_what_was_said_by_hand_of_the_milestone_that_it_showed(
    ada: User, manager: Actor, milestone: Milestone
) -> None:
    leave_alone(milestone, manager)
    row = accept(manager, give(ada))
    says(manager, milestone, "done")
    says(manager, milestone, "evidenced")
    bring_others_back(milestone)
    withdraw(manager, row)
    assert status_of(milestone) == "done"


def test_evidence_of_the_whole_action_takes_nothing_from_a_milestone_that_its_own_shows(
    ada: User, manager: Actor, milestone: Milestone
) -> None:
    say(manager, milestone, "done")
    accept(manager, give(ada, milestone))
    withdraw(manager, accept(manager, give(ada)))
    assert status_of(milestone) == "evidenced"


def test_what_a_document_printed_stays_as_it_was_printed(
    ada: User, manager: Actor, milestone: Milestone
) -> None:
    StatusReport.objects.create(
        partnership_id=milestone.partnership_id,
        milestone=milestone,
        status="evidenced",
        effective_on=DAY,
        recorded_at=NOW,
        recorded_by_id=manager.id,
    )
    row = accept(manager, give(ada, milestone))
    withdraw(manager, row)
    assert status_of(milestone) == "evidenced"


@pytest.mark.parametrize("read_by", [(), ("dco",)])
def test_the_reason_is_read_by_those_who_read_the_evidence(
    ada: User, manager: Actor, partnership: Partnership, milestone: Milestone, read_by: tuple[str, ...]
) -> None:
    stranger = registry.member(partnership, "action-owner", name="Sam Stranger")
    registry.membership(stranger, partnership, "dco")
    say(manager, milestone, "done")
    row = give(ada, milestone, read_by=read_by)
    with acting_as(stranger) as actor:
        row = accept(actor, row)
    assert status_of(milestone) == "evidenced"
    with acting_as(ada) as actor:
        withdraw(actor, row)
    assert status_of(milestone) == "done"
    assert Evidence.objects.get(pk=row.pk).voided_reason == WHY
    page = queries.milestone_history(actor=manager, milestone_ref=milestone.ref, before=None, on=DAY)
    said = str(asdict(page.history))
    assert "Its evidence was withdrawn" in said
    assert (WHY in said) is not bool(read_by)


@pytest.mark.parametrize("signed_off", [False, True])
def test_the_reason_is_as_open_as_the_update_that_the_evidence_was_given_with(
    partnership: Partnership, people: People, signed_off: bool
) -> None:
    here = reporting(partnership, people, LATER)
    update = here.submits(here.owner)
    with acting_as(here.owner) as actor:
        row = commands.give_evidence(
            actor=actor,
            now=LATER,
            action_ref=here.milestone.action.ref,
            milestone_ref=here.milestone.ref,
            update_ref=update.ref,
            details=QUOTE,
        )
    if signed_off:
        here.moves(here.manager, commands.sign_off_update, update)
    with acting_as(here.manager) as manager:
        commands.report_status(actor=manager, now=LATER, milestone_ref=here.milestone.ref, status="done")
        row = accept(manager, row)
        assert status_of(here.milestone) == "evidenced"
    with acting_as(people.colleague) as actor:
        assert every_piece.permits(actor, READ, row) is signed_off
    with acting_as(here.owner) as actor:
        withdraw(actor, row)
    with acting_as(here.manager):
        assert status_of(here.milestone) == "done"
        (report,) = StatusReport.objects.filter(withdrawn_at__isnull=False)
    assert report.withdrawn_reason == "Its evidence was withdrawn" + (f": {WHY}" if signed_off else ".")
