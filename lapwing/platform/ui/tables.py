"""Tables declared once: sorting, filters and pages in the address, and the same rows as CSV or Excel.

    MILESTONES = Table(
        name="milestones",
        caption="Milestones",
        columns=(
            Column("title", "Milestone", sort="title"),
            Column("due", "Due", sort="due_by"),
            Column("status", "Status", cell=lambda row: status_tag(row.mark), filter=Filter(STATUS_CHOICES)),
        ),
        row_url=lambda row: row.url,
    )
    listing = MILESTONES.read(request, rows)          # a list or a QuerySet of what the actor may see
    return listing.download() or render(request, ..., {"listing": listing}, title=...)

and in the template ``{{ ui.table(listing) }}``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from django.http import HttpRequest

from lapwing.platform.ui.bulk import ROWS, BulkAction
from lapwing.platform.ui.listing import Listing
from lapwing.platform.ui.table_types import Column, Filter, Row, Rows
from lapwing.platform.ui.whole_lists import is_whole_list_wanted

__all__ = ["Column", "Filter", "Listing", "Table"]

PAGE_SIZE = 50
DEFAULT_COLUMNS = 7


@dataclass(frozen=True)
class Table(Generic[Row]):
    """A table as declared. ``name`` is unique on the page; ``prefix`` keeps two tables apart."""

    name: str
    caption: str
    columns: tuple[Column[Row], ...]
    row_url: Callable[[Row], str | None] | None = None
    # A column's key, with "-" before it for the other way round.
    order: str = ""
    page_size: int = PAGE_SIZE
    prefix: str = ""
    # What one row is: "milestone", for the count line and the empty state.
    noun: str = "row"
    noun_many: str | None = None
    # What is said of a list without rows, and what to do then.
    empty: str = ""
    empty_text: str = ""
    hidden: str = ""
    caption_shown: bool = False
    # What can be done to several rows at once, and what names a row then: see ``bulk``.
    row_key: Callable[[Row], str] | None = None
    bulk: tuple[BulkAction, ...] = ()
    # Whether people may keep what they asked of it under a name: see ``platform.saved_views``.
    savable: bool = True

    def __post_init__(self) -> None:
        shown = [column for column in self.columns if column.shown]
        if len(shown) > DEFAULT_COLUMNS:
            raise ValueError(f"Table {self.name} shows {len(shown)} columns; {DEFAULT_COLUMNS} at most.")
        if self.bulk and self.row_key is None:
            raise ValueError(f"Table {self.name} needs a row_key for what is done to several rows.")

    def read(self, request: HttpRequest, rows: Rows) -> Listing[Row]:
        """The rows as this request asks for them. Wrong wishes are left out, and said in ``ignored``."""
        return Listing(
            self,
            rows,
            request.GET.dict(),
            request.path,
            chosen=tuple(request.GET.getlist(ROWS)),
            request=request,
            whole=is_whole_list_wanted(request),
        )
