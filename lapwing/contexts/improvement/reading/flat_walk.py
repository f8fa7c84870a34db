"""Walks the landmarks of a flattened document and reads what stands between each and the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lapwing.contexts.improvement.interchange import Area, Finding, Objective
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.flat_headings import read_objective
from lapwing.contexts.improvement.reading.flat_places import PlacedRow
from lapwing.contexts.improvement.reading.flat_rows import give_back_slipped, rows_of, share_key_areas
from lapwing.contexts.improvement.reading.joining import Joiner
from lapwing.contexts.improvement.reading.landmarks import Kind, Landmark
from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.owners import Posts
from lapwing.contexts.improvement.reading.reference_table import read_reference_table


@dataclass
class Walk:
    """What has been met on the way. ``left`` are lines inside the span of a part that no field carries."""

    rows: list[PlacedRow] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    measure_tables: list[Sequence[Line]] = field(default_factory=list)
    left: list[Line] = field(default_factory=list)
    group: str | None = None
    objective: str | None = None


def walk_through(
    lines: Sequence[Line],
    marks: Sequence[Landmark],
    areas: Sequence[Area],
    joiner: Joiner,
    posts: Posts,
    doubts: Doubts,
) -> Walk:
    """Visits every landmark in order. A glossary is not read here: it stays in the remainder, to be seen."""
    walk = Walk()
    for at, mark in enumerate(marks):
        following = marks[at + 1] if at + 1 < len(marks) else None
        region = lines[mark.first : following.first if following else len(lines)]
        body = region[mark.last - mark.first + 1 :]
        if mark.kind is Kind.GROUP:
            walk.group, walk.objective = mark.number, None
        elif mark.kind is Kind.OBJECTIVE:
            _objective(walk, mark, region, joiner)
            _widen(walk, lines, marks[at - 1] if at else None, following)
        elif mark.kind is Kind.ACTION_TABLE:
            _action_table(walk, mark, region, joiner, posts)
        elif mark.kind is Kind.MEASURE_TABLE:
            walk.measure_tables.append(region)
        elif mark.kind is Kind.REFERENCE_TABLE:
            table = read_reference_table(body, [area.ref or "" for area in areas], joiner, doubts)
            walk.findings += table.findings
            walk.left += table.left
    return walk


def _objective(walk: Walk, mark: Landmark, region: Sequence[Line], joiner: Joiner) -> None:
    found = read_objective(mark, walk.group or "", region, joiner)
    walk.objectives.append(found.objective)
    walk.objective = found.objective.ref
    walk.left += [line for block in found.left for line in block.lines]


def _widen(walk: Walk, lines: Sequence[Line], above: Landmark | None, below: Landmark | None) -> None:
    """An objective's span takes in its group's heading, printed above it, and the titles of its table."""
    objective = walk.objectives[-1]
    assert objective.source is not None
    first, last = objective.source
    if above and above.kind is Kind.GROUP:
        first = lines[above.first].number
    if below and below.kind is Kind.ACTION_TABLE:
        last = lines[below.last].number
    walk.objectives[-1] = replace(objective, source=(first, last))


def _action_table(walk: Walk, mark: Landmark, region: Sequence[Line], joiner: Joiner, posts: Posts) -> None:
    height = mark.last - mark.first + 1
    titles, body = " ".join(line.text.strip() for line in region[:height] if not line.blank), region[height:]
    rows, before = rows_of(body, joiner, posts)
    share_key_areas(rows, joiner)
    give_back_slipped(rows)
    walk.rows += [PlacedRow(row, walk.group, walk.objective, titles) for row in rows]
    walk.left += before
