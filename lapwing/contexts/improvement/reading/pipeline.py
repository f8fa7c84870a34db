"""Reading a plan: document → tables and blocks → fields with source spans → questions.

Structure is found by general means only (headings, numbers, arrows, titles of columns, due phrases):
nothing here knows a council, a line number or a sentence of any plan.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lapwing.contexts.improvement.interchange import DocumentKind, Plan
from lapwing.contexts.improvement.reading.cover import left_unread
from lapwing.contexts.improvement.reading.delimited_tables import read_delimited_tables
from lapwing.contexts.improvement.reading.document_kinds import kind_of
from lapwing.contexts.improvement.reading.document_notes import note_document
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.evening import evened
from lapwing.contexts.improvement.reading.explaining import explain_fields
from lapwing.contexts.improvement.reading.flat_plan import FlatReading, read_flat
from lapwing.contexts.improvement.reading.front_matter import FrontMatter, read_front_matter
from lapwing.contexts.improvement.reading.gaps import ask_about_gaps
from lapwing.contexts.improvement.reading.glossary import glossary_of
from lapwing.contexts.improvement.reading.grids.reading import read_grids
from lapwing.contexts.improvement.reading.lines import Line, lines_of
from lapwing.contexts.improvement.reading.listed_areas import areas_of
from lapwing.contexts.improvement.reading.lost_characters import ask_about_lost_characters
from lapwing.contexts.improvement.reading.measure_grids import read_measure_grids
from lapwing.contexts.improvement.reading.measure_grids.blocks import with_measure_blocks
from lapwing.contexts.improvement.reading.measure_grids.in_text import with_measure_texts
from lapwing.contexts.improvement.reading.own import is_own, read_own
from lapwing.contexts.improvement.reading.owner_aliases import ask_about_aliases
from lapwing.contexts.improvement.reading.owners import OwnerLine, posts_of
from lapwing.contexts.improvement.reading.pieces import PartialPlan, merged
from lapwing.contexts.improvement.reading.proposals import propose_measures
from lapwing.contexts.improvement.reading.tab_tables import spans_of_tables
from lapwing.contexts.improvement.reading.text_grids import ask_about_cells, find_tables
from lapwing.contexts.improvement.reading.trace import Trace
from lapwing.contexts.improvement.reading.wrapping import wrapping_in
from lapwing.platform.extraction.document import Document, Kind
from lapwing.platform.extraction.plain_text import text_document

_HOLD_ACTIONS: frozenset[DocumentKind] = frozenset(["plan", "other"])
_KINDS: dict[DocumentKind, str] = {
    "progress report": "This is a progress report: it tells of actions and promises none, so that none were "
    "read. It can be offered as updates to the plan it is of. Is that right?",
    "contents": "This is only a list of contents, so that no actions were read. Is that right?",
    "notice": "This is a press notice or a page of news, so that no actions were read. Is that right?",
}
_LONGEST_TITLE = 150
_TITLE = re.compile(r"\b(?:plan|strategy|statement of action|framework|scorecard|tracker|report)\b", re.I)
# Formats that may hold tables only as text: flattened, or between tab characters.
_TEXT = frozenset({Kind.TEXT, Kind.MARKDOWN, Kind.PDF})


def read_plan(text: str, name: str = "") -> Plan:
    """The plan in ``text``, with a question for every doubt. ``name`` titles a plan that prints no title."""
    return read_document(text_document(text, name))


def read_document(document: Document, trace: Trace | None = None) -> Plan:
    """The plan in a document of any format, with a question for every doubt.

    A document may hold tables of several kinds, ruled, delimited and flattened; what is found of each is put
    together. ``trace`` is told what was recognised and why.
    """
    steps = trace if trace is not None else Trace()
    plan = _read(document, steps)
    if trace is not None:
        explain_fields(plan, steps)
    return plan


def _read(document: Document, steps: Trace) -> Plan:
    lines = lines_of(document.text)
    if is_own(document):
        steps.add("document", None, "laid out as Lapwing lays a plan out, and read by that")
        return left_unread(read_own(document), lines)
    doubts = Doubts()
    tables = find_tables(document, steps)
    document = with_measure_blocks(with_measure_texts(tables.document))
    kind = kind_of(document)
    if kind not in _HOLD_ACTIONS:
        steps.add("document", None, f"a {kind}: it holds no actions of its own")
        return _without_actions(document, kind, _outside(lines, document), doubts)
    grids = read_grids(document, steps, doubts)
    ask_about_cells(tables.tables, grids.plan.actions, doubts)
    outside = _outside(lines, document)
    in_tables = {number for first, last in spans_of_tables(outside) for number in range(first, last + 1)}
    even = evened(outside, in_tables)
    front = read_front_matter(even)
    flat, delimited = _read_as_text(document, outside, even, front, doubts)
    measuring = [grid for grid in document.grids if not any(grid is each for each in grids.unmeasured)]
    measures = read_measure_grids(
        measuring, grids.plan.actions, doubts, len(flat.plan.measures) + 1, trace=steps
    )
    proposed = propose_measures(
        grids.plan.actions, doubts, beside=measures, first_key=len(delimited.measures) + 1, brief=True
    )
    found = merged([grids.plan, delimited, flat.plan, PartialPlan(measures=(*measures, *proposed))])
    ask_about_gaps(found, outside, doubts)
    owner_cells = [[OwnerLine(owner) for owner in action.owners] for action in found.actions]
    glossary = glossary_of(even)
    ask_about_aliases(found.actions, posts_of(owner_cells, glossary, front.local_area), glossary, doubts)
    ask_about_lost_characters(found.actions, found.measures, doubts)
    note_document(lines, front, found.actions, glossary, doubts)
    areas = found.areas_for_improvement or (areas_of(document, outside) if grids.plan.actions else ())
    plan = Plan(
        title=front.title or _headed(document) or document.name,
        local_area=front.local_area,
        inspection=front.inspection,
        governance_group=front.governance_group,
        areas_for_improvement=areas,
        findings=found.findings,
        groups=found.groups,
        objectives=found.objectives,
        actions=found.actions,
        measures=found.measures,
        questions=doubts.questions(),
        legend=grids.legend,
        document="plan" if found.actions or found.measures else kind,
    )
    return left_unread(plan, lines, (*flat.left, *grids.left))


def _without_actions(
    document: Document, kind: DocumentKind, outside: tuple[Line, ...], doubts: Doubts
) -> Plan:
    """What a document says of itself when it holds no actions; a person is told why none were read."""
    front = read_front_matter(evened(outside))
    doubts.add("document.kind", "plan", _KINDS[kind], choices=("yes", "no"))
    plan = Plan(
        title=front.title or _headed(document) or document.name,
        # the date of a notice or report that speaks of inspectors is its own, not theirs
        local_area=front.local_area,
        governance_group=front.governance_group,
        questions=doubts.questions(),
        document=kind,
    )
    return left_unread(plan, lines_of(document.text))


def _headed(document: Document) -> str | None:
    """The title of a document that opens with a heading of the highest kind, when it says what it is."""
    first = next(iter(document.paragraphs), None)
    if (
        first is None
        or first.heading != 1
        or len(first.text) > _LONGEST_TITLE
        or not _TITLE.search(first.text)
    ):
        return None
    return " ".join(first.text.split())


def _outside(lines: tuple[Line, ...], document: Document) -> tuple[Line, ...]:
    """The lines with those of tables, and of a site around the document, left blank, so that what reads prose
    meets neither."""
    inside = {number for grid in document.grids for number in range(grid.lines[0], grid.lines[1] + 1)}
    inside |= wrapping_in(lines)
    return tuple(replace(line, text="") if line.number in inside else line for line in lines)


def _read_as_text(
    document: Document, outside: tuple[Line, ...], even: tuple[Line, ...], front: FrontMatter, doubts: Doubts
) -> tuple[FlatReading, PartialPlan]:
    """What stands in flattened tables, and in tables between tab characters."""
    if document.kind not in _TEXT:
        return FlatReading(PartialPlan()), PartialPlan()
    flat = read_flat(even, front, doubts)
    return flat, read_delimited_tables(outside, doubts)
