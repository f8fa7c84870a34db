"""Whatever stands in a table: nothing is lost, and what is read hangs together."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.contexts.improvement.reading.cover import sources_of
from lapwing.contexts.improvement.reading.grids.tests.tables import Heading, Table, document
from lapwing.contexts.improvement.reading.pipeline import read_document
from lapwing.platform.extraction.document import Kind

_WORDS = st.sampled_from(
    [
        *["", "Action", "Lead", "By when", "RAG", "Ref", "1.1", "1.1a", "2", "Head of Hubs; DCO", "May 2026"],
        *["Green", "• one\n• two", "a) one\n  b) two", "Priority 1: Kestrels", "Due date: May 25", "Total"],
        *["Sept 25", "Target", "Baseline", "Risk", "50%", "Milestone", "\n", "-", "Lead: DCO", "Action 3"],
        *["Blue – complete", "<p>x", "(", "Owner and timescale", "1.1 Do\n1.2 Write", "and more of it"],
    ]
)
_ROWS = st.integers(1, 5).flatmap(
    lambda columns: st.lists(st.lists(_WORDS, min_size=columns, max_size=columns), min_size=1, max_size=6)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_ROWS, min_size=1, max_size=3), st.sampled_from(list(Kind)))
def test_every_line_is_kept_and_every_reference_holds(tables: list[list[list[str]]], kind: Kind) -> None:
    doc = document(Heading("Our plan"), *(Table(rows) for rows in tables), kind=kind)
    plan = read_document(doc)
    spans = [*sources_of(plan), *(each.lines for each in plan.remainder)]
    kept = {number for first, last in spans for number in range(first, last + 1)}
    assert all(number in kept for number, line in enumerate(doc.lines, start=1) if line.strip())
    keys = [action.key for action in plan.actions]
    assert len(keys) == len(set(keys))
    groups, objectives = {each.ref for each in plan.groups}, {each.ref for each in plan.objectives}
    for action in plan.actions:
        assert action.milestones
        assert action.group is None or action.group in groups
        assert action.objective is None or action.objective in objectives
