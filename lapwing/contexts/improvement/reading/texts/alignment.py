"""Puts pieces of text into the columns of a table, in order: the best way, and how much better than the next.

Every cell is a run of pieces. A cell is scored by how it looks in its column, a boundary by what stands on
either side of it, an empty cell by how seldom that column is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lapwing.contexts.improvement.reading.pieces import Role

# What it costs to leave a column empty.
_EMPTY: dict[Role, float] = {
    Role.ACTION: 4.0,
    Role.REFERENCE: 5.0,
    Role.DUE: 1.5,
    Role.OWNER: 2.0,
    Role.SUCCESS: 1.5,
    Role.STATUS: 0.5,
    Role.EVIDENCE: 0.5,
}
_EMPTY_OTHER = 1.0

Fit = Callable[[int, int, int], float]


@dataclass(frozen=True)
class Alignment:
    """``columns`` has the column of each piece; ``rows`` the row, counted from 0. ``margin`` is how far the
    score is above that of the next best way."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    score: float
    margin: float


class _Path(NamedTuple):
    """A way to put the first pieces into columns: its last cell, and the way before that."""

    score: float
    column: int
    row: int
    start: int
    before: _Path | None


def align(
    count: int,
    roles: Sequence[Role | None],
    fit: Fit,
    join: Callable[[int], float],
    *,
    longest: int = 60,
    wrap: bool = False,
) -> Alignment | None:
    """The best way to put ``count`` pieces into columns.

    ``fit(start, end, column)`` scores a cell; ``join(piece)`` how well a piece carries on the one before it
    (below 0: it begins a cell). With ``wrap`` a row may end and another begin anywhere. None without pieces.
    """
    if not count or not roles:
        return None
    at_end: list[dict[int, list[_Path]]] = [{} for _ in range(count + 1)]
    at_end[0] = {-1: [_Path(0.0, -1, 0, 0, None)]}
    costs = _costs(roles)
    inner = [0.0]
    for piece in range(count):
        inner.append(inner[-1] + (join(piece) if piece else 0.0))
    for end in range(1, count + 1):
        for start in range(max(0, end - longest), end):
            within = inner[end] - inner[start + 1]
            edge = -join(start) if start else 0.0
            for column in range(len(roles)):
                _extend(
                    at_end, (start, end), column, within + edge + fit(start, end, column), costs, wrap=wrap
                )
    ways = sorted(
        (
            _Path(
                path.score - (costs[-1] - costs[path.column + 1]),
                path.column,
                path.row,
                path.start,
                path.before,
            )
            for paths in at_end[count].values()
            for path in paths
        ),
        key=lambda path: -path.score,
    )
    return _alignment(ways, count) if ways else None


def _extend(
    at_end: list[dict[int, list[_Path]]],
    span: tuple[int, int],
    column: int,
    gain: float,
    costs: Sequence[float],
    *,
    wrap: bool,
) -> None:
    """Adds a cell to every way that ends where it begins, and keeps the two best that end in its column."""
    start, end = span
    kept = at_end[end].setdefault(column, [])
    for before, paths in at_end[start].items():
        same_row = column > before
        if same_row:
            cost = costs[column] - costs[before + 1]
        elif wrap:
            cost = costs[-1] - costs[before + 1] + costs[column]
        else:
            continue
        for path in paths:
            score = path.score + gain - cost
            if len(kept) == 2 and score <= kept[1].score:
                break
            at = 0 if not kept or score > kept[0].score else 1
            kept.insert(at, _Path(score, column, path.row + (not same_row), start, path))
            del kept[2:]


def _costs(roles: Sequence[Role | None]) -> list[float]:
    """What it costs to leave the first columns empty: none, one, two, and so on to all."""
    costs = [0.0]
    for role in roles:
        costs.append(costs[-1] + (_EMPTY.get(role, _EMPTY_OTHER) if role else _EMPTY_OTHER))
    return costs


def _alignment(ways: Sequence[_Path], count: int) -> Alignment:
    columns, rows = [0] * count, [0] * count
    steps: list[_Path] = []
    path: _Path | None = ways[0]
    while path is not None:
        steps.append(path)
        path = path.before
    ends = [*(step.start for step in steps[:-1])]
    for step, end in zip(steps[:-1], [count, *ends], strict=False):
        for piece in range(step.start, end):
            columns[piece], rows[piece] = step.column, step.row
    margin = ways[0].score - ways[1].score if len(ways) > 1 else float("inf")
    return Alignment(tuple(columns), tuple(rows), ways[0].score, margin)
