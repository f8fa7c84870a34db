"""Working the limits of a series out afresh from a figure on, and withdrawing that."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from lapwing.contexts.improvement import access, events
from lapwing.contexts.improvement.commands.common import (
    RefusedError,
    fetch,
    recorded,
    required,
    user_id_of,
)
from lapwing.contexts.improvement.models import Actual, Recalculation, Series
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.names import refuse_names


@transaction.atomic
def recalculate(
    *,
    actor: Actor,
    now: datetime,
    series_ref: str,
    from_date: date | None,
    reason: str,
    named_nobody: Collection[str] = (),
) -> Recalculation:
    """From the figure of this day on, the limits of a series are worked out afresh.

    ``from_date`` is the last day of the figure's period. The reason is drawn on the chart. Raises NotVisible,
    RefusedError and ChildNamedError.
    """
    series = fetch(actor, access.EDIT, Series, series_ref)
    why = required(reason, field="reason", message="Say why the limits are worked out afresh.")
    refuse_names(series.partnership_id, {"reason": why}, named_nobody)
    days = list(Actual.objects.standing().filter(series=series).order_by("to_date").values_list("to_date"))
    if from_date is None or (from_date,) not in days:
        raise RefusedError("Choose a figure of this series.", field="from_date")
    if (from_date,) == days[0]:
        raise RefusedError("There is nothing before the first figure to part it from.", field="from_date")
    if Recalculation.objects.standing().filter(series=series, from_date=from_date).exists():
        raise RefusedError("The limits are worked out afresh from this figure already.", field="from_date")
    with for_reason(why):
        made = Recalculation.objects.create(
            **recorded(actor, now, series.partnership_id, reason=why), series=series, from_date=from_date
        )
    events.plan_changed(series, now)
    return made


@transaction.atomic
def take_back_recalculation(
    *,
    actor: Actor,
    now: datetime,
    recalculation_ref: str,
    reason: str,
    named_nobody: Collection[str] = (),
) -> Recalculation:
    """Let the limits run on over a figure again. Raises NotVisible, RefusedError and ChildNamedError."""
    found = Recalculation.objects.standing().filter(
        actor.scope(access.EDIT).as_q(), ref=recalculation_ref, series__voided_at=None
    )
    row = found.select_related("series").select_for_update(of=("self",)).first()
    if row is None:
        raise NotVisible("No such recalculation")
    why = required(reason, field="reason", message="Say why it is withdrawn.")
    refuse_names(row.partnership_id, {"reason": why}, named_nobody)
    with for_reason(why):
        row.withdrawn_at, row.withdrawn_by_id, row.withdrawn_reason = now, user_id_of(actor), why
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    events.plan_changed(row.series, now)
    return row
