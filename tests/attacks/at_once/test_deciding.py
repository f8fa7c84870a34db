"""A change of a plan asked for or decided by two people at one moment: one does, the other is told so."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from django.utils import timezone

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, day, words
from lapwing.contexts.improvement.models import ChangeRequest, DuePoint, Milestone, Occurrence
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.registry.tests import factories
from tests.attacks.asking import knocking
from tests.attacks.at_once.meeting import at_once

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_request_decided_by_two_at_once_is_decided_once(desk: Desk) -> None:
    milestone = desk.one(Milestone, text="Begin talks")
    with acting_as(desk.owner) as ada:
        row = commands.ask_for_dates(
            actor=ada,
            now=timezone.now(),
            milestone_ref=milestone.ref,
            version=milestone.version,
            points=[commands.DueDetails(as_written="by September 2026", latest=date(2026, 9, 30))],
            reason="The room is being rebuilt",
        )
    other = factories.member(desk.partnership, "programme-manager", name="Mo Manager")
    place = desk.url("request-decide", change_request=row.ref)
    approve = {"version": str(milestone.version), "decision": "approve"}
    refuse = {"version": str(milestone.version), "decision": "refuse", "reason": "Too late"}
    browsers = knocking(desk.browser()), knocking(desk.browser(other))
    sent = zip(browsers, (approve, refuse), strict=True)
    answers = at_once(
        *(partial(browser.post, place, each) for browser, each in sent),
        at="(?s)improvement_changerequest.*FOR UPDATE",
    )
    assert [each.status_code for each in answers] == [302, 302]
    decided = desk.one(ChangeRequest, pk=row.pk)
    dates = {each.as_written for each in desk.all(DuePoint, milestone=milestone, withdrawn_at=None)}
    assert (dates == {"by September 2026"}) == decided.approved
    told = [words(browser.get(answer["Location"])) for browser, answer in zip(browsers, answers, strict=True)]  # type: ignore[arg-type]
    assert sum("This was decided meanwhile." in each for each in told) == 1


_LOCKS_THE_MILESTONE = '(?s)FROM "improvement_milestone".*FOR UPDATE'


def two_turns(desk: Desk) -> list[Occurrence]:
    meeting = desk.one(Milestone, text="Meet every term")
    for label, month in (("Autumn term", 10), ("Winter term", 12)):
        added = {"label": label, **day("due_on", 2026, month, 18)}
        assert desk.post("occurrences", added, milestone=meeting.ref).status_code == 302
    return desk.all(Occurrence, milestone=meeting)


def test_other_days_of_two_turns_of_a_milestone_asked_for_at_once_are_one_request(desk: Desk) -> None:
    sent = [
        partial(
            knocking(desk.browser(who)).post,
            desk.url("ask-turn", occurrence=turn.ref),
            {"version": str(turn.version), **day("due_on", 2027, 1, 22), "reason": "The hall is shut"},
        )
        for turn, who in zip(two_turns(desk), (desk.owner, None), strict=True)
    ]
    answers = at_once(*sent, at=_LOCKS_THE_MILESTONE)
    assert sorted(each.status_code for each in answers) == [200, 302]
    (told,) = [words(each) for each in answers if each.status_code == 200]  # type: ignore[arg-type]
    assert "Another day of a turn of this milestone is asked for already" in told
    assert len(desk.all(ChangeRequest, kind="turn")) == 1


def test_a_milestone_and_a_turn_of_it_asked_to_go_at_once_are_one_request(desk: Desk) -> None:
    turn, _ = two_turns(desk)
    meeting = desk.one(Milestone, pk=turn.milestone_id)
    other = factories.member(desk.partnership, "programme-manager", name="Mo Manager")
    sent = [
        partial(
            knocking(desk.browser(who)).post,
            desk.url("ask-take-out", kind=kind, ref=row.ref),
            {"version": str(row.version), "reason": "Another action does it"},
        )
        for kind, row, who in (("occurrence", turn, None), ("milestone", meeting, other))
    ]
    answers = at_once(*sent, at=_LOCKS_THE_MILESTONE)
    assert sorted(each.status_code for each in answers) == [200, 302]
    (told,) = [words(each) for each in answers if each.status_code == 200]  # type: ignore[arg-type]
    assert "Taking this milestone or a turn of it out is asked for already" in told
    assert len(desk.all(ChangeRequest, kind="take out")) == 1
