"""Note what a table on a page shows, or what its file holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import kind_of, note_read
from lapwing.platform.ui.tables import Listing
from lapwing.platform.ui.whole_lists import is_whole_list_wanted


def how_asked(request: HttpRequest) -> ReadKind:
    """As a list, as a download when a table's file is asked for, or in an export: for what is read before
    the table is."""
    if is_whole_list_wanted(request):
        return ReadKind.EXPORT
    return ReadKind.DOWNLOAD if request.GET.get("format") else ReadKind.LIST


def note_listing(
    listing: Listing[Any],
    model: type[Model],
    number: Callable[[Any], int] = lambda row: int(row.pk),
    *,
    partnership_id: int | None,
) -> None:
    """Note the records that the answer holds: as a list, as a download when a file is asked for, or in an
    export as it is written, every row of it. ``number`` is a row's record's, if the row is not the record."""
    here = ReadKind.DOWNLOAD if listing.is_file else ReadKind.LIST
    what = ReadKind.EXPORT if listing.whole else here

    def note(rows: Sequence[Any]) -> None:
        ids = [number(row) for row in rows]
        note_read(kind=kind_of(model), ids=ids, what=what, partnership_id=partnership_id)

    listing.on_given(note)
