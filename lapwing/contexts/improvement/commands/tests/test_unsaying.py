"""What was signed off is returned until its cycle is; and its words are taken out of everybody's sight."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pytest

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.commands import EditedByAnotherError, EvidenceDetails, RefusedError
from lapwing.contexts.improvement.commands.statuses import status_on
from lapwing.contexts.improvement.models import StatusReport, StepDeed, Update, UpdateMove
from lapwing.contexts.improvement.queries.inspected import inspected
from lapwing.contexts.improvement.queries.reported import plan_reported
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import WITHDRAWN, Said
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import OFF_TRACK, ON_TRACK, Reporting, reporting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Partnership
from lapwing.registry.names import ChildNamedError
from lapwing.registry.tests.factories import People

DONE = Said(Status.DONE, done="All landlords met.", impact="Families know where to ask.")
NAMED = replace(
    OFF_TRACK, done="Jayden has a place now.", impact="Jayden is happier.", next_steps="Jayden moves."
)
WHY = "It names somebody"


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, LATER)


def signed_off(here: Reporting, said: Said = ON_TRACK, version: int = 0) -> Update:
    update = here.submits(here.owner, said, version=version, named_nobody=["Jayden"])
    return here.moves(here.manager, commands.sign_off_update, update)


def returned(here: Reporting, update: Update, by: User | None = None) -> Update:
    return here.moves(by or here.manager, commands.return_update, update, comment="Say how many.")


def unworded(here: Reporting, update: Update, by: User | None = None) -> Update:
    return here.moves(by or here.manager, commands.withdraw_words, update, reason=WHY)


def stands(here: Reporting) -> Status:
    with acting_as(here.manager):
        return status_on(here.milestone, None, here.now.date())


def told(template: str) -> list[str]:
    with as_maintenance():
        rows = Notice.objects.filter(template=template, done_at=None)
        return sorted(rows.values_list("user__name", flat=True))


def test_a_signed_off_update_is_returned_and_its_milestone_stands_as_before(here: Reporting) -> None:
    with acting_as(here.manager) as actor:
        commands.report_status(
            actor=actor,
            now=here.now,
            milestone_ref=here.milestone.ref,
            status="at risk",
            note="Few landlords",
        )
    here.now += timedelta(days=1)
    update = signed_off(here)
    assert stands(here) is Status.ON_TRACK
    returned(here, update)
    assert stands(here) is Status.AT_RISK
    found = here.fresh(update)
    assert (found.state, found.report) == ("returned", None)
    assert told("update-returned") == [here.owner.name]
    assert told("update-signed-off") == []
    with as_maintenance():
        assert [row.move for row in update.moves.order_by("id")][-2:] == ["signed off", "returned"]
        report = StatusReport.objects.get(milestone=here.milestone, status="on track")
    assert (report.withdrawn_by_id, report.withdrawn_reason) == (
        here.manager.pk,
        "The update that said so was returned.",
    )


def test_what_was_returned_is_in_nothing_that_is_made_until_it_is_signed_off_anew(here: Reporting) -> None:
    update = signed_off(here)

    def reported() -> list[str]:
        on = here.now.date()
        with acting_as(here.manager) as actor:
            plan: dict[str, Any] = {"actor": actor, "plan_ref": here.plan.ref}
            now = plan_reported(**plan, today=on, since=on - timedelta(days=30))
            then = plan_reported(**plan, today=on, as_at=on, since=on - timedelta(days=30))
            bundle = inspected(**plan, as_at=on, with_kept=False)
        return [
            each.done for rows in (now.words.updates, then.words.updates, bundle.updates) for each in rows
        ]

    assert reported() == [ON_TRACK.done] * 3
    returned(here, update)
    assert reported() == []
    signed_off(here, replace(ON_TRACK, done="Met four."), here.fresh(update).version)
    assert reported() == ["Met four."] * 3


def test_what_was_evidenced_by_it_is_neither_done_nor_evidenced_then(here: Reporting) -> None:
    update = signed_off(here, DONE)
    details = EvidenceDetails(kind="impact", form="quote", title="Said", words="Shorter.", on=LATER.date())
    with acting_as(here.owner) as actor:
        row = commands.give_evidence(
            actor=actor,
            now=here.now,
            action_ref=here.milestone.action.ref,
            milestone_ref=here.milestone.ref,
            details=details,
        )
    with acting_as(here.manager) as actor:
        commands.accept_evidence(actor=actor, now=here.now, ref=row.ref, version=row.version)
    assert stands(here) is Status.EVIDENCED
    returned(here, update)
    assert stands(here) is Status.NOT_STARTED


def test_those_whose_update_it_is_and_those_who_sign_nothing_off_do_neither(here: Reporting) -> None:
    lead = here.holder("Lee Lead")
    panel = here.group("Panel", (lead, "chair"))
    here.step("Panel", StepDeed.SIGN_OFF, group=panel)
    update = here.submits(here.owner)
    here.moves(lead, commands.sign_off_update, update)
    other = here.holder("Bo Board")
    for who, says in ((here.owner, "wrote"), (here.deputy, "own this"), (other, "sign updates off")):
        for deed in (returned, unworded):
            with pytest.raises(RefusedError, match=says):
                deed(here, update, who)
    assert unworded(here, update, here.manager).state == "signed off"
    assert returned(here, update, lead).state == "returned"


def test_it_is_returned_no_more_once_its_cycle_is_signed_off_and_its_words_still_go(here: Reporting) -> None:
    update = signed_off(here, NAMED)
    with acting_as(here.manager) as actor:
        cycle = commands.close_cycle(actor=actor, now=here.now, ref=here.cycle.ref)
        cycle = commands.sign_off_cycle(
            actor=actor, now=here.now, ref=cycle.ref, version=cycle.version, missing_reason="Nobody met"
        )
        with pytest.raises(RefusedError, match="no longer takes updates"):
            returned(here, update)
        commands.report_cycle(actor=actor, now=here.now, ref=cycle.ref, version=cycle.version)
        page = queries.update_page(actor=actor, ref=update.ref, on=here.now.date())
        assert (page.deeds.give_back, page.deeds.withdraw_words) == (False, True)
    assert unworded(here, update).state == "reported"


def test_words_are_withdrawn_everywhere_at_once_and_how_it_stands_remains(here: Reporting) -> None:
    here.saves(here.owner)
    update = here.submits(here.owner, NAMED, version=1, named_nobody=["Jayden"])
    here.moves(
        here.manager,
        commands.return_update,
        update,
        comment="Say where Jayden lives.",
        named_nobody=["Jayden"],
    )
    update = signed_off(here, replace(NAMED, done="Jayden, again."), here.fresh(update).version)
    on = here.now.date()

    def everything() -> str:
        with acting_as(here.manager) as actor:
            plan: dict[str, Any] = {"actor": actor, "plan_ref": here.plan.ref}
            page = queries.update_page(actor=actor, ref=update.ref, on=on)
            milestone = queries.milestone_page(actor=actor, milestone_ref=here.milestone.ref, on=on)
            history = queries.milestone_history(
                actor=actor, milestone_ref=here.milestone.ref, before=None, on=on
            )
            reported = plan_reported(**plan, today=on, since=on - timedelta(days=30))
            bundle = inspected(**plan, as_at=on, with_kept=False)
            rows = [
                *UpdateMove.objects.values_list("words", "comment"),
                *StatusReport.objects.values_list("note"),
            ]
        return "".join(map(str, (page, milestone, history, reported.words, bundle, rows)))

    assert everything().count("Jayden") > 10
    unworded(here, update)
    assert "Jayden" not in everything()
    assert stands(here) is Status.OFF_TRACK
    found = here.fresh(update)
    assert (found.state, found.done, found.mitigation, found.impact) == (
        "signed off",
        WITHDRAWN,
        WITHDRAWN,
        "",
    )
    assert (found.forecast_on, found.words_withdrawn_at) == (date(2026, 8, 31), here.now)
    assert told("update-words-withdrawn") == [here.owner.name]
    with acting_as(here.owner) as actor:
        page = queries.update_page(actor=actor, ref=update.ref, on=on)
    assert WHY in json.dumps([asdict(move) for move in page.moves], default=str)


def test_why_they_are_withdrawn_is_said_and_names_nobody(here: Reporting) -> None:
    update = signed_off(here, NAMED)
    with pytest.raises(RefusedError) as refused:
        here.moves(here.manager, commands.withdraw_words, update, reason=" ")
    assert refused.value.field == "reason"
    with pytest.raises(ChildNamedError):
        here.moves(here.manager, commands.withdraw_words, update, reason="It names Jayden, aged 9")
    assert here.fresh(update).done == NAMED.done


def test_the_second_of_two_is_told_and_a_second_press_does_nothing(here: Reporting) -> None:
    other = here.holder("Pia Programme", "programme-manager")
    update = signed_off(here)
    version = update.version
    for _ in range(2):
        here.moves(here.manager, commands.withdraw_words, update, reason=WHY, version=version)
    with pytest.raises(EditedByAnotherError):
        here.moves(other, commands.return_update, update, comment="Why?", version=version)
    now = here.fresh(update).version
    for _ in range(2):
        here.moves(here.manager, commands.return_update, update, comment="Why?", version=now)
    with pytest.raises(RefusedError, match="returned or withdrawn meanwhile"):
        here.moves(other, commands.return_update, update, comment="Why?", version=now)
    with as_maintenance():
        made = list(update.moves.order_by("id").values_list("move", flat=True))
    assert made == ["written", "submitted", "signed off", "withdrawn", "returned"]


def test_whoever_withdraws_them_second_is_told_and_the_first_reason_stands(here: Reporting) -> None:
    other = here.holder("Pia Programme", "programme-manager")
    update = unworded(here, signed_off(here, NAMED))
    with as_maintenance():
        before = list(UpdateMove.objects.order_by("id").values())
    for who, version in (
        (other, update.version),
        (other, update.version - 1),
        (here.manager, update.version),
    ):
        with pytest.raises(RefusedError, match=rf"already by {here.manager.name}, on .*: {WHY}"):
            here.moves(who, commands.withdraw_words, update, reason="Another reason", version=version)
    with as_maintenance():
        assert list(UpdateMove.objects.order_by("id").values()) == before
    assert here.fresh(update).words_withdrawn_at == update.words_withdrawn_at


def test_what_is_signed_off_anew_loses_its_words_anew_and_the_first_reason_stands(here: Reporting) -> None:
    update = unworded(here, signed_off(here, NAMED))
    returned(here, update)
    again = signed_off(here, NAMED, here.fresh(update).version)
    here.moves(here.manager, commands.withdraw_words, again, reason="It does so again")
    with as_maintenance():
        reasons = UpdateMove.objects.filter(move="withdrawn").order_by("id").values_list("comment", flat=True)
        assert list(reasons) == [WHY, "It does so again"]


def test_who_returns_several_returns_none_that_was_signed_off_meanwhile(here: Reporting) -> None:
    update = signed_off(here)
    with acting_as(here.manager) as actor:
        found = commands.decide_together(
            actor=actor,
            now=here.now,
            picked=[(update.ref, update.version)],
            comment="All of them",
            give_back=True,
        )
    assert (found.moved, "on its own page" in found.refused[update.ref]) == (0, True)
