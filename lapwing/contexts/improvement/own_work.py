"""Whose work something is: who owns an action today, and who owned it on any day since one.

No one checks, signs off or accepts their own. Whoever steps aside, lets somebody else stand in, or has the
role taken from the action while it is under way, goes on counting among its owners.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from lapwing.contexts.improvement.access import EDIT, root_of
from lapwing.contexts.improvement.models import Action, Cycle, Evidence, OwnerRole, Ownership, RoleHolder
from lapwing.platform.access.actor import Actor
from lapwing.registry.actors import holders_of


class Owning:
    """Who owned some actions from a day to a day, by the numbers of their accounts. Three queries, made once.

    To stand in for who holds a role is to own what it owns.
    """

    def __init__(self, actions: Iterable[int], since: date, on: date) -> None:
        self._on = on
        rows = Ownership.objects.filter(action__in=set(actions))
        rows = rows.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gte=_midnight(since)))
        self._owning: dict[int, list[tuple[int, date | None]]] = defaultdict(list)
        for action, role, withdrawn_at in rows.values_list("action_id", "role_id", "withdrawn_at"):
            self._owning[action].append((role, timezone.localdate(withdrawn_at) if withdrawn_at else None))
        roles = list(OwnerRole.objects.values_list("id", "joined_to_id", "voided_at"))
        self._joined = {role: to for role, to, voided_at in roles if voided_at is None}
        self._ever_joined = {role: to for role, to, _ in roles}
        held = RoleHolder.objects.filter(from_date__lte=on).filter(Q(to_date=None) | Q(to_date__gte=since))
        self._held = list(held.values_list("role_id", "user_id", "to_date"))

    def today(self, action: int) -> frozenset[int]:
        """Who holds, or stands in for, a role that owns the action on the last day, and is in force."""
        owning = (role for role, ended in self._owning[action] if ended is None and role in self._joined)
        return frozenset().union(*(self._holding.get(root_of(role, self._joined), ()) for role in owning))

    @cached_property
    def _holding(self) -> dict[int, set[int]]:
        """Who holds each role on the last day, under the role that it was joined to."""
        found: dict[int, set[int]] = defaultdict(set)
        for role, person, until in self._held:
            if until is None or until >= self._on:
                found[root_of(role, self._joined)].add(person)
        return found

    def ever_since(self, action: int, day: date) -> frozenset[int]:
        """Who did so on any day since one, of roles that owned it on any of them."""
        owning = {
            root_of(role, self._ever_joined)
            for role, ended in self._owning[action]
            if ended is None or ended >= day
        }
        return frozenset(
            person
            for role, person, until in self._held
            if root_of(role, self._ever_joined) in owning and (until is None or until >= day)
        )


def owners_today(actions: Collection[int], on: date) -> dict[int, frozenset[int]]:
    """Who holds, or stands in for, the roles that own actions, by their numbers. Three queries."""
    owning = Owning(actions, on, on)
    return {action: owning.today(action) for action in actions}


def has_owned(actor: Actor, action: Action, on: date) -> bool:
    """Whether the actor owns an action, or did since its plan's last cycle opened, or yesterday."""
    return actor.user_id in owners_lately([action], on)[action.pk]


def others_edit(action: Action, on: date) -> bool:
    """Whether somebody may edit an action's plan who has not owned the action in that time."""
    return bool(set(holders_of(EDIT, action.partnership_id, on)) - owners_lately([action], on)[action.pk])


def owners_lately(actions: Sequence[Action], on: date) -> dict[int, frozenset[int]]:
    """Who owns actions of one plan, or did since its last cycle opened, or yesterday. Four queries."""
    opened = Cycle.objects.filter(plan=actions[0].plan_id, opened_at__isnull=False, voided_at=None)
    last = opened.order_by("-opened_at").first()
    since = min(on - timedelta(days=1), opened_on(last) if last else on)
    owning = Owning((action.pk for action in actions), since, on)
    return {action.pk: owning.ever_since(action.pk, since) for action in actions}


def opened_on(cycle: Cycle) -> date:
    """The day since which the updates of a cycle are under way."""
    return timezone.localdate(cycle.opened_at) if cycle.opened_at else cycle.opens_on


def under_way_since(row: Evidence) -> date:
    """The day before evidence was given: who owned the action then does not accept it."""
    return timezone.localdate(row.created_at) - timedelta(days=1)


@dataclass(frozen=True)
class Owners:
    """Who owns an action today, and who did on any day since something of it was under way."""

    today: frozenset[int]
    since: frozenset[int]


def owners_of_evidence(rows: Iterable[Evidence], on: date) -> dict[int, Owners]:
    """By the number of each piece: who owns its action, and did since it was under way. Three queries."""
    found = list(rows)
    if not found:
        return {}
    owning = Owning((row.action_id for row in found), min(under_way_since(row) for row in found), on)
    return {
        row.pk: Owners(owning.today(row.action_id), owning.ever_since(row.action_id, under_way_since(row)))
        for row in found
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
