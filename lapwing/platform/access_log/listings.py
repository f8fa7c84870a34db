"""Note what a table on a page shows, or what its file holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import kind_of, note_read
from lapwing.platform.ui.tables import Listing


def how_asked(request: HttpRequest) -> ReadKind:
    """As a list, or as a download when a table's file is asked for: for what is read before the table is."""
    return ReadKind.DOWNLOAD if request.GET.get("format") else ReadKind.LIST


def note_listing(
    listing: Listing[Any], model: type[Model], ids: Iterable[int], *, partnership_id: int | None
) -> None:
    """Note the records of ``listing.given``: as a list, or as a download when a file is asked for."""
    what = ReadKind.DOWNLOAD if listing.is_file else ReadKind.LIST
    note_read(kind=kind_of(model), ids=ids, what=what, partnership_id=partnership_id)
