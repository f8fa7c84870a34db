from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, day, words
from lapwing.contexts.improvement.models import Action, Milestone, Occurrence, StatusReport


@pytest.fixture
def milestone(desk: Desk) -> Milestone:
    return desk.one(Milestone, text="Begin talks")


def today() -> dict[str, str]:
    now = timezone.localdate()
    return day("effective_on", now.year, now.month, now.day)


def test_a_report_is_saved_and_leads_to_the_milestone(desk: Desk, milestone: Milestone) -> None:
    response = desk.post(
        "report", {"status": "on track", "note": "Met twice", **today()}, milestone=milestone.ref
    )
    assert response["Location"] == desk.url("milestone", milestone=milestone.ref)
    said = desk.one(StatusReport, milestone=milestone)
    assert (said.status, said.note, said.recorded_by_id) == ("on track", "Met twice", desk.manager.pk)


def test_an_action_owner_reports_on_their_own_and_finds_no_other(desk: Desk, milestone: Milestone) -> None:
    other = desk.one(Milestone, action=desk.one(Action, key="1.1.1bis"))
    assert desk.get("report", desk.owner, milestone=milestone.ref).status_code == 200
    for send in (
        desk.get("report", desk.owner, milestone=other.ref),
        desk.post("report", {"status": "done", **today()}, desk.owner, milestone=other.ref),
    ):
        assert send.status_code == 404
    assert desk.all(StatusReport, milestone=other) == []


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_those_who_may_not_report_find_no_page(desk: Desk, milestone: Milestone, who: str) -> None:
    assert desk.get("report", getattr(desk, who), milestone=milestone.ref).status_code == 404


def test_what_goes_wrong_must_be_explained_and_nothing_typed_is_lost(
    desk: Desk, milestone: Milestone
) -> None:
    response = desk.post("report", {"status": "at risk", "note": "", **today()}, milestone=milestone.ref)
    assert response.status_code == 200
    assert "Say why, and what is being done." in words(response)
    assert 'value="at risk" checked' in response.content.decode()
    assert "Error: Report how it stands" in words(response)


def test_off_track_is_told_at_each_field_what_it_wants(desk: Desk, milestone: Milestone) -> None:
    typed = {"status": "off track", "note": "The hall is let", **today()}
    response = desk.post("report", typed, milestone=milestone.ref)
    html = response.content.decode()
    assert 'href="#id_mitigation"' in html
    assert 'href="#id_forecast_on-day"' in html
    assert "Say what is being done to bring it back on track." in words(response)
    assert "Say by when it will be done now." in words(response)
    assert desk.all(StatusReport, milestone=milestone) == []


def test_off_track_is_shown_with_what_is_done_about_it_and_the_forecast(
    desk: Desk, milestone: Milestone
) -> None:
    ahead = timezone.localdate() + timedelta(days=40)
    typed = {
        "status": "off track",
        "note": "The hall is let",
        "mitigation": "A second hall is asked for.",
        **day("forecast_on", ahead.year, ahead.month, ahead.day),
        **today(),
    }
    desk.post("report", typed, milestone=milestone.ref)
    said = desk.one(StatusReport, milestone=milestone)
    assert (said.mitigation, said.forecast_on) == ("A second hall is asked for.", ahead)
    shown = words(desk.get("milestone", milestone=milestone.ref))
    assert "Mitigation: A second hall is asked for." in shown
    assert f"Forecast {ahead.day} {ahead:%B %Y}" in shown


def test_only_what_may_follow_is_offered(desk: Desk, milestone: Milestone) -> None:
    shown = words(desk.get("report", milestone=milestone.ref))
    assert "Done, evidence awaited" in shown
    assert "Done and evidenced" not in shown


def test_a_day_to_come_is_refused_beside_the_day(desk: Desk, milestone: Milestone) -> None:
    soon = timezone.localdate() + timedelta(days=1)
    sent = {"status": "on track", **day("effective_on", soon.year, soon.month, soon.day)}
    response = desk.post("report", sent, milestone=milestone.ref)
    assert 'href="#id_effective_on-day"' in response.content.decode()
    assert "A status holds from today or an earlier day." in words(response)


@pytest.mark.parametrize(
    ("boxes", "said"),
    [((31, 2, 2026), "must be a real date"), ((1, 2, 25), "Year must have 4 figures")],
)
def test_odd_days_are_refused(
    desk: Desk, milestone: Milestone, boxes: tuple[int, int, int], said: str
) -> None:
    at, month, year = boxes
    sent = {"status": "on track", **day("effective_on", year, month, at)}
    assert said in words(desk.post("report", sent, milestone=milestone.ref))


def test_markup_in_a_note_is_shown_as_it_was_typed(desk: Desk, milestone: Milestone) -> None:
    note = "<script>alert(1)</script> & co"
    desk.post("report", {"status": "on track", "note": note, **today()}, milestone=milestone.ref)
    page = desk.get("report", milestone=milestone.ref).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in page


def test_one_turn_has_a_report_of_its_own(desk: Desk) -> None:
    recurring = desk.one(Milestone, text="Meet every term")
    turns = {"period": "term", **day("first", 2026, 1, 1), **day("until", 2026, 8, 1)}
    desk.post("occurrences", turns, milestone=recurring.ref)
    turn = desk.one(Occurrence, milestone=recurring)
    assert turn.label == "Spring term 2026"
    desk.post("report-occurrence", {"status": "done", **today()}, occurrence=turn.ref)
    assert desk.one(StatusReport, occurrence=turn).status == "done"
    assert desk.get("report-occurrence", desk.colleague, occurrence=turn.ref).status_code == 404


def test_turns_that_are_not_added_again_are_told_with_why(desk: Desk) -> None:
    recurring = desk.one(Milestone, text="Meet every term")
    turns = {"period": "term", **day("first", 2026, 1, 1), **day("until", 2026, 8, 1)}
    url = desk.url("occurrences", milestone=recurring.ref)
    browser = desk.browser()

    def added() -> str:
        return words(browser.post(url, turns, follow=True))  # type: ignore[arg-type]

    assert "2 turns added." in added()
    turn = desk.one(Occurrence, milestone=recurring)
    desk.post("take-out", {"version": "1", "reason": "Not in spring"}, kind="occurrence", ref=turn.ref)
    assert "0 turns added. Left out: 1 there already, 1 taken out before. What is wanted all the" in added()


def test_one_turn_is_added_by_hand_and_not_twice(desk: Desk) -> None:
    recurring = desk.one(Milestone, text="Meet every term")
    sent = {"label": "An extra meeting", **day("due_on", 2026, 5, 5)}
    assert desk.post("occurrences", sent, milestone=recurring.ref).status_code == 302
    assert "already an occurrence on that day" in words(
        desk.post("occurrences", sent, milestone=recurring.ref)
    )
    assert len(desk.all(Occurrence, milestone=recurring)) == 1


class TestTakingBack:
    @pytest.fixture
    def said(self, desk: Desk, milestone: Milestone) -> StatusReport:
        desk.post("report", {"status": "on track", **today()}, desk.owner, milestone=milestone.ref)
        return desk.one(StatusReport, milestone=milestone)

    def test_one_takes_back_ones_own_with_a_reason(self, desk: Desk, said: StatusReport) -> None:
        empty = desk.post("report-take-back", {}, desk.owner, status_report=said.ref)
        assert "Enter reason" in words(empty)
        desk.post("report-take-back", {"reason": "Wrong one"}, desk.owner, status_report=said.ref)
        assert desk.one(StatusReport, pk=said.pk).withdrawn_reason == "Wrong one"

    def test_the_manager_may_withdraw_anybodys(self, desk: Desk, said: StatusReport) -> None:
        desk.post("report-take-back", {"reason": "Wrong one"}, status_report=said.ref)
        assert desk.one(StatusReport, pk=said.pk).withdrawn_by_id == desk.manager.pk

    def test_an_owner_cannot_withdraw_the_managers(self, desk: Desk, milestone: Milestone) -> None:
        desk.post("report", {"status": "on track", **today()}, milestone=milestone.ref)
        managers = desk.one(StatusReport, milestone=milestone)
        assert desk.get("report-take-back", desk.owner, status_report=managers.ref).status_code == 404

    def test_what_was_withdrawn_cannot_be_again(self, desk: Desk, said: StatusReport) -> None:
        for expected in (302, 404):
            response = desk.post("report-take-back", {"reason": "Wrong"}, status_report=said.ref)
            assert response.status_code == expected
