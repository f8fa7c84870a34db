"""Who asks faster than people do is told to wait, before anything is asked of the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lapwing.platform.ui import pace
from lapwing.platform.ui.pace import Pace

Ask = Callable[..., Any]


@pytest.fixture
def ask(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """One web process with small limits, asked by browsers that keep their cookie whatever they are told."""
    settings.REQUESTS_A_MINUTE, settings.REQUESTS_A_MINUTE_FROM_ADDRESS = 3, 6
    # the minute is not over while a test runs
    monkeypatch.setattr(pace, "WINDOW", 1e9)
    client = Client()
    return lambda path="/accessibility/", session="": client.get(
        path, headers={"cookie": f"sessionid={session}"}
    )


def test_a_session_may_ask_so_often_in_a_minute_and_no_more(db: None, ask: Ask) -> None:
    assert [ask(session="one").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert ask(session="another").status_code == 200
    refused = ask(session="one")
    assert int(refused["Retry-After"]) > 0
    assert refused["Cache-Control"] == "no-store"
    assert "Wait a minute, then reload the page." in refused.content.decode()


def test_an_address_may_ask_more_often_whatever_sessions_it_makes_up(db: None, ask: Ask) -> None:
    assert [ask(session=str(number)).status_code for number in range(7)] == [200] * 6 + [429]


def test_nothing_is_asked_of_the_database_for_a_refusal(
    db: None, ask: Ask, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        ask(session="one")
    with django_assert_num_queries(0):
        assert ask(session="one").status_code == 429


def test_programs_are_told_in_their_own_form(db: None, ask: Ask) -> None:
    refused = [ask("/api/v1/plans") for _ in range(7)][-1]
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert refused["Retry-After"]


def test_after_the_minute_all_is_free_again_and_nobody_is_remembered() -> None:
    now = [120.0]
    kept = Pace(lambda: now[0])
    assert [kept.take("session", "one", 2) for _ in range(3)] == [0, 0, 61]
    assert kept.take("session", "two", 2) == 0
    now[0] = 180.0
    assert kept.take("session", "one", 2) == 0
    assert kept._counted == {("session", "one"): 1}


def test_without_a_limit_nothing_is_counted() -> None:
    kept = Pace()
    assert kept.take("session", "one", 0) == 0
    assert not kept._counted
