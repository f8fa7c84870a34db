"""The list of all imports; and the addresses of a feed's pages, which its context puts among its own."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import URLPattern, path

from lapwing.platform.imports.feeds import Feed
from lapwing.platform.imports.views.common import page
from lapwing.platform.imports.views.every import every
from lapwing.platform.imports.views.pages import pages_of

urlpatterns = [path("p/<str:partnership>/imports/", every, name="imports")]


def feed_urls(feed: Feed) -> Sequence[URLPattern]:
    """``path`` of each page, below the partnership's; each is let in by the feed's permission."""
    return [
        path(f"imports/{feed.code}/{route}", page(feed, view, methods), name=f"{feed.code}-{name}")
        for name, (route, view, methods) in pages_of(feed).items()
    ]
