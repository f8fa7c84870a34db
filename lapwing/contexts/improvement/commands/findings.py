"""Making and changing the findings of an inspection, and the objectives said to answer them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

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
from lapwing.contexts.improvement.models import Area, Finding, FindingObjective, Objective, Plan
from lapwing.platform.access.actor import Actor


@dataclass(frozen=True, kw_only=True)
class FindingDetails:
    """What a person types about a finding. ``objectives`` are numbers as printed: they may lead nowhere."""

    text: str
    number: str = ""
    area_ref: str = ""
    objectives: tuple[str, ...] = ()


@transaction.atomic
@tells_of_change
def create_finding(*, actor: Actor, now: datetime, plan_ref: str, details: FindingDetails) -> Finding:
    """A new finding, after the others. Raises NotVisible and RefusedError."""
    plan = fetch(actor, access.EDIT, Plan, plan_ref)
    finding = Finding.objects.create(
        **created(actor, now, plan.partnership_id),
        plan=plan,
        position=next_position(Finding.objects.filter(plan=plan)),
        **_fields(plan.pk, details, None),
    )
    lead_to_objectives(finding)
    return finding


@transaction.atomic
@tells_of_change
def edit_finding(*, actor: Actor, now: datetime, ref: str, version: int, details: FindingDetails) -> Finding:
    """Change a finding. Raises NotVisible, EditedByAnotherError and RefusedError."""
    finding = fetch(actor, access.EDIT, Finding, ref, version=version)
    before = list(finding.objectives_as_written)
    save_changes(finding, _fields(finding.plan_id, details, finding))
    if finding.objectives_as_written != before:
        lead_to_objectives(finding)
    return finding


def _fields(plan_id: int, details: FindingDetails, before: Finding | None) -> dict[str, object]:
    area = _area(plan_id, details.area_ref)
    # an area that the document names by another number than its own keeps that number while it stays
    stays = before is not None and before.area_id == (area.pk if area else None)
    return {
        "text": required(details.text, field="text", message="Enter what was found."),
        "number": short(details.number, field="number"),
        "area_id": area.pk if area else None,
        "area_as_written": before.area_as_written if before and stays else (area.number if area else ""),
        "objectives_as_written": [text for text in map(clean, details.objectives) if text],
    }


def _area(plan_id: int, ref: str) -> Area | None:
    if not ref:
        return None
    area = Area.objects.in_force().filter(plan_id=plan_id, ref=ref).first()
    if area is None:
        raise RefusedError("Choose one of the plan's areas for improvement.", field="area_ref")
    return area


def lead_to_objectives(finding: Finding) -> None:
    """Link the finding to the objectives whose numbers it names; the other numbers stand as printed."""
    FindingObjective.objects.filter(finding=finding).delete()
    named = Objective.objects.in_force().filter(
        plan_id=finding.plan_id, number__in=finding.objectives_as_written
    )
    FindingObjective.objects.bulk_create(
        FindingObjective(partnership_id=finding.partnership_id, finding=finding, objective=objective)
        for objective in named
    )
