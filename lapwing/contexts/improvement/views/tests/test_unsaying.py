"""The page of an update that was signed off: returning it, and withdrawing its words."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_views.tests.desk import words
from lapwing.contexts.improvement.models import Update
from lapwing.contexts.improvement.rules.off_track import WITHDRAWN
from lapwing.contexts.improvement.tests.reporting import ON_TRACK, Reporting, reporting
from lapwing.contexts.improvement.views.tests.test_updates import get, place, post, the_update
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, timezone.now())


@pytest.fixture
def update(here: Reporting) -> Update:
    return here.moves(here.manager, commands.sign_off_update, here.submits(here.owner))


def typed(update: Update, **more: str) -> dict[str, Any]:
    return {"version": str(update.version), **more}


def test_it_is_returned_on_its_page_until_its_cycle_is_signed_off(here: Reporting, update: Update) -> None:
    page = place(here, "update", update=update.ref)
    assert "Return it with the comment" in words(get(here.manager, page))
    assert "Return it" not in words(get(here.owner, page))
    decide = place(here, "update-decide", update=update.ref)
    empty = post(here.manager, decide, typed(update, do="return", comment=""))
    assert "Say what has to be changed" in words(empty)
    answer = post(here.manager, decide, typed(update, do="return", comment="The wrong row was ticked."))
    assert answer.status_code == 302
    assert the_update().state == "returned"
    assert "The wrong row was ticked." in words(get(here.owner, page))


def test_its_words_are_withdrawn_with_a_reason_that_everybody_reads(here: Reporting, update: Update) -> None:
    page, away = (place(here, name, update=update.ref) for name in ("update", "update-withdraw-words"))
    assert "Withdraw its words" in words(get(here.manager, page))
    assert "How it stands remains" in words(get(here.manager, away))
    empty = post(here.manager, away, typed(update, reason=""))
    assert empty.status_code == 200
    assert the_update().done == ON_TRACK.done
    named = post(here.manager, away, typed(update, reason="It names Jayden, aged 9"))
    assert "Jayden" in words(named)
    assert the_update().done == ON_TRACK.done
    answer = post(here.manager, away, typed(update, reason="It says more than it should"))
    assert answer["Location"] == page
    read = words(get(here.deputy, page))
    assert "The words of this update were withdrawn on" in read
    assert "It says more than it should" in read
    assert WITHDRAWN in read
    assert ON_TRACK.done not in read
    assert "Withdraw its words" not in words(get(here.manager, page))
    assert get(here.manager, away)["Location"] == page


def test_whose_update_it_is_is_turned_away(here: Reporting, update: Update) -> None:
    away = place(here, "update-withdraw-words", update=update.ref)
    assert get(here.owner, away).status_code in {302, 403, 404}
    post(here.owner, away, typed(update, reason="It says more than it should"))
    assert the_update().done == ON_TRACK.done


def test_words_that_were_withdrawn_begin_no_other_update(here: Reporting, update: Update) -> None:
    here.moves(here.manager, commands.withdraw_words, update, reason="It says more than it should")
    with as_maintenance():
        later = here.next_cycle()
    address = place(here, "update-write", cycle=later.ref, kind="milestone", ref=here.milestone.ref)
    said = [words(get(here.owner, address + query)).count(WITHDRAWN) for query in ("", "?words=last")]
    assert said[0] == said[1]  # what was said last time, and nothing of the form
