"""Tables of other things give no actions, and every line of them is kept."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.reading.grids.tests.tables import Heading, plan_of, table

_OTHERS = {
    "contents": [["Section", "Page"], ["Our actions", "3"]],
    "glossary": [["Term", "Meaning"], ["DCO", "Designated Clinical Officer"], ["RAG", "A rating"]],
    "members": [["Name", "Role", "Organisation"], ["A. Wren", "Head of SEND", "Council"]],
    "contacts": [["Name", "Role", "Email", "Responsible for"], ["A. Wren", "Head", "a@b", "Actions"]],
    "meetings": [["Meeting", "Date", "Venue"], ["Board", "1 May 2026", "Town hall"]],
    "risks": [
        ["Risk", "Likelihood", "Impact", "Mitigating action", "Owner", "Review date"],
        ["Staff leave", "High", "High", "Recruit", "Head of HR", "May 2026"],
    ],
    "versions": [["Version", "Date", "Author", "Changes"], ["1", "May 2026", "A. Wren", "First draft"]],
    "events": [["Activity", "Date", "Audience"], ["Coffee morning", "May 2026", "Parents"]],
    "signing": [["Name", "Title", "Signature", "Date"], ["A. Wren", "Chair", "", "May 2026"]],
    "story": [["Date", "Event", "Outcome"], ["May 2025", "Visit", "Mixed"]],
    "measures": [
        ["Measure", "Baseline", "Target July 2026", "RAG"],
        ["Plans in time", "50%", "80%", "Amber"],
    ],
}


@pytest.mark.parametrize("name", _OTHERS)
def test_a_table_of_something_else_gives_no_actions(name: str) -> None:
    plan = plan_of(table(*_OTHERS[name]))
    assert plan.actions == ()
    kept = "\n".join(each.text for each in plan.remainder)
    if name != "measures":
        assert all(cell in kept for row in _OTHERS[name] for cell in row)


def test_a_heading_may_say_that_a_table_is_a_register_of_risks() -> None:
    rows = table(
        ["Ref", "Description", "Action", "Owner", "Date"],
        ["R1", "Staff leave", "Recruit", "HR Lead", "May 2026"],
    )
    assert plan_of(Heading("Risk register"), rows).actions == ()
    assert len(plan_of(Heading("Our plan"), rows).actions) == 1
