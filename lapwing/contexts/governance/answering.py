"""Who answers what was raised to a group: neither whoever raised it, nor, while another can, who owns it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lapwing.contexts.governance.access import may_be_asked
from lapwing.contexts.governance.commands.common import today
from lapwing.contexts.governance.models import EscalatedItem, ItemKind
from lapwing.registry.groups import people_of
from lapwing.registry.models import DECIDING
from lapwing.registry.subjects import SUBJECTS


def raisers(item: EscalatedItem) -> frozenset[int]:
    """Who raised it, here or to a group below from which it came: an answer is another person's."""
    return frozenset(row.created_by_id for row in way_of(item) if not row.rule_key)


def way_of(item: EscalatedItem) -> Iterator[EscalatedItem]:
    """The item, and those of the groups below from which it came, the nearest first."""
    row: EscalatedItem | None = item
    while row is not None:
        yield row
        row = row.raised_from.first()


def stand_aside(item: EscalatedItem, on: date) -> frozenset[int]:
    """Who does not answer it since they own what it is about, or did since the day before it was raised.

    Nobody, where no other member of the group could: then one of them answers. What a group is asked to
    decide judges nobody's work.
    """
    if item.kind == ItemKind.DECISION or not item.subject_ref:
        return frozenset()
    since = min(today(row.created_at) for row in way_of(item)) - timedelta(days=1)
    owners = SUBJECTS.owners((item.subject_kind, item.subject_ref), since, on)
    if not owners:
        return owners
    members = set(people_of(item.group_id, on, capacities=DECIDING))
    others = (members & may_be_asked(item.partnership_id, on)) - owners - raisers(item)
    return owners if others else frozenset()
