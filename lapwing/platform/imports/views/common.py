"""What every page of a feed begins with: its permission, its import, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.views.decorators.http import require_http_methods

from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.imports import access
from lapwing.platform.imports.addresses import address, page_of
from lapwing.platform.imports.feeds import Feed
from lapwing.platform.imports.models import DataImport
from lapwing.platform.ui.asked import whole_number
from lapwing.platform.ui.pages import Crumb

FeedView = Callable[..., HttpResponseBase]


def page(feed: Feed, view: FeedView, methods: list[str]) -> FeedView:
    """A view of one feed, which its permission lets in."""

    def shown_page(request: ActorRequest, partnership: Any, **parts: Any) -> HttpResponseBase:
        return view(request, feed, partnership, **parts)

    return requires(feed.permission)(require_http_methods(methods)(shown_page))


def fetch(request: ActorRequest, feed: Feed, partnership: Any, ref: str) -> DataImport:
    """The import of this reference in this feed. Raises NotVisible."""
    rows = DataImport.objects.select_related("partnership", "file")
    return access.fetch(request.actor, ref, feed=feed, partnership_id=partnership.pk, queryset=rows)


def version_in(request: ActorRequest) -> int:
    """The version of the import that the page had; 0, which none has, where it is no number."""
    return whole_number(request.POST.get("version"))


def list_crumb(feed: Feed, partnership: Any) -> Crumb:
    return Crumb(feed.title, address(feed, "imports", partnership.ref))


def crumbs(found: DataImport, feed: Feed) -> tuple[Crumb, ...]:
    return (list_crumb(feed, found.partnership), Crumb("The file", page_of(found)))
