"""What stands beside a table: the views of it that the person kept, and keeping one more."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.urls import reverse
from django.utils.safestring import SafeString

from lapwing.platform.access.actor import Actor
from lapwing.platform.saved_views.access import KEEP
from lapwing.platform.saved_views.models import SavedView
from lapwing.platform.ui.navigation import Link


@dataclass(frozen=True)
class OfferedViews:
    """The views of one table, as its component shows them."""

    links: tuple[Link, ...]
    save_url: str
    manage_url: str
    page: str
    table: str
    query: str
    csrf_input: SafeString


def offer(request: HttpRequest, table: str) -> OfferedViews | None:
    """The views of a table on the page that is asked for; None where nobody can keep any. One query."""
    actor: Actor | None = getattr(request, "actor", None)
    partnership = getattr(request, "partnership", None)
    if actor is None or partnership is None or not actor.may(KEEP, partnership.pk):
        return None
    asked = request.GET.urlencode()
    mine = SavedView.objects.kept().filter(user_id=actor.id, page=request.path, table=table)
    return OfferedViews(
        links=tuple(Link(view.name, view.url, view.query == asked) for view in mine),
        save_url=reverse("save-view", args=[partnership.ref]),
        manage_url=reverse("saved-views", args=[partnership.ref]),
        page=request.path,
        table=table,
        query=asked,
        csrf_input=csrf_input(request),
    )
