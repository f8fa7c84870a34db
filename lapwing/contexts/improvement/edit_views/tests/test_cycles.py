"""Running the reporting of a plan: its rhythm, and each turn of its cycles, by its pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.utils import timezone

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, day, words
from lapwing.contexts.improvement.models import Asked, Cycle, Rhythm
from lapwing.contexts.improvement.rules.cycles import CycleState

DEEDS = ("dates", "open", "more-time", "close", "sign-off", "report", "take-out")


def on(name: str, at: date) -> dict[str, str]:
    return day(name, at.year, at.month, at.day)


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def rhythm(**instead: object) -> dict[str, object]:
    typed: dict[str, object] = {
        "kind": "quarterly",
        **on("first_closes_on", in_days(25)),
        "days_open": 14,
        "remind_before": 3,
        "reports_after": 21,
        "version": 0,
    }
    return typed | instead


@pytest.fixture
def cycle(desk: Desk) -> Cycle:
    """Planned, and to close in three weeks."""
    typed = {
        **on("from_date", date(2026, 4, 1)),
        **on("to_date", date(2026, 5, 31)),
        **on("opens_on", in_days(7)),
        **on("closes_on", in_days(21)),
    }
    assert desk.post("cycle-new", typed, plan=desk.plan.ref).status_code == 302
    return desk.one(Cycle)


def do(desk: Desk, cycle: Cycle, deed: str, more: Mapping[str, object] | None = None) -> HttpResponse:
    """Take a turn of the cycle, as it stands now."""
    version = desk.one(Cycle, pk=cycle.pk).version
    return desk.post(f"cycle-{deed}", {"version": version, **(more or {})}, cycle=cycle.ref)


def stands(desk: Desk, cycle: Cycle) -> CycleState:
    return desk.one(Cycle, pk=cycle.pk).state


def test_a_rhythm_is_set_and_changed(desk: Desk) -> None:
    assert desk.post("rhythm", rhythm(), plan=desk.plan.ref).status_code == 302
    shown = words(desk.get("reporting", desk.colleague, plan=desk.plan.ref))
    assert "Every quarter. Owners are asked 14 days before the last day" in shown
    assert "No cycle is open. The next opens on" in shown
    asked = desk.post("rhythm", rhythm(kind="monthly", version=1), plan=desk.plan.ref)
    shown = words(asked)
    assert "Nothing is saved yet" in shown
    assert "Are added" in shown
    assert desk.one(Rhythm).kind == "quarterly"
    assert desk.post("rhythm", monthly(), plan=desk.plan.ref).status_code == 302
    assert desk.one(Rhythm).kind == "monthly"


def monthly(**instead: object) -> dict[str, object]:
    """Every month from the same day on, when what that changes was shown."""
    return rhythm(kind="monthly", version=1, seen=f"monthly {in_days(25)} 14 3 21", **instead)


def test_what_was_shown_counts_for_what_was_typed_then(desk: Desk) -> None:
    desk.post("rhythm", rhythm(), plan=desk.plan.ref)
    other = monthly(days_open=20)
    assert "Nothing is saved yet" in words(desk.post("rhythm", other, plan=desk.plan.ref))
    assert desk.one(Rhythm).kind == "quarterly"


def test_what_changes_nothing_that_is_planned_is_saved_at_once(desk: Desk) -> None:
    desk.post("rhythm", rhythm(), plan=desk.plan.ref)
    assert desk.post("rhythm", rhythm(remind_before=5, version=1), plan=desk.plan.ref).status_code == 302
    assert desk.one(Rhythm).remind_before == 5


def test_the_second_of_two_who_change_the_rhythm_sees_both(desk: Desk) -> None:
    desk.post("rhythm", rhythm(), plan=desk.plan.ref)
    desk.post("rhythm", monthly(), plan=desk.plan.ref)
    seen = f"termly {in_days(25)} 14 3 21"
    stale = desk.post("rhythm", rhythm(kind="termly", version=1, seen=seen), plan=desk.plan.ref)
    assert stale.status_code == 409
    assert desk.one(Rhythm).kind == "monthly"


def test_a_rhythm_that_cannot_be_kept_says_why(desk: Desk) -> None:
    far = desk.post("rhythm", rhythm(**on("first_closes_on", in_days(2000))), plan=desk.plan.ref)
    assert "Choose a day within three years" in words(far)
    short = desk.post("rhythm", rhythm(days_open=2), plan=desk.plan.ref)
    assert "choose fewer days" in words(short)
    assert desk.all(Rhythm) == []


def test_the_dates_of_a_planned_cycle_are_changed(desk: Desk, cycle: Cycle) -> None:
    assert cycle.label == "April and May 2026"
    typed = {
        "label": "Early summer",
        **on("from_date", cycle.from_date),
        **on("to_date", cycle.to_date),
        **on("opens_on", in_days(7)),
        **on("closes_on", in_days(5)),
    }
    assert "It cannot close before it opens" in words(do(desk, cycle, "dates", typed))
    assert do(desk, cycle, "dates", typed | on("closes_on", in_days(22))).status_code == 302
    assert "Early summer" in words(desk.get("reporting", plan=desk.plan.ref))


def test_a_cycle_goes_through_its_turns(desk: Desk, cycle: Cycle) -> None:
    assert "Open it now" in words(desk.get("cycle", cycle=cycle.ref))
    assert do(desk, cycle, "open").status_code == 302
    assert "1 person has not answered all" in words(desk.get("cycle-close", cycle=cycle.ref))
    turns: list[tuple[str, dict[str, str], CycleState]] = [
        ("close", {}, CycleState.CLOSED),
        ("more-time", on("closes_on", in_days(28)), CycleState.OPEN),
        ("close", {}, CycleState.CLOSED),
        ("sign-off", {"missing_reason": "The owner is on leave"}, CycleState.SIGNED_OFF),
        ("report", {}, CycleState.REPORTED),
    ]
    for deed, more, state in turns:
        assert (deed, do(desk, cycle, deed, more).status_code) == (deed, 302)
        assert stands(desk, cycle) is state
    shown = words(desk.get("cycle", desk.colleague, cycle=cycle.ref))
    assert "The owner is on leave" in shown
    assert "Reported on" in shown
    assert "Reported 1" in words(desk.get("reporting", desk.colleague, plan=desk.plan.ref))


def test_a_turn_that_cannot_be_taken_says_why(desk: Desk, cycle: Cycle) -> None:
    assert "It has not opened yet." in words(do(desk, cycle, "close"))
    do(desk, cycle, "open")
    earlier = do(desk, cycle, "more-time", on("closes_on", in_days(3)))
    assert "Choose a later day than it closes on now." in words(earlier)
    do(desk, cycle, "close")
    assert "Say why the cycle is signed off without what is missing." in words(do(desk, cycle, "sign-off"))
    assert stands(desk, cycle) is CycleState.CLOSED


def test_a_button_pressed_by_two_is_done_once(desk: Desk, cycle: Cycle) -> None:
    do(desk, cycle, "open")
    again = desk.post("cycle-open", {"version": 1}, cycle=cycle.ref)
    assert "changed this meanwhile" in words(again)
    assert len(desk.all(Asked)) == 1


def test_a_cycle_is_taken_out_for_a_reason(desk: Desk, cycle: Cycle) -> None:
    assert "Enter reason" in words(do(desk, cycle, "take-out"))
    assert do(desk, cycle, "take-out", {"reason": "Opened by mistake"}).status_code == 302
    assert desk.get("cycle", cycle=cycle.ref).status_code == 404


def test_an_owner_and_a_stranger_run_nothing(desk: Desk, cycle: Cycle) -> None:
    for who in (desk.owner, desk.outsider):
        found = {desk.get(f"cycle-{deed}", who, cycle=cycle.ref).status_code for deed in DEEDS}
        found |= {desk.get(name, who, plan=desk.plan.ref).status_code for name in ("rhythm", "cycle-new")}
        assert found == {404}
    assert desk.get("cycle", desk.owner, cycle=cycle.ref).status_code == 200
    assert desk.get("cycle", desk.outsider, cycle=cycle.ref).status_code == 404


def test_a_child_that_is_named_in_a_note_on_a_cycle_is_asked_about(desk: Desk, cycle: Cycle) -> None:
    do(desk, cycle, "open")
    do(desk, cycle, "close")
    named = {"missing_reason": "The carer of Jayden, 9, was away"}
    asked = words(do(desk, cycle, "sign-off", named))
    assert "It looks as if a child is named here" in asked
    assert "No child is named here" in asked
    assert stands(desk, cycle) is CycleState.CLOSED
    sure = named | {"no_child_named": "on", "asked_about": "Jayden"}
    assert do(desk, cycle, "sign-off", sure).status_code == 302
