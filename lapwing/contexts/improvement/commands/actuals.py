"""Recording what was measured. A figure for a period replaces the one before it, which stays on record."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from lapwing.contexts.improvement import access, events
from lapwing.contexts.improvement.commands.checks import checked_actual
from lapwing.contexts.improvement.commands.common import (
    EditedByAnotherError,
    RefusedError,
    clean,
    fetch,
    fields_of,
    recorded,
    refuse_named,
    required,
    user_id_of,
    withdraw,
)
from lapwing.contexts.improvement.commands.details import ActualDetails
from lapwing.contexts.improvement.models import Actual, Series
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible


class AlreadyRecordedError(RefusedError):
    """There is another figure for the period. ``current`` is it; a reason lets the new one replace it."""

    def __init__(self, current: Actual) -> None:
        self.current = current
        super().__init__(
            "There is already a figure for this period. Say why it changes to replace it.", field="reason"
        )


@transaction.atomic
def record_actual(
    *,
    actor: Actor,
    now: datetime,
    series_ref: str,
    details: ActualDetails,
    reason: str = "",
    named_nobody: Collection[str] | None = None,
) -> Actual:
    """Record a figure for a period; with a reason it replaces the one that stands.

    Action owners may record for measures of the actions whose role they hold. ``named_nobody``
    is what a person said names nobody; None where nobody can be asked. Raises NotVisible, RefusedError,
    AlreadyRecordedError and ChildNamedError.
    """
    series = fetch(actor, access.ENTER, Series, series_ref)
    refuse_named(series.partnership_id, {"note": details.note, "reason": reason}, named_nobody)
    made = save_actual(series, checked_actual(details, now), actor, now, clean(reason))
    events.actuals_entered([made], now)
    return made


@transaction.atomic
def correct_actual(
    *, actor: Actor, now: datetime, actual_ref: str, details: ActualDetails, reason: str
) -> Actual:
    """Put another figure in place of one that stands, for the same period.

    Raises NotVisible, RefusedError, and EditedByAnotherError when the one named no longer stands.
    """
    named = Actual.objects.filter(actor.scope(access.ENTER).as_q(), ref=actual_ref)
    before = named.select_related("series").first()
    if before is None:
        raise NotVisible("No such figure")
    why = required(reason, field="reason", message="Say why the figure changes.")
    # whoever corrects the same series meanwhile waits here, and finds what we did
    series = fetch(actor, access.ENTER, Series, before.series.ref)
    before.refresh_from_db()
    if before.withdrawn_at is not None:
        raise EditedByAnotherError(before)
    found = replace(details, from_date=before.from_date, to_date=before.to_date)
    made = save_actual(series, checked_actual(found, now), actor, now, why)
    events.actuals_entered([made], now)
    return made


@transaction.atomic
def withdraw_actual(
    *,
    actor: Actor,
    now: datetime,
    actual_ref: str,
    reason: str,
    named_nobody: Collection[str] | None = None,
) -> Actual:
    """Withdraw a figure that is wrong. Raises NotVisible and RefusedError."""
    found = Actual.objects.standing().filter(actor.scope(access.ENTER).as_q(), ref=actual_ref)
    actual = found.select_related("series").select_for_update(of=("self",)).first()
    if actual is None or not access.series.permits(actor, access.ENTER, actual.series):
        raise NotVisible("No such figure")
    why = required(reason, field="reason", message="Say why it is withdrawn.")
    refuse_named(actual.partnership_id, {"reason": why}, named_nobody)
    with for_reason(why):
        actual.withdrawn_at, actual.withdrawn_by_id, actual.withdrawn_reason = now, user_id_of(actor), why
        actual.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    events.actuals_entered([actual], now)
    return actual


def save_actual(series: Series, found: ActualDetails, actor: Actor, now: datetime, reason: str) -> Actual:
    """Save a checked figure in place of the one for the same period. Raises AlreadyRecordedError."""
    same_period = Actual.objects.filter(series=series, from_date=found.from_date, to_date=found.to_date)
    before = same_period.standing().first()
    if before is not None and says_the_same(before, found):
        return before
    if before is not None and not reason:
        raise AlreadyRecordedError(before)
    with for_reason(reason):
        withdraw(same_period, actor, now, reason)
        return Actual.objects.create(
            **recorded(actor, now, series.partnership_id, reason=reason), series=series, **fields_of(found)
        )


def says_the_same(row: Actual, found: ActualDetails) -> bool:
    """Whether a standing figure is the one that was typed."""
    return all(getattr(row, name) == value for name, value in fields_of(found).items())
