"""Loading the invented areas: once, for the right eyes, with the past where it was."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import override_settings

from lapwing.contexts.improvement.access import READ, plans
from lapwing.contexts.improvement.commands.questions import answer_question
from lapwing.contexts.improvement.models import (
    Actual,
    DuePoint,
    Milestone,
    Occurrence,
    OwnerRole,
    Plan,
    Question,
    RoleHolder,
    StatusReport,
    Target,
)
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.administration.standing import review_standing
from lapwing.registry.demonstration import demonstration_people
from lapwing.registry.models import AccessReview, Membership
from lapwing.shell.demonstration.happenings import figures_of, plan_of, reports_of
from lapwing.shell.demonstration.loader import load_if_empty
from lapwing.shell.demonstration.people import ALDERBROOK, KINGSMERE, PEOPLE

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = date(2026, 11, 21)

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> None:
    load_if_empty(NOW)


def actor_called(short: str) -> Actor:
    with acting(system_actor("Demonstration"), purpose="test"):
        person = next(each for each in PEOPLE if each.short == short)
        return actor_for(User.objects.get(email=person.email), TODAY)


def answer(actor: Actor, code: str, about: str, words: str) -> None:
    question = Question.objects.get(code=code, where__contains=[about])
    answer_question(actor=actor, now=NOW, ref=question.ref, version=question.version, answer=words)


def titles_seen_by(short: str) -> set[str]:
    actor = actor_called(short)
    with acting(actor, purpose="test"):
        return set(
            plans.visible_to(actor, Plan.objects.all(), permission=READ).values_list("local_area", flat=True)
        )


def test_it_loads_two_plans_and_says_so() -> None:
    made = load_if_empty(NOW)
    assert len(made.plans) == 2
    assert made.people == len(PEOPLE)


def test_a_second_time_nothing_is_loaded(loaded: None) -> None:
    assert load_if_empty(NOW).plans == ()
    with acting(system_actor("Demonstration"), purpose="test"):
        assert Plan.objects.count() == 2


def test_the_manager_sees_her_own_area_only(loaded: None) -> None:
    assert titles_seen_by("priya.sandhu") == {ALDERBROOK}


def test_the_outsider_sees_nothing_of_the_first_area(loaded: None) -> None:
    assert titles_seen_by("rhys.calloway") == {KINGSMERE}


def test_who_works_in_both_areas_sees_both(loaded: None) -> None:
    assert titles_seen_by("amara.nwosu") == {ALDERBROOK, KINGSMERE}


def test_who_left_sees_nothing(loaded: None) -> None:
    assert titles_seen_by("peter.hollins") == set()


def test_everything_that_happened_is_there_at_its_own_time(loaded: None) -> None:
    with acting(system_actor("Demonstration"), purpose="test"):
        for area in (ALDERBROOK, KINGSMERE):
            of_area = {"partnership__local_area": area}
            assert StatusReport.objects.filter(**of_area).count() == len(reports_of(area))
            assert Actual.objects.filter(**of_area).count() == len(figures_of(area))
            milestones = sum(len(action.milestones) for action in plan_of(area).actions)
            assert Milestone.objects.filter(**of_area).count() == milestones
        recorded = StatusReport.objects.values_list("recorded_at", flat=True)
        assert min(recorded).year == 2025
        assert max(recorded) < NOW
        assert Occurrence.objects.filter(due_on__lt=TODAY).exists()


def test_on_an_earlier_day_nothing_later_is_loaded() -> None:
    load_if_empty(datetime(2026, 7, 10, 12, tzinfo=UTC))
    with acting(system_actor("Demonstration"), purpose="test"):
        assert StatusReport.objects.filter(recorded_at__gte=datetime(2026, 7, 11, tzinfo=UTC)).count() == 0
        assert Actual.objects.filter(recorded_at__gte=datetime(2026, 7, 11, tzinfo=UTC)).count() == 0


def test_a_changed_date_and_a_changed_target_keep_what_they_were(loaded: None) -> None:
    with acting(system_actor("Demonstration"), purpose="test"):
        moved = DuePoint.objects.exclude(withdrawn_at=None)
        assert all(point.withdrawn_reason for point in moved)
        assert {point.as_written for point in moved} == {"by May 2026", "by September 2026", "by June 2026"}
        assert (
            DuePoint.objects.standing()
            .filter(as_written="by July 2026", reason__contains="transport")
            .exists()
        )
        assert Target.objects.standing().filter(series__measure__key="M05", value=60).exists()


def test_a_corrected_figure_replaces_the_first(loaded: None) -> None:
    with acting(system_actor("Demonstration"), purpose="test"):
        june = Actual.objects.filter(
            series__measure__key="M03", series__label="Health", to_date=date(2026, 6, 30)
        )
        assert june.count() == 2
        assert june.standing().get().numerator == 39


def test_questions_are_open_and_answered(loaded: None) -> None:
    with acting(system_actor("Demonstration"), purpose="test"):
        open_ones = Question.objects.filter(answer=None)
        assert open_ones.filter(plan__local_area=ALDERBROOK).count() == 9
        assert open_ones.filter(plan__local_area=KINGSMERE).count() == 10
        assert Question.objects.exclude(answer=None).count() == 7


def test_a_quarter_is_read_anew_when_the_question_is_answered(loaded: None) -> None:
    manager = actor_called("rhys.calloway")
    with acting(manager, purpose="test"):
        quarters = DuePoint.objects.standing().filter(as_written="Q1 2026")
        assert set(quarters.values_list("latest", flat=True)) == {date(2026, 3, 31)}
        answer(manager, "due.quarter-basis", "1.1", "financial")
        assert set(quarters.values_list("latest", flat=True)) == {date(2026, 6, 30)}


def test_a_target_of_doubtful_sign_is_resolved_by_two_answers(loaded: None) -> None:
    manager = actor_called("priya.sandhu")
    with acting(manager, purpose="test"):
        answer(manager, "target.sign", "M18", "a decrease: the sign is a slip")
        answer(manager, "target.relative", "M18", "per cent of the previous target, compounding")
        targets = Target.objects.standing().filter(series__measure__key="M18").order_by("position")
        assert [target.resolved for target in targets] == [pytest.approx(9.31), pytest.approx(8.8445)]


def test_two_spellings_of_a_role_that_were_said_to_be_one_are_one(loaded: None) -> None:
    with acting(system_actor("Demonstration"), purpose="test"):
        short = OwnerRole.objects.get(name="AD SEND & Inclusion")
        assert short.joined_to is not None
        assert short.joined_to.name == "Assistant Director SEND and Inclusion (Alderbrook Council)"


def test_owner_roles_are_held_and_stood_in_for(loaded: None) -> None:
    with acting(system_actor("Demonstration"), purpose="test"):
        deputies = RoleHolder.objects.filter(deputy=True)
        assert {holder.user.name for holder in deputies} == {"Zainab Iqbal", "Ruth Okonjo"}
        assert RoleHolder.objects.filter(to_date__lt=TODAY).get().user.name == "Peter Hollins"
        assert Membership.objects.held_on(TODAY).filter(user__name="Peter Hollins").count() == 0


@override_settings(DEMO=True)
def test_the_sign_in_page_offers_everybody_once_in_each_area_but_not_who_left(loaded: None) -> None:
    offered = [(person.name, person.local_area) for person in demonstration_people(on=TODAY)]
    assert len(offered) == len(set(offered))
    assert {name for name, _ in offered} == {person.name for person in PEOPLE} - {"Peter Hollins"}
    assert [area for name, area in offered if name == "Amara Nwosu"] == [ALDERBROOK, KINGSMERE]


def test_last_quarters_access_review_is_signed_off_beside_the_one_that_is_due(loaded: None) -> None:
    with acting(system_actor("Demonstration"), purpose="test"):
        review = AccessReview.objects.select_related("begun_by", "signed_by", "partnership").get()
        assert (review.begun_by.name, review.signed_by and review.signed_by.name) == (
            "Grace Tully",
            "Oluwaseun Adeyemi",
        )
        assert "kept, 0 ended" in review.statement
        standing = review_standing(review.partnership, now=NOW)
    assert (standing.due, standing.overdue) == (date(2026, 12, 31), False)
