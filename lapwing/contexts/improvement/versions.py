"""Later versions of a plan: compared with it, tried, taken in, undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from lapwing.contexts.improvement import access, interchange
from lapwing.contexts.improvement.checks import refuse_what_cannot_be_saved
from lapwing.contexts.improvement.commands.by_request import refuse_effects
from lapwing.contexts.improvement.commands.common import (
    EditedByAnotherError,
    RefusedError,
    fetch,
    refuse_named,
    required,
    today,
    user_id_of,
)
from lapwing.contexts.improvement.commands.effects import Effect
from lapwing.contexts.improvement.comparing import (
    Comparison,
    Difference,
    LaterVersion,
    Left,
    Part,
    Place,
    Sketch,
    as_known_here,
    compare,
    intended,
    later_version_of,
    sketch_of,
    with_updates,
)
from lapwing.contexts.improvement.comparing.compare import all_places
from lapwing.contexts.improvement.comparing.fields import label_of, number_of, text_of
from lapwing.contexts.improvement.comparing.shapes import part_at
from lapwing.contexts.improvement.drafts import OpenDraft
from lapwing.contexts.improvement.events import plan_changed, tells_of_change
from lapwing.contexts.improvement.exports import exported
from lapwing.contexts.improvement.imports import DocumentText
from lapwing.contexts.improvement.models import Action, Plan, PlanVersion
from lapwing.contexts.improvement.reading.progress_reports import Update, updates_in
from lapwing.contexts.improvement.reviewing import finished
from lapwing.contexts.improvement.taking import ledger, undoing
from lapwing.contexts.improvement.taking.actions import take_actions
from lapwing.contexts.improvement.taking.by_request import left_to_requests
from lapwing.contexts.improvement.taking.document import ask, keep_document, keep_remainder, point_to_sources
from lapwing.contexts.improvement.taking.frame import take_frame
from lapwing.contexts.improvement.taking.measures import take_measures
from lapwing.contexts.improvement.taking.order import put_in_order, take_out
from lapwing.contexts.improvement.taking.reports import take_reports
from lapwing.contexts.improvement.taking.work import Taking, rows_of
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible, Rule
from lapwing.registry.models import Partnership

rule = Rule(PlanVersion)
MOST_PLANS = 50


@dataclass(frozen=True)
class Choices:
    """What a person accepts of a comparison, and which doubtful pairs she says are one part."""

    accepted: frozenset[str] = frozenset()
    same: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Taken:
    """What was done, and what was accepted and could not be. ``along`` came with something else."""

    version: PlanVersion
    done: tuple[Difference, ...]
    along: frozenset[str]
    left: tuple[Left, ...]


@dataclass(frozen=True)
class Later:
    """What a draft holds as a later version: a plan, or the plan at hand with what a report tells of it.

    ``unknown`` are updates of a progress report about no action of the plan.
    """

    plan: interchange.Plan
    document: DocumentText
    is_report: bool = False
    unknown: tuple[Update, ...] = ()


def later_in(opened: OpenDraft, plan: Plan) -> Later:
    """The version of a plan that a draft holds, with everything that people did to the draft."""
    if opened.reading.document == "progress report" and opened.document is not None:
        told, unknown = with_updates(exported(plan), updates_in(opened.document))
        return Later(told, opened.as_document, True, unknown)
    return Later(finished(opened.review, opened.reading, opened.lines), opened.as_document)


def likely_plans(partnership: Partnership, later: interchange.Plan) -> tuple[LaterVersion, ...]:
    """The plans of a partnership that a document may be a later version of, the likest first."""
    rows = list(Plan.objects.in_force().filter(partnership=partnership)[:MOST_PLANS])
    actions: dict[int, list[tuple[str, str]]] = {row.pk: [] for row in rows}
    found = Action.objects.in_force().filter(plan__in=rows).values_list("plan_id", "number", "text")
    for plan_id, number, text in found:
        actions[plan_id].append((number, text))
    known = {row.ref: Sketch(row.title, row.local_area, tuple(actions[row.pk])) for row in rows}
    return later_version_of(sketch_of(later), known)


def compared(plan: Plan, later: interchange.Plan, same: frozenset[str] = frozenset()) -> Comparison:
    """How a later version differs from the plan as it stands, knowing what people settled."""
    before = exported(plan)
    return compare(before, as_known_here(before, later), same)


@transaction.atomic
def take_version(
    *,
    actor: Actor,
    now: datetime,
    plan_ref: str,
    later: interchange.Plan,
    document: DocumentText,
    choices: Choices,
) -> Taken:
    """Take the accepted differences in, all or none. What is not accepted stays, and so do reports.

    Raises NotVisible, PlanRefusedError when the version cannot be saved, RefusedError, and
    EditedByAnotherError when the plan was changed so that an accepted difference is no longer one.
    """
    plan = _fetch(actor, plan_ref)
    refuse_what_cannot_be_saved(later)
    rows = rows_of(plan)
    comparison = _compared_as_seen(plan, rows, later, choices)
    intention = left_to_requests(plan, comparison, intended(comparison, choices.accepted))
    if not intention.taken:
        why = intention.left[-1].why if intention.left else "Tick at least one change to take in."
        raise RefusedError(why)
    before = ledger.state_of(plan)
    kept = keep_document(plan, document, actor, now)
    day = f"{today(now).day} {today(now):%B %Y}"
    taking = Taking(
        actor=actor,
        now=now,
        plan=plan,
        comparison=comparison,
        intention=intention,
        document=kept,
        reason=f"Changed in {document.name}, received {day}",
        rows=rows,
        left=list(intention.left),
    )
    _carry_out(taking, f"Not in {document.name}, received {day}")
    left = {each.difference.id for each in taking.left}
    done = tuple(each for each in intention.taken if each.id not in left)
    version = _recorded(taking, done, ledger.effects_between(before, ledger.state_of(plan)))
    plan_changed(version, now)
    return Taken(version, done, intention.along, tuple(taking.left))


def try_version(
    *,
    actor: Actor,
    now: datetime,
    plan_ref: str,
    later: interchange.Plan,
    document: DocumentText,
    choices: Choices,
) -> Taken:
    """What ``take_version`` would do, done and put back: a preview that cannot differ. Raises the same."""
    with transaction.atomic():
        taken = take_version(
            actor=actor, now=now, plan_ref=plan_ref, later=later, document=document, choices=choices
        )
        transaction.set_rollback(True)
    return taken


@transaction.atomic
@tells_of_change
def undo_version(
    *, actor: Actor, now: datetime, ref: str, reason: str, named_nobody: Collection[str] = ()
) -> PlanVersion:
    """Put the plan back as it was before a version was taken in. The document stays on record.

    Raises NotVisible, and RefusedError while a later version, or anything people did since, depends on it.
    """
    rows = PlanVersion.objects.filter(plan__voided_at=None).select_related("plan", "document")
    version = rule.fetch(actor, access.EDIT, queryset=rows.select_for_update(of=("self",)), ref=ref)
    plan = _fetch(actor, version.plan.ref)
    if version.undone_at is not None:
        raise RefusedError("This version was undone already.")
    later = PlanVersion.objects.filter(plan=plan, undone_at=None, taken_at__gt=version.taken_at)
    if later.exists():
        raise RefusedError("A later version was taken in since. Undo that one first.")
    why = required(reason, field="reason", message="Say why it is undone.")
    refuse_named(plan.partnership_id, {"reason": why}, named_nobody)
    refuse_effects(plan, version.effects)
    with for_reason(f"Version {version.number} undone: {why}"):
        undoing.undo(version.effects, actor=actor, now=now, reason=f"Version {version.number} undone: {why}")
        version.undone_at, version.undone_by_id, version.undone_reason = now, user_id_of(actor), why
        version.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    return version


def versions_of(plan: Plan) -> QuerySet[PlanVersion]:
    """The versions taken in, the latest first."""
    return PlanVersion.objects.filter(plan=plan).select_related("document")


def _fetch(actor: Actor, ref: str) -> Plan:
    """The plan, locked. It takes the right to bring plans in and the right to change them."""
    plan = fetch(actor, access.EDIT, Plan, ref)
    if not actor.may(access.IMPORT, plan.partnership_id):
        raise NotVisible("No such plan")
    return plan


def _compared_as_seen(
    plan: Plan, rows: Mapping[Place, Any], later: interchange.Plan, choices: Choices
) -> Comparison:
    """How the later version differs. Raises EditedByAnotherError when that is not what was chosen from."""
    comparison = compared(plan, later, choices.same)
    came_meanwhile = set(all_places(comparison.before)) != set(rows) - {Place(Part.PLAN)}
    if came_meanwhile or choices.accepted - set(comparison.by_id):
        raise EditedByAnotherError(plan)
    return comparison


def _recorded(taking: Taking, done: Iterable[Difference], effects: list[Effect]) -> PlanVersion:
    return PlanVersion.objects.create(
        partnership_id=taking.plan.partnership_id,
        plan=taking.plan,
        document=taking.document,
        number=taking.document.number,
        taken_at=taking.now,
        taken_by_id=user_id_of(taking.actor),
        done=[_in_words(taking, each) for each in done],
        effects=effects,
    )


def _carry_out(taking: Taking, gone: str) -> None:
    with for_reason(taking.reason):
        take_frame(taking)
        take_actions(taking)
        take_measures(taking)
        take_out(taking, gone)
        put_in_order(taking)
        take_reports(taking)
        keep_remainder(taking)
        point_to_sources(taking)
        ask(taking)


def _in_words(taking: Taking, difference: Difference) -> dict[str, object]:
    """A change as it is kept for people: what it was about, and the row it leads to."""
    comparison = taking.comparison
    plan, place = (
        (comparison.after, difference.after) if difference.after else (comparison.before, difference.before)
    )
    assert place is not None
    row = taking.row_after(difference.after) if difference.after else taking.row(difference)
    found = part_at(plan, place)
    return {
        "kind": difference.kind.value,
        "part": difference.part.value,
        "field": label_of(difference.part, difference.field) if difference.field else "",
        "title": " ".join(filter(None, (number_of(place.part, found), text_of(place.part, found)))),
        "was": difference.was,
        "now": difference.now,
        "ref": row.ref if row is not None else "",
        "above": above_ref(taking, difference),
    }


def above_ref(taking: Taking, difference: Difference) -> str:
    """The reference of the action or measure that a part lies in."""
    after, before = difference.after, difference.before
    if after is not None and after.above is not None:
        row = taking.row_after(after.above)
    elif before is not None and before.above is not None:
        row = taking.rows[before.above]
    else:
        return ""
    return str(row.ref) if row is not None else ""


def accept_all(comparison: Comparison, kinds: Iterable[str], but: Iterable[str] = ()) -> frozenset[str]:
    """The ids of all differences of these kinds, without those that are to be looked at one by one."""
    wanted = set(kinds)
    return frozenset(each.id for each in comparison.differences if each.kind in wanted) - set(but)
