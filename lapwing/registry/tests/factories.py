"""Partnerships, bodies and people for tests, put in place as maintenance."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.marks import How, mark_confirmed, mark_second_factor
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.sessions.models import SignedInSession
from lapwing.registry.models import (
    Invitation,
    Membership,
    Organisation,
    OrganisationKind,
    Participation,
    Partnership,
)

LONG_AGO = date(2020, 1, 1)
MOMENT = datetime(2020, 1, 1, 9, tzinfo=UTC)
PASSWORD = "heron on the canal wall"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class People:
    """Who the tests are about. Owner and colleague are in one partnership, the outsider in another."""

    owner: User
    colleague: User
    outsider: User


def partnership(name: str = "", local_area: str = "", **more: object) -> Partnership:
    name = name or f"Partnership {next(_numbers)}"
    with as_maintenance():
        return Partnership.objects.create(
            **{"name": name, "local_area": local_area or name, "created_at": MOMENT, **more}
        )


def organisation(
    *partnerships: Partnership, name: str = "", kind: OrganisationKind = OrganisationKind.COUNCIL
) -> Organisation:
    with as_maintenance():
        made = Organisation.objects.create(name=name or f"Organisation {next(_numbers)}", kind=kind)
        for each in partnerships:
            Participation.objects.create(partnership=each, organisation=made)
    return made


def user(name: str = "", *, email: str = "", password: str | None = None, **more: object) -> User:
    number = next(_numbers)
    name = name or f"Person {number}"
    with as_maintenance():
        return User.objects.create(
            **{
                "name": name,
                "email": email or f"person{number}@example.org",
                "password": make_password(password),
                "created_at": MOMENT,
                **more,
            }
        )


def membership(
    who: User,
    where: Partnership,
    role: str,
    *,
    organisation: Organisation | None = None,
    from_date: date = LONG_AGO,
    to_date: date | None = None,
) -> Membership:
    """A role held since long ago, in an organisation of its own unless one is given."""
    with as_maintenance():
        body = organisation or globals()["organisation"](where)
        return Membership.objects.create(
            partnership=where,
            user=who,
            organisation=body,
            role=role,
            from_date=from_date,
            to_date=to_date,
            granted_by=who,
            granted_at=MOMENT,
        )


@as_maintenance()
def member(where: Partnership, role: str, *, name: str = "", **more: object) -> User:
    """A new person with one role in a partnership."""
    who = user(name)
    membership(who, where, role, **more)  # type: ignore[arg-type]
    return who


def invitation(where: Partnership, body: Organisation, *, by: User) -> Invitation:
    """An open invitation, whose link nobody has."""
    now, number = timezone.now(), next(_numbers)
    with as_maintenance():
        return Invitation.objects.create(
            partnership=where,
            organisation=body,
            role="councillor",
            name=f"Person {number}",
            email=f"person{number}@example.org",
            token_hash=f"{number:064}",
            invited_by=by,
            invited_at=now,
            expires_at=now + timedelta(days=14),
        )


@as_maintenance()
def people(where: Partnership, elsewhere: Partnership) -> People:
    return People(
        owner=member(where, "programme-manager", name="Olive Owner"),
        colleague=member(where, "board-member", name="Colin Colleague"),
        outsider=member(elsewhere, "programme-manager", name="Ossie Outsider"),
    )


def signed_in_client(who: User, *, second_factor: bool = True, recent: bool = True) -> Client:
    """A browser in which this person is signed in, without the cost of a password.

    The session has passed a second factor, and the person has just shown who they are, unless told otherwise.
    """
    client = Client()
    session = client.session
    session[SESSION_KEY] = str(who.pk)
    session["_auth_user_backend"] = "lapwing.platform.accounts.backend.AccountBackend"
    session[HASH_SESSION_KEY] = who.get_session_auth_hash()
    with as_maintenance():
        session["lapwing_session"] = SignedInSession.objects.create(user=who, browser="Firefox on Linux").ref
    if second_factor:
        mark_second_factor(session, How.PASSKEY)
    if recent:
        mark_confirmed(session, timezone.now())
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    return client
