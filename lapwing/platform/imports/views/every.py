"""Everything that was sent to a partnership, whichever feed it was for."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.imports import access, queries
from lapwing.platform.imports.addresses import address
from lapwing.platform.imports.models import DataImport
from lapwing.platform.imports.presenters import every_import_table
from lapwing.platform.ui.pages import render


@requires(access.OWN)
@require_GET
def every(request: ActorRequest, partnership: Any) -> HttpResponse:
    """What did I send here, and, for those who oversee a feed, what did the others?"""
    rows = DataImport.objects.filter(partnership=partnership).select_related("partnership")
    seen = access.visible_to(request.actor, rows)
    feeds = access.feeds_of(request.actor, partnership.pk)
    sees_all = any(request.actor.may(feed.all_permission, partnership.pk) for feed in feeds)
    listing = every_import_table(queries.names_of_senders(seen), sees_all=sees_all).read(request, seen)
    links = [(f"{feed.title}: send a file", address(feed, "send", partnership.ref)) for feed in feeds]
    return listing.download() or render(
        request,
        "imports/every.html",
        {"listing": listing, "links": links},
        title="Files that were sent" if sees_all else "Your imports",
        caption="Bring rows in from a file",
    )
