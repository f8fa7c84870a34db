"""Holds: what must not go, whatever the schedule says."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible, Rule
from lapwing.platform.retention.access import MANAGE
from lapwing.platform.retention.errors import RetentionError
from lapwing.platform.retention.kinds import RecordKind
from lapwing.platform.retention.models import Hold

rule = Rule(Hold)


@transaction.atomic
def place_hold(
    *,
    actor: Actor,
    now: datetime,
    partnership_id: int,
    kind: RecordKind,
    record_ref: str,
    reason: str,
    until: date | None,
) -> Hold:
    """Keep one record, found by its reference, or the whole kind when none is given.

    A record can be held long before its time is over. Raises NotVisible, and RetentionError.
    """
    if not actor.may(MANAGE, partnership_id):
        raise NotVisible("No such partnership")
    if not reason.strip():
        raise RetentionError("Say why it must be kept.", "reason")
    if until is not None and until < timezone.localdate(now):
        raise RetentionError("The last day must be today or later.", "until")
    found = _record(kind, partnership_id, record_ref.strip()) if record_ref.strip() else None
    with for_reason(reason.strip()):
        return Hold.objects.create(
            partnership_id=partnership_id,
            kind=kind.code,
            table_name=found._meta.db_table if found else "",
            row_id=found.pk if found else None,
            record_ref=record_ref.strip() if found else "",
            reason=reason.strip(),
            until=until,
            placed_by_id=actor.id,
            placed_at=now,
        )


@transaction.atomic
def lift_hold(*, actor: Actor, now: datetime, partnership_id: int, ref: str, reason: str) -> Hold:
    """Let a hold go. Raises NotVisible, and RetentionError without a reason or when it is lifted already."""
    rows = Hold.objects.select_for_update(of=("self",))
    hold = rule.fetch(actor, MANAGE, queryset=rows, partnership_id=partnership_id, ref=ref)
    if hold.lifted_at is not None:
        raise RetentionError("It is lifted already.")
    if not reason.strip():
        raise RetentionError("Say why it need no longer be kept.", "reason")
    hold.lifted_at, hold.lifted_by_id, hold.lifted_reason = now, actor.id, reason.strip()
    with for_reason(reason.strip()):
        hold.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
    return hold


def _record(kind: RecordKind, partnership_id: int, ref: str) -> Model:
    """A record of one of the kind's models, in use or not. Raises RetentionError."""
    for model in kind.models:
        rows = model._default_manager.filter(ref=ref)
        if any(field.name == "partnership" for field in model._meta.concrete_fields):
            rows = rows.filter(partnership_id=partnership_id)
        if found := rows.first():
            return found
    raise RetentionError(
        "There is no such record of this kind. Its reference stands in its page's address.", "record_ref"
    )
