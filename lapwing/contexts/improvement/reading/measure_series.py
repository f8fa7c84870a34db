"""Targets set beside baselines: which row of amounts belongs to which series of a measure.

Labels decide where both cells print one; where no label is printed, order decides and a person is asked
to confirm. A row whose label is a series of the measure above, and of none of its own, has slipped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lapwing.contexts.improvement.reading.measure_baselines import BaselineCell, BaselineItem
from lapwing.contexts.improvement.reading.measure_headers import DateHeader
from lapwing.contexts.improvement.reading.measure_rows import RawRow
from lapwing.contexts.improvement.reading.measure_targets import TargetRow, TargetZone, plain

_JOINING_WORDS = frozenset({"at", "is", "are", "of", "the", "met", "for", "on", "with", "and", "to", "by"})


@dataclass
class DraftSeries:
    """A series with what was found for it: a baseline item, a row of targets, or both."""

    item: BaselineItem
    row: TargetRow | None = None
    slipped: bool = False
    mislabelled: bool = False

    @property
    def label(self) -> str:
        heading = re.sub(r"^(?:on|with|for|in)\s+", "", self.item.heading or "", flags=re.IGNORECASE)
        return f"{heading} {self.item.label}".strip()


@dataclass
class DraftMeasure:
    """A measure while it is put together. Flags tell what was not printed for it but taken from elsewhere."""

    raw: RawRow
    cell: BaselineCell
    zone: TargetZone
    header: DateHeader | None
    key: str
    series: list[DraftSeries] = field(default_factory=list)
    unplaced: list[TargetRow] = field(default_factory=list)
    source: str | None = None
    inherited: list[str] = field(default_factory=list)


def place_targets(draft: DraftMeasure, above: DraftMeasure | None) -> None:
    """Give every row of targets its series, in place; what cannot be placed is left in ``unplaced``."""
    draft.series = [DraftSeries(item) for item in draft.cell.items]
    rest = _place_by_label(draft.series, draft.zone.rows)
    rest = _give_back_slipped(rest, above)
    _place_the_rest(draft, rest)


def match(label: str, series: str) -> float:
    """How much of a target's label is found in the name of a series, from 0 to 1; words shortened count."""
    wanted = [word for word in plain(label).split() if word not in _JOINING_WORDS]
    offered = plain(series).split()
    if not wanted:
        return 0.0
    return sum(any(_same_word(word, other) for other in offered) for word in wanted) / len(wanted)


def _same_word(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    return word == other or (len(shorter) >= 3 and shorter.isalpha() and longer.startswith(shorter))


def _place_by_label(series: Sequence[DraftSeries], rows: Sequence[TargetRow]) -> list[TargetRow]:
    """Rows that no label places. Several rows of one label go to its series in the order printed."""
    rest: list[TargetRow] = []
    for row in rows:
        best = _best(row.label, [each for each in series if each.row is None])
        if best is None:
            rest.append(row)
        else:
            best.row = row
    return rest


def _best(label: str, free: Sequence[DraftSeries]) -> DraftSeries | None:
    """The free series that a label names best; among equals the first, for they repeat by population."""
    scored = [(match(label, each.label), each) for each in free]
    top = max((score for score, _ in scored), default=0.0)
    if top <= 0.5:
        return None
    equals = [each for score, each in scored if score == top]
    same_name = len({plain(each.item.label) for each in equals}) == 1
    return equals[0] if same_name else None


def _give_back_slipped(rows: Sequence[TargetRow], above: DraftMeasure | None) -> list[TargetRow]:
    rest: list[TargetRow] = []
    columns = above.header.columns if above and above.header else 0
    for row in rows:
        lacking = [each for each in above.series if each.row is None] if above else []
        owner = _best(row.label, lacking) if row.label and len(row.cells) == columns else None
        if owner is None:
            rest.append(row)
        else:
            owner.row, owner.slipped = row, True
    return rest


def _place_the_rest(draft: DraftMeasure, rows: Sequence[TargetRow]) -> None:
    free = [each for each in draft.series if each.row is None]
    if len(rows) == len(free):
        for each, row in zip(free, rows, strict=True):
            each.row, each.mislabelled = row, bool(row.label) and len(rows) > 1
        return
    if not draft.series or all(row.label for row in rows):
        draft.series += [DraftSeries(BaselineItem(label=row.label), row) for row in rows]
        return
    draft.unplaced += rows


def rests_on_order(draft: DraftMeasure, series: DraftSeries) -> bool:
    """Whether only the order of rows gave a series its targets, and another row would have other amounts."""
    if series.row is None or series.mislabelled:
        return series.mislabelled
    rivals = [
        other.row
        for other in draft.series
        if other is not series and other.row and plain(other.row.label) == plain(series.row.label)
    ]
    amounts = _amounts(series.row)
    return any(_amounts(rival) != amounts for rival in rivals)


def _amounts(row: TargetRow) -> list[tuple[float | None, float | None, float | None]]:
    return [(cell.amount.value, cell.amount.low, cell.amount.high) for cell in row.cells]
