"""What copying does to a layout is undone before reading: tabs, blanks on empty lines, doubled gaps."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lapwing.contexts.improvement.interchange import Plan
from lapwing.contexts.improvement.reading.evening import evened
from lapwing.contexts.improvement.reading.lines import lines_of
from lapwing.contexts.improvement.reading.pipeline import read_plan
from lapwing.contexts.improvement.reading.tests.invented import invented, reading_of
from lapwing.contexts.improvement.reading.tests.mutations import COPIES


def _texts(text: str, tables: set[int] | None = None) -> list[str]:
    return [line.text for line in evened(lines_of(text), tables or set())]


def _said(plan: Plan) -> list[object]:
    """What the plan says, without where it stands."""
    actions = [
        (a.key, a.text, a.key_area, a.owners, [(m.label, m.text, m.due) for m in a.milestones])
        for a in plan.actions
    ]
    return [actions, [(m.name, m.refs, m.series) for m in plan.measures], plan.inspection, plan.objectives]


def test_tabs_are_blanks_where_no_table_is_parted_by_them() -> None:
    assert _texts("\tSet up\ta panel\t") == [" Set up a panel "]


def test_tabs_that_part_cells_stay_and_those_at_line_ends_go() -> None:
    assert _texts("1.1\tSet up a panel\n\tTitle\t\nAim 1\tA list", {1}) == [
        "1.1\tSet up a panel",
        "Title",
        "Aim 1\tA list",
    ]


def test_lines_of_blanks_are_empty_when_no_line_is() -> None:
    assert _texts("One\n  \nTwo") == ["One", "", "Two"]


def test_lines_of_blanks_stay_where_others_are_empty_for_the_two_mean_different_things() -> None:
    assert _texts("One\n  \nTwo\n\nThree") == ["One", "  ", "Two", "", "Three"]


def test_doubled_gaps_are_halved_and_lines_keep_their_numbers() -> None:
    found = evened(lines_of("\n\n\n".join(f"Line {n}" for n in range(12))))
    assert [line.text for line in found[:3]] == ["Line 0", "", "Line 1"]
    assert found[2].number == 4


def test_gaps_of_different_widths_are_left_alone() -> None:
    text = "\n\n\n".join(f"Line {n}" for n in range(12)) + "\n\nLast\n\n\n\nNot quite"
    assert len(evened(lines_of(text))) == text.count("\n") + 1


def test_a_few_wide_gaps_prove_nothing() -> None:
    assert _texts("One\n\n\nTwo") == ["One", "", "", "Two"]


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES.keys())
def test_a_plan_reads_the_same_however_it_was_copied(copied: Callable[[str], str]) -> None:
    plan, again = reading_of("alderbrook"), read_plan(copied(invented("alderbrook")))
    assert _said(again)[:3] == _said(plan)[:3]
    assert [each.title for each in again.objectives] == [each.title for each in plan.objectives]
    assert [each.code for each in again.questions] == [each.code for each in plan.questions]
