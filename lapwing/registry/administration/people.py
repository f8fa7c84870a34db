"""The people of a partnership as those who look after them need to see them: nothing of what they work on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import kind_of, note_read
from lapwing.platform.accounts.models import User
from lapwing.registry.access import memberships
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.roles import label_of

REVIEW = "registry.access.review"
UNUSED_AFTER = timedelta(days=90)
ENDS_SOON = timedelta(days=30)


@dataclass(frozen=True)
class AdministeredPerson:
    """A person who holds a role today or later. Texts of several roles are joined with semicolons."""

    ref: str
    partnership_ref: str
    name: str
    email: str
    roles: tuple[str, ...]
    organisations: tuple[str, ...]
    last_signed_in: datetime | None
    second_factor: bool
    unused: bool
    ends: date | None

    @property
    def worth_a_look(self) -> tuple[str, ...]:
        """What asks to be looked at, in words that the list can be narrowed to."""
        found = (
            ("No second factor", not self.second_factor),
            ("Unused for 90 days", self.unused),
            ("Role ends soon", self.ends is not None),
        )
        return tuple(words for words, holds in found if holds)


def people_of(
    actor: Actor, partnership: Partnership, *, now: datetime, what: ReadKind = ReadKind.LIST
) -> list[AdministeredPerson]:
    """Everybody who holds a role here or will, by name; noted as a read. Five queries."""
    today = timezone.localdate(now)
    held = memberships.visible_to(
        actor, Membership.objects.filter(partnership=partnership), permission=REVIEW
    ).not_over(today)  # type: ignore[attr-defined]
    rows: dict[int, list[Membership]] = defaultdict(list)
    for row in held.select_related("user", "organisation").order_by(
        "user__name", "user_id", "from_date", "id"
    ):
        rows[row.user_id].append(row)
    note_read(kind=kind_of(User), ids=list(rows), what=what, partnership_id=partnership.pk)
    protected = with_second_factor(rows)
    return [_person(partnership, theirs, theirs[0].user_id in protected, now) for theirs in rows.values()]


def with_second_factor(people: Iterable[int]) -> frozenset[int]:
    """Those of these accounts that have a second factor, and no more about it: which is their own affair."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    with acting(system_actor("Registry"), purpose="who has a second factor"):
        found = Authenticator.objects.filter(user_id__in=list(people), type__in=kinds)
        return frozenset(found.values_list("user_id", flat=True))


def is_unused(user: User, now: datetime) -> bool:
    """Whether nobody has signed in for 90 days, counted from when the account was made."""
    return (user.last_login or user.created_at) < now - UNUSED_AFTER


def _person(
    partnership: Partnership, held: list[Membership], second_factor: bool, now: datetime
) -> AdministeredPerson:
    user, soon = held[0].user, timezone.localdate(now) + ENDS_SOON
    last_days = [row.to_date for row in held if row.to_date is not None and row.to_date <= soon]
    return AdministeredPerson(
        ref=user.ref,
        partnership_ref=partnership.ref,
        name=user.name,
        email=user.email,
        roles=tuple(dict.fromkeys(label_of(row.role) for row in held)),
        organisations=tuple(dict.fromkeys(row.organisation.name for row in held)),
        last_signed_in=user.last_login,
        second_factor=second_factor,
        unused=is_unused(user, now),
        ends=min(last_days, default=None),
    )
