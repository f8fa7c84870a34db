"""Labelled blocks under headings, in Markdown and in lists: each block a row, each area a group."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.interchange import Plan
from lapwing.contexts.improvement.reading.pipeline import read_document
from lapwing.platform.extraction.extract import extract

_PAGE = """<h1>Wolds plan</h1>
<h2>Priority 1: Listening</h2>
<h3>Action 1.1: Set up a panel</h3><p><b>Lead:</b> Participation Manager</p><p>By when: March 2026</p>
<p>Success criteria:</p><ul><li>It meets</li></ul>
<h2>Priority 2: Good schools</h2>
<h3>Action 2.1: Review outreach</h3><p><b>Lead:</b> Head of Provision</p><p>By when: July 2026</p>
<p>Success criteria:</p><ul><li>Schools use it</li></ul>
"""
_BOLD = """# Wolds plan

## Priority 1: Listening

### Action 1
**Action:** Set up a panel
**Lead:** Participation Manager
**By when:** March 2026
**Success criteria:** It meets

## Priority 2: Good schools

### Action 2
**Action:** Review outreach
**Lead:** Head of Provision
**By when:** July 2026
**Success criteria:** Schools use it
"""
_NESTED = """# Wolds plan

## Priority 1: Listening

1. Set up a panel
   - Lead: Participation Manager
   - By when: March 2026
   - Success criteria: It meets

## Priority 2: Good schools

2. Review outreach
   - Lead: Head of Provision
   - By when: July 2026
   - Success criteria: Schools use it
"""


def _plan(text: str, name: str) -> Plan:
    return read_document(extract(text.encode(), name))


@pytest.mark.parametrize(("text", "name"), [(_PAGE, "plan.html"), (_BOLD, "plan.md"), (_NESTED, "plan.md")])
def test_blocks_are_actions_and_the_headings_between_them_their_groups(text: str, name: str) -> None:
    plan = _plan(text, name)
    titles = {group.ref: group.title for group in plan.groups}
    found = [
        (action.text, action.owners, titles[action.group or ""], action.success_criteria[0].text)
        for action in plan.actions
    ]
    assert found == [
        ("Set up a panel", ("Participation Manager",), "Listening", "It meets"),
        ("Review outreach", ("Head of Provision",), "Good schools", "Schools use it"),
    ]
    assert [str(action.milestones[0].due.points[0].latest) for action in plan.actions] == [
        "2026-03-31",
        "2026-07-31",
    ]


def test_a_numbered_list_of_criteria_opens_no_action_where_actions_are_named() -> None:
    text = (
        "Action 1.1: Set up a panel\nSuccess criteria:\n1. It meets\n2. Parents set the agenda\n"
        "Lead: Participation Manager\nAction 1.2: Answer complaints\nLead: Complaints Manager\n"
    )
    assert [action.ref for action in _plan(text, "plan.txt").actions] == ["1.1", "1.2"]


def test_brackets_after_an_action_of_a_list_tell_who_and_when() -> None:
    text = (
        "# Wolds plan\n\n## Priority 1: Listening\n\n"
        "1.1 Set up a panel (Lead: Participation Manager; by March 2026)\n\n"
        "- Ask parents by May 2025\n- Hold a first meeting\n\n"
        "1.2 Answer complaints in full (Lead: Complaints Manager, by July 2026)\n"
    )
    first, second = _plan(text, "plan.md").actions
    assert (first.ref, first.owners, second.owners) == (
        "1.1",
        ("Participation Manager",),
        ("Complaints Manager",),
    )
    assert [(each.text, str(each.due.points[0].latest)) for each in first.milestones] == [
        ("Ask parents by May 2025", "2025-05-31"),
        ("Hold a first meeting", "2026-03-31"),
    ]
    assert str(second.milestones[0].due.points[0].latest) == "2026-07-31"


def test_other_words_in_brackets_stay_part_of_the_action() -> None:
    text = (
        "1.1 Set up a panel (of parents: four of them)\nLead: Participation Manager\nBy when: March 2026\n\n"
        "1.2 Answer complaints\nLead: Complaints Manager\nBy when: July 2026\n"
    )
    assert _plan(text, "plan.txt").actions[0].text == "Set up a panel (of parents: four of them)"
