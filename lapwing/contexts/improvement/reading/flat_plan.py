"""Reads a plan whose tables were flattened to runs of lines: landmarks, rows, actions, measures, doubts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Action, Measure, Milestone
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.flat_areas import read_areas
from lapwing.contexts.improvement.reading.flat_dues import DatedMilestone, ask_about_dues, due_of
from lapwing.contexts.improvement.reading.flat_figures import ask_about_figures
from lapwing.contexts.improvement.reading.flat_headings import read_groups
from lapwing.contexts.improvement.reading.flat_oddities import (
    ask_about_cross_references,
    ask_about_joint_owners,
    ask_about_owners,
    ask_about_references,
    ask_about_wording,
    note_mended,
)
from lapwing.contexts.improvement.reading.flat_places import PlacedRow, ask_about_cells, give_keys
from lapwing.contexts.improvement.reading.flat_walk import walk_through
from lapwing.contexts.improvement.reading.front_matter import FrontMatter
from lapwing.contexts.improvement.reading.glossary import glossary_of
from lapwing.contexts.improvement.reading.joining import Joiner
from lapwing.contexts.improvement.reading.landmarks import Kind, landmarks_of
from lapwing.contexts.improvement.reading.lines import Line, span_of
from lapwing.contexts.improvement.reading.measure_across import ask_across_measures
from lapwing.contexts.improvement.reading.measure_tables import read_measure_tables
from lapwing.contexts.improvement.reading.owners import Posts, posts_of, split_owners
from lapwing.contexts.improvement.reading.pieces import PartialPlan
from lapwing.domain.due import QuarterBasis, read_due


@dataclass(frozen=True)
class FlatReading:
    """The parts found, and lines inside their spans that no field carries."""

    plan: PartialPlan
    left: tuple[Line, ...] = ()


def read_flat(
    lines: Sequence[Line], front: FrontMatter, doubts: Doubts, quarter_basis: QuarterBasis | None = None
) -> FlatReading:
    """Groups, objectives, actions, measures and findings of a flattened document; nothing without tables."""
    marks = landmarks_of(lines)
    if not any(mark.kind in {Kind.ACTION_TABLE, Kind.MEASURE_TABLE} for mark in marks):
        return FlatReading(PartialPlan())
    joiner = Joiner(lines)
    areas = read_areas(lines[: marks[0].first], joiner)
    glossary = glossary_of(lines)
    walk = walk_through(lines, marks, areas, joiner, posts_of((), glossary, front.local_area), doubts)
    give_keys(walk.rows, doubts)
    owner_cells = [placed.row.owners for placed in walk.rows]
    posts = posts_of(owner_cells, glossary, front.local_area)
    actions, dated = _actions(walk.rows, posts, joiner, quarter_basis)
    ask_about_dues(dated, front, doubts)
    ask_about_cells(walk.rows, joiner, doubts)
    measures = _measures(walk.measure_tables, actions, doubts)
    ask_about_figures(actions, doubts)
    ask_about_references(actions, doubts)
    ask_about_cross_references(walk.findings, walk.objectives, doubts)
    ask_about_owners(actions, posts, doubts)
    ask_about_joint_owners(_with_lone_and(walk.rows), actions, posts, doubts)
    ask_about_wording(walk.findings, walk.objectives, doubts)
    milestones = [each.lines for placed in walk.rows for each in placed.row.milestones]
    groups = read_groups([mark for mark in marks if mark.kind is Kind.GROUP], lines, joiner, doubts)
    note_mended(joiner.mended.values(), milestones, doubts)
    plan = PartialPlan(
        areas_for_improvement=areas,
        findings=tuple(walk.findings),
        groups=groups,
        objectives=tuple(walk.objectives),
        actions=actions,
        measures=measures,
    )
    return FlatReading(plan, tuple(walk.left))


def _actions(
    rows: Sequence[PlacedRow], posts: Posts, joiner: Joiner, quarter_basis: QuarterBasis | None
) -> tuple[tuple[Action, ...], list[DatedMilestone]]:
    actions: list[Action] = []
    dated: list[DatedMilestone] = []
    for placed in rows:
        row = placed.row
        milestones, readings = _milestones(placed, joiner, quarter_basis)
        dated += readings
        actions.append(
            Action(
                key=placed.key,
                ref=row.ref,
                occurrence=placed.occurrence,
                group=placed.group,
                objective=placed.objective,
                text=joiner.join(row.text),
                key_area=joiner.join(row.key_area) or None,
                owners=split_owners(row.owners, posts),
                source=row.source,
                milestones=milestones,
            )
        )
    return tuple(actions), dated


def _milestones(
    placed: PlacedRow, joiner: Joiner, quarter_basis: QuarterBasis | None
) -> tuple[tuple[Milestone, ...], list[DatedMilestone]]:
    """The milestones of a row with their due points; an action without parts has one milestone, itself."""
    row = placed.row
    found = [(each.heading, each.text(joiner), span_of(each.lines)) for each in row.milestones]
    if not found and row.text:
        found = [(None, joiner.join(row.text), span_of(row.text))]
    milestones: list[Milestone] = []
    dated: list[DatedMilestone] = []
    for number, (heading, text, source) in enumerate(found, start=1):
        reading = read_due(text, quarter_basis)
        dated.append(DatedMilestone(f"{placed.key}/m{number}", text, reading))
        milestones.append(Milestone(label=heading, text=text, source=source, due=due_of(reading)))
    return tuple(milestones), dated


def _with_lone_and(rows: Sequence[PlacedRow]) -> list[str]:
    lone = {"&", "and", "/"}
    return [placed.key for placed in rows if any(line.text in lone for line in placed.row.owners)]


def _measures(
    tables: Sequence[Sequence[Line]], actions: Sequence[Action], doubts: Doubts
) -> tuple[Measure, ...]:
    measures: tuple[Measure, ...] = ()
    for table in tables:
        measures += read_measure_tables(table, actions, doubts, first_key=len(measures) + 1)
    ask_across_measures(measures, doubts)
    return measures
