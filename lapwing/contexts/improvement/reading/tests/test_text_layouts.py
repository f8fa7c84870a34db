"""The same actions from every layout of a text: each field right, or a question about its row."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from lapwing.contexts.improvement.interchange import Action, Plan
from lapwing.contexts.improvement.reading.pipeline import read_plan
from lapwing.contexts.improvement.reading.tests.laid_out import (
    LAYOUTS,
    ROWS,
    Row,
    columns_and_blank_lines,
    labelled,
    labels_alone,
    pipes,
    spaced,
)

_ASK_OF_CELLS = frozenset(["cell.order", "cell.slipped", "owner.split", "text.split"])
_CERTAIN = (spaced, columns_and_blank_lines, labelled, labels_alone, pipes)


def _plain(text: str) -> str:
    return " ".join(text.replace("•", " ").split()).strip(" .")


def _wrong(row: Row, action: Action) -> Iterator[str]:
    if _plain(action.text) != row.action:
        yield "text"
    if action.owners != row.owners:
        yield "owners"
    if tuple(_plain(criterion.text) for criterion in action.success_criteria) != row.successes:
        yield "successes"
    due = action.milestones[0].due
    told = [point.as_written for point in due.points] + ([due.recurrence] if due.recurrence else [])
    if not (all(words in row.due for words in told) and (told or row.due == "TBC")):
        yield "due"


def _asked(plan: Plan, key: str) -> bool:
    return any(question.code in _ASK_OF_CELLS and key in question.where for question in plan.questions)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_action_is_found_once_and_no_other(layout: Callable[[], str]) -> None:
    assert [action.ref for action in read_plan(layout()).actions] == [row.ref for row in ROWS]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_no_field_is_wrong_without_a_question(layout: Callable[[], str]) -> None:
    plan = read_plan(layout())
    for row, action in zip(ROWS, plan.actions, strict=True):
        assert not list(_wrong(row, action)) or _asked(plan, action.key), (row.ref, list(_wrong(row, action)))


@pytest.mark.parametrize("layout", _CERTAIN, ids=lambda layout: layout.__name__)
def test_where_the_layout_parts_the_cells_every_field_is_right(layout: Callable[[], str]) -> None:
    plan = read_plan(layout())
    for row, action in zip(ROWS, plan.actions, strict=True):
        assert list(_wrong(row, action)) == []


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_questions_about_cells_are_one_for_each_cause(layout: Callable[[], str]) -> None:
    codes = [question.code for question in read_plan(layout()).questions if question.code in _ASK_OF_CELLS]
    assert len(codes) == len(set(codes))
