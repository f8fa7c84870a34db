"""Reading a plan from text: lines → blocks → tables and lists → fields with source spans → questions.

Structure is found by general means only (headings, numbers, arrows, titles of columns, due phrases):
nothing here knows a council, a line number or a sentence of any plan.
"""

from __future__ import annotations

from lapwing.contexts.improvement.interchange import Plan
from lapwing.contexts.improvement.reading.lines import lines_of


def read_plan(text: str, name: str = "") -> Plan:
    """The plan in ``text``, with a question for every doubt. ``name`` titles a plan that prints no title."""
    lines = lines_of(text)
    return Plan(title=name or (lines[0].text.strip() if lines else ""))
