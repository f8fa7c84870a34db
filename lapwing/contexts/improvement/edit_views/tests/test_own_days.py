"""A rhythm on dates of one's own, by its pages: what may be typed, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone

from lapwing.contexts.improvement.edit_forms.cycles import RhythmForm
from lapwing.contexts.improvement.edit_forms.day_lines import DayLinesField
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.edit_views.tests.test_cycles import on
from lapwing.contexts.improvement.models import Cycle, Rhythm
from lapwing.contexts.improvement.presenters.cycles import days_to_come
from lapwing.platform.ui.filters import day
from lapwing.platform.ui.tests.support import elements

LEADS = {"days_open": 14, "remind_before": 3, "reports_after": 21}


def in_days(*numbers: int) -> list[date]:
    return [timezone.localdate() + timedelta(days=number) for number in numbers]


def typed(days: Sequence[date] | str, **instead: object) -> dict[str, object]:
    lines = days if isinstance(days, str) else "\r\n".join(day(each) for each in days)
    return {"kind": "own", "own_days": lines, **LEADS, "version": 0, **instead}


def box_of(html: str) -> str:
    """What stands in the box of dates."""
    (box,) = elements(html, "textarea", lambda each: each.attributes["name"] == "own_days")
    return "".join(box.words)


def save(desk: Desk, days: Sequence[date] | str, **instead: object) -> HttpResponse:
    return desk.post("rhythm", typed(days, **instead), plan=desk.plan.ref)


def test_dates_are_read_as_people_write_them_and_put_in_order() -> None:
    found = DayLinesField().clean(
        "- Thursday 12 March 2027,\r\n\r\n4/12/2026\n• 5th Jun 2027\n2027-01-20;\n 1.2.27 \n"
    )
    assert found == (
        date(2026, 12, 4),
        date(2027, 1, 20),
        date(2027, 2, 1),
        date(2027, 3, 12),
        date(2027, 6, 5),
    )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "12 March 2027\n31 February 2027",
            ["Line 2: “31 February 2027” is not a date: there is no such day"],
        ),
        ("\nsoon", ["Line 2: “soon” is not a date. Write it as 30/04/2026 or 2026-04-30"]),
        ("12 March", ["Line 1: “12 March” is not a date. Write it as 30/04/2026 or 2026-04-30"]),
        ("46093", ["Line 1: “46093” is not a date. Write it as 30 April 2026"]),
        ("4/31/2027", ["Line 1: “4/31/2027” has no month 31. Write the day first: 31/4/2027"]),
        ("12/3/2027\n4/6/2027\n12 Mar 2027", ["Line 3: 12 March 2027 stands in line 1 already"]),
        ("never\n1/1/2027\nlater", ["Line 1: “never”", "Line 3: “later”"]),
        ("\n".join("x" * 9), [f"Line {number}: “x”" for number in range(1, 6)]),
    ],
)
def test_a_line_that_is_no_date_or_says_one_again_is_named(text: str, wrong: list[str]) -> None:
    with pytest.raises(ValidationError) as refused:
        DayLinesField().clean(text)
    said = refused.value.messages
    assert len(said) == len(wrong)
    assert all(message.startswith(begins) for message, begins in zip(said, wrong, strict=True))


def test_dates_stand_in_the_form_as_they_would_be_typed() -> None:
    days = (date(2026, 12, 4), date(2027, 3, 12))
    form = RhythmForm(initial={"kind": "own", "own_days": days})
    assert box_of(form.field("kind")) == "4 December 2026\n12 March 2027"
    bad = RhythmForm(typed("4 December 2026\nsoon"))
    assert not bad.is_valid()
    assert box_of(bad.field("kind")) == "4 December 2026\nsoon"


def test_only_the_days_of_the_kind_that_was_chosen_count() -> None:
    wrong_day = {"first_closes_on-day": "40", "first_closes_on-month": "13", "first_closes_on-year": "2027"}
    own = RhythmForm(typed("12 March 2027", **wrong_day))
    assert own.is_valid()
    assert own.cleaned_data["own_days"] == (date(2027, 3, 12),)
    monthly = RhythmForm(typed("soon", kind="monthly", **on("first_closes_on", date(2027, 3, 31))))
    assert monthly.is_valid()
    assert monthly.cleaned_data["own_days"] == ()
    for kind, lacking in (("own", "own_days"), ("monthly", "first_closes_on")):
        assert set(RhythmForm(typed("", kind=kind)).errors) == {lacking}


def test_a_manager_says_dates_of_their_own(desk: Desk) -> None:
    days = in_days(30, 120, 400)
    assert save(desk, reversed_lines(days)).status_code == 302
    assert desk.one(Rhythm).own_days == tuple(days)
    assert [cycle.closes_on for cycle in desk.all(Cycle)] == days
    shown = words(desk.get("reporting", desk.colleague, plan=desk.plan.ref))
    assert f"On dates of our own{days_to_come(days, timezone.localdate())}. Owners are asked" in shown
    assert "No day after" not in words(desk.get("reporting", plan=desk.plan.ref))
    form = desk.get("rhythm", plan=desk.plan.ref).content.decode()
    assert box_of(form) == "\n".join(day(each) for each in days)


def reversed_lines(days: Sequence[date]) -> str:
    return "\n".join(f"{each:%d/%m/%Y}" for each in reversed(days))


def test_dates_that_cannot_be_kept_are_said_beside_their_box(desk: Desk) -> None:
    (first,) = in_days(30)
    assert "Enter last days for updates" in words(save(desk, ""))
    assert "Line 2: “sooon” is not a date" in words(save(desk, f"{day(first)}\nsooon"))
    assert "Line 2: " in words(save(desk, [first, first]))
    assert "is more than three years away" in words(save(desk, in_days(30, 2000)))
    assert "All of these dates have passed" in words(save(desk, in_days(-40, -4)))
    assert desk.all(Rhythm) == []


def test_what_a_changed_list_does_to_what_is_planned_is_said_first(desk: Desk) -> None:
    first, second, third = in_days(30, 120, 210)
    save(desk, [first, third])
    asked = save(desk, [first, second, third], version=1)
    shown = words(asked)
    assert "Nothing is saved yet" in shown
    assert f"closes on {day(third)}, called" in shown
    assert "Are added" in shown
    assert desk.one(Rhythm).own_days == (first, third)
    seen = " ".join(["own", str(first), "14", "3", "21", str(first), str(second), str(third)])
    assert save(desk, [first, second, third], version=1, seen=seen).status_code == 302
    assert desk.one(Rhythm).own_days == (first, second, third)


def test_the_second_of_two_who_change_the_dates_sees_both(desk: Desk) -> None:
    first, second, third = in_days(30, 120, 210)
    save(desk, [first])
    save(desk, [first, second], version=1)
    stale = save(desk, [first, second, third], version=1)
    assert stale.status_code == 409
    said = words(stale)
    assert f"{second.day} {second:%b %Y}" in said
    assert f"{third.day} {third:%b %Y}" in said
    kept = {"keep-own_days": "theirs", "version": 2}
    assert save(desk, [first, second, third], **kept).status_code == 302
    assert desk.one(Rhythm).own_days == (first, second)


def test_whoever_runs_the_plan_is_told_on_its_page_that_no_day_follows(desk: Desk) -> None:
    save(desk, in_days(10, 20))
    shown = words(desk.get("reporting", plan=desk.plan.ref))
    assert f"No day after {day(in_days(20)[0])}: add the next days" in shown
    assert "No day after" not in words(desk.get("reporting", desk.colleague, plan=desk.plan.ref))
    save(desk, in_days(10, 20, 90), version=1)
    assert "No day after" not in words(desk.get("reporting", plan=desk.plan.ref))


def test_the_preview_of_a_start_says_on_which_dates_its_cycles_would_close(desk: Desk) -> None:
    near, second, third = in_days(10, 60, 120)
    save(desk, [near, second, third])
    chosen = {"title": "Play plan 2027", "kind": "improvement", "comes": ["frame", "rhythm"]}
    said = words(desk.post("start-next", chosen, plan=desk.plan.ref))
    assert f"The first reporting cycle would close on {day(second)}, another on {day(third)}." in said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([], ""),
        ([date(2026, 5, 20)], ": 20 May 2026"),
        ([date(2026, 1, 5), date(2026, 5, 20), date(2026, 8, 14)], ": 20 May and 14 August 2026"),
        (
            [date(2026, 8, 14), date(2026, 11, 3), date(2027, 2, 5)],
            ": 14 August, 3 November 2026 and 5 February 2027",
        ),
        (
            [date(2026, month, 9) for month in range(5, 13)],
            ": 9 May, 9 June, 9 July, 9 August, 9 September, 9 October 2026 and 2 more",
        ),
        ([date(2026, 1, 5)], ", of which the last was 5 January 2026"),
    ],
)
def test_dates_to_come_are_said_in_a_sentence(days: list[date], said: str) -> None:
    assert days_to_come(days, date(2026, 3, 2)) == said
