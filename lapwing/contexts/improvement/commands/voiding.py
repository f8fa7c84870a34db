"""Taking records out of a plan with a reason, bringing them back, and putting them in another order."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.by_request import refuse_taking_out
from lapwing.contexts.improvement.commands.common import (
    RefusedError,
    fetch,
    refuse_named,
    required,
    user_id_of,
)
from lapwing.contexts.improvement.events import tells_of_change
from lapwing.contexts.improvement.models import (
    Action,
    Area,
    Finding,
    Group,
    Measure,
    Milestone,
    Objective,
    Occurrence,
    OwnerRole,
    Ownership,
    Plan,
    Series,
    Service,
    SuccessCriterion,
)
from lapwing.contexts.improvement.models.base import Editable
from lapwing.contexts.improvement.models.parents import PARENT, taken_out_above
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.voiding import VOIDED_FIELDS, bring_row_back, void_row

E = TypeVar("E", bound=Editable)


@transaction.atomic
@tells_of_change
def void(
    *,
    actor: Actor,
    now: datetime,
    model: type[E],
    ref: str,
    version: int,
    reason: str,
    named_nobody: Collection[str] | None = (),
) -> E:
    """Take a record out, with everything under it, for a reason. It can be brought back.

    Raises NotVisible, EditedByAnotherError, and RefusedError without a reason, while others need it, or
    while what it promised is changed by request only; and ChildNamedError.
    """
    row = fetch(actor, access.EDIT, model, ref, version=version)
    why = required(reason, field="reason", message="Say why it is taken out.")
    if still_needed := _still_needed(row):
        raise RefusedError(still_needed)
    refuse_taking_out(row)
    refuse_named(row.partnership_id, {"reason": why}, named_nobody)
    with for_reason(why):
        return take_row_out(row, actor, now, why)


def take_row_out(row: E, actor: Actor, now: datetime, reason: str) -> E:
    """Take a locked record out."""
    void_row(row, by=user_id_of(actor), now=now, reason=reason)
    row.version += 1
    row.save(update_fields=[*VOIDED_FIELDS, "version"])
    return row


@transaction.atomic
@tells_of_change
def bring_back(*, actor: Actor, now: datetime, model: type[E], ref: str) -> E:
    """Undo a void. Raises NotVisible, and RefusedError when its number or key was given to another since."""
    row = fetch(actor, access.EDIT, model, ref, voided=True)
    if above := taken_out_above(row):
        raise RefusedError(
            f"The {above._meta.verbose_name} it belongs to is taken out. Bring that back first."
        )
    bring_row_back(row)
    row.version += 1
    try:
        with transaction.atomic():
            row.save(update_fields=[*VOIDED_FIELDS, "version"])
    except IntegrityError as error:
        raise RefusedError(
            "Another record has taken its place since. Change that one's number or name first."
        ) from error
    return row


@transaction.atomic
@tells_of_change
def move(*, actor: Actor, now: datetime, model: type[E], ref: str, version: int, after_ref: str = "") -> E:
    """Put a record after another of the same parent; first, when no other is named.

    Raises NotVisible, EditedByAnotherError and RefusedError.
    """
    row = fetch(actor, access.EDIT, model, ref, version=version)
    parent = f"{PARENT[model]}_id"
    among = model._default_manager.filter(**{parent: getattr(row, parent)}, voided_at=None)
    others: list[Any] = [each for each in among.select_for_update(of=("self",)) if each.pk != row.pk]
    refs = [each.ref for each in others]
    if after_ref and after_ref not in refs:
        raise RefusedError("Choose one of the same list to put it after.", field="after_ref")
    row.version += 1
    others.insert(refs.index(after_ref) + 1 if after_ref else 0, row)
    for position, each in enumerate(others):
        each.position = position
    model._default_manager.bulk_update(others, ["position", "version"])
    return row


def _still_needed(row: Editable) -> str:
    """Why a record cannot be taken out yet, in words; empty when it can."""
    if isinstance(row, Group):
        objectives = Objective.objects.in_force().filter(group=row).exists()
        if objectives or Action.objects.in_force().filter(group=row).exists():
            return "It still holds objectives or actions. Move them to another group first."
    if isinstance(row, Objective) and Service.objects.filter(objective=row, action__voided_at=None).exists():
        return "Actions still serve it. Let them serve another objective first."
    if isinstance(row, Measure) and Measure.objects.in_force().filter(same_as=row).exists():
        return "Another measure is the same as this one. Part them first."
    if isinstance(row, OwnerRole):
        owning = (
            Ownership.objects.standing()
            .filter(role=row, action__voided_at=None, action__plan__voided_at=None)
            .exists()
        )
        if owning or OwnerRole.objects.in_force().filter(joined_to=row).exists():
            return "It still owns actions, or another role is joined to it. Change that first."
    if isinstance(row, Plan) and Plan.objects.in_force().filter(parent=row).exists():
        return "Another plan sits under it. Move that one first."
    return ""


VOIDABLE: tuple[type[Editable], ...] = (
    Plan,
    Area,
    Finding,
    Group,
    Objective,
    Action,
    Milestone,
    Occurrence,
    SuccessCriterion,
    Measure,
    Series,
    OwnerRole,
)
