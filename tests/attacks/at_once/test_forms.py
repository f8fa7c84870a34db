"""Forms and buttons sent twice at one moment: by a double click without scripts, or in two tabs."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from lapwing.contexts.improvement import drafts
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.interchange import to_json
from lapwing.contexts.improvement.models import Action, CalendarFeed, Milestone, Plan, PlanDraft
from lapwing.contexts.improvement.tests.factories import acting_as, full_plan
from lapwing.platform.ui.sending_twice import SENT_TWICE
from tests.attacks.at_once.meeting import hidden_fields, posted_at_once, windows

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_form_sent_twice_at_once_makes_one_thing(desk: Desk) -> None:
    """Without scripts, which would hold the second press."""
    place = desk.url("milestone-new", action=desk.one(Action).ref)
    browser = desk.browser()
    form = hidden_fields(browser.get(place).content.decode())
    sent = form | {"text": "Publish the timetable", "marker": ""}
    answers = posted_at_once(windows(browser), place, sent, at="INSERT INTO jobs_effect")
    assert [each.status_code for each in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert len(desk.all(Milestone, text="Publish the timetable")) == 1
    assert SENT_TWICE in browser.get(answers[0]["Location"]).content.decode()


def test_a_calendar_feed_made_twice_at_once_is_one(desk: Desk) -> None:
    """In two tabs, each with a form of its own."""
    place = desk.url("make-feed")
    answers = posted_at_once(windows(desk.browser()), place, {}, at="(?s)accounts_user.*FOR UPDATE")
    assert [each.status_code for each in answers] == [200, 200]
    assert len(desk.all(CalendarFeed, revoked_at=None)) == 1
    shown = [re.search(r"/calendar/[\w-]+", each.content.decode()) for each in answers]
    assert all(shown)


def test_a_plan_saved_twice_at_once_is_one(desk: Desk) -> None:
    draft = plan_to_save(desk)
    place, browser = desk.url("import-draft", plan_draft=draft.ref), desk.browser()
    page = browser.get(place).content.decode()
    sent = hidden_fields(page, having='name="save"') | {"save": "on"}
    before = len(desk.all(Plan))
    answers = posted_at_once(windows(browser), place, sent, at="INSERT INTO jobs_effect")
    assert [each.status_code for each in answers] == [302, 302], [words(each) for each in answers]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert len(desk.all(Plan)) == before + 1


def test_a_draft_let_go_twice_at_once_is_gone(desk: Desk) -> None:
    """In two tabs: the second is told so, and not that there is no such page."""
    draft = plan_to_save(desk)
    place = desk.url("import-draft", plan_draft=draft.ref)
    answers = posted_at_once(
        windows(desk.browser()), place, {"discard": "on"}, at="(?s)improvement_plandraft.*FOR UPDATE"
    )
    assert [each.status_code for each in answers] == [302, 302]
    assert desk.all(PlanDraft, pk=draft.pk) == []


def plan_to_save(desk: Desk) -> PlanDraft:
    with acting_as(desk.manager) as actor:
        return drafts.send_document(
            actor=actor,
            now=timezone.now(),
            partnership=desk.partnership,
            name="plan.json",
            content=to_json(full_plan()).encode(),
        )
