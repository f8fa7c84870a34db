"""Owner roles: who owns what, under which spelling, and who holds the role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from lapwing.contexts.improvement.access import READ, REPORT, root_of
from lapwing.contexts.improvement.models import OwnerAlias, OwnerRole, Ownership, RoleHolder
from lapwing.contexts.improvement.queries.lines import HolderLine, OwnerLine
from lapwing.contexts.improvement.queries.rows import among
from lapwing.contexts.improvement.queries.standing import When, names_of
from lapwing.contexts.improvement.queries.wayfinding import OwnerRoleLine
from lapwing.platform.access.actor import Actor
from lapwing.registry.actors import holders_of
from lapwing.registry.models import Partnership


@dataclass(frozen=True)
class RoleBook:
    """The owner roles of some partnerships, each found under every role that was joined to it."""

    roles: Mapping[int, OwnerRole]
    root: Mapping[int, int]
    holders: Mapping[int, tuple[HolderLine, ...]]

    def line(self, role_id: int, as_written: str) -> OwnerLine:
        role = self.roles[self.root[role_id]]
        return OwnerLine(
            role_ref=role.ref,
            name=role.name,
            as_written=as_written,
            organisation=role.organisation.name if role.organisation else "",
            holders=self.holders.get(role.pk, ()),
        )


def role_book(partnership_ids: Collection[int], on: date) -> RoleBook:
    """Every owner role of the partnerships with who holds it on a day, in three queries."""
    roles = {
        role.pk: role
        for role in OwnerRole.objects.filter(partnership__in=partnership_ids).select_related("organisation")
    }
    joined = {role.pk: role.joined_to_id for role in roles.values()}
    root = {role_id: root_of(role_id, joined) for role_id in roles}
    return RoleBook(roles, root, _holders(root, on))


def owners_of(
    action_ids: Collection[int], when: When, partnership_ids: Collection[int]
) -> dict[int, tuple[OwnerLine, ...]]:
    """The owners of each action in the order printed; spellings of one role stand once."""
    book = role_book(partnership_ids, when.on)
    found: dict[int, dict[str, OwnerLine]] = defaultdict(dict)
    rows = when.recorded(Ownership.objects.filter(among("action_id", action_ids)))
    for action_id, role_id, as_written in rows.values_list("action_id", "role_id", "as_written"):
        line = book.line(role_id, as_written)
        found[action_id].setdefault(line.role_ref, line)
    return {action_id: tuple(lines.values()) for action_id, lines in found.items()}


def owner_roles(*, actor: Actor, partnership_ref: str, on: date) -> tuple[OwnerRoleLine, ...]:
    """The owner roles of a partnership that the actor may see, by name; joined ones under the kept one."""
    roles = list(
        OwnerRole.objects.in_force()
        .filter(actor.scope(READ).as_q(), partnership__ref=partnership_ref)
        .select_related("organisation")
        .annotate(
            owned=Count(
                "ownerships__action",
                filter=Q(
                    ownerships__withdrawn_at=None,
                    ownerships__action__voided_at=None,
                    ownerships__action__plan__voided_at=None,
                ),
                distinct=True,
            )
        )
    )
    joined = {role.pk: role.joined_to_id for role in roles}
    root = {role.pk: root_of(role.pk, joined) for role in roles}
    holders = _holders(root, on)
    unasked = _unasked(roles, on)
    spellings: dict[int, list[str]] = defaultdict(list)
    for role_id, text in OwnerAlias.objects.filter(role__in=root).values_list("role_id", "as_written"):
        spellings[root[role_id]].append(text)
    return tuple(
        OwnerRoleLine(
            ref=role.ref,
            name=role.name,
            organisation=role.organisation.name if role.organisation else "",
            spellings=tuple(sorted(spellings[role.pk], key=str.casefold)),
            joined=tuple(other.name for other in roles if other.pk != role.pk and root[other.pk] == role.pk),
            holders=tuple(
                (each.ref, each.name, each.is_deputy, each.from_date, each.to_date)
                for each in holders.get(role.pk, ())
            ),
            actions=sum(other.owned for other in roles if root[other.pk] == role.pk),
            version=role.version,
            unasked=unasked,
        )
        for role in sorted(roles, key=lambda role: role.name.casefold())
        if role.joined_to_id is None
    )


def _unasked(roles: Collection[OwnerRole], on: date) -> frozenset[str]:
    """The references of what people hold of these roles of one partnership who may not write updates."""
    if not roles:
        return frozenset()
    partnership_id = next(iter(roles)).partnership_id
    held = RoleHolder.objects.filter(role__in=[role.pk for role in roles])
    may_not = held.exclude(user__in=holders_of(REPORT, partnership_id, on))
    return frozenset(may_not.values_list("ref", flat=True))


def people_holding(partnership: Partnership, on: date) -> tuple[tuple[str, str, int], ...]:
    """The reference and name of everybody who holds or stands in for owner roles, and how many, by name."""
    rows = RoleHolder.objects.filter(partnership=partnership, role__voided_at=None).filter(
        Q(to_date=None) | Q(to_date__gte=on)
    )
    found = rows.values("user__ref", "user__name").annotate(held=Count("role", distinct=True))
    people = ((row["user__ref"], row["user__name"], row["held"]) for row in found)
    return tuple(sorted(people, key=lambda person: person[1].casefold()))


def _holders(root: Mapping[int, int], on: date) -> dict[int, tuple[HolderLine, ...]]:
    """Who holds each role on a day, holders before deputies; joined roles share theirs."""
    rows = list(
        RoleHolder.objects.filter(among("role_id", root), from_date__lte=on)
        .filter(Q(to_date=None) | Q(to_date__gte=on))
        .order_by("deputy", "from_date", "id")
    )
    names = names_of(row.user_id for row in rows)
    found: dict[int, dict[str, HolderLine]] = defaultdict(dict)
    for row in rows:
        name = names.get(row.user_id, "")
        if name:
            line = HolderLine(row.ref, name, row.deputy, row.from_date, row.to_date)
            found[root[row.role_id]].setdefault(name, line)
    return {role_id: tuple(lines.values()) for role_id, lines in found.items()}
