"""What a person follows, and what was recorded of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Q

from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.models import Action, Follow, Measure, Plan
from lapwing.contexts.improvement.queries.pages import Change
from lapwing.contexts.improvement.queries.recorded_span import Span
from lapwing.contexts.improvement.queries.standing import day_of, names_of
from lapwing.contexts.improvement.queries.telling import told
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

_OF_AN_OPEN_PLAN = Q(action__voided_at=None, action__plan__voided_at=None) & Q(
    measure__voided_at=None, measure__plan__voided_at=None
)


@dataclass(frozen=True)
class FollowedLine:
    """Something that is followed: ``kind`` "action" or "measure"; its latest changes, the last first."""

    kind: str
    ref: str
    name: str
    since: datetime
    changes: tuple[Change, ...]


def is_followed(actor: Actor, kind: str, ref: str) -> bool:
    """Whether the actor follows the action or measure of this reference."""
    return Follow.objects.filter(user=actor.user_id, ended_at=None, **{f"{kind}__ref": ref}).exists()


def followed(
    *, actor: Actor, partnership: Partnership, now: datetime, back: timedelta = timedelta(days=30)
) -> tuple[FollowedLine, ...]:
    """All that the actor follows in a partnership, with what was recorded of it lately."""
    rows = list(standing(actor.user_id, partnership.pk))
    if not rows or not actor.may(READ, partnership.pk):
        return ()
    changes = changes_of({_plan_of(row) for row in rows}, now - back, now, actor)
    lines = (_line(row, changes) for row in rows)
    return tuple(sorted(lines, key=lambda line: (not line.changes, line.name.casefold())))


def standing(user_id: int | None, partnership_id: int) -> Iterable[Follow]:
    """What a person follows in a partnership, leaving out what was taken out."""
    rows = Follow.objects.filter(_OF_AN_OPEN_PLAN, user=user_id, partnership=partnership_id, ended_at=None)
    return rows.select_related("action__plan", "measure__plan").order_by("pk")


def changes_of(plans: Iterable[Plan], after: datetime, upto: datetime, reader: Actor) -> tuple[Change, ...]:
    """What was recorded of some plans in a stretch of time, as ``reader`` may read it, latest first."""
    found = [each for plan in plans for each in told(Span(plan, after, upto, reader))]
    names = names_of(by for _, by, _ in found)
    latest_first = sorted(found, key=lambda each: each[0], reverse=True)
    return tuple(
        replace(change, on=day_of(moment), by=names.get(by, "")) for moment, by, change in latest_first
    )


def concerns(row: Follow, change: Change) -> bool:
    """Whether something that was recorded is of what is followed."""
    if row.action is not None:
        return change.action_ref == row.action.ref
    return row.measure is not None and change.measure_ref == row.measure.ref


def _line(row: Follow, changes: tuple[Change, ...]) -> FollowedLine:
    thing = followed_thing(row)
    name = f"{thing.number} {thing.text}".strip() if isinstance(thing, Action) else thing.name
    of_it = tuple(change for change in changes if concerns(row, change))
    return FollowedLine(thing._meta.model_name or "", thing.ref, name, row.since, of_it)


def followed_thing(row: Follow) -> Action | Measure:
    """The action or measure that is followed."""
    found = row.action or row.measure
    assert found is not None
    return found


def _plan_of(row: Follow) -> Plan:
    return followed_thing(row).plan
