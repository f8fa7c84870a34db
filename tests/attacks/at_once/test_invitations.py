"""Invitations sent, accepted and withdrawn at one moment."""

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
from lapwing.platform.accounts.models import User
from lapwing.registry import commands
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Invitation, Membership, Partnership
from lapwing.registry.tests import factories
from tests.attacks.asking import knocking
from tests.attacks.at_once.meeting import at_once, in_the_middle_of, posted_at_once, strangers

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NEW_PASSWORD = "otter under the old bridge"


@pytest.fixture
def administrator(partnership: Partnership) -> User:
    return factories.member(partnership, "partnership-administrator", name="Ada Administrator")


def invited(partnership: Partnership, by: User, email: str, role: str = "councillor") -> str:
    """The address of an invitation's page."""
    body = factories.organisation(partnership)
    with acting(actor_for(by, timezone.localdate()), purpose="test") as actor:
        made = commands.invite(
            partnership=partnership,
            organisation=body,
            email=email,
            name="Nina New",
            role=role,
            to_date=None,
            by=actor,
            now=timezone.now(),
            reason="Sits on the committee",
        )
    return reverse("accept-invitation", args=[made.token])


ACCEPTED = {"name": "Nina New", "password": NEW_PASSWORD}
LOCKED_INVITATION = "(?s)registry_invitation.*FOR UPDATE"


def test_an_invitation_accepted_in_two_browsers_is_taken_up_once(
    partnership: Partnership, administrator: User
) -> None:
    place = invited(partnership, administrator, "nina@example.org")
    browsers = strangers()
    answers = posted_at_once(browsers, place, ACCEPTED, at=LOCKED_INVITATION)
    led, refused = sorted(answers, key=lambda answer: answer.status_code)
    assert (led.status_code, refused.status_code) == (302, 404)
    assert "If it was you who used it, sign in" in words(refused)
    with as_maintenance():
        (made,) = User.objects.filter(email="nina@example.org")
        assert Membership.objects.filter(user=made).count() == 1
    signed_in = [each.get(reverse("account")).status_code == 200 for each in browsers]
    assert sorted(signed_in) == [False, True]


def test_two_invitations_of_one_person_accepted_at_once_make_one_account(
    partnership: Partnership, other_partnership: Partnership, administrator: User
) -> None:
    elsewhere = factories.member(other_partnership, "partnership-administrator")
    places = [
        invited(partnership, administrator, "nina@example.org"),
        invited(other_partnership, elsewhere, "Nina@example.org"),
    ]
    posts = [partial(each.post, place, ACCEPTED) for each, place in zip(strangers(), places, strict=True)]
    answers: Any = at_once(*posts, at=LOCKED_INVITATION)
    assert [each.status_code for each in answers] == [302, 302], [words(each) for each in answers]
    with as_maintenance():
        (made,) = User.objects.filter(email__iexact="nina@example.org")
        assert Membership.objects.filter(user=made).count() == 2


def test_a_role_given_while_an_invitation_to_it_is_accepted_is_held_once(
    partnership: Partnership, administrator: User
) -> None:
    there = factories.user("Nina New", email="nina@example.org", password=NEW_PASSWORD)
    factories.membership(there, partnership, "board-member")
    place = invited(partnership, administrator, there.email)
    with as_maintenance():
        body = Invitation.objects.get().organisation

    def give() -> None:
        with acting(actor_for(administrator, timezone.localdate()), purpose="test") as actor:
            commands.grant_role(
                user=there, partnership=partnership, organisation=body, role="councillor",
                from_date=timezone.localdate(), to_date=None, by=actor, now=timezone.now(),
            )  # fmt: skip

    accept = partial(strangers()[0].post, place, {"password": NEW_PASSWORD})
    answer: Any = in_the_middle_of(accept, give, at="(?s)accounts_user.*FOR UPDATE")
    assert answer.status_code == 302, words(answer)
    with as_maintenance():
        assert Membership.objects.filter(user=there, role="councillor").count() == 1


def test_an_invitation_withdrawn_while_it_is_accepted_is_one_of_the_two(
    partnership: Partnership, administrator: User
) -> None:
    place = invited(partnership, administrator, "nina@example.org")
    with as_maintenance():
        invitation = Invitation.objects.get()
    taking_back = knocking(factories.signed_in_client(administrator))
    withdraw = partial(
        taking_back.post, reverse("withdraw-invitation", args=[partnership.ref, invitation.ref]), {}
    )

    def accept() -> None:
        assert Client().post(place, ACCEPTED).status_code == 302

    answer = in_the_middle_of(withdraw, accept, at="UPDATE .registry_invitation")
    assert answer.status_code == 302
    read: Any = taking_back.get(answer["Location"])
    assert "This invitation was used or withdrawn before" in words(read)
    with as_maintenance():
        assert Invitation.objects.get().withdrawn_at is None


def test_one_person_invited_twice_at_once_to_one_role_is_invited_once(
    partnership: Partnership, administrator: User
) -> None:
    other = factories.member(partnership, "partnership-administrator", name="Abel Administrator")
    body, place = factories.organisation(partnership), reverse("invite", args=[partnership.ref])
    sent = {
        "name": "Nina New", "email": "nina@example.org", "role": "councillor", "organisation": body.ref,
        "reason": "Sits on the committee",
    }  # fmt: skip
    browsers = tuple(knocking(factories.signed_in_client(each)) for each in (administrator, other))
    answers = posted_at_once(browsers, place, sent, at="(?s)registry_partnership.*FOR (NO KEY )?UPDATE")  # type: ignore[arg-type]
    assert [each.status_code for each in answers] == [200, 200]
    assert sorted("has an open invitation to that role" in words(each) for each in answers) == [False, True]
    with as_maintenance():
        assert Invitation.objects.count() == 1
