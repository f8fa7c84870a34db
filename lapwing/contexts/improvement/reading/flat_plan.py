"""Reads a plan whose tables were flattened to runs of lines: walks its landmarks, puts the parts together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lapwing.contexts.improvement.interchange import Action, Finding, Measure, Milestone, Objective, Span
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.flat_areas import read_areas
from lapwing.contexts.improvement.reading.flat_dues import DatedMilestone, ask_about_dues, due_of
from lapwing.contexts.improvement.reading.flat_headings import read_groups, read_objective
from lapwing.contexts.improvement.reading.flat_oddities import (
    ask_about_cross_references,
    ask_about_joint_owners,
    ask_about_owners,
    ask_about_references,
    ask_about_spellings,
    ask_about_wording,
    note_mended_words,
)
from lapwing.contexts.improvement.reading.flat_places import PlacedRow, ask_about_cells, give_keys
from lapwing.contexts.improvement.reading.flat_rows import give_back_slipped, rows_of, share_key_areas
from lapwing.contexts.improvement.reading.front_matter import FrontMatter
from lapwing.contexts.improvement.reading.glossary import glossary_of
from lapwing.contexts.improvement.reading.joining import Joiner
from lapwing.contexts.improvement.reading.landmarks import Kind, Landmark, landmarks_of
from lapwing.contexts.improvement.reading.lines import Line, span_of
from lapwing.contexts.improvement.reading.measure_duplicates import ask_about_duplicates
from lapwing.contexts.improvement.reading.measure_tables import read_measure_tables
from lapwing.contexts.improvement.reading.owners import Posts, posts_of, split_owners
from lapwing.contexts.improvement.reading.pieces import PartialPlan
from lapwing.contexts.improvement.reading.reference_table import read_reference_table
from lapwing.domain.due import QuarterBasis, read_due


@dataclass(frozen=True)
class FlatReading:
    """The parts found, and lines inside their spans that no field carries."""

    plan: PartialPlan
    left: tuple[Line, ...] = ()


@dataclass
class _Walk:
    """What has been met on the way through the document."""

    rows: list[PlacedRow] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    measure_tables: list[Sequence[Line]] = field(default_factory=list)
    read: list[Span] = field(default_factory=list)
    left: list[Line] = field(default_factory=list)
    group: str | None = None
    objective: str | None = None


def read_flat(
    lines: Sequence[Line], front: FrontMatter, doubts: Doubts, quarter_basis: QuarterBasis | None = None
) -> FlatReading:
    """Groups, objectives, actions, measures and findings of a flattened document; nothing without tables."""
    marks = landmarks_of(lines)
    if not any(mark.kind in {Kind.ACTION_TABLE, Kind.MEASURE_TABLE} for mark in marks):
        return FlatReading(PartialPlan())
    joiner = Joiner(lines)
    areas = read_areas(lines[: marks[0].first], joiner)
    walk = _Walk()
    for at, mark in enumerate(marks):
        end = marks[at + 1].first if at + 1 < len(marks) else len(lines)
        _visit(mark, lines[mark.first : end], [area.ref or "" for area in areas], walk, joiner, doubts)
    give_keys(walk.rows, doubts)
    glossary = glossary_of(lines)
    posts = posts_of([placed.row.owners for placed in walk.rows], glossary, front.local_area)
    actions = _actions(walk.rows, posts, joiner, front, doubts, quarter_basis)
    measures = _measures(walk.measure_tables, actions, doubts)
    ask_about_references(actions, doubts)
    ask_about_cross_references(walk.findings, walk.objectives, doubts)
    ask_about_owners(actions, posts, doubts)
    ask_about_joint_owners(_with_lone_and(walk.rows), actions, posts, doubts)
    ask_about_wording(walk.findings, walk.objectives, doubts)
    ask_about_spellings(actions, doubts)
    note_mended_words(joiner.mended.values(), doubts)
    plan = PartialPlan(
        areas_for_improvement=areas,
        findings=tuple(walk.findings),
        groups=read_groups([mark for mark in marks if mark.kind is Kind.GROUP], lines, joiner),
        objectives=tuple(walk.objectives),
        actions=actions,
        measures=measures,
        read=tuple(walk.read),
    )
    return FlatReading(plan, tuple(walk.left))


def _visit(
    mark: Landmark, region: Sequence[Line], areas: Sequence[str], walk: _Walk, joiner: Joiner, doubts: Doubts
) -> None:
    """Reads one landmark's lines, up to the next landmark. A glossary stays in the remainder, to be seen."""
    heading = region[: mark.last - mark.first + 1]
    body = region[len(heading) :]
    if mark.kind is Kind.GROUP:
        walk.group, walk.objective = mark.number, None
        walk.read.append(span_of(heading))
    elif mark.kind is Kind.OBJECTIVE:
        found = read_objective(mark, walk.group or "", region, joiner)
        walk.objectives.append(found.objective)
        walk.objective = found.objective.ref
        walk.left += [line for block in found.left for line in block.lines]
    elif mark.kind is Kind.ACTION_TABLE:
        rows, before = rows_of(body, joiner)
        share_key_areas(rows, joiner)
        give_back_slipped(rows)
        walk.rows += [PlacedRow(row, walk.group, walk.objective) for row in rows]
        walk.read.append(span_of(heading))
        walk.left += before
    elif mark.kind is Kind.MEASURE_TABLE:
        walk.measure_tables.append(region)
        walk.read.append(span_of(heading))
    elif mark.kind is Kind.REFERENCE_TABLE:
        table = read_reference_table(body, areas, joiner, doubts)
        walk.findings += table.findings
        walk.read.append(span_of([*heading, *table.titles]))
        walk.left += table.left


def _actions(
    rows: Sequence[PlacedRow],
    posts: Posts,
    joiner: Joiner,
    front: FrontMatter,
    doubts: Doubts,
    quarter_basis: QuarterBasis | None,
) -> tuple[Action, ...]:
    dated: list[DatedMilestone] = []
    actions = [_action(placed, posts, joiner, dated, quarter_basis) for placed in rows]
    ask_about_dues(dated, front, doubts)
    ask_about_cells(rows, joiner, doubts)
    return tuple(actions)


def _action(
    placed: PlacedRow,
    posts: Posts,
    joiner: Joiner,
    dated: list[DatedMilestone],
    quarter_basis: QuarterBasis | None,
) -> Action:
    row = placed.row
    text = joiner.join(row.text)
    found = [(each.heading, each.text(joiner), span_of(each.lines)) for each in row.milestones]
    if not found and text:
        # an action without parts has one milestone, itself
        found = [(None, text, span_of(row.text))]
    milestones = []
    for number, (heading, words, source) in enumerate(found, start=1):
        reading = read_due(words, quarter_basis)
        dated.append(DatedMilestone(f"{placed.key}/m{number}", words, reading))
        milestones.append(Milestone(label=heading, text=words, source=source, due=due_of(reading)))
    return Action(
        key=placed.key,
        ref=row.ref,
        occurrence=placed.occurrence,
        group=placed.group,
        objective=placed.objective,
        text=text,
        key_area=joiner.join(row.key_area) or None,
        owners=split_owners(row.owners, posts),
        source=row.source,
        milestones=tuple(milestones),
    )


def _with_lone_and(rows: Sequence[PlacedRow]) -> list[str]:
    return [
        placed.key for placed in rows if any(line.text in {"&", "and", "/"} for line in placed.row.owners)
    ]


def _measures(
    tables: Sequence[Sequence[Line]], actions: Sequence[Action], doubts: Doubts
) -> tuple[Measure, ...]:
    measures: tuple[Measure, ...] = ()
    for table in tables:
        measures += read_measure_tables(table, actions, doubts, first_key=len(measures) + 1)
    ask_about_duplicates(measures, doubts)
    return measures
