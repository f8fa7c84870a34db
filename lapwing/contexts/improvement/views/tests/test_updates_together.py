"""The same words in several updates: all or none, once, and undone as drafts."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import RefusedError
from lapwing.contexts.improvement.edit_views.tests.desk import words
from lapwing.contexts.improvement.models import Expected, Milestone, Update, UpdateMove
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.contexts.improvement.tests.reporting import Reporting, reporting
from lapwing.contexts.improvement.views.tests.test_updates import get, place
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

SAID = {"status": "on track", "done": "Went as planned."}


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    found = reporting(partnership, people, timezone.now())
    rows = milestones(found)
    with acting_as(found.manager):
        for milestone in rows:
            Expected.objects.create(
                partnership=partnership, cycle=found.cycle, action=milestone.action, milestone=milestone
            )
    return found


def milestones(here: Reporting) -> list[Milestone]:
    with as_maintenance():
        rows = Milestone.objects.filter(action=here.milestone.action).select_related("action")
        return list(rows.order_by("id")[:2])


def picks(here: Reporting) -> list[str]:
    return [f"milestone:{milestone.ref}" for milestone in milestones(here)]


def at(here: Reporting) -> str:
    return place(here, "updates-together", cycle=here.cycle.ref)


def send(here: Reporting, who: User, **typed: object) -> Any:
    return factories.signed_in_client(who).post(at(here), {"pick": picks(here), **SAID, **typed})


def read(answer: Any) -> str:
    return words(answer)


def states() -> list[str]:
    with as_maintenance():
        return sorted(Update.objects.values_list("state", flat=True))


def test_the_same_is_said_of_what_was_ticked_and_each_is_an_update_of_its_own(here: Reporting) -> None:
    page = get(here.owner, place(here, "my-updates")).content.decode()
    assert all(f'value="{pick}"' in page for pick in picks(here))
    asked = read(factories.signed_in_client(here.owner).get(at(here), {"pick": picks(here)}))
    assert "2 updates with the same words" in asked
    answer = send(here, here.owner)
    assert answer.status_code == 302
    assert states() == ["submitted", "submitted"]
    shown = words(get(here.owner, answer["Location"]))
    assert "You have answered all that you were asked." in shown


def test_sent_twice_it_is_submitted_once(here: Reporting) -> None:
    for _ in range(2):
        assert send(here, here.owner).status_code == 302
    with as_maintenance():
        assert UpdateMove.objects.filter(move="submitted").count() == 2


def test_undone_they_are_drafts_with_their_words(here: Reporting) -> None:
    client = factories.signed_in_client(here.owner)
    client.post(at(here), {"pick": picks(here), **SAID})
    with as_maintenance():
        moment = Update.objects.values_list("submitted_at", flat=True)[0]
    assert moment is not None
    microseconds = int(moment.timestamp()) * 10**6 + moment.microsecond
    undo = place(here, "undo-updates-together", cycle=here.cycle.ref, said_at=str(microseconds))
    shown = read(client.post(undo, follow=True))
    assert "2 updates withdrawn, and kept as drafts." in shown
    assert states() == ["draft", "draft"]
    assert "nothing left to withdraw" not in shown
    other = factories.signed_in_client(here.deputy).post(undo, follow=True)
    assert "There is nothing left to withdraw" in read(other)


def test_what_somebody_moved_on_meanwhile_stays(here: Reporting) -> None:
    send(here, here.owner)
    with as_maintenance():
        update = Update.objects.order_by("id")[0]
    here.moves(here.manager, commands.sign_off_update, update)
    with acting_as(here.owner) as actor:
        assert update.submitted_at is not None
        found = commands.take_back_updates_together(
            actor=actor, now=timezone.now(), submitted_at=update.submitted_at
        )
    assert (found.taken_back, found.moved_on) == (1, 1)


@pytest.mark.parametrize("status", [Status.OFF_TRACK, Status.AT_RISK, Status.STOPPED])
def test_what_needs_words_of_its_own_is_written_by_itself(here: Reporting, status: Status) -> None:
    answer = words(send(here, here.owner, status=status.value))
    assert "Write each of those by itself" in answer
    assert states() == []
    with acting_as(here.owner) as actor, pytest.raises(RefusedError, match="by itself"):
        commands.submit_together(
            actor=actor,
            now=timezone.now(),
            cycle_ref=here.cycle.ref,
            about=[("milestone", here.milestone.ref)],
            said=Said(status, done="x", mitigation="y"),
        )


def test_all_or_none_are_submitted_and_what_was_in_the_way_is_marked(here: Reporting) -> None:
    here.saves(here.deputy)
    answer = words(send(here, here.owner))
    assert "Nothing is submitted yet" in answer
    assert "begun to write it" in answer
    assert states() == ["draft"]


def test_a_child_that_is_named_is_asked_about_once_for_all(here: Reporting) -> None:
    named = {"done": "Jayden (9) came along."}
    assert "It looks as if a child is named here" in words(send(here, here.owner, **named))
    assert states() == []
    send(here, here.owner, **named, no_child_named="on", asked_about="Jayden")
    assert states() == ["submitted", "submitted"]


def test_nobody_writes_together_what_is_not_theirs(here: Reporting, people: People) -> None:
    assert send(here, people.outsider).status_code == 404
    assert send(here, here.manager).status_code == 302
    assert states() == []
