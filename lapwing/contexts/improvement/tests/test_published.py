"""The published plans from text to rows and back, with their questions answered as people would."""

from collections.abc import Iterator
from datetime import date

import pytest

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.exports import exported
from lapwing.contexts.improvement.models import DuePoint, OwnerRole, Plan, Question, SuccessCriterion
from lapwing.contexts.improvement.reading.pipeline import read_plan
from lapwing.contexts.improvement.reading.tests.published import inventory, published
from lapwing.contexts.improvement.tests.factories import LATER, acting_as, imported
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People


@pytest.fixture
def manager(people: People) -> Iterator[Actor]:
    with acting_as(people.owner) as actor:
        yield actor


def answer(actor: Actor, question: Question, words: str) -> None:
    commands.answer_question(actor=actor, now=LATER, ref=question.ref, version=question.version, answer=words)


def items_of(cell: str, lists: list[list[str]]) -> list[str]:
    """The items of the inventory that together make up a cell."""
    for items in lists:
        for start in range(len(items)):
            for end in range(start + 1, len(items) + 1):
                if " ".join(items[start:end]) == cell:
                    return items[start:end]
    raise AssertionError(f"no items of the inventory make up {cell!r}")


def test_answered_as_in_the_inventory_the_plan_has_its_criteria_owners_and_quarters(
    partnership: Partnership, manager: Actor
) -> None:
    rows = {row["id"]: row for row in inventory("ealing")["actions"]}
    plan = imported(partnership, manager, read_plan(published("ealing"), "Ealing"))
    before = exported(plan)
    for question in Question.objects.filter(plan=plan, code__endswith=".split"):
        lists = [
            items
            for key in question.where
            for items in (
                [part["text"] for part in rows[key]["sub_actions"]],
                [criterion["text"] for criterion in rows[key]["success_criteria"]],
                rows[key]["owners_as_written"],
            )
        ]
        cells = ["\n".join(items_of(cell, lists)) for cell in question.raw.split("\n")]
        answer(manager, question, "\n\n".join(cells))
    found = {action.key: action for action in exported(plan).actions}
    assert SuccessCriterion.objects.in_force().count() == 93
    assert sum(len(action.owners) for action in found.values()) == 67
    for key, row in rows.items():
        assert [c.text for c in found[key].success_criteria] == [c["text"] for c in row["success_criteria"]]
        assert list(found[key].owners) == row["owners_as_written"]
    answer(manager, Question.objects.get(code="due.quarter-basis"), "financial")
    meant = [due["financial_quarter_if_year_is_FY_start"][1] for row in rows.values() for due in row["due"]]
    assert set(DuePoint.objects.standing().values_list("latest", flat=True)) == {
        date.fromisoformat(day) for day in meant
    }
    for question in Question.objects.filter(plan=plan, answer__isnull=False):
        commands.take_back_answer(actor=manager, now=LATER, ref=question.ref, version=question.version)
    assert exported(Plan.objects.get(pk=plan.pk)) == before


def test_spellings_answered_as_one_join_the_roles_of_the_plan(
    partnership: Partnership, manager: Actor
) -> None:
    imported(partnership, manager, read_plan(published("hillingdon"), "Hillingdon"))
    for question in Question.objects.filter(code="owner.alias"):
        answer(manager, question, "one role")
    joined = OwnerRole.objects.filter(joined_to__isnull=False).count()
    apart = sum(len(names) - 1 for names in inventory("hillingdon")["owner_aliases"].values())
    assert joined == apart
