"""Doing one thing to several rows of a table: choose them, see what will happen to which, and do it.

    MILESTONES = Table(…, row_key=lambda row: row.ref, bulk=(BulkAction("Report on these", url),))

The table then has a box before each row, and a button for each action. A button leads to the action's page,
which reads the same table with the same rows and asks it for those that were picked::

    listing = MILESTONES.read(request, rows)
    picked = listing.picked()            # rows, and how many of those asked for are not there any more

That page is an ordinary form: it says what will happen to which rows, and why to some not, before it is sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from lapwing.platform.ui.table_types import Row

# In the address: the keys of the rows, or all that match the filters.
ROWS, EVERYTHING = "rows", "everything"
# More than a person can answer for in one go, and than one transaction should hold.
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class BulkAction:
    """Something that can be done to several rows. ``label`` says it on the button."""

    label: str
    url: str


@dataclass(frozen=True)
class Picked(Generic[Row]):
    """The rows that were picked, in the table's order.

    ``gone`` were asked for and are not among the rows now; ``left_over`` are beyond what can be done at once.
    """

    rows: Sequence[Row]
    gone: int = 0
    left_over: int = 0
