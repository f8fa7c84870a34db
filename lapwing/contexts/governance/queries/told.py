"""What families were told, as it is listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from lapwing.contexts.governance.access import READ, RUN
from lapwing.contexts.governance.models import Channel, ToldToFamilies
from lapwing.contexts.governance.queries.about import AboutLine, about_of, abouts
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule
from lapwing.registry.models import Partnership


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


def told_lines(
    actor: Actor, partnership: Partnership, rows: QuerySet[ToldToFamilies]
) -> tuple[ToldLine, ...]:
    """Those of ``rows`` that the actor may see, the latest first. One query, and what they are about."""
    found = list(
        Rule(ToldToFamilies)
        .visible_to(actor, rows.filter(partnership=partnership), permission=READ)
        .select_related("group", "created_by")
        .order_by("-told_on", "-id")
    )
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
        )
        for row in found
    )
