"""Where the pages of a feed are: the context gives them their namespace, the feed its code."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lapwing.platform.imports.feeds import Feed, feed_of
from lapwing.platform.imports.models import DataImport


def address(feed: Feed, page: str, partnership_ref: str, **parts: Any) -> str:
    """The address of one of a feed's pages: "imports", "send", "template", "import", "columns", "line" …"""
    return reverse(f"{feed.namespace}:{feed.code}-{page}", kwargs={"partnership": partnership_ref, **parts})


def page_of(found: DataImport, page: str = "import", **parts: Any) -> str:
    """The address of a page of one import."""
    return address(feed_of(found.feed), page, found.partnership.ref, data_import=found.ref, **parts)
