"""Put the invented areas in place: partnerships, bodies, people and the roles they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.contrib.auth.hashers import make_password

from lapwing.platform.accounts.models import User
from lapwing.registry.models import Membership, Organisation, Participation, Partnership
from lapwing.shell.demonstration.people import BEGIN, BODIES, PARTNERSHIP_NAMES, PEOPLE, Person, Post


@dataclass(frozen=True)
class Settled:
    """What was made, by the names that the data files use."""

    partnerships: Mapping[str, Partnership]
    bodies: Mapping[str, Organisation]
    people: Mapping[str, User]


def morning(day: date) -> datetime:
    """The moment at which something was recorded on a day."""
    return datetime.combine(day, time(9, 30), UTC)


def settle(by: User) -> Settled:
    """Make everything that people work in. Within ``acting``, by the system user who grants the roles."""
    partnerships = {
        area: Partnership.objects.create(name=name, local_area=area, created_at=morning(BEGIN[area]))
        for area, name in PARTNERSHIP_NAMES.items()
    }
    bodies = _bodies(partnerships)
    people = _accounts()
    Membership.objects.bulk_create(
        _membership(person, post, partnerships, bodies, people, by)
        for person in PEOPLE
        for post in person.posts
    )
    return Settled(partnerships, bodies, people)


def _bodies(partnerships: Mapping[str, Partnership]) -> dict[str, Organisation]:
    made = Organisation.objects.bulk_create(Organisation(name=body.name, kind=body.kind) for body in BODIES)
    bodies = {each.name: each for each in made}
    Participation.objects.bulk_create(
        Participation(partnership=partnerships[area], organisation=bodies[body.name])
        for body in BODIES
        for area in body.areas
    )
    return bodies


def _accounts() -> dict[str, User]:
    """Accounts without a password: in the demonstration, people are chosen from a page."""
    first = morning(min(BEGIN.values()))
    made = User.objects.bulk_create(
        User(email=person.email, name=person.name, password=make_password(None), created_at=first)
        for person in PEOPLE
    )
    return {person.short: user for person, user in zip(PEOPLE, made, strict=True)}


def _membership(
    person: Person,
    post: Post,
    partnerships: Mapping[str, Partnership],
    bodies: Mapping[str, Organisation],
    people: Mapping[str, User],
    by: User,
) -> Membership:
    return Membership(
        partnership=partnerships[post.area],
        organisation=bodies[post.body],
        user=people[person.short],
        role=post.role,
        from_date=BEGIN[post.area],
        to_date=post.to_date,
        granted_by=by,
        granted_at=morning(BEGIN[post.area]),
    )
