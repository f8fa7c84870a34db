"""Records of governance as they read at the end of a day, for what is frozen of a day that is past.

Words, names and days that were changed since are taken from the history, which the database keeps of every
row. What was written into the register later than the day that it bears (as papers of before are) has no
history of that day, and reads as it does now.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, TypeVar

from django.db.models import ForeignKey, Model, Q
from django.utils import timezone

from lapwing.contexts.governance.models import Decision, DecisionState
from lapwing.platform.history.queries import as_it_was

M = TypeVar("M", bound=Model)


def stood_on(day: date) -> Q:
    """What had been written down by the end of a day and not been taken out by then."""
    not_yet = Q(voided_at=None) | Q(voided_at__date__gt=day)
    in_group = Q(group=None) | Q(group__voided_at=None) | Q(group__voided_at__date__gt=day)
    return not_yet & in_group & Q(created_at__date__lte=day)


def as_on(rows: Iterable[M], day: date) -> list[M]:
    """The rows with what they held at the end of a day. They are for reading and never to be saved."""
    found = list(rows)
    if not found or day >= timezone.localdate():
        return found  # nothing has come after
    before = as_it_was(type(found[0]), [row.pk for row in found], _end_of(day))
    for row in found:
        if row.pk in before:
            _take_back(row, before[row.pk])
        _not_yet(row, day)
    return found


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


def _take_back(row: Model, before: Any) -> None:
    for each in row._meta.concrete_fields:
        if each.column not in before:
            continue  # a column that is newer than the day
        value = each.to_python(before[each.column])
        if isinstance(each, ForeignKey) and value != getattr(row, each.attname) and each.is_cached(row):
            each.delete_cached_value(row)
        setattr(row, each.attname, value)


def _not_yet(row: Any, day: date) -> None:
    """What was closed or taken out later than the day by its own moment had not been yet."""
    if row.voided_at is not None and timezone.localdate(row.voided_at) > day:
        row.voided_at = None
    if getattr(row, "closed_at", None) is None or timezone.localdate(row.closed_at) <= day:
        return
    row.closed_at, row.closed_by, row.closing_words = None, None, ""
    if isinstance(row, Decision):
        row.state = DecisionState.OPEN if row.act_by else DecisionState.TAKEN
        row.superseded_by = None
