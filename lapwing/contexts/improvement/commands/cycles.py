"""The turns of a reporting cycle: it opens and asks, closes, is signed off, and is reported."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from lapwing.contexts.improvement import access, update_notices
from lapwing.contexts.improvement.commands import asking
from lapwing.contexts.improvement.commands.common import (
    RefusedError,
    clean,
    created,
    fetch,
    fields_of,
    required,
    save_changes,
    short,
    today,
    user_id_of,
)
from lapwing.contexts.improvement.events import tells_of_change
from lapwing.contexts.improvement.models import (
    Cycle,
    Expected,
    Move,
    Plan,
    Update,
    UpdateMove,
    UpdateState,
)
from lapwing.contexts.improvement.queries.asked import missing_in
from lapwing.contexts.improvement.rules.cycles import ANSWERS, CycleDeed, CycleState, why_not
from lapwing.contexts.improvement.rules.rhythms import FAR, MOST_BEFORE_ITS_END, label_of
from lapwing.contexts.improvement.turned import AFTER_TURNS
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.ui.filters import day
from lapwing.platform.voiding import VOIDED_FIELDS, void_row
from lapwing.registry.names import refuse_names

NAME_THE_MISSING = "Say why the cycle is signed off without what is missing."


@dataclass(frozen=True, kw_only=True)
class CycleDetails:
    """What a person says about a cycle. Without a ``label`` it is called by the time it tells of."""

    from_date: date
    to_date: date
    opens_on: date
    closes_on: date
    reports_on: date | None = None
    label: str = ""


@transaction.atomic
@tells_of_change
def add_cycle(*, actor: Actor, now: datetime, plan_ref: str, details: CycleDetails) -> Cycle:
    """Plan a cycle on dates of one's own. Raises NotVisible and RefusedError."""
    plan = fetch(actor, access.RUN, Plan, plan_ref)
    fields = _checked(plan, details, now)
    return Cycle.objects.create(**created(actor, now, plan.partnership_id), plan=plan, **fields)


@transaction.atomic
@tells_of_change
def change_cycle(*, actor: Actor, now: datetime, ref: str, version: int, details: CycleDetails) -> Cycle:
    """Change the dates or the name of a cycle that has not opened. Raises NotVisible, EditedByAnotherError
    and RefusedError."""
    cycle = _fetch(actor, ref, version, CycleDeed.CHANGE)
    return save_changes(cycle, _checked(cycle.plan, details, now, cycle))


@transaction.atomic
@tells_of_change
def open_cycle(*, actor: Actor, now: datetime, ref: str, version: int | None = None) -> Cycle:
    """Open a cycle: what it expects is settled, and everybody it asks is told, once.

    Raises NotVisible, EditedByAnotherError, and RefusedError once its last day has passed.
    """
    cycle = _fetch(actor, ref, version, CycleDeed.OPEN)
    if cycle.closes_on < today(now):
        raise RefusedError("Its last day has passed. Change its dates first.")
    save_changes(cycle, {"opened_at": now, "opens_on": min(cycle.opens_on, today(now))})
    asking.settle_expected(cycle, today(now))
    asking.ask(cycle, now)
    return cycle


@transaction.atomic
@tells_of_change
def extend_cycle(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    closes_on: date,
    reason: str = "",
    named_nobody: Collection[str] = (),
) -> Cycle:
    """Give owners until a later day. One that had closed is open again; who has not answered is told.

    Raises NotVisible, EditedByAnotherError and RefusedError.
    """
    cycle = _fetch(actor, ref, version, CycleDeed.EXTEND)
    if closes_on < today(now):
        raise RefusedError("Choose today or a later day.", field="closes_on")
    if cycle.state is CycleState.OPEN and closes_on <= cycle.closes_on:
        raise RefusedError("Choose a later day than it closes on now.", field="closes_on")
    _refuse_taken_day(cycle.plan, closes_on, cycle)
    refuse_names(cycle.partnership_id, {"reason": clean(reason)}, named_nobody)
    later = closes_on - cycle.closes_on
    reports_on = cycle.reports_on and max(cycle.reports_on, cycle.reports_on + later, closes_on)
    with for_reason(clean(reason)):
        save_changes(
            cycle,
            {
                "closes_on": closes_on,
                "reports_on": reports_on,
                "closed_at": None,
                "times_extended": cycle.times_extended + 1,
            },
        )
    asking.tell_of_more_time(cycle, now)
    return cycle


@transaction.atomic
@tells_of_change
def close_cycle(*, actor: Actor, now: datetime, ref: str, version: int | None = None) -> Cycle:
    """Close a cycle; those who have not answered are asked once more. Raises NotVisible,
    EditedByAnotherError and RefusedError."""
    cycle = _fetch(actor, ref, version, CycleDeed.CLOSE)
    save_changes(cycle, {"closed_at": now})
    asking.ask_after(cycle, now)
    AFTER_TURNS.tell(cycle.plan.ref)
    return cycle


@transaction.atomic
@tells_of_change
def sign_off_cycle(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    missing_reason: str = "",
    named_nobody: Collection[str] = (),
) -> Cycle:
    """Sign a cycle off: every update it expects is signed off, or is named as missing for a reason.

    Whose update is submitted and was not signed off in time is told. Raises NotVisible,
    EditedByAnotherError, RefusedError and ChildNamedError.
    """
    cycle = _fetch(actor, ref, version, CycleDeed.SIGN_OFF)
    rows = Update.objects.in_force().filter(cycle=cycle).select_related("partnership", "action", "cycle")
    updates = list(rows.order_by("pk").select_for_update(of=("self",)))
    missing = missing_in(cycle)
    if missing:
        why = required(missing_reason, field="missing_reason", message=NAME_THE_MISSING)
        refuse_names(cycle.partnership_id, {"missing_reason": why}, named_nobody)
        Expected.objects.filter(pk__in=missing).update(missing_reason=why)
    save_changes(cycle, {"signed_off_at": now, "signed_off_by_id": user_id_of(actor)})
    asking.over(cycle, now)
    left = [each for each in updates if each.state == UpdateState.SUBMITTED]
    update_notices.cycle_is_over(cycle, left, now)
    AFTER_TURNS.tell(cycle.plan.ref)
    return cycle


@transaction.atomic
@tells_of_change
def report_cycle(*, actor: Actor, now: datetime, ref: str, version: int) -> Cycle:
    """Say that what was signed off in a cycle was reported to the board: so are its updates.

    Raises NotVisible, EditedByAnotherError and RefusedError.
    """
    cycle = _fetch(actor, ref, version, CycleDeed.REPORT)
    signed_off = Update.objects.in_force().filter(cycle=cycle, state=UpdateState.SIGNED_OFF)
    ids = list(signed_off.select_for_update(of=("self",)).values_list("pk", flat=True))
    Update.objects.filter(pk__in=ids).update(state=UpdateState.REPORTED, version=F("version") + 1)
    UpdateMove.objects.bulk_create(
        UpdateMove(
            partnership_id=cycle.partnership_id,
            update_moved_id=pk,
            move=Move.REPORTED,
            made_at=now,
            made_by_id=user_id_of(actor),
        )
        for pk in ids
    )
    return save_changes(cycle, {"reported_at": now, "reported_by_id": user_id_of(actor)})


@transaction.atomic
@tells_of_change
def void_cycle(
    *, actor: Actor, now: datetime, ref: str, version: int, reason: str, named_nobody: Collection[str] = ()
) -> Cycle:
    """Take a cycle out for a reason, unless somebody answered in it. Raises NotVisible, EditedByAnotherError
    and RefusedError."""
    cycle = _fetch(actor, ref, version, CycleDeed.VOID)
    why = required(reason, field="reason", message="Say why it is taken out.")
    refuse_names(cycle.partnership_id, {"reason": why}, named_nobody)
    if Update.objects.in_force().filter(cycle=cycle, state__in=ANSWERS).exists():
        raise RefusedError("People have answered in it. Close it and sign it off instead.")
    with for_reason(why):
        void_row(cycle, by=user_id_of(actor), now=now, reason=why)
        cycle.version += 1
        cycle.save(update_fields=[*VOIDED_FIELDS, "version"])
    asking.over(cycle, now)
    return cycle


def _fetch(actor: Actor, ref: str, version: int | None, deed: CycleDeed) -> Cycle:
    """The cycle, locked, with which this may be done now. Raises RefusedError with the reason otherwise."""
    cycle = fetch(actor, access.RUN, Cycle, ref, version=version)
    if refusal := why_not(cycle.state, deed):
        raise RefusedError(refusal)
    return cycle


def _checked(
    plan: Plan, details: CycleDetails, now: datetime, cycle: Cycle | None = None
) -> dict[str, object]:
    if details.to_date < details.from_date:
        raise RefusedError("The last day cannot come before the first.", field="to_date")
    if details.closes_on < details.opens_on:
        raise RefusedError("It cannot close before it opens.", field="closes_on")
    if details.closes_on < today(now):
        raise RefusedError("Choose today or a later day.", field="closes_on")
    if details.closes_on - today(now) > FAR:
        raise RefusedError("Choose a day within three years.", field="closes_on")
    if details.to_date > details.closes_on + MOST_BEFORE_ITS_END:
        last = day(details.closes_on + MOST_BEFORE_ITS_END)
        raise RefusedError(
            f"It closes long before that. It can tell of the time until {last} at most.", field="to_date"
        )
    if details.to_date - details.from_date > FAR:
        raise RefusedError("A cycle tells of three years at most.", field="from_date")
    if details.reports_on is not None and details.reports_on < details.closes_on:
        raise RefusedError("It is reported after it closes.", field="reports_on")
    _refuse_taken_day(plan, details.closes_on, cycle)
    label = short(details.label, field="label") or label_of(details.from_date, details.to_date)
    return {**fields_of(details), "label": label}


def _refuse_taken_day(plan: Plan, closes_on: date, cycle: Cycle | None) -> None:
    others = Cycle.objects.in_force().filter(plan=plan, closes_on=closes_on)
    if cycle is not None:
        others = others.exclude(pk=cycle.pk)
    if others.exists():
        raise RefusedError("Another cycle of the plan closes on that day.", field="closes_on")
