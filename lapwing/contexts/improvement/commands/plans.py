"""Making and changing a plan and its frame: areas for improvement, groups and objectives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import (
    RefusedError,
    clean,
    created,
    fetch,
    next_position,
    required,
    save_changes,
    short,
)
from lapwing.contexts.improvement.events import tells_of_change
from lapwing.contexts.improvement.models import Area, Group, Objective, Plan, PlanKind, QuarterBasis
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.models import Partnership


@dataclass(frozen=True, kw_only=True)
class PlanDetails:
    """What a person types about a plan. ``parent_ref`` names the plan it sits under."""

    title: str
    kind: str = PlanKind.IMPROVEMENT
    local_area: str = ""
    inspected_from: date | None = None
    inspected_to: date | None = None
    inspection_outcome: str = ""
    governance_group: str = ""
    quarter_basis: str = ""
    parent_ref: str = ""


@dataclass(frozen=True, kw_only=True)
class AreaDetails:
    """What a person types about an area for improvement."""

    title: str
    number: str = ""
    recommendations: tuple[str, ...] = ()
    narrative: tuple[str, ...] = ()
    governance_group: str = ""


@dataclass(frozen=True, kw_only=True)
class GroupDetails:
    """What a person types about a group of actions."""

    number: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ObjectiveDetails:
    """What a person types about an objective."""

    group_ref: str
    number: str
    title: str
    subtitle: str = ""


@transaction.atomic
@tells_of_change
def create_plan(*, actor: Actor, now: datetime, partnership: Partnership, details: PlanDetails) -> Plan:
    """A new, empty plan. Raises NotVisible and RefusedError."""
    if not actor.may(access.EDIT, partnership.pk):
        raise NotVisible("No such partnership")
    return Plan.objects.create(**created(actor, now, partnership.pk), **plan_fields(actor, details, None))


@transaction.atomic
@tells_of_change
def edit_plan(*, actor: Actor, now: datetime, ref: str, version: int, details: PlanDetails) -> Plan:
    """Change what is said of a plan. Raises NotVisible, EditedByAnotherError and RefusedError."""
    plan = fetch(actor, access.EDIT, Plan, ref, version=version)
    return save_changes(plan, plan_fields(actor, details, plan))


@transaction.atomic
@tells_of_change
def create_area(*, actor: Actor, now: datetime, plan_ref: str, details: AreaDetails) -> Area:
    """A new area for improvement, after the others. Raises NotVisible and RefusedError."""
    plan = fetch(actor, access.EDIT, Plan, plan_ref)
    return Area.objects.create(
        **created(actor, now, plan.partnership_id),
        plan=plan,
        position=next_position(Area.objects.filter(plan=plan)),
        **_area_fields(details),
    )


@transaction.atomic
@tells_of_change
def edit_area(*, actor: Actor, now: datetime, ref: str, version: int, details: AreaDetails) -> Area:
    """Change an area for improvement. Raises NotVisible, EditedByAnotherError and RefusedError."""
    return save_changes(fetch(actor, access.EDIT, Area, ref, version=version), _area_fields(details))


@transaction.atomic
@tells_of_change
def create_group(*, actor: Actor, now: datetime, plan_ref: str, details: GroupDetails) -> Group:
    """A new group, after the others. Raises NotVisible and RefusedError (its number is taken)."""
    plan = fetch(actor, access.EDIT, Plan, plan_ref)
    among = Group.objects.in_force().filter(plan=plan)
    return Group.objects.create(
        **created(actor, now, plan.partnership_id),
        plan=plan,
        position=next_position(among),
        number=_free_number(details.number, among, "group"),
        title=_title(details.title),
    )


@transaction.atomic
@tells_of_change
def edit_group(*, actor: Actor, now: datetime, ref: str, version: int, details: GroupDetails) -> Group:
    """Change a group. Raises NotVisible, EditedByAnotherError and RefusedError."""
    group = fetch(actor, access.EDIT, Group, ref, version=version)
    others = Group.objects.in_force().filter(plan_id=group.plan_id).exclude(pk=group.pk)
    number = _free_number(details.number, others, "group")
    return save_changes(group, {"number": number, "title": _title(details.title)})


@transaction.atomic
@tells_of_change
def create_objective(*, actor: Actor, now: datetime, plan_ref: str, details: ObjectiveDetails) -> Objective:
    """A new objective, after the others. Raises NotVisible and RefusedError (its number is taken)."""
    plan = fetch(actor, access.EDIT, Plan, plan_ref)
    among = Objective.objects.in_force().filter(plan=plan)
    return Objective.objects.create(
        **created(actor, now, plan.partnership_id),
        plan=plan,
        position=next_position(among),
        group=group_of(plan.pk, details.group_ref),
        number=_free_number(details.number, among, "objective"),
        title=_title(details.title),
        subtitle=clean(details.subtitle),
    )


@transaction.atomic
@tells_of_change
def edit_objective(
    *, actor: Actor, now: datetime, ref: str, version: int, details: ObjectiveDetails
) -> Objective:
    """Change an objective. Raises NotVisible, EditedByAnotherError and RefusedError."""
    objective = fetch(actor, access.EDIT, Objective, ref, version=version)
    others = Objective.objects.in_force().filter(plan_id=objective.plan_id).exclude(pk=objective.pk)
    return save_changes(
        objective,
        {
            "group_id": group_of(objective.plan_id, details.group_ref).pk,
            "number": _free_number(details.number, others, "objective"),
            "title": _title(details.title),
            "subtitle": clean(details.subtitle),
        },
    )


def group_of(plan_id: int, ref: str) -> Group:
    """The plan's group of this reference. Raises RefusedError."""
    group = Group.objects.in_force().filter(plan_id=plan_id, ref=ref).first()
    if group is None:
        raise RefusedError("Choose one of the plan's groups.", field="group_ref")
    return group


def plan_fields(actor: Actor, details: PlanDetails, plan: Plan | None) -> dict[str, object]:
    """The columns of a plan, new or at hand, from what was typed. Raises RefusedError."""
    if details.kind not in PlanKind.values:
        raise RefusedError("Choose what kind of plan it is.", field="kind")
    if details.quarter_basis and details.quarter_basis not in QuarterBasis.values:
        raise RefusedError("Choose what a quarter means in this plan.", field="quarter_basis")
    first, last = details.inspected_from, details.inspected_to
    if first and last and last < first:
        raise RefusedError("The inspection cannot end before it begins.", field="inspected_to")
    return {
        "title": _title(details.title),
        "kind": details.kind,
        "local_area": clean(details.local_area),
        "inspected_from": first,
        "inspected_to": last,
        "inspection_outcome": clean(details.inspection_outcome),
        "governance_group": clean(details.governance_group),
        "quarter_basis": details.quarter_basis,
        "parent_id": _parent(actor, details.parent_ref, plan),
    }


def _parent(actor: Actor, ref: str, plan: Plan | None) -> int | None:
    """The plan above. A plan may not come to sit under itself."""
    if not ref:
        return None
    try:
        parent = access.fetch_plan(actor, access.READ, ref)
    except NotVisible as error:
        raise RefusedError("There is no such plan to sit under.", field="parent_ref") from error
    above: Plan | None = parent
    while above is not None:
        if plan is not None and above.pk == plan.pk:
            raise RefusedError("A plan cannot sit under itself.", field="parent_ref")
        above = above.parent
    return parent.pk


def _area_fields(details: AreaDetails) -> dict[str, object]:
    return {
        "title": _title(details.title),
        "number": short(details.number, field="number"),
        "recommendations": [text for text in map(clean, details.recommendations) if text],
        "narrative": [text for text in map(clean, details.narrative) if text],
        "governance_group": clean(details.governance_group),
    }


def _title(text: str) -> str:
    return required(text, field="title", message="Enter a title.")


def _free_number(number: str, among: QuerySet[Group] | QuerySet[Objective], what: str) -> str:
    """Numbers of groups and objectives lead from one part of the plan to another, so each stands once."""
    found = required(
        short(number, field="number"), field="number", message=f"Enter the number of the {what}."
    )
    if among.filter(number=found).exists():
        raise RefusedError(f"Another {what} of this plan has the number {found}.", field="number")
    return found
