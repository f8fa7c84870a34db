"""Dependencies as they are shown: a picture from left to right, and a table that says the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.presenters.words import labelled, shortened
from lapwing.contexts.improvement.queries.dependencies import DependencyLine, DependencyPage, EndLine
from lapwing.platform.ui.filters import plural
from lapwing.platform.ui.marks import StatusMark

# A picture of more says nothing: then there is the table alone.
MOST_DRAWN = 40
# All in units of the picture. A line of text holds so many letters of the box's width.
_BOX, _HIGH, _ACROSS, _DOWN, _EDGE = 200, 62, 270, 78, 6
_LETTERS = 27


@dataclass(frozen=True)
class EndShown:
    """An end in words, with its mark and address."""

    title: str
    url: str
    mark: StatusMark
    line: EndLine


@dataclass(frozen=True)
class Row:
    line: DependencyLine
    needed: EndShown
    waiting: EndShown


@dataclass(frozen=True)
class Box:
    """A box of the picture; ``words`` are its lines of text."""

    x: int
    y: int
    end: EndShown
    words: tuple[str, ...]
    is_holding_up: bool


@dataclass(frozen=True)
class Arrow:
    """From what is needed to what waits, as the path of a curve."""

    path: str
    is_holding_up: bool


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    in_words: str
    box: tuple[int, int] = (_BOX, _HIGH)


@dataclass(frozen=True)
class Shown:
    finding: str
    rows: tuple[Row, ...]
    picture: Picture | None


def present(here: Here, page: DependencyPage) -> Shown:
    """The page of a plan's dependencies."""
    rows = rows_of(here, page.lines)
    return Shown(_finding(page.lines), rows, _picture(rows, page) if rows else None)


def rows_of(here: Here, lines: Sequence[DependencyLine]) -> tuple[Row, ...]:
    """Dependencies with their addresses and marks."""
    return tuple(Row(line, _end(here, line.needed), _end(here, line.waiting)) for line in lines)


def _end(here: Here, end: EndLine) -> EndShown:
    label = labelled(end.label) if end.label else ""
    title = " ".join(part for part in (end.number, label, shortened(end.text, 90)) if part)
    url = here.to(end.kind, **{end.kind: end.ref})
    mark = here.mark(end.colour) if end.kind == "action" else here.said(end.status, end.colour)
    return EndShown(title, url, mark, end)


def _finding(lines: Sequence[DependencyLine]) -> str:
    """Which late thing holds up how much, in a sentence."""
    holding = {(line.needed.kind, line.needed.ref): line for line in lines if line.holds_up}
    every = plural(len(lines), "dependency", "dependencies")
    if not lines:
        return "No dependencies yet."
    if not holding:
        return f"{every}; nothing late holds anything up."
    worst = max(holding.values(), key=lambda line: line.behind)
    name = f"{worst.needed.number or 'one'}{' ' + labelled(worst.needed.label) if worst.needed.label else ''}"
    things = plural(len(holding), "thing")
    hold = "holds" if len(holding) == 1 else "hold"
    why = worst.holds_up[0].lower() + worst.holds_up[1:]
    most = plural(worst.behind, "thing")
    return f"In {every}, {things} {hold} others up; most waits for {name}: {most} ({why})."


def _picture(rows: Sequence[Row], page: DependencyPage) -> Picture | None:
    """Boxes in columns, each after everything that it needs; None when there are too many to draw."""
    ends: dict[tuple[str, str], EndShown] = {}
    for row in rows:
        for end in (row.needed, row.waiting):
            ends[end.line.kind, end.line.ref] = end
    if len(ends) > MOST_DRAWN:
        return None
    holding = {(row.line.needed.kind, row.line.needed.ref) for row in rows if row.line.holds_up}
    filled: dict[int, int] = defaultdict(int)
    boxes: dict[tuple[str, str], Box] = {}
    for key, end in sorted(ends.items(), key=lambda item: (item[1].line.number, item[1].line.label)):
        column = page.columns[key]
        x, y = _EDGE + column * _ACROSS, _EDGE + filled[column] * _DOWN
        boxes[key] = Box(x, y, end, _wrapped(end.title), key in holding)
        filled[column] += 1
    return Picture(
        width=2 * _EDGE + max(page.columns.values()) * _ACROSS + _BOX,
        height=2 * _EDGE + max(filled.values()) * _DOWN - (_DOWN - _HIGH),
        boxes=tuple(boxes.values()),
        arrows=tuple(_arrow(boxes, row) for row in rows),
        in_words="Dependencies, from left to right. The table below says the same.",
    )


def _arrow(boxes: dict[tuple[str, str], Box], row: Row) -> Arrow:
    start, end = (boxes[each.line.kind, each.line.ref] for each in (row.needed, row.waiting))
    x1, y1 = start.x + _BOX, start.y + _HIGH // 2
    x2, y2 = end.x - 7, end.y + _HIGH // 2
    bend = min(60, (x2 - x1) // 2)
    return Arrow(f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}", bool(row.line.holds_up))


def _wrapped(text: str) -> tuple[str, ...]:
    """Two lines of a box, cut between words."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < 2:
        line = rest.pop(0)[:_LETTERS]
        while rest and len(line) + 1 + len(rest[0]) <= _LETTERS:
            line += f" {rest.pop(0)}"
        lines.append(line)
    if rest and lines:
        lines[-1] = lines[-1][: _LETTERS - 2].rstrip() + " …"
    return tuple(lines)
