"""Meetings by what their minutes are called, for whoever points to them: as evidence, say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from lapwing.contexts.governance.access import READ
from lapwing.contexts.governance.minutes import drafts_read_by
from lapwing.contexts.governance.models import Meeting, MinutesState
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule
from lapwing.platform.ui.filters import day

# So many of the latest are offered to choose from: about two years of a partnership with six groups.
OFFERED = 80


@dataclass(frozen=True)
class Minuted:
    """A meeting by its minutes, and its page, if it has one.

    ``words`` are “Minutes of SEND Partnership Board, 3 October 2026”.
    """

    ref: str
    words: str
    held_on: date
    is_draft: bool
    url: str


def minuted(actor: Actor, partnership_id: int, refs: Collection[str]) -> Mapping[str, Minuted]:
    """Those of these meetings that the actor may see, also withdrawn ones. One query; none for none."""
    if not refs:
        return {}
    rows = Meeting.objects.filter(partnership=partnership_id, ref__in=list(refs))
    return {row.ref: _minuted(row) for row in _seen(actor, rows)}


def with_minutes(actor: Actor, partnership_id: int, on: date) -> tuple[Minuted, ...]:
    """The meetings held by a day whose minutes the actor reads, the latest first. One query.

    Agreed ones, and drafts where the actor reads them (``minutes.drafts_read_by``).
    """
    rows = Meeting.objects.in_force().filter(
        partnership=partnership_id, group__voided_at=None, held_on__lte=on
    )
    drafts = Q(minutes_state=MinutesState.DRAFT) & drafts_read_by(actor, partnership_id)
    readable = Q(minutes_state=MinutesState.AGREED) | drafts
    found = _seen(actor, rows.filter(readable)).order_by("-held_on", "group__name", "-id")
    return tuple(_minuted(row) for row in found[:OFFERED])


def _seen(actor: Actor, rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return Rule(Meeting).visible_to(actor, rows, permission=READ).select_related("group", "partnership")


def _minuted(row: Meeting) -> Minuted:
    withdrawn = " (withdrawn)" if row.voided_at is not None else ""
    # no page of a group that was withdrawn is shown
    page = reverse("governance:meeting", args=[row.partnership.ref, row.ref])
    return Minuted(
        ref=row.ref,
        words=f"Minutes of {row.group.name}, {day(row.held_on)}{withdrawn}",
        held_on=row.held_on,
        is_draft=row.minutes_state == MinutesState.DRAFT,
        url=page if row.group.voided_at is None else "",
    )
