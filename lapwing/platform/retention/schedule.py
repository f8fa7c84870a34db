"""How long each kind of record is kept: what Lapwing comes with, unless the partnership says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.retention.access import MANAGE
from lapwing.platform.retention.errors import RetentionError
from lapwing.platform.retention.kinds import RecordKind, declared_kinds
from lapwing.platform.retention.models import LONGEST, RetentionRule


@dataclass(frozen=True)
class ScheduleLine:
    """A kind with how long it is kept here. ``version`` is 0 while it is as Lapwing comes with it."""

    kind: RecordKind
    months: int
    basis: str
    version: int

    @property
    def is_own(self) -> bool:
        return self.version > 0


def schedule_of(partnership_id: int, using: str = "default") -> list[ScheduleLine]:
    """Every kind in order of its label. One query."""
    own = {row.kind: row for row in RetentionRule.objects.using(using).filter(partnership_id=partnership_id)}
    return [
        ScheduleLine(kind, own[code].months, own[code].basis, own[code].version)
        if code in own
        else ScheduleLine(kind, kind.months, kind.basis, 0)
        for code, kind in declared_kinds().items()
    ]


def line_of(kind: RecordKind, partnership_id: int) -> ScheduleLine:
    """One kind's line."""
    return next(line for line in schedule_of(partnership_id) if line.kind.code == kind.code)


@transaction.atomic
def set_rule(
    *,
    actor: Actor,
    now: datetime,
    partnership_id: int,
    kind: RecordKind,
    months: int,
    basis: str,
    version: int,
) -> RetentionRule:
    """Keep a kind for so many months from now on. Simulations made before keep what they were made with.

    Raises NotVisible, and RetentionError for no reason, too many months, or when somebody else was first.
    """
    if not actor.may(MANAGE, partnership_id):
        raise NotVisible("No such partnership")
    if not basis.strip():
        raise RetentionError("Say why it is kept so long.", "basis")
    if not 1 <= months <= LONGEST:
        raise RetentionError(f"Months must be between 1 and {LONGEST}.", "months")
    rows = RetentionRule.objects.select_for_update()
    row = rows.filter(partnership_id=partnership_id, kind=kind.code).first()
    if (row.version if row else 0) != version:
        raise RetentionError("Somebody else has changed this since. Look at it again.")
    row = row or RetentionRule(partnership_id=partnership_id, kind=kind.code, version=0)
    row.months, row.basis, row.version = months, basis.strip(), version + 1
    row.set_by_id, row.set_at = actor.id, now
    with for_reason(basis.strip()):
        row.save()
    return row
