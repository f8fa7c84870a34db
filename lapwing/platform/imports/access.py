"""Who sees an import: whoever sent it while they may send such files, and those who oversee the feed."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.imports.feeds import Feed, every_feed
from lapwing.platform.imports.models import DataImport

# Every role opens the front door of its partnership; what may be sent and seen, each feed says.
OWN = "registry.partnership.enter"


def feeds_of(actor: Actor, partnership_id: int) -> list[Feed]:
    """The feeds to which somebody may send files here."""
    return [feed for feed in every_feed() if actor.may(feed.permission, partnership_id)]


def visible_to(actor: Actor, rows: QuerySet[DataImport], *feeds: Feed) -> QuerySet[DataImport]:
    """The imports of some feeds (of all, unless named) that somebody may open."""
    allowed = Q(pk__in=())
    for feed in feeds or every_feed():
        own = actor.scope(feed.permission).as_q()
        if not actor.is_system:
            own &= actor.scope(feed.all_permission).as_q() | Q(sent_by_id=actor.user_id)
        allowed |= Q(feed=feed.code) & own
    return rows.filter(allowed)


def fetch(
    actor: Actor,
    ref: str,
    *,
    feed: Feed | None = None,
    partnership_id: int | None = None,
    queryset: QuerySet[DataImport] | None = None,
) -> DataImport:
    """The import of this reference. Raises NotVisible, alike for unknown and forbidden."""
    rows = DataImport.objects.all() if queryset is None else queryset
    if partnership_id is not None:
        rows = rows.filter(partnership_id=partnership_id)
    found = visible_to(actor, rows, *((feed,) if feed else ())).filter(ref=ref).first()
    if found is None:
        raise NotVisible("No such import")
    return found
