"""What is said of an action as a whole reaches the board, with its mitigation and its forecast."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from lapwing.contexts.improvement import commands as plan_commands
from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.commands import asking
from lapwing.contexts.improvement.models import Cycle, Expected, Milestone, Update
from lapwing.contexts.improvement.public import look_at_plan
from lapwing.contexts.improvement.rules import Colour, Status
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import OFF_TRACK, ON_TRACK, Reporting, reporting
from lapwing.insight.packs import shapes
from lapwing.insight.packs.collecting import KINDS, PackOrder, SectionOrder, collect_pack
from lapwing.insight.packs.frozen import from_text, to_text
from lapwing.insight.packs.tests.test_collecting import section
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import partnership as new_partnership
from lapwing.registry.tests.factories import people

# The plan is here since the 20th; the last pack was of the 25th, and what is said is signed off on the 28th.
BEFORE, DAY, AFTER = date(2026, 4, 25), date(2026, 4, 28), date(2026, 6, 30)
SIGNED = datetime(2026, 4, 28, 14, tzinfo=UTC)


@pytest.fixture
def here(partnership: Partnership) -> Reporting:
    return reporting(partnership, people(partnership, new_partnership()), LATER)


def says(here: Reporting, said: Said, cycle: Cycle | None = None) -> Update:
    """The owner says it of the whole action, and it is signed off."""
    at = {"cycle_ref": (cycle or here.cycle).ref}
    update = here.submits(here.owner, said, kind="action", ref=here.milestone.action.ref, **at)
    return here.moves(here.manager, plan_commands.sign_off_update, update, now=SIGNED)


def pack_of(here: Reporting, since: date = BEFORE, as_at: date = DAY, **more: Any) -> shapes.Pack:
    order = PackOrder(
        plan_ref=here.plan.ref,
        title="Report",
        since=since,
        as_at=as_at,
        until=AFTER,
        sections=tuple(SectionOrder(kind) for kind in KINDS),
        **more,
    )
    with acting_as(here.manager) as actor:
        return collect_pack(actor=actor, order=order, built_by="SEND programme manager", now=SIGNED)


def wholes(pack: shapes.Pack) -> list[shapes.ExceptionLine]:
    lines = section(pack, shapes.ExceptionsSection).lines
    return [line for line in lines if line.link and line.link.kind == "action"]


def closed(here: Reporting) -> None:
    """Every milestone of the action is stopped."""
    with acting_as(here.manager) as actor:
        for milestone in Milestone.objects.filter(action=here.milestone.action):
            plan_commands.report_status(
                actor=actor, now=LATER, milestone_ref=milestone.ref, status="stopped", note="No money"
            )


def test_off_track_as_a_whole_is_an_exception_with_its_mitigation_and_forecast(here: Reporting) -> None:
    says(here, OFF_TRACK)
    pack = pack_of(here)
    (line,) = wholes(pack)
    assert (line.mark.label, line.milestone, line.action) == ("Off track", "As a whole", "1.1.1")
    assert (line.mitigation, line.forecast.text) == ("A second officer joins.", "31 August 2026")
    assert line.why == "Met one landlord."
    assert "of the action as a whole" in line.said
    assert from_text(to_text(pack)) == pack


def test_off_track_as_a_whole_stands_before_what_is_at_risk(here: Reporting) -> None:
    says(here, OFF_TRACK)
    with acting_as(here.manager) as actor:
        plan_commands.report_status(
            actor=actor, now=SIGNED, milestone_ref=here.milestone.ref, status="at risk", note="Few rooms"
        )
    lines = section(pack_of(here), shapes.ExceptionsSection).lines
    assert [(line.milestone, line.mark.label) for line in lines] == [
        ("As a whole", "Off track"),
        ("", "At risk"),
    ]


def test_the_headline_tells_of_it_and_the_counts_stay_those_of_milestones(here: Reporting) -> None:
    before = section(pack_of(here), shapes.SummarySection).summary
    says(here, OFF_TRACK)
    after = section(pack_of(here), shapes.SummarySection).summary
    assert after.headline == (
        f"{before.headline} Of actions as a whole it is said: 1 off track (last time 0)."
    )
    assert after.milestones == before.milestones
    assert [line.text for line in after.moved if line.link and line.link.kind == "action"] == [
        f"1.1.1 as a whole: {here.milestone.action.text}: off track (was not said)"
    ]


def test_the_workbook_and_the_whole_plan_hold_it(here: Reporting) -> None:
    says(here, replace(OFF_TRACK, status=Status.AT_RISK))
    pack = pack_of(here)
    assert pack.data is not None
    (row,) = [each for each in pack.data.milestones if each.key.startswith("data-whole")]
    assert (row.mark.label, row.mitigation, row.forecast.text) == (
        "At risk", "A second officer joins.", "31 August 2026",
    )  # fmt: skip
    action = section(pack, shapes.ActionsSection).actions[0]
    assert (action.mark.colour, action.milestones[0].text) == ("amber", "As a whole")
    assert action.done == "0 of 3 done"


def test_the_forecast_of_a_whole_action_is_not_that_of_its_milestone(here: Reporting) -> None:
    """As on the timeline; what is done about the milestone is said, and of what it was."""
    says(here, OFF_TRACK)
    with acting_as(here.manager) as actor:
        plan_commands.report_status(
            actor=actor, now=LATER, milestone_ref=here.milestone.ref, status="at risk", note="Few rooms"
        )
    pack = pack_of(here)
    line = milestone_line(here, pack)
    assert (line.mitigation, line.forecast.text) == ("A second officer joins.", "Not given")
    assert "of the action as a whole" in line.said
    assert data_row(here, pack).forecast == shapes.Day(None, "")
    assert timeline(here) == {}


def test_a_milestone_has_the_forecast_of_its_own_update_in_packs_and_on_the_timeline(here: Reporting) -> None:
    update = here.submits(here.owner, OFF_TRACK)
    here.moves(here.manager, plan_commands.sign_off_update, update, now=SIGNED)
    says(here, replace(OFF_TRACK, forecast_on=date(2027, 3, 31)))
    pack = pack_of(here)
    assert milestone_line(here, pack).forecast.on == data_row(here, pack).forecast.on == date(2026, 8, 31)
    assert timeline(here) == {here.milestone.ref: date(2026, 8, 31)}


def milestone_line(here: Reporting, pack: shapes.Pack) -> shapes.ExceptionLine:
    lines = section(pack, shapes.ExceptionsSection).lines
    return next(each for each in lines if each.key == f"exception:{here.milestone.ref}")


def data_row(here: Reporting, pack: shapes.Pack) -> shapes.MilestoneData:
    assert pack.data is not None
    return next(each for each in pack.data.milestones if each.key == f"data-milestone:{here.milestone.ref}")


def timeline(here: Reporting) -> dict[str, date]:
    with acting_as(here.manager) as actor:
        found = queries.over_time(actor=actor, plan_ref=here.plan.ref, on=DAY).forecasts
    return {ref: each.on for ref, each in found.items()}


def test_on_track_as_a_whole_is_no_exception(here: Reporting) -> None:
    says(here, ON_TRACK)
    assert wholes(pack_of(here)) == []


def test_what_is_not_signed_off_by_the_day_is_not_told(here: Reporting) -> None:
    update = here.submits(here.owner, OFF_TRACK, kind="action", ref=here.milestone.action.ref)
    assert wholes(pack_of(here)) == []
    here.moves(here.manager, plan_commands.sign_off_update, update, now=SIGNED)
    assert len(wholes(pack_of(here))) == 1
    assert wholes(pack_of(here, as_at=date(2026, 4, 27))) == []


def test_it_stands_until_the_next_is_signed_off(here: Reporting) -> None:
    says(here, OFF_TRACK)
    with as_maintenance():
        cycle = here.next_cycle()
    says(here, ON_TRACK, cycle)
    assert wholes(pack_of(here)) == []


def test_it_counts_no_more_when_every_milestone_is_closed(here: Reporting) -> None:
    says(here, OFF_TRACK)
    closed(here)
    pack = pack_of(here)
    assert wholes(pack) == []
    assert pack.data is not None
    (row,) = [each for each in pack.data.milestones if each.key.startswith("data-whole")]
    assert row.note == "All its milestones are closed since: this counts no more."


def test_the_action_shows_that_colour_and_whose_word_it_is(here: Reporting) -> None:
    update = says(here, OFF_TRACK)
    with acting_as(here.owner) as actor:
        page = queries.action_page(actor=actor, action_ref=here.milestone.action.ref, on=DAY)
        overview = queries.overview(actor=actor, plan_ref=here.plan.ref, on=DAY)
        before = queries.action_page(
            actor=actor, action_ref=here.milestone.action.ref, on=DAY, as_at=date(2026, 4, 27)
        )
    assert (page.line.colour, page.line.counts.red) == (Colour.RED, 0)
    assert page.line.whole is not None
    assert (page.line.whole.by, page.line.whole.update_ref) == ("Ada Action", update.ref)
    assert (overview.colour, overview.counts.red) == (Colour.RED, 0)
    assert before.line.whole is None


def test_a_cycle_asks_again_of_what_stands_as_off_track_as_a_whole(here: Reporting) -> None:
    action = here.milestone.action
    says(here, OFF_TRACK)
    with as_maintenance():
        cycle = here.next_cycle()
    with acting_as(here.manager):
        asking.settle_expected(cycle, DAY)
        asked = Expected.objects.filter(cycle=cycle, action=action)
        assert set(asked.values_list("milestone__text", flat=True)) > {None, here.milestone.text}


def test_escalation_looks_at_the_same_word(here: Reporting) -> None:
    says(here, OFF_TRACK)

    def looked() -> Status:
        with acting_as(here.manager) as actor:
            plan = look_at_plan(actor=actor, plan_ref=here.plan.ref, on=DAY)
        return next(each.status for each in plan.things if each.kind == "action")

    assert looked() is Status.OFF_TRACK
    closed(here)
    assert looked() is Status.NOT_STARTED
