"""The same is said of several milestones that were picked from a list, and undone at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, day, words
from lapwing.contexts.improvement.models import Milestone, StatusReport


@pytest.fixture
def milestones(desk: Desk) -> list[Milestone]:
    """Those of which nothing has been said first."""
    return sorted(desk.all(Milestone), key=lambda row: (bool(said_of(desk, row)), row.pk))


def page(desk: Desk, *rows: Milestone, more: str = "") -> str:
    asked = "&".join([*(f"rows={row.ref}" for row in rows), *([more] if more else [])])
    return f"{desk.url('report-together', plan=desk.plan.ref)}?{asked}"


def say(desk: Desk, where: str, who: object = None, **typed: str) -> str:
    """Send the form; the page that follows."""
    now = timezone.localdate()
    sent = {"status": "on track", "note": ""} | day("effective_on", now.year, now.month, now.day) | typed
    browser = desk.browser(who)  # type: ignore[arg-type]
    return str(browser.post(where, sent, follow=True).content.decode())


def said_of(desk: Desk, row: Milestone) -> list[str]:
    return [report.status for report in desk.all(StatusReport, milestone=row, withdrawn_at=None)]


def undo_of(shown: str) -> str:
    found = re.search(r'action="([^"]+/undo/)"', shown)
    assert found is not None
    return found[1]


def test_the_list_has_a_box_before_each_milestone(desk: Desk, milestones: list[Milestone]) -> None:
    shown = desk.get("milestones", plan=desk.plan.ref).content.decode()
    assert set(re.findall(r'name="rows" value="(\w+)"', shown)) == {row.ref for row in milestones}
    assert "Report on these" in shown


def test_who_only_reads_has_nothing_to_pick(desk: Desk, milestones: list[Milestone]) -> None:
    shown = desk.get("milestones", desk.colleague, plan=desk.plan.ref).content.decode()
    assert 'name="rows"' not in shown
    assert desk.browser(desk.colleague).get(page(desk, *milestones)).status_code == 404


def test_nothing_is_said_on_a_day_that_is_only_looked_back_at(desk: Desk) -> None:
    address = desk.url("milestones", plan=desk.plan.ref)
    assert 'name="rows"' not in desk.browser().get(address, {"as_at": "2026-01-01"}).content.decode()


def test_the_same_is_said_of_those_that_were_picked_and_of_no_other(
    desk: Desk, milestones: list[Milestone]
) -> None:
    first, second, *others = milestones
    before = [said_of(desk, row) for row in others]
    shown = say(desk, page(desk, first, second))
    assert "Your report on 2 milestones is saved." in shown
    assert [said_of(desk, row) for row in (first, second)] == [["on track"], ["on track"]]
    assert [said_of(desk, row) for row in others] == before


def test_all_that_match_can_be_asked_for(desk: Desk, milestones: list[Milestone]) -> None:
    say(desk, page(desk, more="everything=yes"))
    assert all(said_of(desk, row)[-1:] == ["on track"] for row in milestones)


def test_what_was_said_of_all_is_undone_at_once(desk: Desk, milestones: list[Milestone]) -> None:
    before = [said_of(desk, row) for row in milestones]
    undo = undo_of(say(desk, page(desk, *milestones[:2])))
    browser = desk.browser()
    assert "Undone for 2 milestones" in browser.post(undo, follow=True).content.decode()
    assert [said_of(desk, row) for row in milestones] == before
    assert "nothing left to undo" in browser.post(undo, follow=True).content.decode()


def test_nobody_takes_back_what_another_said(desk: Desk, milestones: list[Milestone]) -> None:
    undo = undo_of(say(desk, page(desk, milestones[0])))
    assert desk.browser(desk.outsider).post(undo).status_code == 404
    assert desk.browser(desk.colleague).post(undo).status_code == 404
    desk.browser(desk.owner).post(undo)
    assert said_of(desk, milestones[0]) == ["on track"]


def test_an_action_owner_reports_on_their_own_and_is_told_of_the_others(
    desk: Desk, milestones: list[Milestone]
) -> None:
    own = [row for row in milestones if desk.browser(desk.owner).get(page(desk, row)).status_code == 200]
    others = [row for row in milestones if row not in own]
    assert own
    assert others
    shown = desk.browser(desk.owner).get(page(desk, *milestones)).content.decode()
    assert "not yours to report on" in shown
    say(desk, page(desk, *milestones), desk.owner)
    assert said_of(desk, own[0])[-1:] == ["on track"]
    assert said_of(desk, others[0]) == []


def test_nothing_picked_is_said(desk: Desk) -> None:
    shown = desk.browser().get(page(desk), follow=True).content.decode()
    assert "Pick at least one milestone first" in shown


def test_what_is_gone_meanwhile_is_said(desk: Desk, milestones: list[Milestone]) -> None:
    shown = words(desk.browser().get(page(desk, milestones[0], more="rows=zzzzzzzzzzzz")))  # type: ignore[arg-type]
    assert "1 milestone that you picked is not in the list any more" in shown


def test_at_risk_needs_a_note_and_nothing_is_saved_without(desk: Desk, milestones: list[Milestone]) -> None:
    shown = say(desk, page(desk, *milestones[:2]), status="at risk")
    assert "Say why, and what is being done." in shown
    assert said_of(desk, milestones[0]) == []


def test_off_track_wants_what_is_done_about_it_and_a_forecast_of_all_of_them(
    desk: Desk, milestones: list[Milestone]
) -> None:
    where, why = page(desk, *milestones[:2]), {"status": "off track", "note": "The room is gone"}
    shown = say(desk, where, **why)
    assert 'href="#id_mitigation"' in shown
    assert 'href="#id_forecast_on-day"' in shown
    assert said_of(desk, milestones[0]) == []
    ahead = timezone.localdate() + timedelta(days=40)
    more = {"mitigation": "Another is asked for.", **day("forecast_on", ahead.year, ahead.month, ahead.day)}
    say(desk, where, **why, **more)
    assert [desk.one(StatusReport, milestone=row).forecast_on for row in milestones[:2]] == [ahead, ahead]


def test_it_names_those_of_which_it_cannot_be_said_and_leaves_them_out_when_told(
    desk: Desk, milestones: list[Milestone]
) -> None:
    first, second = milestones[:2]
    say(desk, page(desk, first), status="stopped", note="The room is gone")
    refused = say(desk, page(desk, first, second), status="done")
    assert "This cannot be said of" in refused
    assert said_of(desk, second) == []
    assert "Left out:" in say(desk, page(desk, first, second), status="done", leave_out="on")
    assert (said_of(desk, first), said_of(desk, second)) == (["stopped"], ["done"])
