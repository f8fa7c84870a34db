"""Text of a PDF in which every cell stands on lines of its own, the titles first."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import Promise, Specimen, When

_TEXT = """Coldmere Local Area SEND Action Plan

Page 1 of 3

Number
Action
Lead
Timescale
Measures of success

1
Hold a drop-in session for families in each of
the four towns every term
Participation Lead
by Autumn 2025
Families of every town have come to a session

2
Move all annual reviews of Year 9 pupils to the
autumn term
Annual Review Manager
December 2025
Nine in ten Year 9 reviews are held by Christmas

Page 2 of 3

Number
Action
Lead
Timescale
Measures of success

3
Buy places for ten children in a new unit at the
grammar school
Head of Sufficiency
Sept 2026
The unit opens with ten children

4
Publish a yearly report on tribunals and what was
learned from them
Head of Casework
31/03/2026
The report is read by the board

Page 3 of 3

5
Bring the speech and language offer of both trusts
together
Commissioning Manager, Integrated Care Board
January 2026
One offer is published for both trusts
"""

_ROWS = (
    (
        "1",
        "Hold a drop-in session for families in each of the four towns every term",
        "Participation Lead",
        When("Autumn 2025", "2025-09-01", "2025-12-31"),
        "Families of every town have come to a session",
    ),
    (
        "2",
        "Move all annual reviews of Year 9 pupils to the autumn term",
        "Annual Review Manager",
        When("December 2025", "2025-12-01", "2025-12-31"),
        "Nine in ten Year 9 reviews are held by Christmas",
    ),
    (
        "3",
        "Buy places for ten children in a new unit at the grammar school",
        "Head of Sufficiency",
        When("Sept 2026", "2026-09-01", "2026-09-30"),
        "The unit opens with ten children",
    ),
    (
        "4",
        "Publish a yearly report on tribunals and what was learned from them",
        "Head of Casework",
        When("31/03/2026", "2026-03-31", "2026-03-31"),
        "The report is read by the board",
    ),
    (
        "5",
        "Bring the speech and language offer of both trusts together",
        "Commissioning Manager, Integrated Care Board",
        When("January 2026", "2026-01-01", "2026-01-31"),
        "One offer is published for both trusts",
    ),
)

SPECIMEN = Specimen(
    file="coldmere.txt",
    layout="text: one cell per line, page numbers between",
    build=_TEXT.encode,
    title="Coldmere Local Area SEND Action Plan",
    local_area="Coldmere",
    promises=tuple(
        Promise(ref=ref, text=text, owners=(owner,), due=(due,), criteria=(criterion,))
        for ref, text, owner, due, criterion in _ROWS
    ),
)
