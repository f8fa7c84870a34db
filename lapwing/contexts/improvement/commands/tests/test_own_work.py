"""No one checks, signs off or accepts their own: also not who owned it while it was under way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.commands import EvidenceDetails, RefusedError
from lapwing.contexts.improvement.models import Evidence, OwnerRole, Ownership, RoleHolder
from lapwing.contexts.improvement.queries.evidence import waiting_evidence
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import Reporting, reporting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

TODAY = LATER.date()
YESTERDAY = TODAY - timedelta(days=1)
QUOTE = EvidenceDetails(
    kind="impact", form="quote", title="Said at the coffee morning", words="We waited less.", on=YESTERDAY
)


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    """The programme manager owns the action; her deputy writes its updates."""
    found = reporting(partnership, people, LATER)
    with as_maintenance():
        RoleHolder.objects.filter(user=found.owner).update(user=found.manager)
    return found


def holding_of(who: User) -> RoleHolder:
    with as_maintenance():
        return RoleHolder.objects.get(user=who)


def does(who: User, command: Any, **given: Any) -> Any:
    with acting_as(who) as actor:
        return command(actor=actor, now=LATER, **given)


def ends(here: Reporting, whose: User, day: date, by: User | None = None) -> RoleHolder:
    found = does(by or here.manager, commands.end_holder, holder_ref=holding_of(whose).ref, to_date=day)
    assert isinstance(found, RoleHolder)
    return found


def given(here: Reporting, by: User) -> Evidence:
    row = does(
        by,
        commands.give_evidence,
        action_ref=here.milestone.action.ref,
        milestone_ref=here.milestone.ref,
        details=QUOTE,
    )
    assert isinstance(row, Evidence)
    return row


def accepts(who: User, row: Evidence) -> Evidence:
    found = does(who, commands.accept_evidence, ref=row.ref, version=row.version)
    assert isinstance(found, Evidence)
    return found


def test_nobody_ends_their_own_holding_on_a_day_that_is_past(here: Reporting) -> None:
    with pytest.raises(RefusedError, match="today or a later day") as refused:
        ends(here, here.manager, YESTERDAY)
    assert refused.value.field == "to_date"
    assert ends(here, here.manager, TODAY).to_date == TODAY
    assert ends(here, here.deputy, YESTERDAY).to_date == YESTERDAY


@pytest.mark.parametrize("to_herself", [False, True])
def test_nor_by_handing_over(here: Reporting, to_herself: bool) -> None:
    leaver, other = (here.deputy, here.manager) if to_herself else (here.manager, here.deputy)
    handed = {
        "partnership": here.partnership,
        "user_id": leaver.pk,
        "to_user_id": other.pk,
        "holder_refs": [holding_of(leaver).ref],
        "shown": {holding_of(leaver).ref: holding_of(leaver).to_date},
        "reason": "Leaves",
    }
    with pytest.raises(RefusedError, match="today or a later day") as refused:
        does(here.manager, commands.hand_over, last_day=YESTERDAY, **handed)
    assert refused.value.field == "last_day"
    assert does(here.manager, commands.hand_over, last_day=TODAY, **handed) == 1


def test_who_steps_aside_while_the_cycle_is_open_signs_nothing_of_it_off(here: Reporting) -> None:
    editor = here.holder("Ed Editor", role="programme-manager")
    update = here.submits(here.deputy)
    ends(here, here.manager, YESTERDAY, by=editor)
    with as_maintenance():
        opened = LATER - timedelta(days=3)
        type(here.cycle).objects.filter(pk=here.cycle.pk).update(opened_at=opened)
    with pytest.raises(RefusedError, match="You owned this action while its cycle was open"):
        here.moves(here.manager, commands.sign_off_update, update)
    with acting_as(here.manager) as actor:
        page = queries.update_page(actor=actor, ref=update.ref, on=TODAY)
        assert not page.deeds.any_decision
        assert page.waits_for == ("Ed Editor",)
        assert not queries.to_check(actor=actor, partnership=here.partnership, on=TODAY)
    with pytest.raises(RefusedError, match="Only those whose update it is"):
        here.moves(here.manager, commands.take_back_update, update)
    assert here.moves(editor, commands.sign_off_update, update).state == "signed off"


def test_who_gave_the_role_up_before_the_cycle_opened_signs_off(here: Reporting) -> None:
    editor = here.holder("Ed Editor", role="programme-manager")
    ends(here, here.manager, YESTERDAY, by=editor)
    update = here.submits(here.deputy)
    assert here.moves(here.manager, commands.sign_off_update, update).state == "signed off"


def test_taking_the_role_from_the_action_meanwhile_changes_nothing(here: Reporting) -> None:
    update = here.submits(here.deputy)
    with as_maintenance():
        action = type(here.milestone.action).objects.get(pk=here.milestone.action_id)
        others = Ownership.objects.standing().filter(action=action).exclude(role__name="Head of Play")
        refs = [row.role.ref for row in others.select_related("role")]
    does(
        here.manager,
        commands.set_owners,
        action_ref=action.ref,
        version=action.version,
        role_refs=refs,
        reason="A new owner",
    )
    with pytest.raises(RefusedError, match="You owned this action"):
        here.moves(here.manager, commands.sign_off_update, update)


def test_roles_are_not_parted_by_who_holds_one_of_them(here: Reporting) -> None:
    with as_maintenance():
        kept = OwnerRole.objects.get(name="Head of Play")
        joined = OwnerRole.objects.get(name="Play Lead")
    does(here.manager, commands.join_roles, ref=joined.ref, version=1, kept_ref=kept.ref)
    with pytest.raises(RefusedError, match="You hold one of these roles"):
        does(here.manager, commands.part_roles, ref=joined.ref, version=2)
    editor = here.holder("Ed Editor", role="programme-manager")
    assert does(editor, commands.part_roles, ref=joined.ref, version=2).joined_to is None


def test_who_steps_aside_does_not_accept_the_deputys_evidence(here: Reporting) -> None:
    row = given(here, here.deputy)
    editor = here.holder("Ed Editor", role="programme-manager")
    ends(here, here.manager, YESTERDAY, by=editor)
    with pytest.raises(RefusedError, match="You owned the action when it was given"):
        accepts(here.manager, row)
    with acting_as(here.manager) as actor:
        assert not queries.evidence_page(actor=actor, ref=row.ref, on=TODAY).may_accept
        assert waiting_evidence(actor, here.plan.pk, TODAY) == 0
    with acting_as(editor) as actor:
        assert waiting_evidence(actor, here.plan.pk, TODAY) == 1
    assert accepts(editor, row).accepted_by_id == editor.pk


def test_who_gave_the_role_up_before_it_was_given_accepts_it(here: Reporting) -> None:
    editor = here.holder("Ed Editor", role="programme-manager")
    ends(here, here.manager, TODAY - timedelta(days=2), by=editor)
    assert accepts(here.manager, given(here, here.deputy)).accepted_by_id == here.manager.pk
