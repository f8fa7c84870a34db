"""Which points of a plan's or a measure's control charts the rule of two in three counts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import (
    RefusedError,
    clean,
    fetch,
    refuse_named,
    required,
    save_changes,
)
from lapwing.contexts.improvement.events import tells_of_change
from lapwing.contexts.improvement.models import Measure, Plan, TwoInThree
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor


@transaction.atomic
@tells_of_change
def set_chart_rule(
    *,
    actor: Actor,
    now: datetime,
    plan_ref: str,
    version: int,
    two_in_three: str,
    reason: str,
    named_nobody: Collection[str] = (),
) -> Plan:
    """Choose the rule for all control charts of the plan; the reason stands in its history.

    Packs that were frozen keep what the rule of their day said. Raises NotVisible, EditedByAnotherError,
    RefusedError and ChildNamedError.
    """
    plan = fetch(actor, access.EDIT, Plan, plan_ref, version=version)
    if two_in_three not in TwoInThree.values:
        raise RefusedError("Choose which points count.", field="two_in_three")
    why = required(clean(reason), field="reason", message="Say why.")
    refuse_named(plan.partnership_id, {"reason": why}, named_nobody)
    with for_reason(why):
        return save_changes(plan, {"two_in_three": two_in_three})


@transaction.atomic
@tells_of_change
def set_chart_rule_of_measure(
    *,
    actor: Actor,
    now: datetime,
    measure_ref: str,
    version: int,
    two_in_three: str,
    reason: str,
    named_nobody: Collection[str] = (),
) -> Measure:
    """Choose a rule for the control charts of one measure, or with "" that it goes by the plan's.

    The reason stands in the measure's history. Raises NotVisible, EditedByAnotherError,
    RefusedError and ChildNamedError.
    """
    measure = fetch(actor, access.EDIT, Measure, measure_ref, version=version)
    if two_in_three not in {"", *TwoInThree.values}:
        raise RefusedError("Choose which points count.", field="two_in_three")
    why = required(clean(reason), field="reason", message="Say why.")
    refuse_named(measure.partnership_id, {"reason": why}, named_nobody)
    with for_reason(why):
        return save_changes(measure, {"two_in_three": two_in_three})
