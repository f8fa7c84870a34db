"""What a plan is: its kind, the inspection it answers, who governs it, and the plans above and below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lapwing.contexts.improvement.access import READ, fetch_plan, plans
from lapwing.contexts.improvement.models import Plan, PlanKind, QuarterBasis
from lapwing.platform.access.actor import Actor


@dataclass(frozen=True)
class PlanLink:
    """A plan that another leads to."""

    ref: str
    title: str
    partnership_ref: str


@dataclass(frozen=True)
class PlanAbout:
    """What stands on the plan's cover. ``above`` is the plan it sits under, ``below`` those under it.

    ``earlier`` is the plan it was started from, ``later`` are those that were started from it.
    """

    kind: str
    inspected_from: date | None
    inspected_to: date | None
    inspection_as_written: str
    inspection_outcome: str
    governance_group: str
    quarter_basis: str
    above: PlanLink | None
    below: tuple[PlanLink, ...]
    earlier: PlanLink | None = None
    later: tuple[PlanLink, ...] = ()


def about_plan(*, actor: Actor, plan_ref: str) -> PlanAbout:
    """The plan's cover, in two queries; of the plans around it those that the actor may see.

    Raises NotVisible.
    """
    plan = fetch_plan(actor, READ, plan_ref)
    around = plans.visible_to(actor, Plan.objects.in_force(), permission=READ).filter(
        Q(pk=plan.parent_id) | Q(parent=plan) | Q(pk=plan.came_from_id) | Q(came_from=plan)
    )
    rows = list(around.select_related("partnership").order_by("title", "pk"))
    return PlanAbout(
        kind=str(PlanKind(plan.kind).label),
        inspected_from=plan.inspected_from,
        inspected_to=plan.inspected_to,
        inspection_as_written=plan.inspection_as_written,
        inspection_outcome=plan.inspection_outcome,
        governance_group=plan.governance_group,
        quarter_basis=str(QuarterBasis(plan.quarter_basis).label) if plan.quarter_basis else "",
        above=next((_link(row) for row in rows if row.pk == plan.parent_id), None),
        below=tuple(_link(row) for row in rows if row.parent_id == plan.pk),
        earlier=next((_link(row) for row in rows if row.pk == plan.came_from_id), None),
        later=tuple(_link(row) for row in rows if row.came_from_id == plan.pk),
    )


def _link(row: Plan) -> PlanLink:
    return PlanLink(row.ref, row.title, row.partnership.ref)
