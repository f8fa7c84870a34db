"""Groups for tests, with somebody in each capacity. Everything in them is invented."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Capacity, GovernanceGroup, GroupKind, GroupMember, Partnership
from lapwing.registry.tests import factories

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
LATER = datetime(2026, 5, 4, 10, tzinfo=UTC)


@contextmanager
def acting_as(user: User) -> Iterator[Actor]:
    """A transaction in which a person acts, with the roles of the day."""
    with acting(actor_for(user, DAY), purpose="test") as actor:
        yield actor


def group(
    where: Partnership,
    name: str = "SEND Partnership Board",
    *,
    kind: str = GroupKind.BOARD,
    reports_to: GovernanceGroup | None = None,
) -> GovernanceGroup:
    with as_maintenance():
        by = factories.user()
        return GovernanceGroup.objects.create(
            partnership=where, name=name, kind=kind, reports_to=reports_to, created_at=NOW, created_by=by
        )


def seat(who: User, where: GovernanceGroup, capacity: str = Capacity.MEMBER, **more: object) -> GroupMember:
    """A seat held since long ago, for an agency of its own."""
    with as_maintenance():
        body = factories.organisation(where.partnership)
        given = {"from_date": factories.LONG_AGO, "organisation": body, **more}
        return GroupMember.objects.create(
            partnership=where.partnership,
            group=where,
            user=who,
            capacity=capacity,
            added_at=NOW,
            added_by=who,
            **given,
        )


@as_maintenance()
def sitting(where: GovernanceGroup, capacity: str, *, role: str = "board-member", name: str = "") -> User:
    """A new person with a role in the partnership and a seat on the group."""
    who = factories.member(where.partnership, role, name=name)
    seat(who, where, capacity)
    return who
