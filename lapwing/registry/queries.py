"""Reading the registry: the people of a partnership and what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.system import system_actor
from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import kind_of, note_read
from lapwing.platform.accounts.models import User
from lapwing.registry.access import invitations, memberships
from lapwing.registry.models import Invitation, Membership, Partnership
from lapwing.registry.roles import ROLES, label_of

READ = "registry.people.read"
MANAGE = "registry.people.manage"


@dataclass(frozen=True)
class HeldRole:
    """A role as the people pages show it."""

    ref: str
    partnership_ref: str
    person_id: int
    person_ref: str
    person: str
    email: str
    role: str
    who_may_hold: str
    organisation: str
    from_date: date
    to_date: date | None
    ended_at: datetime | None
    ended_reason: str
    account_closed: bool
    granted_reason: str
    is_over: bool


@dataclass(frozen=True)
class OpenInvitation:
    ref: str
    name: str
    email: str
    role: str
    organisation: str
    invited_by: str
    expires_at: datetime
    has_run_out: bool


def roles_held(
    actor: Actor, partnership: Partnership, *, on: date, person: User | None = None
) -> list[HeldRole]:
    """Roles of a partnership's people by name, those over after those that hold. One query."""
    found = memberships.visible_to(actor, Membership.objects.filter(partnership=partnership), permission=READ)
    if person is not None:
        found = found.filter(user=person)
    rows = found.select_related("user", "organisation", "partnership").order_by(
        "user__name", "user_id", "from_date", "id"
    )
    return sorted((_held_role(row, on) for row in rows), key=lambda row: row.is_over)


def open_invitations(actor: Actor, partnership: Partnership, *, now: datetime) -> list[OpenInvitation]:
    """Invitations neither accepted nor withdrawn, the newest first. Two queries, one of which notes it."""
    found = invitations.visible_to(
        actor, invitations.model.objects.filter(partnership=partnership), permission=MANAGE
    )
    waiting = found.filter(accepted_at=None, withdrawn_at=None).select_related("organisation", "invited_by")
    rows = list(waiting.order_by("-invited_at", "-id"))
    if rows:
        note_read(
            kind=kind_of(Invitation),
            ids=[row.pk for row in rows],
            what=ReadKind.LIST,
            partnership_id=partnership.pk,
        )
    return [
        OpenInvitation(
            ref=row.ref,
            name=row.name,
            email=row.email,
            role=label_of(row.role),
            organisation=row.organisation.name,
            invited_by=row.invited_by.name,
            expires_at=row.expires_at,
            has_run_out=row.expires_at <= now,
        )
        for row in rows
    ]


def person_in(actor: Actor, partnership: Partnership, ref: str, *, permission: str = READ) -> User:
    """A person who holds or held a role in the partnership, which is noted as a read. Raises NotVisible."""
    theirs = memberships.visible_to(
        actor, Membership.objects.filter(partnership=partnership), permission=permission
    )
    person = User.objects.filter(ref=ref, pk__in=theirs.values("user")).first()
    if person is None:
        raise NotVisible("No such person")
    note_read(kind=kind_of(User), ids=[person.pk], what=ReadKind.RECORD, partnership_id=partnership.pk)
    return person


def _held_role(row: Membership, on: date) -> HeldRole:
    over = row.ended_at is not None or (row.to_date is not None and row.to_date < on)
    role = ROLES.get(row.role)
    return HeldRole(
        ref=row.ref,
        partnership_ref=row.partnership.ref,
        person_id=row.user_id,
        person_ref=row.user.ref,
        person=row.user.name,
        email=row.user.email,
        role=label_of(row.role),
        who_may_hold=role.who_may_hold if role else "",
        organisation=row.organisation.name,
        from_date=row.from_date,
        to_date=row.to_date,
        ended_at=row.ended_at,
        ended_reason=row.ended_reason,
        account_closed=not row.user.is_active,
        granted_reason=row.granted_reason,
        is_over=over,
    )


def names_around(user: User) -> list[str]:
    """The names of the partnerships and bodies a person works in, whoever acts: no good passwords."""
    with acting(system_actor("Sign-in"), purpose="password rules"):
        held = Membership.objects.filter(user_id=user.pk).select_related("partnership", "organisation")
        return [
            name
            for each in held
            for name in (each.partnership.name, each.partnership.local_area, each.organisation.name)
        ]
