"""The workbook as a feed: for which cycles it can be had, what it holds, and how it is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from lapwing.contexts.improvement.access import REPORT
from lapwing.contexts.improvement.models import Cycle, Expected
from lapwing.contexts.improvement.update_book.asked import AskedRow, places_of, rows_of
from lapwing.contexts.improvement.update_book.columns import COLUMNS, KEY, LOCKED, SHEET
from lapwing.contexts.improvement.update_book.drawing import TITLES_LINE, Head, Line, as_bytes, new_book
from lapwing.contexts.improvement.update_book.guidance import STEPS
from lapwing.contexts.improvement.update_book.marking import marked_book
from lapwing.contexts.improvement.update_book.saying import said_by, shown
from lapwing.contexts.improvement.update_book.work import OVER, UpdateWork
from lapwing.platform.access.actor import Actor
from lapwing.platform.imports.errors import ImportRefusedError
from lapwing.platform.imports.feeds import Desk, Feed, Marked, OwnWorkbook, Place, Tick
from lapwing.platform.ui.filters import day

# Rows that a workbook may have beyond what the cycle expects: titles, and rows that were typed below.
_SPARE = 100


def _places(actor: Actor, partnership_id: int) -> tuple[Place, ...]:
    return tuple(
        Place(cycle.ref, f"{cycle.label}, {cycle.plan.title}") for cycle in places_of(actor, partnership_id)
    )


def _open(desk: Desk) -> UpdateWork:
    return UpdateWork(_cycle(desk.actor, desk.partnership_id, desk.place), desk)


def _make(actor: Actor, partnership_id: int, place: str, everything: bool) -> bytes:
    """The workbook to fill in. Somebody who owns none of it, and may write all, is given all."""
    cycle = _cycle(actor, partnership_id, place)
    rows = rows_of(actor, cycle, timezone.localdate())
    own = [row for row in rows if row.is_own]
    among = rows if everything or not own else own
    lines = [_line(nth, row, cycle) for nth, row in enumerate(among, start=TITLES_LINE + 1)]
    book, _ = new_book(_head(cycle), lines)
    return as_bytes(book)


def _most(actor: Actor, partnership_id: int, place: str) -> int:
    """It has a row for each update that is expected; twice as many leave room for what was dropped since."""
    expected = Expected.objects.standing().filter(cycle__ref=place, cycle__partnership=partnership_id)
    return 2 * expected.count() + _SPARE


def _mark(actor: Actor, partnership_id: int, place: str, rows: Sequence[Marked]) -> bytes:
    return marked_book(_head(_cycle(actor, partnership_id, place)), rows)


def _cycle(actor: Actor, partnership_id: int, place: str) -> Cycle:
    """The cycle that a workbook is for. Raises ImportRefusedError once it takes no updates of the actor."""
    found = places_of(actor, partnership_id).select_related("plan", "partnership").filter(ref=place).first()
    if found is None:
        raise ImportRefusedError(OVER)
    return found


def _head(cycle: Cycle) -> Head:
    return Head(cycle.label, cycle.plan.title, cycle.partnership.name, day(cycle.closes_on))


def _line(nth: int, row: AskedRow, cycle: Cycle) -> Line:
    said = said_by(row.update)
    cells: dict[str, str | date] = {**row.locked, **shown(said), KEY: row.key(cycle.ref)}
    if said.forecast_on is not None:
        cells["forecast_on"] = said.forecast_on
    return Line(nth, cells, row.is_writable)


UPDATES = Feed(
    code="updates",
    title="Updates in a workbook",
    noun="update",
    nouns="updates",
    about="Write the updates that a cycle asks for in Excel or LibreOffice instead of page by page. What you "
    "send is yours alone until you save it.",
    permission=REPORT,
    # what somebody has not saved yet is read by nobody else
    all_permission="",
    columns=COLUMNS,
    labels=(*(column.name for column in LOCKED), KEY),
    places=_places,
    open=_open,
    asks_why=False,
    tick=Tick(
        off="What is right is saved as drafts. Nobody is told of a draft, and it can be undone.",
        offer="Submit them instead",
        on="Rows that you changed and drafts that you wrote are submitted where they are right, and go to "
        "whoever checks them. Each has to be complete.",
        take_back="Save them as drafts instead",
    ),
    workbook=OwnWorkbook(sheet=SHEET, make=_make, mark=_mark, most=_most, steps=STEPS),
    nothing="No cycle asks you for updates just now. When one opens, or is given more time, you find the "
    "workbook here.",
    namespace="improvement",
)
