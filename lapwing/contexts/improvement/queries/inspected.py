"""A plan as others inspect it, as at a day: what was signed off of it, accepted for it, and moved in it.

People are not named: updates bear the roles that own the action, evidence the account of who accepted it,
which whoever prints it turns into a seat or a role.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lapwing.contexts.improvement import access, interchange
from lapwing.contexts.improvement.exports import exported
from lapwing.contexts.improvement.models import Confidence, Ownership, Plan, Status, Update
from lapwing.contexts.improvement.publishing.files import KINDS, written
from lapwing.contexts.improvement.queries.inspected_changes import (
    InspectedMove,
    InspectedRequest,
    inspected_moves,
    inspected_requests,
)
from lapwing.contexts.improvement.queries.inspected_evidence import (
    InspectedEvidence,
    inspected_evidence,
    signed_off,
)
from lapwing.contexts.improvement.queries.standing import day_of, end_of_day
from lapwing.contexts.improvement.queries.things import things_of
from lapwing.platform.access.actor import Actor


@dataclass(frozen=True)
class InspectedUpdate:
    """An update that had been signed off by the day, in its words. ``owners`` are roles.

    ``about`` names the turn of a recurring milestone too.
    """

    cycle: str
    action: str
    about: str
    owners: str
    status: str
    done: str
    impact: str
    next_steps: str
    mitigation: str
    forecast_on: date | None
    confidence: str
    submitted_on: date | None
    submitted_by_id: int | None
    signed_off_on: date
    signed_off_by_id: int


@dataclass(frozen=True)
class Inspected:
    """``files`` is the plan as at the day in each form, by its ending.

    ``things`` are the references of the plan and all that it ever held, by kind.
    """

    title: str
    plan: interchange.Plan
    files: dict[str, bytes]
    updates: tuple[InspectedUpdate, ...]
    evidence: tuple[InspectedEvidence, ...]
    moves: tuple[InspectedMove, ...]
    requests: tuple[InspectedRequest, ...]
    things: Mapping[str, frozenset[str]]


def inspected(*, actor: Actor, plan_ref: str, as_at: date, with_kept: bool) -> Inspected:
    """All of it, for somebody who may take the plan out and reads the evidence.

    ``with_kept``: also evidence that is kept to roles, as far as the actor reads it. Raises NotVisible.
    """
    plan = access.fetch_plan(actor, access.EXPORT, plan_ref)
    made = exported(plan, as_at=as_at)
    return Inspected(
        title=plan.title,
        plan=made,
        files={ending: written(made, ending) for ending in KINDS},
        updates=_updates(plan, as_at),
        evidence=inspected_evidence(actor, plan, as_at, with_kept=with_kept),
        moves=inspected_moves(plan, as_at),
        requests=inspected_requests(plan, as_at),
        things=things_of(plan),
    )


def _updates(plan: Plan, as_at: date) -> tuple[InspectedUpdate, ...]:
    moment = end_of_day(as_at)
    moves = signed_off(plan, as_at).order_by("made_at", "id")
    signed = {move.update_moved_id: move for move in moves.only("update_moved_id", "made_at", "made_by_id")}
    rows = Update.objects.filter(pk__in=signed).filter(Q(voided_at=None) | Q(voided_at__gt=moment))
    owners = _owners(plan)
    return tuple(
        InspectedUpdate(
            cycle=row.cycle.label,
            action=row.action.number,
            about=_about(row),
            owners=owners.get(row.action_id, ""),
            status=Status(row.status).label if row.status else "",
            done=row.done,
            impact=row.impact,
            next_steps=row.next_steps,
            mitigation=row.mitigation,
            forecast_on=row.forecast_on,
            confidence=str(Confidence(row.confidence).label) if row.confidence else "",
            submitted_on=day_of(row.submitted_at) if row.submitted_at else None,
            submitted_by_id=row.submitted_by_id,
            signed_off_on=day_of(signed[row.pk].made_at),
            signed_off_by_id=signed[row.pk].made_by_id,
        )
        for row in rows.select_related("cycle", "action", "milestone", "occurrence").order_by(
            "cycle__closes_on", "action__position", "action_id", "milestone__position", "id"
        )
    )


def _about(row: Update) -> str:
    if row.milestone is None:
        return row.action.text
    return f"{row.milestone.text}: {row.occurrence.label}" if row.occurrence else row.milestone.text


def _owners(plan: Plan) -> dict[int, str]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Ownership.objects.standing().filter(action__plan=plan).order_by("id")
    for action_id, name in rows.values_list("action_id", "role__name"):
        found[action_id].append(name)
    return {action_id: "; ".join(names) for action_id, names in found.items()}
