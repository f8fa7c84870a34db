"""Two windows of one browser that change their session at one moment."""

from __future__ import annotations

import json

import pytest
from django.contrib.sessions.backends.base import UpdateError
from pytest_django import Settings

from lapwing.platform.accounts.sessions.store import SessionStore, joined


@pytest.fixture
def windows(db: None) -> tuple[SessionStore, SessionStore]:
    """Two that have read the same: "seen" is kept, and one message waits."""
    first = SessionStore()
    first.update({"seen": 1, "form": "words", "_messages": said("Waiting")})
    first.create()
    both = SessionStore(first.session_key), SessionStore(first.session_key)
    assert [each["seen"] for each in both] == [1, 1]
    return both


def said(*words: str) -> str:
    return json.dumps([["__json_message", 0, 20, each] for each in words])


def heard(session: SessionStore) -> list[str]:
    return [each[3] for each in json.loads(SessionStore(session.session_key).get("_messages", "[]"))]


def test_what_each_changed_is_kept(windows: tuple[SessionStore, SessionStore]) -> None:
    first, second = windows
    first["one"] = "first"
    del first["form"]
    second["two"] = "second"
    second["seen"] = 2
    first.save()
    second.save()
    kept = SessionStore(first.session_key)
    assert (kept.get("one"), kept.get("two"), kept.get("form"), kept["seen"]) == ("first", "second", None, 2)


def test_the_messages_of_both_wait(windows: tuple[SessionStore, SessionStore]) -> None:
    first, second = windows
    first["_messages"] = said("Waiting", "Added")
    second["_messages"] = said("Waiting", "This was sent twice")
    first.save()
    second.save()
    assert heard(first) == ["Waiting", "Added", "This was sent twice"]


def test_a_message_that_one_has_shown_is_not_shown_again(windows: tuple[SessionStore, SessionStore]) -> None:
    first, second = windows
    del first["_messages"]
    second["_messages"] = said("Waiting", "Added")
    first.save()
    second.save()
    assert heard(first) == ["Added"]


def test_what_is_saved_twice_in_one_answer_is_joined_once(windows: tuple[SessionStore, SessionStore]) -> None:
    first, second = windows
    first["_messages"] = said("Waiting", "Added")
    first.save()
    second["_messages"] = said("Waiting", "Changed")
    second.save()
    second["seen"] = 3
    second.save()
    assert heard(first) == ["Waiting", "Added", "Changed"]
    assert SessionStore(first.session_key)["seen"] == 3


def test_what_is_taken_away_after_a_new_key_stays_away(windows: tuple[SessionStore, SessionStore]) -> None:
    """As in signing in, which gets a new key and goes on in the same request."""
    first, _ = windows
    first["step"] = "half"
    first.cycle_key()
    del first["step"], first["form"]
    first.save()
    kept = SessionStore(first.session_key)
    assert ("step" in kept, "form" in kept, kept["seen"]) == (False, False, 1)


def test_a_window_that_still_has_the_old_key_changes_nothing(
    windows: tuple[SessionStore, SessionStore],
) -> None:
    first, second = windows
    second["seen"] = 2
    first.cycle_key()
    first.save()
    with pytest.raises(UpdateError):
        second.save()
    assert SessionStore(first.session_key)["seen"] == 1


def test_a_process_that_does_not_know_the_new_secret_key_loses_nothing_of_its_own(
    windows: tuple[SessionStore, SessionStore], settings: Settings
) -> None:
    first, second = windows
    first["one"] = "first"
    second["two"] = "second"
    known = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, [known]
    first.save()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = known, []
    second.save()
    kept = SessionStore(second.session_key)
    assert (kept["two"], kept["form"]) == ("second", "words")


def test_a_session_that_was_ended_stays_ended(windows: tuple[SessionStore, SessionStore]) -> None:
    first, second = windows
    second["seen"] = 2
    first.delete()
    with pytest.raises(UpdateError):
        second.save()


def test_the_same_words_of_two_answers_are_two_messages() -> None:
    kept = joined({}, {"_messages": said("Saved")}, {"_messages": said("Saved")})
    assert kept == {"_messages": said("Saved", "Saved")}


def test_of_one_value_changed_by_both_the_later_stays() -> None:
    assert joined({"a": 1}, {"a": 2}, {"a": 3}) == {"a": 2}
    assert joined({"a": 1, "b": 1}, {"a": 1}, {"a": 3, "b": 1}) == {"a": 3}
