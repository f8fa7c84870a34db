"""Who answers what was raised to a group, and by when.

Neither whoever raised it answers, nor, while another member can, who owns it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from django.utils import timezone

from lapwing.contexts.governance.access import may_be_asked
from lapwing.contexts.governance.models import EscalatedItem, ItemKind
from lapwing.contexts.governance.rules import as_long_from, usual_days
from lapwing.domain.bank_holidays import working_days_after
from lapwing.registry.groups import people_of
from lapwing.registry.models import DECIDING, GovernanceGroup, GroupKind
from lapwing.registry.subjects import SUBJECTS, Pointer

# The item, and those of the groups below from which it came, the nearest first.
Way = tuple[EscalatedItem, ...]


def ways_of(items: Iterable[EscalatedItem]) -> dict[int, Way]:
    """The way of each item, by its number. As many queries as the longest way has steps."""
    ways: dict[int, list[EscalatedItem]] = {item.pk: [item] for item in items}
    last = {pk: pk for pk in ways}
    while last:
        below: dict[int, EscalatedItem] = {}
        for row in EscalatedItem.objects.filter(raised_further__in=last).order_by("-pk"):
            below[row.raised_further_id or 0] = row
        for above, row in below.items():
            ways[last[above]].append(row)
        last = {row.pk: last[above] for above, row in below.items()}
    return {pk: tuple(rows) for pk, rows in ways.items()}


def way_of(item: EscalatedItem) -> Way:
    """The way of one item."""
    return ways_of([item])[item.pk]


def raisers(item: EscalatedItem) -> frozenset[int]:
    """Who raised it, here or to a group below from which it came: an answer is another person's."""
    return _raisers(way_of(item))


def _raisers(way: Way) -> frozenset[int]:
    return frozenset(row.created_by_id for row in way if not row.rule_key)


def stand_aside(item: EscalatedItem, on: date) -> frozenset[int]:
    """Who does not answer it since they own what it is about, or did since the day before it was raised.

    Nobody, where no other member of the group could: then one of them answers. What a group is asked to
    decide judges nobody's work.
    """
    return _aside([item], ways_of([item]), on)[item.pk]


def left_to_others(items: Collection[EscalatedItem], user_id: int, on: date) -> frozenset[int]:
    """Those of the items that somebody who decides for their groups does not answer, by their numbers."""
    ways = ways_of(items)
    aside = _aside(items, ways, on)
    return frozenset(pk for pk, way in ways.items() if user_id in _raisers(way) or user_id in aside[pk])


def _aside(items: Iterable[EscalatedItem], ways: Mapping[int, Way], on: date) -> dict[int, frozenset[int]]:
    asked = {item.pk: _whose(item, ways[item.pk]) for item in items if _judges(item)}
    owners = SUBJECTS.owners(asked.values(), on)
    found: dict[int, frozenset[int]] = {}
    for item in items:
        owning = owners.get(asked[item.pk], frozenset()) if item.pk in asked else frozenset()
        others = owning and _able(item, on) - owning - _raisers(ways[item.pk])
        found[item.pk] = owning if others else frozenset()
    return found


def _judges(item: EscalatedItem) -> bool:
    return item.kind != ItemKind.DECISION and bool(item.subject_ref)


def _whose(item: EscalatedItem, way: Way) -> tuple[Pointer, date]:
    """What it is about, and since when who owns that counts."""
    first = min(timezone.localdate(row.created_at) for row in way)
    return (item.subject_kind, item.subject_ref), first - timedelta(days=1)


def _able(item: EscalatedItem, on: date) -> frozenset[int]:
    """The members of its group who can answer."""
    return may_be_asked(item.partnership_id, on) & set(people_of(item.group_id, on, capacities=DECIDING))


def usual_day(group: GovernanceGroup, now: datetime) -> date:
    """The last day for a group's answer to what is raised now, where no rule says another."""
    return working_days_after(timezone.localdate(now), usual_days(is_board=group.kind == GroupKind.BOARD))


def day_above(item: EscalatedItem, above: GovernanceGroup, now: datetime) -> date | None:
    """The last day for the answer of the group above, to which an item goes now.

    What a rule raised has as many working days there as it had here; what a person raised the usual ones.
    A decision that is asked for has no day but that of its meeting.
    """
    if item.kind == ItemKind.DECISION:
        return None
    if item.answer_by is None or not any(row.rule_key for row in way_of(item)):
        return usual_day(above, now)
    return as_long_from(timezone.localdate(now), timezone.localdate(item.created_at), item.answer_by)
