"""What people are told of their roles, and how they are invited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Mail
from lapwing.platform.notices.tests.test_telling import mails, notices
from lapwing.registry import commands
from lapwing.registry.actors import actor_for
from lapwing.registry.commands.invitations import offer_of
from lapwing.registry.errors import RoleDatesError
from lapwing.registry.models import Membership, Organisation, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def council(partnership: Partnership) -> Organisation:
    return factories.organisation(partnership)


@pytest.fixture
def by(partnership: Partnership, council: Organisation) -> Iterator[Actor]:
    """An administrator acts."""
    administrator = factories.member(partnership, "partnership-administrator", organisation=council)
    with acting(actor_for(administrator, TODAY), purpose="test") as actor:
        yield actor


def role_of(person: User) -> Membership:
    return Membership.objects.select_related("partnership").get(user=person)


def test_an_invitation_goes_out_by_email_with_its_link(
    partnership: Partnership, council: Organisation, by: Actor
) -> None:
    made = commands.invite(
        partnership=partnership, organisation=council, email="nina@example.org", name="Nina New",
        role="councillor", to_date=None, by=by, now=NOW,
    )  # fmt: skip
    [mail] = mails()
    assert (mail.to, mail.template) == ("nina@example.org", "invitation")
    token = mail.url.strip("/").rpartition("/")[2]
    assert token == made.token
    assert offer_of(token, now=NOW).name == "Nina New"


def test_a_person_is_told_of_a_new_role(
    partnership: Partnership, council: Organisation, by: Actor, people: People
) -> None:
    commands.grant_role(
        user=people.colleague, partnership=partnership, organisation=council, role="councillor",
        from_date=TODAY, to_date=None, by=by, now=NOW,
    )  # fmt: skip
    [notice] = notices()
    assert notice.user_id == people.colleague.pk
    assert notice.line == "You have a new role: Councillor"
    assert notice.url == f"/p/{partnership.ref}/"


@pytest.mark.parametrize("days", [None, 3])
def test_a_person_is_told_when_a_role_ends_even_where_it_was_their_last(
    by: Actor, people: People, days: int | None
) -> None:
    last_day = None if days is None else TODAY + timedelta(days=days)
    commands.end_role(role_of(people.colleague), by=by, now=NOW, reason="Left the board", last_day=last_day)
    [notice], [mail] = notices(), mails()
    assert notice.line == "Your role as Board member has ended or has a last day now"
    assert (notice.partnership_id, mail.to) == (None, people.colleague.email)


def test_the_address_of_a_closed_account_is_told(by: Actor, people: People) -> None:
    commands.close_account(people.colleague, by=by, now=NOW, reason="Left")
    [mail] = mails()
    assert (mail.to, mail.template, mail.user_id) == (people.colleague.email, "account-closed", None)


def test_administrators_see_on_a_persons_page_that_emails_to_them_are_refused(
    partnership: Partnership, people: People, client_as: Callable[[User], Client]
) -> None:
    given = {
        "to": people.colleague.email,
        "template": "role-given",
        "url": "/",
        "created_at": NOW,
        "try_at": NOW,
    }
    with as_maintenance():
        Mail.objects.create(
            user=people.colleague, state="refused", problem="It answered 550: no such user", **given
        )
    page = reverse("person", args=[partnership.ref, people.colleague.ref])
    administrator = factories.member(partnership, "partnership-administrator")
    assert "550: no such user" in client_as(administrator).get(page).content.decode()
    assert "550: no such user" not in client_as(people.owner).get(page).content.decode()


def test_nobody_is_told_of_what_was_refused(by: Actor, people: People) -> None:
    with as_maintenance():
        held = role_of(people.colleague)
    with pytest.raises(RoleDatesError):
        commands.end_role(held, by=by, now=NOW, reason="x", last_day=TODAY - timedelta(days=1))
    assert mails() == []
