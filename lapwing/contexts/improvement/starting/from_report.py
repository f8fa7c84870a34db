"""Starting a plan from the areas of an inspection report: sent, confirmed, and then a group for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from django.db import transaction

from lapwing.contexts.improvement import access, drafts
from lapwing.contexts.improvement.commands.common import (
    EditedByAnotherError,
    RefusedError,
    clean,
    created,
    required,
    short,
    user_id_of,
)
from lapwing.contexts.improvement.commands.plans import PlanDetails, plan_fields
from lapwing.contexts.improvement.commands.publication import set_report_day
from lapwing.contexts.improvement.events import tells_of_change
from lapwing.contexts.improvement.models import Area, Document, DraftState, Group, Plan, PlanDraft
from lapwing.contexts.improvement.reading.report_areas import MOST_AREAS, areas_of_report
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.extraction import json_form
from lapwing.registry.models import Partnership

NO_AREAS = "Name at least one area: each becomes a group of the plan."


@dataclass(frozen=True, kw_only=True)
class AreaRow:
    """One area as a person leaves it. ``first`` and ``last`` are its lines in the report."""

    title: str
    number: str = ""
    recommendations: tuple[str, ...] = ()
    governance_group: str = ""
    first: int | None = None
    last: int | None = None


@transaction.atomic
def send_report(
    *, actor: Actor, now: datetime, partnership: Partnership, name: str, content: IO[bytes] | bytes
) -> PlanDraft:
    """Keep a report and have it read for its areas. Raises as ``drafts.send_document`` does."""
    if not actor.may(access.EDIT, partnership.pk):
        raise NotVisible("No such partnership")
    draft = drafts.send_document(actor=actor, now=now, partnership=partnership, name=name, content=content)
    PlanDraft.objects.filter(pk=draft.pk).update(for_areas=True)
    return draft


def areas_in(draft: PlanDraft) -> tuple[AreaRow, ...]:
    """The areas as people left them, or as they were read when nobody has touched them."""
    if draft.areas is not None:
        return tuple(
            AreaRow(**{**each, "recommendations": tuple(each["recommendations"])}) for each in draft.areas
        )
    if draft.content:
        found: Any = areas_of_report(json_form.from_plain(draft.content))
    else:
        opened = drafts.open_draft(draft)
        found = opened.reading.areas_for_improvement[:MOST_AREAS]
    return tuple(
        AreaRow(
            title=area.title,
            number=area.ref or "",
            recommendations=tuple(area.recommendations),
            governance_group=area.governance_group or "",
            first=area.source[0] if area.source else None,
            last=area.source[1] if area.source else None,
        )
        for area in found
    )


@transaction.atomic
def keep_areas(*, actor: Actor, now: datetime, ref: str, version: int, areas: Sequence[AreaRow]) -> PlanDraft:
    """Keep the areas as a person left them. Raises NotVisible, EditedByAnotherError and RefusedError."""
    draft = _locked(actor, ref, version)
    if len(areas) > MOST_AREAS:
        raise RefusedError(f"Keep {MOST_AREAS} areas at most.")
    draft.areas = [
        {
            "title": required(each.title, field="title", message="Say what is to improve."),
            "number": short(each.number, field="number"),
            "recommendations": [text for text in map(clean, each.recommendations) if text],
            "governance_group": clean(each.governance_group),
            "first": each.first,
            "last": each.last,
        }
        for each in areas
    ]
    draft.for_areas = True
    draft.version += 1
    draft.save(update_fields=["areas", "for_areas", "version"])
    return draft


@transaction.atomic
@tells_of_change
def start_from_report(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    details: PlanDetails,
    report_day: date | None = None,
) -> Plan:
    """A plan with an area and a group for each area of the report; its actions are still to be written.

    The report is kept as the plan's document, and the draft is let go. ``report_day`` is the day on which it
    was published. Raises NotVisible, EditedByAnotherError and RefusedError.
    """
    draft = _locked(actor, ref, version)
    areas = areas_in(draft)
    if not areas:
        raise RefusedError(NO_AREAS)
    made = created(actor, now, draft.partnership_id)
    plan = Plan.objects.create(**made, **plan_fields(actor, details, None))
    _save_areas(plan, areas, made)
    text = drafts.open_draft(draft).as_document
    Document.objects.create(
        partnership_id=draft.partnership_id,
        plan=plan,
        name=text.name,
        sha256=text.sha256,
        text=text.text,
        file_id=text.file_id,
        read_at=now,
        read_by_id=user_id_of(actor),
    )
    if report_day is not None:
        _say_report_day(actor, now, plan, report_day)
    drafts.discard_draft(actor=actor, now=now, ref=ref)
    return plan


def _say_report_day(actor: Actor, now: datetime, plan: Plan, report_day: date) -> None:
    try:
        set_report_day(actor=actor, now=now, plan_ref=plan.ref, version=0, published_on=report_day)
    except RefusedError as error:
        raise RefusedError(str(error), field="report_day") from error


def _save_areas(plan: Plan, areas: Sequence[AreaRow], made: dict[str, Any]) -> None:
    numbers = _numbers(areas)
    where = [{"source_first": each.first, "source_last": each.last} for each in areas]
    Area.objects.bulk_create(
        Area(
            **made,
            **source,
            plan=plan,
            position=place,
            number=number,
            title=each.title,
            recommendations=list(each.recommendations),
            governance_group=each.governance_group,
        )
        for place, (each, number, source) in enumerate(zip(areas, numbers, where, strict=True))
    )
    Group.objects.bulk_create(
        Group(**made, **source, plan=plan, position=place, number=number, title=each.title)
        for place, (each, number, source) in enumerate(zip(areas, numbers, where, strict=True))
    )


def _numbers(areas: Sequence[AreaRow]) -> list[str]:
    """The printed number of each where all differ; otherwise they are counted from 1."""
    printed = [each.number for each in areas]
    if all(printed) and len(set(printed)) == len(printed):
        return printed
    return [str(place) for place in range(1, len(areas) + 1)]


def _locked(actor: Actor, ref: str, version: int) -> PlanDraft:
    rows = PlanDraft.objects.select_related("partnership").select_for_update(of=("self",))
    draft = drafts.rule.fetch(actor, access.IMPORT, queryset=rows, ref=ref)
    if not actor.may(access.EDIT, draft.partnership_id):
        raise NotVisible("No such draft")
    if draft.state != DraftState.READY:
        raise RefusedError("It has not been read yet.")
    if draft.version != version:
        raise EditedByAnotherError(draft)
    return draft
