"""Reminding owners of their dates, and those who can answer of open questions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from lapwing.contexts.improvement import reminding
from lapwing.contexts.improvement.commands.questions import answer_question
from lapwing.contexts.improvement.models import DuePoint, Ownership, Question, RoleHolder
from lapwing.contexts.improvement.tests.factories import acting_as, action, due, imported, milestone, plan
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.tests.test_telling import notices
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import LONG_AGO, People

MORNING = datetime(2026, 11, 23, 5, 15, tzinfo=UTC)
TODAY = MORNING.date()


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.fixture
def owner(partnership: Partnership, people: People) -> User:
    """The colleague holds the role that owns every action of a plan with dates around today."""
    steps = (
        milestone("In a fortnight", due(on(14))),
        milestone("In a fortnight too", due(on(14))),
        milestone("In a fortnight and a day", due(on(15))),
        milestone("Yesterday", due(on(-1))),
        milestone("Long ago", due(on(-30))),
    )
    with acting_as(people.owner) as actor:
        imported(partnership, actor, plan(action("1.1.1", milestones=steps)))
    with as_maintenance():
        for role in {each.role for each in Ownership.objects.select_related("role")}:
            RoleHolder.objects.create(
                partnership=partnership, role=role, user=people.colleague, from_date=LONG_AGO
            )
    return people.colleague


def remind(at: datetime = MORNING) -> int:
    with acting(system_actor("Tests"), purpose="test"):
        return reminding.remind_owners(at)


def test_an_owner_is_reminded_of_dates_in_two_weeks_and_of_yesterdays(
    owner: User, partnership: Partnership
) -> None:
    assert remind() == 2
    assert {each.user_id for each in notices()} == {owner.pk}
    assert sorted(each.line for each in notices()) == [
        "1 milestone of yours: due on 22 November 2026, and not reported as done",
        "2 milestones of yours: due on 7 December 2026",
    ]
    assert {each.url for each in notices()} == {reverse("improvement:my-actions", args=[partnership.ref])}


def test_a_reminder_comes_once(owner: User) -> None:
    remind()
    assert remind() == 0
    assert remind(MORNING + timedelta(days=1)) == 1
    assert notices()[-1].line == "1 milestone of yours: due on 8 December 2026"


def test_what_is_done_moved_or_past_waits_no_longer(owner: User) -> None:
    remind()
    assert [each.is_new for each in notices()] == [True, True]
    with as_maintenance():
        for point in DuePoint.objects.filter(latest=on(14)):
            point.earliest = point.latest = on(20)
            point.save()
    remind(MORNING + timedelta(hours=1))
    assert [each.is_new for each in notices() if "7 December" in each.line] == [False]
    assert [each.is_new for each in notices() if "not reported" in each.line] == [True]


def test_a_reminder_that_no_worker_sent_on_its_day_still_comes(owner: User) -> None:
    assert remind(MORNING + timedelta(days=5)) == 3


def test_whoever_may_no_longer_see_the_plan_is_reminded_of_nothing(owner: User) -> None:
    with as_maintenance():
        owner.memberships.update(to_date=on(-1))
    assert remind() == 0


def test_whoever_no_longer_holds_the_role_is_reminded_of_nothing(owner: User) -> None:
    with as_maintenance():
        RoleHolder.objects.update(to_date=on(-1))
    assert remind() == 0


def test_those_who_can_answer_are_told_of_open_questions(
    partnership: Partnership, people: People, owner: User
) -> None:
    with as_maintenance():
        found = Ownership.objects.select_related("action__plan").first()
        assert found is not None
        for number in (1, 2):
            Question.objects.create(
                partnership=partnership, plan=found.action.plan, position=number, code="x", text="Which?",
                asked_at=MORNING - timedelta(hours=number),
            )  # fmt: skip
    with acting(system_actor("Tests"), purpose="test"):
        assert reminding.tell_of_questions(MORNING) == 1
        assert reminding.tell_of_questions(MORNING) == 0
        assert reminding.tell_of_questions(MORNING + timedelta(days=30)) == 0
    [notice] = notices()
    with acting_as(people.owner) as actor:
        for number, question in enumerate(Question.objects.order_by("position")):
            assert notices()[0].is_new, "one is open still"
            answer_question(actor=actor, now=MORNING, ref=question.ref, version=1, answer=f"Answer {number}")
    assert not notices()[0].is_new
    assert notice.user_id == people.owner.pk
    assert notice.line.startswith("2 questions of a plan for you to answer: ")


def test_an_outsider_is_told_of_nothing(owner: User, people: People) -> None:
    remind()
    assert people.outsider.pk not in {each.user_id for each in notices()}
