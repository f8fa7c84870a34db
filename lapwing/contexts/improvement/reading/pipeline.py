"""Reading a plan from text: lines → blocks → tables and lists → fields with source spans → questions.

Structure is found by general means only (headings, numbers, arrows, titles of columns, due phrases):
nothing here knows a council, a line number or a sentence of any plan.
"""

from __future__ import annotations

from lapwing.contexts.improvement.interchange import Plan
from lapwing.contexts.improvement.reading.cover import left_unread
from lapwing.contexts.improvement.reading.delimited_tables import read_delimited_tables
from lapwing.contexts.improvement.reading.document_notes import note_document
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.evening import evened
from lapwing.contexts.improvement.reading.flat_plan import read_flat
from lapwing.contexts.improvement.reading.front_matter import read_front_matter
from lapwing.contexts.improvement.reading.gaps import ask_about_gaps
from lapwing.contexts.improvement.reading.glossary import glossary_of
from lapwing.contexts.improvement.reading.lines import lines_of
from lapwing.contexts.improvement.reading.owner_aliases import ask_about_aliases
from lapwing.contexts.improvement.reading.owners import OwnerLine, posts_of
from lapwing.contexts.improvement.reading.pieces import merged
from lapwing.contexts.improvement.reading.tab_tables import spans_of_tables


def read_plan(text: str, name: str = "") -> Plan:
    """The plan in ``text``, with a question for every doubt. ``name`` titles a plan that prints no title.

    A document may hold tables of both kinds, delimited and flattened; what is found of each is put together.
    """
    lines = lines_of(text)
    doubts = Doubts()
    in_tables = {number for first, last in spans_of_tables(lines) for number in range(first, last + 1)}
    even = evened(lines, in_tables)
    front = read_front_matter(even)
    flat = read_flat(even, front, doubts)
    found = merged([read_delimited_tables(lines, doubts), flat.plan])
    ask_about_gaps(found, lines, doubts)
    owner_cells = [[OwnerLine(owner) for owner in action.owners] for action in found.actions]
    glossary = glossary_of(even)
    ask_about_aliases(found.actions, posts_of(owner_cells, glossary, front.local_area), glossary, doubts)
    note_document(lines, front, found.actions, glossary, doubts)
    questions = doubts.questions()
    plan = Plan(
        title=front.title or name,
        local_area=front.local_area,
        inspection=front.inspection,
        governance_group=front.governance_group,
        areas_for_improvement=found.areas_for_improvement,
        findings=found.findings,
        groups=found.groups,
        objectives=found.objectives,
        actions=found.actions,
        measures=found.measures,
        questions=questions,
    )
    return left_unread(plan, lines, flat.left)
