"""Reviewing who can see what, and why: frozen, decided by others, signed, and kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.platform.notices.telling import notify
from lapwing.registry import commands
from lapwing.registry.actors import actor_for
from lapwing.registry.administration.quarters import next_due, quarter_of, words_of
from lapwing.registry.administration.reviewing import changed_since
from lapwing.registry.administration.standing import review_standing
from lapwing.registry.errors import (
    AlreadyHeldError,
    LastAdministratorError,
    OwnAccessError,
    ReviewNotDoneError,
)
from lapwing.registry.jobs import tell_of_access_reviews
from lapwing.registry.models import AccessReview, AccessReviewLine, Membership, Partnership, ReviewDecision
from lapwing.registry.tests import factories

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
KEEP, END, ASK = ReviewDecision.KEEP, ReviewDecision.END, ReviewDecision.ASK


@pytest.fixture
def administrator(partnership: Partnership) -> User:
    return factories.member(partnership, "partnership-administrator", name="Ada Administrator")


@pytest.fixture
def governance(partnership: Partnership) -> User:
    return factories.member(partnership, "information-governance-lead", name="Ike Governance")


@pytest.fixture
def colleague(partnership: Partnership) -> User:
    return factories.member(partnership, "board-member", name="Colin Colleague")


@pytest.fixture
def review(partnership: Partnership, administrator: User, governance: User, colleague: User) -> AccessReview:
    by = as_actor(administrator)
    with acting(by, purpose="test"):
        return commands.begin_review(partnership=partnership, by=by, now=NOW)


def as_actor(who: User) -> Actor:
    return actor_for(who, TODAY)


def line_of(review: AccessReview, who: User) -> AccessReviewLine:
    with as_maintenance():
        return AccessReviewLine.objects.get(review=review, membership__user=who)


def decide(review: AccessReview, by: User, about: User, decision: ReviewDecision, note: str = "") -> None:
    actor = as_actor(by)
    with acting(actor, purpose="test"):
        commands.decide(line_of(review, about), decision=decision, note=note, by=actor, now=NOW)


def sign(review: AccessReview, by: User) -> None:
    actor = as_actor(by)
    with acting(actor, purpose="test"):
        commands.sign_off(review, by=actor, now=NOW)


@pytest.mark.parametrize(
    ("day", "first", "words"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), "January to March 2026"),
        (date(2026, 11, 22), date(2026, 10, 1), "October to December 2026"),
        (date(2024, 6, 30), date(2024, 4, 1), "April to June 2024"),
    ],
)
def test_a_quarter_has_a_first_day_and_words(day: date, first: date, words: str) -> None:
    assert (quarter_of(day), words_of(first)) == (first, words)


def test_the_next_review_is_due_at_the_end_of_the_quarter_after_the_last() -> None:
    made = date(2026, 2, 3)
    assert next_due(made=made, last_signed=None) == date(2026, 3, 31)
    assert next_due(made=made, last_signed=date(2026, 10, 1)) == date(2027, 3, 31)


def test_a_review_freezes_what_each_role_means_and_why_it_is_held(
    review: AccessReview, colleague: User, administrator: User
) -> None:
    line = line_of(review, colleague)
    assert (line.person, line.role) == ("Colin Colleague", "Board member")
    assert line.sees_personal_data
    assert line.may_export
    # in the groups on which they sit
    assert line.may_change
    assert "See who holds which role in the partnership." in line.may
    assert line_of(review, administrator).may_change


def test_there_is_one_review_at_a_time_and_one_a_quarter(
    review: AccessReview, partnership: Partnership, administrator: User, governance: User
) -> None:
    by = as_actor(administrator)
    with acting(by, purpose="test"), pytest.raises(AlreadyHeldError, match="open already"):
        commands.begin_review(partnership=partnership, by=by, now=NOW)
    for about, who in ((administrator, governance), (governance, administrator)):
        decide(review, who, about, KEEP)
    with acting(by, purpose="test"):
        commands.keep_the_rest(review, by=by, now=NOW)
    sign(review, governance)
    with acting(by, purpose="test"), pytest.raises(AlreadyHeldError, match="is done"):
        commands.begin_review(partnership=partnership, by=by, now=NOW)


def test_nothing_changes_until_somebody_ends_a_role(
    review: AccessReview, administrator: User, colleague: User
) -> None:
    decide(review, administrator, colleague, ASK, "Is he still on the board?")
    assert as_actor(colleague).grants
    decide(review, administrator, colleague, END, "Left the board in June")
    assert not as_actor(colleague).grants
    with as_maintenance():
        assert Membership.objects.get(user=colleague).ended_reason == "Access review: Left the board in June"
    with pytest.raises(ReviewNotDoneError, match="has ended that role"):
        decide(review, administrator, colleague, KEEP)


def test_nobody_decides_about_their_own_role(
    review: AccessReview, administrator: User, partnership: Partnership
) -> None:
    with pytest.raises(OwnAccessError):
        decide(review, administrator, administrator, KEEP)
    by = as_actor(administrator)
    with acting(by, purpose="test"):
        assert commands.keep_the_rest(review, by=by, now=NOW) == 2
    assert line_of(review, administrator).decision == ReviewDecision.OPEN


@pytest.mark.parametrize("decision", [END, ASK])
def test_ending_and_asking_want_words(
    review: AccessReview, administrator: User, colleague: User, decision: ReviewDecision
) -> None:
    with pytest.raises(ReviewNotDoneError, match="Say"):
        decide(review, administrator, colleague, decision, "  ")


def test_the_last_administrator_is_not_ended(
    review: AccessReview, administrator: User, governance: User
) -> None:
    with pytest.raises(LastAdministratorError):
        decide(review, governance, administrator, END, "No longer needed")


def test_it_is_signed_when_every_role_was_kept_or_ended(
    review: AccessReview, administrator: User, governance: User, colleague: User
) -> None:
    decide(review, governance, administrator, KEEP)
    decide(review, administrator, governance, KEEP)
    decide(review, administrator, colleague, ASK, "Still needed?")
    with pytest.raises(ReviewNotDoneError, match="One role is not decided"):
        sign(review, governance)
    decide(review, administrator, colleague, END, "Not needed")
    with acting(as_actor(governance), purpose="test"):
        for template in ("access-review-due", "access-review-overdue"):
            key = f"{template} {review.partnership.ref} 2026-12-31"
            notify(
                people=[governance.pk],
                template=template,
                partnership_id=review.partnership_id,
                url="/help/",
                now=NOW,
                key=key,
                due="31 December 2026",
            )
    sign(review, governance)
    with as_maintenance():
        assert not Notice.objects.new().filter(user=governance).exists(), "nobody is asked for it any more"
        signed = AccessReview.objects.get(pk=review.pk)
    assert signed.signed_by_id == governance.pk
    assert signed.statement.endswith("2 kept, 1 ended.")
    with pytest.raises(ReviewNotDoneError):
        sign(review, governance)


def test_what_was_frozen_and_what_was_signed_is_kept_by_the_database(
    review: AccessReview, administrator: User, governance: User, colleague: User
) -> None:
    lines = AccessReviewLine.objects.filter(review=review)
    with acting(as_actor(administrator), purpose="test"):
        frozen: list[dict[str, Any]] = [{"person": "Else"}, {"may": []}, {"sees_personal_data": False}]
        for change in frozen:
            with pytest.raises(IntegrityError), transaction.atomic():
                lines.update(**change)
        with pytest.raises(ProgrammingError), transaction.atomic():
            lines.delete()
    decide(review, governance, administrator, KEEP)
    by = as_actor(administrator)
    with acting(by, purpose="test"):
        commands.keep_the_rest(review, by=by, now=NOW)
    sign(review, administrator)
    with acting(by, purpose="test"):
        with pytest.raises(IntegrityError), transaction.atomic():
            lines.update(note="x")
        with pytest.raises(IntegrityError), transaction.atomic():
            AccessReview.objects.update(statement="x")


def test_what_has_changed_since_is_shown(
    review: AccessReview, administrator: User, colleague: User, partnership: Partnership
) -> None:
    newcomer = factories.user("Nina New")
    by = as_actor(administrator)
    with acting(by, purpose="test"):
        commands.end_role(Membership.objects.get(user=colleague), by=by, now=NOW, reason="Retires")
    role = factories.membership(newcomer, partnership, "councillor")
    with as_maintenance():
        Membership.objects.filter(pk=role.pk).update(granted_at=NOW + timedelta(minutes=1))
    with acting(by, purpose="test"):
        assert {(each.what, each.person) for each in changed_since(review)} == {
            ("Ended since", "Colin Colleague"),
            ("Given since", "Nina New"),
        }


def test_reviewers_are_told_once_when_it_is_due_and_once_when_it_is_overdue(
    partnership: Partnership, administrator: User, governance: User, colleague: User
) -> None:
    with as_maintenance():
        Partnership.objects.filter(pk=partnership.pk).update(created_at=NOW)
        partnership.refresh_from_db()
        assert not review_standing(partnership, now=NOW).overdue
        Partnership.objects.filter(pk=partnership.pk).update(created_at=NOW - timedelta(days=200))
    for _ in range(2):
        tell_of_access_reviews(0)
    with as_maintenance():
        told = Notice.objects.filter(template="access-review-overdue").values_list("user_id", flat=True)
        assert sorted(told) == sorted([administrator.pk, governance.pk])


class TestPages:
    @pytest.fixture
    def browser(self, administrator: User, client_as: Callable[[User], Client]) -> Client:
        return client_as(administrator)

    def test_from_beginning_to_signing(
        self,
        browser: Client,
        governance: User,
        administrator: User,
        colleague: User,
        partnership: Partnership,
        client_as: Callable[[User], Client],
    ) -> None:
        begun = browser.post(reverse("access-reviews", args=[partnership.ref]))
        place = begun["Location"]
        with as_maintenance():
            review = AccessReview.objects.get()
        page = browser.get(place).content.decode()
        assert "Colin Colleague" in page
        assert "Another reviewer must decide" in page
        browser.post(f"{place}keep-the-rest/")
        own = f"{place}{line_of(review, administrator).ref}/"
        assert "This role is your own" in browser.get(own).content.decode()
        assert "Nobody reviews their own" in browser.post(own, {"decision": "keep"}).content.decode()
        assert client_as(governance).post(own, {"decision": "keep"}).status_code == 302
        browser.post(f"{place}sign-off/")
        assert "Signed off by Ada Administrator" in browser.get(place).content.decode()

    def test_it_is_saved_as_a_file(
        self, browser: Client, review: AccessReview, partnership: Partnership
    ) -> None:
        place = reverse("access-review", args=[partnership.ref, review.ref])
        answer = browser.get(place, {"format": "csv"})
        rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
        assert {row["Name"] for row in rows} == {"Ada Administrator", "Ike Governance", "Colin Colleague"}
        assert "without a reason on record" in rows[0]["Why"]

    def test_the_first_page_says_what_asks_to_be_done(
        self, browser: Client, review: AccessReview, partnership: Partnership
    ) -> None:
        page = browser.get(reverse("administration", args=[partnership.ref])).content.decode()
        assert "The access review is overdue" in page
        assert "A review is open" in page

    def test_the_front_page_leads_an_administrator_there(
        self, browser: Client, partnership: Partnership
    ) -> None:
        answer = browser.get(reverse("partnership", args=[partnership.ref]))
        assert answer["Location"] == reverse("administration", args=[partnership.ref])
