"""Guesses sent at one moment are no more than guesses sent in a row."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.edit_views.tests.desk import words
from lapwing.platform.access.acting import acting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts import throttle
from lapwing.platform.accounts.factors.tests.support import code_at, give_app
from lapwing.platform.accounts.models import SignInAttempt, User
from lapwing.platform.accounts.proving import BARRED, WRONG_CODE, WRONG_PASSWORD
from lapwing.platform.accounts.views.signing_in import WRONG
from lapwing.registry import commands
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import PASSWORD
from tests.attacks.at_once.meeting import at_once, in_the_middle_of, posted_at_once, strangers, windows

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

EMAIL = "pat@example.org"
SIGN_IN = "/sign-in/"
TAKES_ITS_TURN = "pg_advisory_xact_lock"
IS_JUDGED = "(?s)SELECT.*accounts_user"


def all_but_one(account: str = EMAIL) -> None:
    for _ in range(throttle.MOST_ON_ACCOUNT - 1):
        throttle.note_failure(account, "192.0.2.1", timezone.now())


def one_judged_one_barred(answers: Any, judged: str) -> None:
    assert [each.status_code for each in answers] == [200, 200]
    pages = [words(each) for each in answers]
    assert sorted((BARRED in page, judged in page) for page in pages) == [(False, True), (True, False)], pages


def test_the_last_try_at_an_account_is_one_of_two(person: User) -> None:
    all_but_one()
    sent = {"email": EMAIL, "password": "wrong"}
    one_judged_one_barred(posted_at_once(strangers(), SIGN_IN, sent, at=TAKES_ITS_TURN), WRONG)
    assert SignInAttempt.objects.count() == throttle.MOST_ON_ACCOUNT


def test_while_a_guess_is_judged_it_counts_already_even_against_the_right_password(person: User) -> None:
    all_but_one()

    def tried(password: str) -> str:
        answer: Any = Client().post(SIGN_IN, {"email": EMAIL, "password": password})
        return words(answer)

    def meanwhile() -> None:
        assert BARRED in tried(PASSWORD)

    assert WRONG in in_the_middle_of(partial(tried, "wrong"), meanwhile, at=IS_JUDGED)


def test_the_last_try_from_an_address_is_one_of_two_whichever_the_accounts(person: User) -> None:
    for number in range(throttle.MOST_FROM_ADDRESS - 1):
        throttle.note_failure(f"person{number}@example.org", "127.0.0.1", timezone.now())
    tries = [
        partial(each.post, SIGN_IN, {"email": email, "password": "wrong"})
        for each, email in zip(strangers(), (EMAIL, "nobody@example.org"), strict=True)
    ]
    one_judged_one_barred(at_once(*tries, at=TAKES_ITS_TURN), WRONG)


def test_the_last_code_of_an_app_is_one_of_two(person: User) -> None:
    give_app(person)
    browsers = Client(), Client()
    for each in browsers:
        each.post(SIGN_IN, {"email": EMAIL, "password": PASSWORD})
    all_but_one(f"second factor of {person.ref}")
    answers = posted_at_once(browsers, reverse("second-factor"), {"code": "000000"}, at=TAKES_ITS_TURN)
    one_judged_one_barred(answers, WRONG_CODE)
    right: Any = browsers[0].post(reverse("second-factor"), {"code": code_at(timezone.now())})
    assert BARRED in words(right)


def test_the_last_try_in_somebody_elses_chair_is_one_of_two(person: User) -> None:
    """Within the transactions of somebody who is signed in, whose rows the other does not see."""
    chair = factories.signed_in_client(person)
    all_but_one()
    for place, sent, judged in (
        ("confirm-sign-in", {"password": "wrong"}, WRONG_PASSWORD),
        (
            "change-password",
            {"current": "wrong", "new": "otter under the bridge"},
            "not your current password",
        ),
    ):
        answers = posted_at_once(windows(chair), reverse(place), sent, at=TAKES_ITS_TURN)
        one_judged_one_barred(answers, judged)
        SignInAttempt.objects.order_by("-pk")[0].delete()


def test_the_last_try_at_an_invitation_is_one_of_two(person: User, partnership: Partnership) -> None:
    administrator = factories.member(partnership, "partnership-administrator", name="Ada Administrator")
    with acting(actor_for(administrator, timezone.localdate()), purpose="test") as actor:
        made = commands.invite(
            partnership=partnership, organisation=factories.organisation(partnership), email=EMAIL,
            name="Pat Person", role="board-member", to_date=None, by=actor, now=timezone.now(),
        )  # fmt: skip
    all_but_one()
    place = reverse("accept-invitation", args=[made.token])
    answers = posted_at_once(strangers(), place, {"password": "wrong"}, at=TAKES_ITS_TURN)
    one_judged_one_barred(answers, "not the password of your account")


def test_askings_for_a_link_are_counted_one_after_the_other(person: User) -> None:
    all_but_one(f"forgotten password {EMAIL}")
    from procrastinate.contrib.django.models import ProcrastinateJob

    answers = posted_at_once(strangers(), reverse("forgotten-password"), {"email": EMAIL}, at=TAKES_ITS_TURN)
    assert [each.status_code for each in answers] == [200, 200]
    with as_maintenance():
        assert ProcrastinateJob.objects.filter(task_name__endswith="send_password_link").count() == 1
