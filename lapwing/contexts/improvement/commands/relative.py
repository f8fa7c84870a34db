"""Resolving targets that are written as changes, by the reading that a person chose."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.by_request import ASK_FOR_TARGETS, refuse_direct
from lapwing.contexts.improvement.commands.common import RefusedError, fetch, today
from lapwing.contexts.improvement.commands.effects import Effects
from lapwing.contexts.improvement.events import tells_of_change
from lapwing.contexts.improvement.models import Baseline, Series, Target, TargetType
from lapwing.contexts.improvement.rules.relative import Reading, apply, reading_of
from lapwing.platform.access.actor import Actor
from lapwing.platform.refs import new_ref


@transaction.atomic
@tells_of_change
def resolve_targets(
    *, actor: Actor, now: datetime, series_ref: str, version: int, reading: str, turn_sign: bool = False
) -> Series:
    """Resolve the relative targets of a series. ``turn_sign`` when their sign is a slip.

    Raises NotVisible, EditedByAnotherError, and RefusedError without a baseline or relative targets, or when
    they were resolved and targets are changed by request only.
    """
    series = fetch(actor, access.EDIT, Series, series_ref, version=version)
    try:
        chosen = Reading(reading)
    except ValueError as error:
        raise RefusedError("Choose how the changes are to be applied.", field="reading") from error
    effects = Effects(actor, now, f"Read as {chosen.label}.")
    if not _resolve(series, chosen, effects, turn_sign=turn_sign):
        raise RefusedError(
            "Without a baseline, or without targets written as changes, nothing can be resolved."
        )
    series.version += 1
    series.save(update_fields=["version"])
    return series


def apply_reading(plan_id: int, measure_key: str, answer: str, effects: Effects, *, turn_sign: bool) -> None:
    """Resolve the relative targets of a measure by an answer in words; a series without a baseline waits."""
    rows = Series.objects.in_force().filter(
        measure__plan_id=plan_id, measure__key=measure_key, measure__voided_at=None
    )
    for series in rows:
        reading = reading_of(answer, of_percentages="%" in series.unit)
        if reading is not None:
            _resolve(series, reading, effects, turn_sign=turn_sign)


def _resolve(series: Series, reading: Reading, effects: Effects, *, turn_sign: bool) -> bool:
    baseline = Baseline.objects.standing().filter(series=series).last()
    targets = list(
        Target.objects.standing().filter(series=series, type=TargetType.RELATIVE, value__isnull=False)
    )
    if baseline is None or baseline.value is None or not targets:
        return False
    if any(target.resolved is not None for target in targets):
        refuse_direct(series.measure.plan, ASK_FOR_TARGETS)
    sign = -1 if turn_sign else 1
    found = apply(reading, baseline.value, [sign * (target.value or 0.0) for target in targets])
    standing = Target.objects.filter(pk__in=[target.pk for target in targets])
    for target, resolved in zip(targets, found, strict=True):
        target.pk, target.ref = None, new_ref()
        target.resolved = resolved
        target.resolved_by = effects.actor.name
        target.resolved_on = today(effects.now)
    effects.replace(standing, targets)
    return True
