"""Delimited tables in other layouts than the invented plan's own: the same actions come out of each."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from lapwing.contexts.improvement.interchange import Plan
from lapwing.contexts.improvement.reading.pipeline import read_plan
from lapwing.contexts.improvement.reading.tests.invented import asked, invented, reading_of


def _retitled(old: str, new: str) -> Callable[[str], str]:
    return lambda text: re.sub(rf"(^|\t){re.escape(old)}(?=\t|$)", rf"\g<1>{new}", text, flags=re.M)


def _by_rows(change: Callable[[list[str]], list[str]]) -> Callable[[str], str]:
    def changed(text: str) -> str:
        rows = (line.split("\t") for line in text.split("\n"))
        return "\n".join("\t".join(change(row) if len(row) > 3 else row) for row in rows)

    return changed


_LAYOUTS: dict[str, Callable[[str], str]] = {
    "blank lines between rows": lambda text: re.sub(r"(?m)^(?=\d\.\d+\t)", "\n", text),
    "tabs after rows": lambda text: re.sub(r"(?m)(\t.*)$", r"\1\t", text),
    "blanks round tabs": lambda text: text.replace("\t", " \t "),
    "owners first": _by_rows(lambda row: [row[0], row[4], *row[1:4]]),
    "dates last": _by_rows(lambda row: [*row[:2], *row[3:], row[2]]),
    "numbers under a sign": _retitled("Action no.", "#"),
    "numbers under no title": _retitled("Action no.", ""),
    "what we will do": _retitled("Action", "What we will do"),
    "KPI for success": _retitled("How will we know this is working?", "KPI"),
    "lead role": _retitled("Responsible Officers", "Lead role & organisation"),
    "areas called otherwise": lambda text: re.sub(r"Area of Improvement (?=\d)", "Recommendation ", text),
}


def _said(plan: Plan) -> list[object]:
    return [
        (
            a.key,
            a.ref,
            a.group,
            a.text,
            a.owners,
            [m.due for m in a.milestones],
            [c.text for c in a.success_criteria],
        )
        for a in plan.actions
    ]


@pytest.mark.parametrize("layout", _LAYOUTS)
def test_the_same_actions_are_read_from_every_layout(layout: str) -> None:
    text, plan = invented("kingsmere"), reading_of("kingsmere")
    changed = _LAYOUTS[layout](text)
    assert changed != text
    again = read_plan(changed)
    assert _said(again) == _said(plan)
    assert [(group.ref, group.title) for group in again.groups] == [(g.ref, g.title) for g in plan.groups]
    assert abs(len(again.questions) - len(plan.questions)) <= 1


def test_a_heading_without_a_table_below_opens_no_area() -> None:
    plan = read_plan("Priority 1: Listen\n\nWords.\n\n" + invented("kingsmere"))
    assert len(plan.areas_for_improvement) == len(reading_of("kingsmere").areas_for_improvement)


def test_dates_that_cannot_be_read_are_one_question_however_many() -> None:
    rows = "\n".join(
        f"1.{n}\tOpen clinic {n}\t{due}\tNurse Lead" for n, due in enumerate(("TBC", "soon", "?"), 1)
    )
    plan = read_plan(f"No.\tAction\tBy when\tLead\n{rows}\n")
    (question,) = asked(plan, "due.none")
    assert question.where == ("1.1", "1.2", "1.3")
    assert question.raw == "TBC\nsoon\n?"
    assert not any(milestone.due.points for action in plan.actions for milestone in action.milestones)
