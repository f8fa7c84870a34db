"""Simulations: what would be removed, worked out, looked over, and approved by somebody else."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone

from lapwing.platform.access.acting import acting, for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible, Rule
from lapwing.platform.access.system import system_actor
from lapwing.platform.notices.telling import settle
from lapwing.platform.retention.access import APPROVE, MANAGE
from lapwing.platform.retention.errors import FactsChangedError, RetentionError
from lapwing.platform.retention.facts import Facts, facts_of, months_before
from lapwing.platform.retention.kinds import kind_of_code
from lapwing.platform.retention.models import Simulation, SimulationState
from lapwing.platform.retention.schedule import ScheduleLine

rule = Rule(Simulation)
SYSTEM_USER = "Retention"


@transaction.atomic
def simulate(*, actor: Actor, now: datetime, partnership_id: int, line: ScheduleLine) -> Simulation | None:
    """Work out and keep what the schedule would remove of one kind now; None when there is nothing.

    One of the same kind that still waits, and says the same, is given back; one that says something else
    is replaced. Raises NotVisible.
    """
    if not actor.may(MANAGE, partnership_id):
        raise NotVisible("No such partnership")
    cutoff = months_before(now, line.months)
    with _seeing_everything():
        facts = facts_of(
            line.kind,
            partnership_id=partnership_id,
            cutoff=cutoff,
            today=timezone.localdate(now),
            using=DEFAULT_DB_ALIAS,
        )
    waiting = Simulation.objects.select_for_update(of=("self",)).filter(
        partnership_id=partnership_id, kind=line.kind.code, state=SimulationState.WAITING
    )
    for before in waiting:
        if facts.how_many and before.digest == facts.digest and before.months == line.months:
            return before
        before.state, before.ended_at = SimulationState.REPLACED, now
        before.save(update_fields=["state", "ended_at"])
    if not facts.how_many:
        return None
    return Simulation.objects.create(
        partnership_id=partnership_id,
        kind=line.kind.code,
        fate=line.kind.fate,
        months=line.months,
        cutoff=cutoff,
        ids=facts.roots,
        counts=facts.counts,
        how_many=facts.how_many,
        held=facts.held,
        tied=facts.tied,
        digest=facts.digest,
        made_by_id=actor.id,
        made_at=now,
    )


@transaction.atomic
def decide(
    *, actor: Actor, now: datetime, partnership_id: int, ref: str, approved: bool, reason: str
) -> Simulation:
    """Approve or refuse a simulation that somebody else made.

    Raises NotVisible, RetentionError, and FactsChangedError when there is already something else to remove.
    """
    rows = Simulation.objects.select_for_update(of=("self",))
    found = rule.fetch(actor, APPROVE, queryset=rows, partnership_id=partnership_id, ref=ref)
    if found.state != SimulationState.WAITING:
        raise RetentionError("It has been decided already, or a later one has replaced it.")
    if found.made_by_id == actor.id:
        raise RetentionError("You made this one. Somebody else must decide on it.")
    if not reason.strip():
        raise RetentionError("Say why.", "reason")
    if approved:
        with _seeing_everything():
            refuse_changed(found, now, using=DEFAULT_DB_ALIAS)
    found.state = SimulationState.APPROVED if approved else SimulationState.REFUSED
    found.decided_by_id, found.decided_at, found.decision = actor.id, now, reason.strip()
    with for_reason(reason.strip()):
        found.save(update_fields=["state", "decided_by", "decided_at", "decision"])
    waiting = Simulation.objects.filter(partnership_id=partnership_id, state=SimulationState.WAITING)
    if not waiting.exists():
        settle(beginning=told_as(partnership_id), now=now)
    return found


def told_as(partnership_id: int) -> str:
    """What the keys of notices about simulations that wait in a partnership begin with."""
    return f"retention {partnership_id} "


def _seeing_everything() -> AbstractContextManager[Actor]:
    """Whether somebody still works elsewhere is not seen by who asks, but counts."""
    return acting(system_actor(SYSTEM_USER), purpose="retention simulation")


def refuse_changed(simulation: Simulation, now: datetime, *, using: str) -> Facts:
    """What the simulation's records come to now. Raises FactsChangedError when that is something else."""
    facts = facts_of(
        kind_of_code(simulation.kind),
        partnership_id=simulation.partnership_id,
        cutoff=simulation.cutoff,
        today=timezone.localdate(now),
        using=using,
        among=simulation.ids,
    )
    if facts.digest != simulation.digest:
        raise FactsChangedError(
            "Something has changed since this was worked out: a record was used again, held, or removed. "
            "Make a new simulation."
        )
    return facts
