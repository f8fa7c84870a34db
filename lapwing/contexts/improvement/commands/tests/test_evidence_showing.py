"""“Done and evidenced” only while it stands as done, by what somebody accepted as showing that it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import EvidenceDetails
from lapwing.contexts.improvement.commands.statuses import status_on
from lapwing.contexts.improvement.models import Evidence, StatusReport, Update
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import Reporting, reporting
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

DONE = Said(Status.DONE, done="All landlords met.", impact="Families know where to ask.")


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, LATER)


def wait(here: Reporting, days: int) -> None:
    here.now += timedelta(days=days)


def given(here: Reporting, update: Update | None = None) -> Evidence:
    details = EvidenceDetails(
        kind="activity", form="minutes", title="Kick-off", words="We began.", on=LATER.date()
    )
    with acting_as(here.owner) as actor:
        return commands.give_evidence(
            actor=actor,
            now=here.now,
            action_ref=here.milestone.action.ref,
            milestone_ref=here.milestone.ref,
            update_ref=update.ref if update else "",
            details=details,
        )


def accepted(here: Reporting, update: Update | None = None) -> Evidence:
    row = given(here, update)
    with acting_as(here.manager) as actor:
        return commands.accept_evidence(actor=actor, now=here.now, ref=row.ref, version=row.version)


def signed_off(here: Reporting, update: Update) -> None:
    here.moves(here.manager, commands.sign_off_update, update)


def says(here: Reporting, status: Status, note: str = "") -> StatusReport:
    with acting_as(here.manager) as actor:
        return commands.report_status(
            actor=actor,
            now=here.now,
            milestone_ref=here.milestone.ref,
            status=status,
            note=note,
            mitigation="A second officer joins." if status is Status.OFF_TRACK else "",
            forecast_on=here.now.date() + timedelta(days=90) if status is Status.OFF_TRACK else None,
        )


def stands(here: Reporting) -> Status:
    with acting_as(here.manager):
        return status_on(here.milestone, None, here.now.date())


def test_what_was_accepted_while_the_work_went_on_does_not_show_that_it_is_done(here: Reporting) -> None:
    accepted(here)
    wait(here, 3)
    signed_off(here, here.submits(here.owner, DONE))
    assert stands(here) is Status.DONE
    assert says(here, Status.EVIDENCED).status == "evidenced"  # whoever finds that it does says so


def test_what_was_accepted_between_its_submission_and_its_sign_off_does(here: Reporting) -> None:
    update = here.submits(here.owner, DONE)
    wait(here, 2)
    accepted(here)
    wait(here, 2)
    signed_off(here, update)
    assert stands(here) is Status.EVIDENCED


def test_so_does_what_was_given_with_the_update_and_accepted_before_it_was_submitted_anew(
    here: Reporting,
) -> None:
    update = here.submits(here.owner, DONE)
    accepted(here, update)
    here.moves(here.manager, commands.return_update, update, comment="Say how many.")
    wait(here, 3)
    signed_off(here, here.submits(here.owner, DONE, version=here.fresh(update).version))
    assert stands(here) is Status.EVIDENCED


def test_a_newer_word_is_not_hidden_by_the_evidence_of_what_is_signed_off_late(here: Reporting) -> None:
    update = here.submits(here.owner, DONE)
    accepted(here, update)
    wait(here, 2)
    says(here, Status.OFF_TRACK, "Two landlords withdrew.")
    wait(here, 2)
    signed_off(here, update)
    assert stands(here) is Status.OFF_TRACK
    with acting_as(here.manager):
        assert not StatusReport.objects.filter(status="evidenced").exists()


def test_what_was_accepted_before_it_was_taken_up_again_does_not_show_that_it_is_done_now(
    here: Reporting,
) -> None:
    says(here, Status.DONE)
    row = accepted(here)
    assert stands(here) is Status.EVIDENCED
    says(here, Status.ON_TRACK)
    signed_off(here, here.submits(here.owner, DONE))
    assert stands(here) is Status.DONE
    assert row.report is not None
    accepted(here)
    assert stands(here) is Status.EVIDENCED


def test_who_says_done_of_what_was_evidenced_says_that_the_evidence_was_not_enough(here: Reporting) -> None:
    says(here, Status.DONE)
    accepted(here)
    says(here, Status.DONE)
    signed_off(here, here.submits(here.owner, DONE))
    assert stands(here) is Status.DONE


def test_what_was_accepted_while_the_work_went_on_keeps_nothing_evidenced(here: Reporting) -> None:
    accepted(here)
    wait(here, 3)
    says(here, Status.DONE)
    row = accepted(here)
    assert stands(here) is Status.EVIDENCED
    with acting_as(here.manager) as actor:
        commands.withdraw_evidence(
            actor=actor, now=here.now, ref=row.ref, version=row.version, reason="Of another year"
        )
    assert stands(here) is Status.DONE


def test_what_is_evidenced_already_is_not_said_twice(here: Reporting) -> None:
    update = here.submits(here.owner, DONE)
    wait(here, 1)
    says(here, Status.DONE)
    accepted(here)
    signed_off(here, update)
    assert stands(here) is Status.EVIDENCED
    with acting_as(here.manager):
        assert StatusReport.objects.filter(status="evidenced").count() == 1


def test_evidenced_goes_with_the_word_that_said_done(here: Reporting) -> None:
    report = says(here, Status.DONE)
    accepted(here)
    assert stands(here) is Status.EVIDENCED
    with acting_as(here.manager) as actor:
        commands.take_back_report(
            actor=actor, now=here.now, report_ref=report.ref, reason="Of another milestone"
        )
    assert stands(here) is Status.NOT_STARTED
