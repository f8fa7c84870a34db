"""The plan in the tables of a document: each table's rows, under the headings that gather them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lapwing.contexts.improvement.interchange import Action, LegendEntry
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.grids.actions import ActionReader
from lapwing.contexts.improvement.reading.grids.cell_text import words_of
from lapwing.contexts.improvement.reading.grids.doubles import joined_doubles
from lapwing.contexts.improvement.reading.grids.drafts import Draft, Drafter, heads_outcome, plain_ref
from lapwing.contexts.improvement.reading.grids.filling import filled_down, parents_as_bands
from lapwing.contexts.improvement.reading.grids.groups import (
    Gatherer,
    Heading,
    heading_in,
    is_objective,
    names_action,
)
from lapwing.contexts.improvement.reading.grids.headings import Place, places_of
from lapwing.contexts.improvement.reading.grids.labels import split_labels
from lapwing.contexts.improvement.reading.grids.records import Band, Record
from lapwing.contexts.improvement.reading.grids.shared_cells import split_shared
from lapwing.contexts.improvement.reading.grids.steps import action_of, step_of
from lapwing.contexts.improvement.reading.grids.tables import ActionTable, tables_of
from lapwing.contexts.improvement.reading.legend import legend_of
from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.pieces import PartialPlan, Role
from lapwing.contexts.improvement.reading.trace import Trace
from lapwing.domain.due_columns import evidence_in
from lapwing.platform.extraction.document import Document, Grid

_UNTITLED = (
    "Columns without a title are read by what their cells look like (numbers, dates, posts, words of "
    "status). Is that right?"
)


@dataclass(frozen=True)
class GridReading:
    """``left`` are lines inside the spans of what was read that no field carries.

    ``unmeasured`` are tables of actions that have no columns of figures for measures.
    """

    plan: PartialPlan = field(default_factory=PartialPlan)
    legend: tuple[LegendEntry, ...] = ()
    left: tuple[Line, ...] = ()
    unmeasured: tuple[Grid, ...] = ()


def read_grids(document: Document, trace: Trace, doubts: Doubts) -> GridReading:
    """The actions and the structure around them that the tables of a document hold."""
    legend = legend_of(document)
    for span in legend.spans:
        trace.add("legend", span, "a key of words or colours")
    tables = tables_of(document, legend, trace)
    gatherer = Gatherer(doubts)
    drafter = Drafter(doubts)
    for table, place in zip(tables, places_of(document, [table.grid for table in tables]), strict=True):
        _take(table, place, gatherer, drafter)
    reader = ActionReader(legend, doubts, evidence_in(_dates(drafter.found)))
    actions = joined_doubles([reader.read(draft) for draft in drafter.found], doubts)
    for table in tables:
        _ask_guesses(table, actions, doubts)
    for action in actions:
        trace.add("action", action.source, f"{action.key}: {action.text[:80]}")
    used = _used(gatherer, actions)
    measured = [table.grid for table in tables if table.measured]
    unmeasured = tuple(table.grid for table in tables if not any(table.grid is grid for grid in measured))
    return GridReading(used, legend.entries, tuple(_left(document, actions, reader)), unmeasured)


def _dates(drafts: Sequence[Draft]) -> list[str]:
    """The words of every cell of dates: what one of them shows of how they are written holds for others."""
    return [
        words_of(record.text(role))
        for draft in drafts
        for record in draft.records
        for role in (Role.START, Role.DUE)
    ]


def _take(table: ActionTable, place: Place, gatherer: Gatherer, drafter: Drafter) -> None:
    if not table.continues:
        drafter.close()
    drafter.measured = table.measured
    over = False
    for heading, under in place.headings:
        if table.steps and names_action(heading):
            over = True
            drafter.close()
            drafter.take(action_of(heading), gatherer.group, gatherer.objective)
        else:
            gatherer.open(heading, under=under)
    outer = gatherer.group
    for row in filled_down(parents_as_bands(table.rows)):
        if isinstance(row, Band):
            drafter.close()
            band = heading_in(row.text, row.lines)
            over = table.steps and band is not None and names_action(band)
            if band is not None and over:
                drafter.take(action_of(band), gatherer.group, gatherer.objective)
            elif band is not None:
                _open_band(band, gatherer, outer is not None and bool(place.headings))
        else:
            record = split_shared(split_labels(step_of(row) if over else row))
            _open_outcome(record, gatherer, under=bool(place.headings))
            drafter.take(record, gatherer.group, gatherer.objective)


def _open_band(heading: Heading, gatherer: Gatherer, under: bool) -> None:
    if heading.ref is None and len(heading.title.split()) > 30:
        return
    gatherer.open(heading, under=under and (heading.ref is None or is_objective(heading)))


def _open_outcome(record: Record, gatherer: Gatherer, *, under: bool) -> None:
    """A cell over several rows that names what they are for: by a number beside it, or in its own words."""
    ref, outcome = record.own(Role.REFERENCE), record.own(Role.OUTCOME)
    if outcome is None:
        return
    if ref is not None and heads_outcome(record, ref):
        gatherer.open(Heading(plain_ref(ref.text), words_of(outcome.text), outcome.lines), under=under)
        gatherer.by_outcome = True
    elif heading := heading_in(outcome.text, outcome.lines, named=True):
        gatherer.open(heading, under=under and is_objective(heading))
        gatherer.by_outcome = True
    elif gatherer.by_outcome:
        gatherer.close(whole=not under)


def _ask_guesses(table: ActionTable, actions: Sequence[Action], doubts: Doubts) -> None:
    first, last = table.grid.lines
    keys = [each.key for each in actions if each.source and first <= each.source[0] <= last]
    for guess, key in ((guess, key) for guess in table.guesses for key in keys):
        title = guess.column.text
        role = guess.column.role.value if guess.column.role else ""
        named = f"The column “{title}” is read as the {role}, from its cells ({guess.why}). Is that right?"
        text = named if title else _UNTITLED
        doubts.add(
            "column.meaning",
            key,
            text,
            cause=f"{title} {role}" if guess.column.text else "no titles",
            choices=("yes", "no"),
        )


def _used(gatherer: Gatherer, actions: Sequence[Action]) -> PartialPlan:
    """Groups and objectives with the actions; a heading that gathers nothing is left to the remainder."""
    objectives = tuple(
        each for each in gatherer.objectives.values() if any(a.objective == each.ref for a in actions)
    )
    groups = tuple(
        each
        for each in gatherer.groups.values()
        if any(a.group == each.ref for a in actions) or any(o.group == each.ref for o in objectives)
    )
    return PartialPlan(groups=groups, objectives=objectives, actions=tuple(actions))


def _left(document: Document, actions: Sequence[Action], reader: ActionReader) -> Iterator[Line]:
    inside = {n for action in actions if action.source for n in range(action.source[0], action.source[1] + 1)}
    for number in sorted(inside - reader.carried):
        yield Line(number, document.lines[number - 1])
