"""The invented plans of this folder, read once for all tests of a run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lapwing.contexts.improvement.interchange import Action, Plan, Question
from lapwing.contexts.improvement.reading.pipeline import read_plan

_PLANS = Path(__file__).parent / "plans"


def invented(name: str) -> str:
    """The text of an invented plan: ``alderbrook`` (flattened) or ``kingsmere`` (delimited)."""
    return (_PLANS / f"{name}.txt").read_text(encoding="utf-8")


@cache
def reading_of(name: str) -> Plan:
    return read_plan(invented(name))


def action(plan: Plan, key: str) -> Action:
    return next(each for each in plan.actions if each.key == key)


def asked(plan: Plan, code: str) -> list[Question]:
    return [question for question in plan.questions if question.code == code]
