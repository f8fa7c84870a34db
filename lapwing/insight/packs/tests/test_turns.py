"""Turns of recurring milestones stand in packs: due next, missed, and off track with its mitigation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lapwing.contexts.improvement import commands as plan_commands
from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.models import Milestone, Occurrence
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import OFF_TRACK, Reporting
from lapwing.insight.packs import shapes
from lapwing.insight.packs.tests.test_collecting import section
from lapwing.insight.packs.tests.test_whole_actions import DAY, SIGNED, here, pack_of
from lapwing.platform.access.tests.as_role import as_maintenance

__all__ = ["here"]

SPRING, SUMMER = date(2026, 3, 31), date(2026, 5, 22)


@pytest.fixture
def termly(here: Reporting) -> Milestone:
    """A milestone that comes round, of which the turn of spring was missed and that of summer is to come."""
    with acting_as(here.manager) as actor:
        milestone = Milestone.objects.get(text="Meet every term")
        for label, due_on in (("Spring term 2026", SPRING), ("Summer term 2026", SUMMER)):
            plan_commands.add_occurrence(
                actor=actor, now=LATER, milestone_ref=milestone.ref, label=label, due_on=due_on
            )
    return milestone


def turn(label: str) -> Occurrence:
    with as_maintenance():
        return Occurrence.objects.get(label=label)


def off_track(here: Reporting, label: str, **more: Any) -> None:
    """Its owner says of a turn that it is off track, and it is signed off."""
    update = here.submits(here.owner, OFF_TRACK, kind="occurrence", ref=turn(label).ref, **more)
    here.moves(here.manager, plan_commands.sign_off_update, update, now=SIGNED)


def exceptions(pack: shapes.Pack) -> dict[str, shapes.ExceptionLine]:
    return {line.text: line for line in section(pack, shapes.ExceptionsSection).lines}


def test_an_open_turn_is_due_next(here: Reporting, termly: Milestone) -> None:
    lines = section(pack_of(here), shapes.DueSection).lines
    found = {line.text: (line.due.text, line.left, line.link) for line in lines}
    assert found["Meet every term: Summer term 2026"] == (
        "22 May 2026", "in 24 days", shapes.Link("milestone", termly.ref),
    )  # fmt: skip
    assert "Meet every term: Spring term 2026" not in found


def test_a_missed_turn_is_an_exception_as_on_the_list_of_what_is_late(
    here: Reporting, termly: Milestone
) -> None:
    pack = pack_of(here)
    line = exceptions(pack)["Meet every term: Spring term 2026"]
    assert (line.mark.label, line.days_late.text, line.due.text) == (
        "Not started",
        "28 days",
        "31 March 2026",
    )
    assert "Meet every term: Summer term 2026" not in exceptions(pack)
    facts = {each.label: each.now.text for each in section(pack, shapes.SummarySection).summary.facts}
    with acting_as(here.manager) as actor:
        late = queries.late(actor=actor, plan_ref=here.plan.ref, on=DAY)
    assert facts["Turns missed"] == str(len(late.missed_occurrences)) == "1"


def test_a_turn_that_is_off_track_is_an_exception_with_its_mitigation(
    here: Reporting, termly: Milestone
) -> None:
    off_track(here, "Summer term 2026")
    line = exceptions(pack_of(here))["Meet every term: Summer term 2026"]
    assert (line.mark.label, line.mitigation) == ("Off track", "A second officer joins.")
    assert (line.forecast.text, line.days_late.text) == ("31 August 2026", "Not late")
    assert ", of Summer term 2026; signed off" in line.said


def test_the_forecast_of_a_turn_is_not_that_of_its_milestone(here: Reporting, termly: Milestone) -> None:
    off_track(here, "Summer term 2026")
    data = pack_of(here).data
    assert data is not None
    row, _, turn = [each for each in data.milestones if each.text.startswith("Meet every term")]
    assert (row.said, row.mitigation) == (turn.said, "A second officer joins.")
    assert (row.forecast.text, turn.forecast.text) == ("", "31 August 2026")


def test_what_is_said_of_a_turn_is_said_of_no_other(here: Reporting, termly: Milestone) -> None:
    off_track(here, "Summer term 2026")
    line = exceptions(pack_of(here))["Meet every term: Spring term 2026"]
    assert (line.mitigation, line.said) == (
        "No signed-off update says what is done about it.", "Nothing said yet",
    )  # fmt: skip


def test_a_turn_that_was_done_is_neither_due_nor_an_exception(here: Reporting, termly: Milestone) -> None:
    with acting_as(here.manager) as actor:
        for each in Occurrence.objects.filter(milestone=termly):
            plan_commands.report_status(
                actor=actor, now=SIGNED, milestone_ref=termly.ref, occurrence_ref=each.ref, status="done",
                note="Met",
            )  # fmt: skip
    pack = pack_of(here)
    assert not [text for text in exceptions(pack) if "term 2026" in text]
    assert not [line for line in section(pack, shapes.DueSection).lines if "term 2026" in line.text]
    facts = {each.label: each for each in section(pack, shapes.SummarySection).summary.facts}
    assert (facts["Turns missed"].now.text, facts["Turns missed"].before.text) == ("0", "1")


def test_the_workbook_holds_every_turn_below_its_milestone(here: Reporting, termly: Milestone) -> None:
    off_track(here, "Summer term 2026")
    data = pack_of(here).data
    assert data is not None
    rows = [each for each in data.milestones if each.text.startswith("Meet every term")]
    assert [(each.text, each.mark.label, each.late) for each in rows] == [
        ("Meet every term", "Not started", "Due in 32 days"),
        ("Meet every term: Spring term 2026", "Not started", "Missed"),
        ("Meet every term: Summer term 2026", "Off track", ""),
    ]
    assert (rows[2].mitigation, rows[2].forecast.text) == ("A second officer joins.", "31 August 2026")


def test_a_pack_without_turns_counts_none(here: Reporting) -> None:
    facts = section(pack_of(here), shapes.SummarySection).summary.facts
    assert "Turns missed" not in {each.label for each in facts}
