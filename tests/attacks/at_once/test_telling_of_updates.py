"""Several updates beside a single one of which the same people are told, and evidence beside a sign-off.

Whoever moves several tells nobody before the last of them is held: otherwise one waits for what the other has
told, who waits for what the one holds, and the database ends one of the two.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import READ, REPORT
from lapwing.contexts.improvement.commands import RefusedError, TogetherRefusedError
from lapwing.contexts.improvement.models import (
    Action,
    Cycle,
    Evidence,
    Milestone,
    OwnerRole,
    StepDeed,
    Update,
)
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.contexts.improvement.tests.reporting import ON_TRACK, Reporting, reporting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.platform.notices.outbox import SYSTEM_USER
from lapwing.platform.tokens.tests.factories import token_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from lapwing.shell.api.tests.conftest import Program
from tests.attacks.at_once.meeting import at_once, in_the_middle_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TELLS = 'INSERT INTO "notices_notice"'


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    found = reporting(partnership, people, timezone.now())
    with acting_as(found.manager):
        # who tells people is made with the first notice, and is not what is met about here
        system_actor(SYSTEM_USER)
    return found


def of_the_milestone(here: Reporting) -> tuple[str, str]:
    return "milestone", here.milestone.ref


def of_the_action(here: Reporting) -> tuple[str, str]:
    return "action", here.milestone.action.ref


def test_several_and_one_of_them_by_itself_wait_for_each_other_and_none_is_lost(here: Reporting) -> None:
    """The several have the action, and come to the milestone, of which the single one is about to tell."""

    def several() -> str:
        with acting_as(here.owner) as actor:
            try:
                commands.submit_together(
                    actor=actor,
                    now=timezone.now(),
                    cycle_ref=here.cycle.ref,
                    about=[of_the_action(here), of_the_milestone(here)],
                    said=ON_TRACK,
                )
            except TogetherRefusedError as error:
                return next(iter(error.refused.values()))
        return "submitted"

    def one() -> str:
        return here.submits(here.deputy).state

    found = at_once(several, one, at=(r'(?s)^SELECT (?!.*FOR ).* FROM "improvement_milestone"', TELLS))
    assert found[1] == "submitted"
    # whether it looked before the single one was done, or after
    assert "begun to write it" in found[0] or "submitted already" in found[0]
    with as_maintenance():
        assert [row.milestone_id for row in Update.objects.all()] == [here.milestone.pk]
        assert Notice.objects.filter(template="updates-to-check").count() == 1


def test_two_who_check_the_same_in_another_order_do_it_once(here: Reporting) -> None:
    checkers = [here.holder(name) for name in ("Cem Checker", "Cia Checker")]
    group = here.group("Play Group", *((who, "lead") for who in checkers))
    board = here.group("Play Board", (here.holder("Bea Board"), "chair"))
    here.step("Group lead", StepDeed.CHECK, group=group)
    here.step("Board", StepDeed.SIGN_OFF, group=board)
    kind, ref = of_the_action(here)
    sent = here.submits(here.owner), here.submits(here.owner, kind=kind, ref=ref)
    picked = [(row.ref, row.version) for row in sent]

    def check(who: User, which: list[tuple[str, int]]) -> int:
        with acting_as(who) as actor:
            return commands.decide_together(actor=actor, now=timezone.now(), picked=which).moved

    found = at_once(
        lambda: check(checkers[0], picked),
        lambda: check(checkers[1], picked[::-1]),
        at="(?s)improvement_update.*FOR UPDATE",
    )
    assert sorted(found) == [0, 2]
    with as_maintenance():
        assert {row.step.name for row in Update.objects.all() if row.step} == {"Board"}


def test_two_who_sign_off_over_the_same_actions_in_another_order_wait_for_each_other(here: Reporting) -> None:
    """Each signs off updates of its own: what they share are the actions' evidence."""
    managers = here.manager, here.holder("Pia Programme", "programme-manager")
    first, second = of_two_actions(here)
    picked = [(row.ref, row.version) for row in (first[0], second[0])]
    others = [(row.ref, row.version) for row in (second[1], first[1])]

    def sign_off(who: User, which: list[tuple[str, int]]) -> int:
        with acting_as(who) as actor:
            return commands.decide_together(actor=actor, now=timezone.now(), picked=which).moved

    found = at_once(
        lambda: sign_off(managers[0], picked),
        lambda: sign_off(managers[1], others),
        at="(?s)improvement_evidence.*FOR UPDATE",
    )
    assert found == [2, 2]
    with as_maintenance():
        assert {row.state for row in Update.objects.all()} == {"signed off"}


def of_two_actions(here: Reporting) -> list[list[Update]]:
    """Two updates of each of two actions, of which there is evidence."""
    with as_maintenance():
        actions = list(Action.objects.filter(plan=here.plan).order_by("pk"))[:2]
    found = []
    for action in actions:
        with acting_as(here.manager) as actor:
            place: dict[str, Any] = {"actor": actor, "now": here.now, "action_ref": action.ref}
            quote = commands.EvidenceDetails(
                kind="impact", form="quote", title="Said", words="It helped.", on=date(2026, 3, 1)
            )
            commands.give_evidence(**place, details=quote)
            new = [commands.MilestoneDetails(text=text) for text in ("Ask families", "Tell families")]
            refs = [commands.create_milestone(**place, details=each).ref for each in new]
            if action != here.milestone.action:
                commands.add_holder(
                    actor=actor,
                    now=here.now,
                    role_ref=OwnerRole.objects.get(name="Play Lead").ref,
                    user_id=here.owner.pk,
                    from_date=date(2026, 1, 1),
                )
        found.append([here.submits(here.owner, ref=ref) for ref in refs])
    return found


def test_who_submits_again_and_who_decides_take_updates_in_one_order(here: Reporting) -> None:
    """By what they are about the action comes first, by their numbers the milestone."""
    sent = here.submits(here.owner)
    kind, ref = of_the_action(here)
    sent_later = here.submits(here.owner, kind=kind, ref=ref)
    picked = [(row.ref, row.version) for row in (sent, sent_later)]

    def again() -> int:
        with acting_as(here.owner) as actor:
            about = [of_the_action(here), of_the_milestone(here)]
            given: dict[str, Any] = {"now": timezone.now(), "cycle_ref": here.cycle.ref, "said": ON_TRACK}
            try:
                return len(commands.submit_together(actor=actor, about=about, **given))
            except TogetherRefusedError:
                return 0

    def decide() -> int:
        with acting_as(here.manager) as actor:
            return commands.decide_together(actor=actor, now=timezone.now(), picked=picked).moved

    places = (r'(?s)^SELECT (?!.*FOR ).* FROM "improvement_milestone"', "(?s)improvement_update.*FOR UPDATE")
    assert at_once(again, decide, at=places) == [2, 2]


def test_two_who_report_on_the_same_milestones_in_another_order_wait_for_each_other(here: Reporting) -> None:
    with as_maintenance():
        refs = list(Milestone.objects.filter(action=here.milestone.action).values_list("ref", flat=True))
    other = here.holder("Pia Programme", "programme-manager")

    def report(who: User, which: list[str]) -> int:
        with acting_as(who) as actor:
            given: dict[str, Any] = {"now": timezone.now(), "milestone_refs": which, "status": "on track"}
            return commands.report_together(actor=actor, **given).reported

    found = at_once(
        lambda: report(here.manager, refs),
        lambda: report(other, refs[::-1]),
        at="(?s)improvement_milestone.*FOR UPDATE",
    )
    assert found == [3, 3]


def test_evidence_that_meets_the_sign_off_of_its_update_is_refused(here: Reporting) -> None:
    update = here.submits(here.owner)

    def give() -> str:
        with acting_as(here.owner) as actor:
            try:
                commands.give_evidence(
                    actor=actor,
                    now=timezone.now(),
                    action_ref=here.milestone.action.ref,
                    update_ref=update.ref,
                    details=commands.EvidenceDetails(
                        kind="impact", form="quote", title="Said", words="It helped.", on=date(2026, 3, 1)
                    ),
                )
            except RefusedError as error:
                return str(error)
        return "given"

    said = in_the_middle_of(
        give,
        lambda: here.moves(here.manager, commands.sign_off_update, update),
        at="(?s)improvement_update.*FOR UPDATE",
    )
    assert "signed off meanwhile" in said
    with as_maintenance():
        assert not Evidence.objects.exists()


def test_evidence_of_a_program_waits_for_the_sign_off_of_the_cycle_and_neither_is_ended(
    here: Reporting,
) -> None:
    """It takes plan and cycle before the update: with the update first, each would wait for the other."""
    update = here.saves(here.owner)
    with as_maintenance():
        Cycle.objects.filter(pk=here.cycle.pk).update(closed_at=timezone.now())
    program = Program(token_for(here.owner, here.partnership, READ, REPORT))
    quote = {"kind": "impact", "form": "quote", "title": "Said", "words": "It helped."}

    def give() -> str:
        return str(program.post(f"/updates/{update.ref}/evidence", quote).status_code)

    def sign_off() -> str:
        with acting_as(here.manager) as actor:
            commands.sign_off_cycle(
                actor=actor,
                now=timezone.now(),
                ref=here.cycle.ref,
                version=1,
                missing_reason="Two are ill.",
            )
        return "signed off"

    found = at_once(
        give, sign_off, at=("(?s)improvement_plan.*FOR SHARE", "(?s)improvement_update.*FOR UPDATE")
    )
    assert found == ["201", "signed off"]
    with as_maintenance():
        assert Evidence.objects.filter(update_given=update).count() == 1
