"""The heat map: groups down, reporting cycles across, each cell a word, a shape and its counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.presenters import marks
from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.queries.cycle_lines import CycleHead
from lapwing.contexts.improvement.queries.heat import HeatPage, HeatRow
from lapwing.contexts.improvement.rules import Colour
from lapwing.contexts.improvement.rules.cycles import SETTLED, CycleState
from lapwing.contexts.improvement.rules.heat import Standing, streak
from lapwing.platform.ui.bar_grids import BarCell, BarGrid, BarRow, Look, pieces
from lapwing.platform.ui.filters import day_short, plural
from lapwing.platform.ui.marks import StatusCount, StatusMark

# Cycles in which nothing more is said.
_OVER = SETTLED


@dataclass(frozen=True)
class Cell:
    """``mark`` is the worst that was said, None when nothing was; ``silent`` says what was not, in words."""

    mark: StatusMark | None
    mostly: str
    counts: tuple[StatusCount, ...]
    stopped: str
    silent: str
    silent_is_late: bool
    url: str
    of: str


@dataclass(frozen=True)
class Row:
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Heading:
    label: str
    when: str
    url: str


@dataclass(frozen=True)
class HeatMap:
    finding: str
    headings: tuple[Heading, ...]
    whole: Row
    rows: tuple[Row, ...]
    earlier: int
    drawing: BarGrid
    moved: bool


# A bar's pieces stand in the order of the key; what was stopped is not drawn.
_ORDER = (Colour.BLUE, Colour.GREEN, Colour.AMBER, Colour.RED, Colour.GREY)


def present(here: Here, page: HeatPage) -> HeatMap:
    """The plan's heat map as it is shown."""
    return HeatMap(
        finding=_finding(here, page),
        headings=tuple(
            Heading(each.label, _when(each), here.to("cycle", cycle=each.ref)) for each in page.cycles
        ),
        whole=_row(here, page, "Whole plan", page.whole, ""),
        rows=tuple(
            _row(here, page, _title(here, row), row.cells, _group(row), row.moved) for row in page.groups
        ),
        earlier=page.earlier,
        drawing=_drawing(here, page),
        moved=any(any(row.moved) for row in page.groups),
    )


def _drawing(here: Here, page: HeatPage) -> BarGrid:
    """A bar for each group and cycle: what was said, and what was not said of all that was asked."""
    rows = [("Whole plan", page.whole), *((_title(here, row), row.cells) for row in page.groups)]
    return BarGrid(
        in_words=f"{_finding(here, page)} The table below says the same.",
        columns=tuple(head.label for head in page.cycles),
        rows=tuple(BarRow(title, tuple(_bar(here, cell) for cell in cells)) for title, cells in rows),
        key=(
            *((_look(here, colour), here.plan.key[colour].label) for colour in _ORDER),
            ("hollow", "Nothing said"),
        ),
    )


def _bar(here: Here, cell: Standing) -> BarCell:
    said, asked = cell.counts.total, cell.counts.total + cell.silent
    parts = [(_look(here, colour), cell.counts.of(colour)) for colour in _ORDER]
    return BarCell(
        pieces=pieces([*parts, ("hollow", cell.silent)], asked or 1),
        mark=here.mark(cell.worst) if cell.worst else None,
        figure=f"{said}/{asked}" if asked else "–",
    )


def _look(here: Here, colour: Colour) -> Look:
    return here.mark(colour).colour


def _title(here: Here, row: HeatRow) -> str:
    name = _group(row) or f"In no {here.plan.terms.group.one}"
    return f"{name} (withdrawn since)" if row.withdrawn else name


def _group(row: HeatRow) -> str:
    """The group as the cycle's own page filters by it; see ``words.group_name``."""
    return " ".join(part for part in (row.number, row.title) if part)


def _when(head: CycleHead) -> str:
    if head.state is CycleState.OPEN:
        return f"open until {day_short(head.closes_on)}"
    closed = f"closed {day_short(head.closed_on)}"
    return closed if head.state.value in _OVER else f"{closed}, not signed off yet"


def _row(
    here: Here,
    page: HeatPage,
    title: str,
    cells: Sequence[Standing],
    group: str,
    moved: Sequence[bool] = (),
) -> Row:
    """A cell of which actions have moved since opens the whole cycle: its list goes by today's groups."""
    found = zip(page.cycles, cells, moved or [False] * len(cells), strict=True)
    return Row(
        title,
        tuple(_cell(here, head, cell, title, "" if gone else group) for head, cell, gone in found),
    )


def _cell(here: Here, head: CycleHead, cell: Standing, title: str, group: str) -> Cell:
    asked = {"group": group} if group else {}
    over = head.state.value in _OVER

    def url(colour: Colour) -> str:
        return here.to("cycle", cycle=head.ref, colour=here.plan.key[colour].label, **asked)

    worst, most = cell.worst, cell.commonest
    return Cell(
        mark=here.mark(worst) if worst else None,
        mostly=f"mostly {here.plan.key[most].label.lower()}" if most and most is not worst else "",
        counts=tuple(marks.counts(here.plan.key, cell.counts, url)),
        stopped=f"{cell.stopped} stopped" if cell.stopped else "",
        silent=f"{cell.silent} {'missing' if over else 'awaited'}" if cell.silent else "",
        silent_is_late=over,
        url=here.to("cycle", cycle=head.ref, **asked),
        of=f"{title}, {head.label}",
    )


def _finding(here: Here, page: HeatPage) -> str:
    """How it stood in the last cycle that is signed off, and what has been off track for long."""
    over = [place for place, head in enumerate(page.cycles) if head.state.value in _OVER]
    if not over:
        return "No cycle is signed off yet: what is awaited stands here."
    last = over[-1]
    red = here.plan.key[Colour.RED].label.lower()
    at_red = [row for row in page.groups if row.cells[last].worst is Colour.RED]
    missing = page.whole[last].silent
    groups = plural(len(page.groups), here.plan.terms.group.one, here.plan.terms.group.many)
    said = f"{page.cycles[last].label}: {len(at_red) or 'none'} of {groups} had something {red}"
    were = "was" if missing == 1 else "were"
    also = f" and {plural(missing, 'update')} {were} missing" if missing else ""
    return " ".join([f"{said}{also}.", *_long(here, page, at_red, over, red)])


def _long(here: Here, page: HeatPage, at_red: Sequence[HeatRow], over: Sequence[int], red: str) -> list[str]:
    """The group that has been so for the most cycles, when that is two or more."""
    since = {row: streak([row.cells[place].worst for place in over], Colour.RED) for row in at_red}
    longest = max(since.values(), default=0)
    if longest < 2:
        return []
    names = [_title(here, row) for row, number in since.items() if number == longest]
    return [running(names, red, longest)]


def running(names: Sequence[str], red: str, cycles: int) -> str:
    """ "Waiting, Plans and Places were off track in 2 cycles running." Of one name at least."""
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return f"{listed} {'was' if len(names) == 1 else 'were'} {red} in {cycles} cycles running."
