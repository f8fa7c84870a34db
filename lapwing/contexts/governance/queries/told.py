"""What families were told, as it is listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from lapwing.contexts.governance.access import READ, RUN
from lapwing.contexts.governance.models import Channel, ToldToFamilies
from lapwing.contexts.governance.queries.about import AboutLine, about_of, abouts
from lapwing.contexts.governance.queries.on_a_day import as_on
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule
from lapwing.registry.models import Partnership
from lapwing.registry.subjects import Pointer


@dataclass(frozen=True)
class ToldLine:
    """Something that families were told; ``may_change`` is about the reader."""

    ref: str
    told_on: date
    words: str
    channels: tuple[str, ...]
    audience: str
    link: str
    group: str
    response: str
    by: str
    about: AboutLine | None
    may_change: bool
    group_ref: str = ""
    # (kind, reference) of what it is about; empty strings for nothing.
    subject: Pointer = ("", "")


def told_lines(
    actor: Actor, partnership: Partnership, rows: QuerySet[ToldToFamilies], *, as_on_day: date | None = None
) -> tuple[ToldLine, ...]:
    """Those of ``rows`` that the actor may see, the latest first. One query, and what they are about.

    ``as_on_day``: as they read at the end of that day.
    """
    found = list(
        Rule(ToldToFamilies)
        .visible_to(actor, rows.filter(partnership=partnership), permission=READ)
        .select_related("group", "created_by")
        .order_by("-told_on", "-id")
    )
    if as_on_day is not None:
        found = [row for row in as_on(found, as_on_day) if row.voided_at is None]
    known = abouts(actor, partnership, found)
    runs = actor.may(RUN, partnership.pk)
    return tuple(
        ToldLine(
            ref=row.ref,
            told_on=row.told_on,
            words=row.words,
            channels=tuple(Channel(each).label for each in row.channels),
            audience=row.audience,
            link=row.link,
            group=row.group.called if row.group else "",
            response=row.response,
            by=row.created_by.name,
            about=about_of(row, known),
            may_change=runs or row.created_by_id == actor.user_id,
            group_ref=row.group.ref if row.group else "",
            subject=(row.subject_kind, row.subject_ref),
        )
        for row in found
    )
