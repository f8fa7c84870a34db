"""Evidence of one turn of a recurring milestone shows that turn and no other; of several the worst speaks."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.commands import EvidenceDetails, NotVisible, RefusedError
from lapwing.contexts.improvement.commands.statuses import status_on
from lapwing.contexts.improvement.models import (
    Evidence,
    Expected,
    Milestone,
    Occurrence,
    StatusReport,
    Update,
)
from lapwing.contexts.improvement.queries.my_updates import answers_to
from lapwing.contexts.improvement.queries.reported import plan_reported
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.heat import standing
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import OFF_TRACK, ON_TRACK, Reporting, reporting
from lapwing.contexts.improvement.update_book.asked import rows_of
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

DONE = Said(Status.DONE, done="We met.", impact="Families were heard.")
TODAY = LATER.date()


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    """The milestone that updates are about comes round."""
    found = reporting(partnership, people, LATER)
    with as_maintenance():
        Milestone.objects.filter(pk=found.milestone.pk).update(recurrence="every term")
    return found


@pytest.fixture
def turns(here: Reporting) -> list[Occurrence]:
    with acting_as(here.manager) as actor:
        return [
            Occurrence.objects.create(
                partnership=here.partnership,
                milestone=here.milestone,
                label=label,
                due_on=due,
                created_at=LATER,
                created_by_id=actor.id,
            )
            for label, due in (("Spring", date(2026, 5, 31)), ("Summer", date(2026, 7, 31)))
        ]


def given(here: Reporting, turn: Occurrence | None, update: Update | None = None) -> Evidence:
    with acting_as(here.owner) as actor:
        return commands.give_evidence(
            actor=actor,
            now=here.now,
            action_ref=here.milestone.action.ref,
            milestone_ref=here.milestone.ref,
            occurrence_ref=turn.ref if turn else "",
            update_ref=update.ref if update else "",
            details=EvidenceDetails(kind="output", form="quote", title="Said", words="Heard.", on=TODAY),
        )


def accepted(here: Reporting, row: Evidence) -> Evidence:
    with acting_as(here.manager) as actor:
        return commands.accept_evidence(actor=actor, now=here.now, ref=row.ref, version=row.version)


def says(here: Reporting, turn: Occurrence | None, status: Status) -> None:
    with acting_as(here.manager) as actor:
        commands.report_status(
            actor=actor,
            now=here.now,
            milestone_ref=here.milestone.ref,
            occurrence_ref=turn.ref if turn else "",
            status=status,
        )


def stand(here: Reporting, *turns: Occurrence | None) -> list[Status]:
    with acting_as(here.manager):
        return [status_on(here.milestone, turn, TODAY) for turn in turns]


def submitted(here: Reporting, turn: Occurrence, said: Said) -> Update:
    return here.submits(here.owner, said, kind="occurrence", ref=turn.ref)


def signed_off(here: Reporting, update: Update) -> Update:
    return here.moves(here.manager, commands.sign_off_update, update)


def test_accepting_makes_its_turn_evidenced_and_no_other(here: Reporting, turns: list[Occurrence]) -> None:
    for each in (None, *turns):
        says(here, each, Status.DONE)
    row = accepted(here, given(here, turns[0]))
    assert stand(here, None, *turns) == [Status.DONE, Status.EVIDENCED, Status.DONE]
    with acting_as(here.manager) as actor:
        assert queries.evidence_page(actor=actor, ref=row.ref, on=TODAY).line.about.endswith("(Spring)")
        commands.withdraw_evidence(
            actor=actor, now=here.now, ref=row.ref, version=row.version, reason="Of another year"
        )
    assert stand(here, None, *turns) == [Status.DONE] * 3


def test_nor_does_evidence_of_the_milestone_or_of_another_turn_open_the_word(
    here: Reporting, turns: list[Occurrence]
) -> None:
    for each in turns:
        says(here, each, Status.DONE)
    accepted(here, given(here, None))
    accepted(here, given(here, turns[0]))
    assert stand(here, *turns) == [Status.EVIDENCED, Status.DONE]
    with pytest.raises(RefusedError, match="given and accepted first"):
        says(here, turns[1], Status.EVIDENCED)


def test_what_was_said_of_turns_by_evidence_that_names_none_is_taken_back_with_the_last_of_it(
    here: Reporting, turns: list[Occurrence]
) -> None:
    rows = [accepted(here, given(here, None)) for _ in range(2)]
    accepted(here, given(here, turns[0]))
    says(here, turns[1], Status.DONE)
    with as_maintenance():
        # as it could be said before evidence named its turn
        StatusReport.objects.bulk_create(
            StatusReport(
                partnership=here.partnership,
                milestone=here.milestone,
                occurrence=turn,
                status=Status.EVIDENCED,
                effective_on=TODAY,
                recorded_at=here.now,
                recorded_by=here.manager,
            )
            for turn in turns
        )
    for row, stands in zip(rows, (Status.EVIDENCED, Status.DONE), strict=True):
        with acting_as(here.manager) as actor:
            commands.withdraw_evidence(
                actor=actor, now=here.now, ref=row.ref, version=row.version, reason="Of another year"
            )
        # what shows the first one is evidence of it
        assert stand(here, *turns) == [Status.EVIDENCED, stands]


def test_evidence_of_a_turns_update_is_of_that_turn(here: Reporting, turns: list[Occurrence]) -> None:
    update = submitted(here, turns[1], DONE)
    row = accepted(here, given(here, None, update))
    assert row.occurrence == turns[1]
    signed_off(here, update)
    assert stand(here, None, *turns) == [Status.NOT_STARTED, Status.NOT_STARTED, Status.EVIDENCED]


def test_a_turn_of_another_milestone_is_none_of_it(here: Reporting, turns: list[Occurrence]) -> None:
    with as_maintenance():
        other = Milestone.objects.filter(action=here.milestone.action).exclude(pk=here.milestone.pk)[0]
        Occurrence.objects.filter(pk=turns[0].pk).update(milestone=other)
    with pytest.raises(NotVisible):
        given(here, turns[0])


@pytest.mark.parametrize("worse_first", [True, False])
def test_of_several_turns_the_gravest_speaks(
    here: Reporting, turns: list[Occurrence], worse_first: bool
) -> None:
    for turn, said in zip(
        turns, (OFF_TRACK, ON_TRACK) if worse_first else (ON_TRACK, OFF_TRACK), strict=True
    ):
        signed_off(here, submitted(here, turn, said))
    with acting_as(here.manager) as actor:
        asked = Expected(cycle=here.cycle, action=here.milestone.action, milestone=here.milestone)
        (answer,) = answers_to([asked]).values()
        reported = plan_reported(actor=actor, plan_ref=here.plan.ref, today=TODAY, since=date(2026, 1, 1))
    assert answer.status == "off track"
    assert standing([Status(answer.status)]).worst == "red"
    assert reported.words.latest[here.milestone.ref].status is Status.OFF_TRACK


def test_what_is_signed_off_speaks_before_what_is_only_submitted(
    here: Reporting, turns: list[Occurrence]
) -> None:
    submitted(here, turns[0], OFF_TRACK)
    signed_off(here, submitted(here, turns[1], ON_TRACK))
    with acting_as(here.manager):
        asked = Expected(cycle=here.cycle, action=here.milestone.action, milestone=here.milestone)
        (answer,) = answers_to([asked]).values()
    assert (answer.state, answer.status) == ("signed off", "on track")


def test_the_workbook_says_which_turn_answered_and_locks_the_row(
    here: Reporting, turns: list[Occurrence]
) -> None:
    with as_maintenance():
        Expected.objects.create(
            partnership=here.partnership,
            cycle=here.cycle,
            action=here.milestone.action,
            milestone=here.milestone,
        )

    def row() -> tuple[bool, str]:
        with acting_as(here.owner) as actor:
            (found,) = rows_of(actor, here.cycle, TODAY)
        return found.is_writable, found.locked["state"]

    assert row() == (True, "Not begun")
    submitted(here, turns[0], ON_TRACK)
    assert row() == (False, "Answered: Spring, submitted")
    here.saves(here.owner)
    assert row() == (True, "Draft")
