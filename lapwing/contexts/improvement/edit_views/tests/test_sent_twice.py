"""A form that is sent twice is counted once, with scripts or without."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from lapwing.contexts.improvement.edit_views.tests.desk import Desk
from lapwing.contexts.improvement.models import Action, Milestone

TYPED = {"text": "Publish the timetable", "marker": ""}


@pytest.fixture
def address(desk: Desk) -> str:
    return desk.url("milestone-new", action=desk.one(Action).ref)


def opened(browser: Client, address: str) -> dict[str, str]:
    """The form as a browser has it, with what was typed."""
    found = re.search(r'name="sent_once" value="(\w+)"', browser.get(address).content.decode())
    assert found is not None
    return TYPED | {"sent_once": found[1]}


def made(desk: Desk) -> list[Milestone]:
    return desk.all(Milestone, text=TYPED["text"])


def test_the_second_leads_to_what_the_first_made_and_says_so(desk: Desk, address: str) -> None:
    browser = desk.browser()
    form = opened(browser, address)
    first, second = browser.post(address, form), browser.post(address, form)
    assert second["Location"] == first["Location"]
    assert len(made(desk)) == 1
    assert "This was sent twice. It was counted once." in browser.get(second["Location"]).content.decode()


def test_each_form_that_is_opened_counts(desk: Desk, address: str) -> None:
    browser = desk.browser()
    for _ in range(2):
        browser.post(address, opened(browser, address))
    assert len(made(desk)) == 2


def test_the_same_form_with_other_words_counts(desk: Desk, address: str) -> None:
    browser = desk.browser()
    form = opened(browser, address)
    browser.post(address, form)
    browser.post(address, form | {"text": "Publish it again"})
    assert len(made(desk)) == len(desk.all(Milestone, text="Publish it again")) == 1


def test_what_was_refused_may_be_sent_again(desk: Desk, address: str) -> None:
    browser = desk.browser()
    form = opened(browser, address) | {"text": ""}
    for _ in range(2):
        refused = browser.post(address, form)
        assert refused.status_code == 200
        assert "There is a problem" in refused.content.decode()
    assert made(desk) == []


def test_a_key_is_of_one_person(desk: Desk, address: str) -> None:
    form = opened(desk.browser(), address)
    desk.browser().post(address, form)
    other = desk.browser(desk.owner).post(address, form)
    assert other.status_code == 404
    assert len(made(desk)) == 1
    # what was not theirs to send has claimed nothing
    assert desk.browser(desk.owner).post(address, form).status_code == 404


@pytest.mark.parametrize("key", ["", "x" * 41])
def test_without_a_key_of_ours_it_counts_as_it_comes(desk: Desk, address: str, key: str) -> None:
    for _ in range(2):
        desk.browser().post(address, TYPED | {"sent_once": key})
    assert len(made(desk)) == 2
