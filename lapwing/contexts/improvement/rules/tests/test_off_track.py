"""What an update has to say before it may be submitted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lapwing.contexts.improvement.rules import Point, Status
from lapwing.contexts.improvement.rules.off_track import (
    SAYABLE,
    Said,
    days_after,
    forecast_in_words,
    missing,
    note_of,
    unexplained,
)

TODAY = date(2026, 4, 20)
DUE = date(2026, 5, 31)
LATE = date(2026, 6, 19)
POINTS = (Point("complete", DUE),)


def fields(said: Said, before: Status = Status.ON_TRACK, points: tuple[Point, ...] = POINTS) -> list[str]:
    return [each.field for each in missing(said, before=before, points=points, today=TODAY)]


def test_an_update_says_how_it_stands() -> None:
    assert fields(Said(done="Met twice")) == ["status"]
    assert fields(Said(Status.ON_TRACK)) == []


def test_off_track_is_explained_and_forecast() -> None:
    assert fields(Said(Status.OFF_TRACK)) == ["mitigation", "forecast_on"]
    assert fields(Said(Status.OFF_TRACK, mitigation="Another room")) == ["forecast_on"]
    assert fields(Said(Status.OFF_TRACK, forecast_on=LATE)) == ["mitigation"]
    assert fields(Said(Status.OFF_TRACK, mitigation="Another room", forecast_on=LATE)) == []


@pytest.mark.parametrize(
    ("plans_date", "forecast", "said"),
    [
        (DUE, DUE, "This is the plan's date. What is off track has a later forecast"),
        (DUE, date(2026, 5, 29), "This is 2 days before the plan's date."),
        (DUE, date(2026, 6, 1), ""),
        (TODAY, TODAY, "This is the plan's date."),
        # late already
        (date(2026, 4, 19), TODAY, "The plan's date has passed: give a day after today"),
        (date(2026, 4, 19), date(2026, 4, 21), ""),
        # nothing to be held to
        (None, TODAY, ""),
    ],
)
@pytest.mark.parametrize("at_once", [False, True])
def test_off_track_is_forecast_for_a_revised_date(
    plans_date: date | None, forecast: date, said: str, at_once: bool
) -> None:
    off_track = Said(Status.OFF_TRACK, done="x", mitigation="Another room", forecast_on=forecast)
    points = (Point("start", date(2026, 1, 5)), Point("complete", plans_date))
    if at_once:
        found = unexplained(off_track, points, TODAY)
    else:
        found = missing(off_track, before=Status.ON_TRACK, points=points, today=TODAY)
    assert [each.message.startswith(said) for each in found] == ([True] if said else [])
    # what is at risk may keep its date
    at_risk = replace(off_track, status=Status.AT_RISK)
    assert missing(at_risk, before=Status.ON_TRACK, points=points, today=TODAY) == ()


def test_what_has_no_date_is_off_track_with_any_day_to_come() -> None:
    said = Said(Status.OFF_TRACK, mitigation="Another room", forecast_on=TODAY)
    assert fields(said, points=()) == []
    assert unexplained(said, (), TODAY) == ()


def test_a_risk_is_told_with_what_is_done_about_it() -> None:
    assert fields(Said(Status.AT_RISK)) == ["mitigation"]
    assert fields(Said(Status.AT_RISK, mitigation="Another room")) == []
    assert fields(Said(Status.AT_RISK, next_steps="Ask for another room")) == []


def test_what_is_done_or_stopped_says_what_was_done_or_why() -> None:
    assert fields(Said(Status.DONE)) == ["done"]
    assert fields(Said(Status.STOPPED)) == ["done"]
    assert fields(Said(Status.DONE, done="Opened on 3 April")) == []


def test_the_effect_on_children_is_not_what_was_done_over_again() -> None:
    said = Said(Status.ON_TRACK, done="Held three sessions", impact="held three sessions")
    assert fields(said) == ["impact"]
    assert fields(replace(said, impact="Fewer children wait")) == []


def test_nobody_says_of_their_own_that_it_is_evidenced() -> None:
    assert fields(Said(Status.EVIDENCED, done="x"), before=Status.DONE) == ["status"]
    assert Status.EVIDENCED not in SAYABLE
    assert set(SAYABLE) == set(Status) - {Status.EVIDENCED}


def test_a_status_that_cannot_follow_is_refused() -> None:
    assert fields(Said(Status.DONE, done="x"), before=Status.STOPPED) == ["status"]
    assert fields(Said(Status.DONE, done="x"), before=Status.EVIDENCED) == []


def test_a_forecast_after_the_plans_date_says_that_it_is_late() -> None:
    (found,) = missing(
        Said(Status.ON_TRACK, forecast_on=LATE), before=Status.ON_TRACK, points=POINTS, today=TODAY
    )
    assert (found.field, found.message.partition(".")[0]) == (
        "forecast_on",
        "This is 19 days after the plan's date",
    )
    assert fields(Said(Status.ON_TRACK, forecast_on=DUE)) == []
    assert fields(Said(Status.ON_TRACK, forecast_on=LATE), points=()) == []
    assert fields(Said(Status.AT_RISK, mitigation="x", forecast_on=LATE)) == []


def test_a_forecast_lies_ahead() -> None:
    assert fields(Said(Status.ON_TRACK, forecast_on=date(2026, 4, 19))) == ["forecast_on"]
    assert fields(Said(Status.ON_TRACK, forecast_on=TODAY)) == []
    assert fields(Said(Status.DONE, done="x", forecast_on=date(2026, 1, 1))) == []


@pytest.mark.parametrize(
    ("status", "lacks"),
    [
        (Status.NOT_STARTED, ["status"]),
        (Status.ON_TRACK, ["status"]),
        (Status.AT_RISK, ["mitigation", "forecast_on"]),
        (Status.OFF_TRACK, ["mitigation", "forecast_on"]),
        (Status.DONE, ["done"]),
        (Status.STOPPED, ["done"]),
    ],
)
def test_what_is_late_is_explained_and_forecast(status: Status, lacks: list[str]) -> None:
    yesterday = (Point("start", date(2026, 1, 5)), Point("complete", date(2026, 4, 19)))
    assert fields(Said(status), points=yesterday) == lacks
    explained = Said(status, done="x", mitigation="Another room", forecast_on=LATE)
    assert fields(explained, points=yesterday) == (["status"] if lacks == ["status"] else [])


def test_what_is_late_says_by_how_much() -> None:
    points = (Point("complete", date(2026, 4, 19)),)
    (found,) = missing(Said(Status.ON_TRACK), before=Status.ON_TRACK, points=points, today=TODAY)
    assert found.message.startswith("This is 1 day late. Say that it is at risk or off track")


@pytest.mark.parametrize("day", [TODAY, date(2026, 4, 21), None])
def test_what_is_due_today_or_without_a_worked_out_date_is_not_late(day: date | None) -> None:
    assert fields(Said(Status.ON_TRACK), points=(Point("complete", day),)) == []


@pytest.mark.parametrize(
    ("day", "late", "words"),
    [
        (LATE, 19, "Late: 19 days after the plan's date"),
        (date(2026, 6, 1), 1, "Late: 1 day after the plan's date"),
        (DUE, 0, "On the plan's date"),
        (date(2026, 5, 29), 0, "2 days before the plan's date"),
    ],
)
def test_a_forecast_stands_beside_the_plans_own_date(day: date, late: int, words: str) -> None:
    assert (days_after(POINTS, day), forecast_in_words(POINTS, day)) == (late, words)
    unsettled = (Point("complete", None),)
    assert (days_after(unsettled, day), forecast_in_words(unsettled, day)) == (0, "")


def test_the_note_keeps_activity_and_impact_apart() -> None:
    said = Said(
        Status.AT_RISK,
        done="Held three.",
        impact="Fewer wait.",
        next_steps="Hire.",
        mitigation="Agency staff.",
    )
    assert note_of(said) == ("Held three.\n\nImpact: Fewer wait.\n\nMitigation: Agency staff.\n\nNext: Hire.")
    assert note_of(Said(Status.ON_TRACK)) == ""
