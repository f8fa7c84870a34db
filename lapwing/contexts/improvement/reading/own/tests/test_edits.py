"""An edit made in Word or Excel comes back as that edit, and as nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any, Literal

import docx
import openpyxl
import pytest

from lapwing.contexts.improvement.interchange import Action, Plan
from lapwing.contexts.improvement.interchange.visible import visible
from lapwing.contexts.improvement.publishing.files import written
from lapwing.contexts.improvement.reading.own.tests.told_plans import read_back, told

Edit = Callable[["Word | Excel"], None]
DUE = "by October 2025"


class Word:
    """The rows of the tables of actions and measures in a Word file, by their texts."""

    ending = "docx"

    def __init__(self, data: bytes) -> None:
        self.file = docx.Document(BytesIO(data))

    def saved(self) -> bytes:
        out = BytesIO()
        self.file.save(out)
        return out.getvalue()

    def rows(self, *texts: str) -> Iterator[Any]:
        for table in self.file.tables:
            for row in table.rows:
                found = [cell.text for cell in row.cells]
                if all(text in found for text in texts):
                    yield row

    def change(self, old: str, new: str) -> None:
        """Change the first cell that says ``old``."""
        cell = next(cell for row in self.rows(old) for cell in row.cells if cell.text == old)
        cell.text = new

    def delete(self, text: str) -> None:
        row = next(self.rows(text))._tr
        row.getparent().remove(row)

    def add_below(self, text: str, changes: dict[str, str]) -> None:
        """Copy a row, and change its texts."""
        row = next(self.rows(text))
        copy = deepcopy(row._tr)
        row._tr.addnext(copy)
        below = next(each for table in self.file.tables for each in table.rows if each._tr is copy)
        for cell in below.cells:
            cell.text = changes.get(cell.text, cell.text)

    def swap(self, first: str, second: str) -> None:
        one, other = next(self.rows(first))._tr, next(self.rows(second))._tr
        one.addprevious(other)


class Excel:
    """The same of an Excel file."""

    ending = "xlsx"

    def __init__(self, data: bytes) -> None:
        self.file = openpyxl.load_workbook(BytesIO(data))

    def saved(self) -> bytes:
        out = BytesIO()
        self.file.save(out)
        return out.getvalue()

    def _found(self, text: str) -> tuple[Any, int]:
        return next(
            (sheet, int(row[0].row or 0))
            for sheet in self.file.worksheets
            for row in sheet.iter_rows()
            if any(cell.value == text for cell in row)
        )

    def change(self, old: str, new: str) -> None:
        sheet, number = self._found(old)
        next(cell for cell in sheet[number] if cell.value == old).value = new

    def delete(self, text: str) -> None:
        sheet, number = self._found(text)
        sheet.delete_rows(number)

    def add_below(self, text: str, changes: dict[str, str]) -> None:
        sheet, number = self._found(text)
        values = [cell.value for cell in sheet[number]]
        sheet.insert_rows(number + 1)
        for at, value in enumerate(values, start=1):
            sheet.cell(number + 1, at).value = changes.get(str(value), value)

    def swap(self, first: str, second: str) -> None:
        (sheet, one), (_, other) = self._found(first), self._found(second)
        for top, bottom in zip(sheet[one], sheet[other], strict=True):
            top.value, bottom.value = bottom.value, top.value


@cache
def _file(ending: Literal["docx", "xlsx"]) -> bytes:
    return written(told("alderbrook"), ending)


@pytest.fixture(params=[Word, Excel])
def edited(request: pytest.FixtureRequest) -> Callable[[Edit], tuple[Plan, Plan]]:
    """The plan before, and as it reads after an edit, both as a person sees them."""
    plan = told("alderbrook")

    def edit(change: Edit) -> tuple[Plan, Plan]:
        file = request.param(_file(request.param.ending))
        change(file)
        return visible(plan), visible(read_back(file.saved(), f"plan.{request.param.ending}"))

    return edit


Edited = Callable[[Edit], tuple[Plan, Plan]]


def _with(plan: Plan, at: int, action: Action) -> Plan:
    return replace(plan, actions=(*plan.actions[:at], action, *plan.actions[at + 1 :]))


def _first(plan: Plan) -> tuple[int, Action]:
    """An action whose first milestone is due in a month of its own."""
    return next(
        (at, action)
        for at, action in enumerate(plan.actions)
        if len(action.milestones) > 1 and action.milestones[0].due.points[0].as_written == DUE
    )


def test_nothing_changed_is_nothing_changed(edited: Edited) -> None:
    before, after = edited(lambda file: None)
    assert after == before


def test_a_changed_date_changes_its_words_and_its_days(edited: Edited) -> None:
    before, after = edited(lambda file: file.change(DUE, "by December 2025"))
    at, action = _first(before)
    point = replace(
        action.milestones[0].due.points[0],
        as_written="by December 2025",
        earliest=date(2025, 12, 1),
        latest=date(2025, 12, 31),
    )
    due = replace(action.milestones[0].due, points=(point,))
    milestones = (replace(action.milestones[0], due=due), *action.milestones[1:])
    assert after == _with(before, at, replace(action, milestones=milestones))


def test_a_date_that_its_brackets_contradict_is_asked_about(edited: Edited) -> None:
    found = "by February 27 [1 February 2027 to 28 February 2027]\nRepeats: yearly"
    _, after = edited(lambda file: file.change(found, found.replace("February 27 ", "March 27 ")))
    [question] = [each for each in after.questions if each.code == "due.disagrees"]
    assert "March 27" in (question.raw or "")
    points = [p for action in after.actions for m in action.milestones for p in m.due.points]
    assert [p.latest for p in points if p.as_written == "by March 27"] == [date(2027, 3, 31)]


def test_a_deleted_milestone_is_gone(edited: Edited) -> None:
    at, action = _first(visible(told("alderbrook")))
    last = action.milestones[-1]
    before, after = edited(lambda file: file.delete(last.text))
    assert after == _with(before, at, replace(action, milestones=action.milestones[:-1]))


def test_an_added_milestone_is_there(edited: Edited) -> None:
    at, action = _first(visible(told("alderbrook")))
    last = action.milestones[-1]
    before, after = edited(
        lambda file: file.add_below(last.text, {last.text: "One thing more", "○ Not started": "On track"})
    )
    found = after.actions[at].milestones
    assert [each.text for each in found] == [*(each.text for each in action.milestones), "One thing more"]
    assert after == _with(before, at, replace(action, milestones=found))


def test_milestones_put_in_another_order_are_in_that_order(edited: Edited) -> None:
    at, action = next(
        (at, action)
        for at, action in enumerate(visible(told("alderbrook")).actions)
        if len(action.milestones) > 3
    )
    third, fourth = action.milestones[2:4]
    before, after = edited(lambda file: file.swap(third.text, fourth.text))
    swapped = (*action.milestones[:2], fourth, third, *action.milestones[4:])
    assert after == _with(before, at, replace(action, milestones=swapped))


def test_a_changed_owner_is_the_new_owner(edited: Edited) -> None:
    at, action = next(
        (at, action) for at, action in enumerate(visible(told("alderbrook")).actions) if action.owners
    )
    written_as = "\n".join(action.owners)
    before, after = edited(lambda file: file.change(written_as, "Head of Play\nHead of Rest"))
    assert after == _with(before, at, replace(action, owners=("Head of Play", "Head of Rest")))


def test_a_changed_status_is_the_new_status(edited: Edited) -> None:
    before, after = edited(lambda file: file.change("◆ At risk", "done and evidenced"))
    changed = [
        (old.status, new.status)
        for one, other in zip(before.actions, after.actions, strict=True)
        for old, new in zip(one.milestones, other.milestones, strict=True)
        if old != new
    ]
    assert changed == [("at risk", "evidenced")]


def test_a_status_in_words_of_ones_own_is_asked_about(edited: Edited) -> None:
    _, after = edited(lambda file: file.change("◆ At risk", "wobbly"))
    assert [each.raw for each in after.questions if each.code == "status.unknown"] == ["wobbly"]


def test_a_changed_number_is_the_new_number(edited: Edited) -> None:
    plan = visible(told("alderbrook"))
    at = 4
    number = plan.actions[at].ref or ""
    before, after = edited(lambda file: _renumber(file, number))
    assert after.actions[at].ref == "9.9.9"
    assert replace(after.actions[at], ref=number) == before.actions[at]
    assert after.actions[:at] + after.actions[at + 1 :] == before.actions[:at] + before.actions[at + 1 :]


def _renumber(file: Word | Excel, number: str) -> None:
    if isinstance(file, Word):
        next(row for row in file.rows(number, "Action")).cells[0].text = "9.9.9"
    else:
        sheet = file.file["Actions"]
        next(row for row in sheet.iter_rows() if row[1].value == number)[1].value = "9.9.9"


def test_a_changed_target_changes_its_words_and_its_value(edited: Edited) -> None:
    before, after = edited(lambda file: file.change("45%", "48%"))
    changed = [
        (old.as_written, new.as_written, new.value, new.resolved)
        for one, other in zip(before.measures, after.measures, strict=True)
        for first, second in zip(one.series, other.series, strict=True)
        for old, new in zip(first.targets, second.targets, strict=True)
        if old != new
    ]
    assert changed == [("45%", "48%", 48.0, 48.0)]
    assert after.questions == before.questions


def test_a_row_that_does_not_say_what_it_is_is_asked_about() -> None:
    file = Word(written(told("alderbrook"), "docx"))
    row = next(row for row in file.rows("Milestone", DUE))
    row.cells[1].text = "Deliverable"
    plan = read_back(file.saved(), "plan.docx")
    assert [each.code for each in plan.questions if "Deliverable" in (each.raw or "")] == ["row.unknown"]


def test_an_added_criterion_is_there() -> None:
    plan = told("kingsmere")
    action = next(each for each in plan.actions if each.success_criteria)
    last = action.success_criteria[-1].text
    for kind in (Word, Excel):
        file = kind(written(plan, kind.ending))  # type: ignore[arg-type]
        file.add_below(last, {last: "Families say so"})
        back = read_back(file.saved(), f"plan.{kind.ending}")
        found = next(each for each in back.actions if each.ref == action.ref)
        assert "Families say so" in [each.text for each in found.success_criteria]
