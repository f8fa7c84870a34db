"""A plan is brought in whole or not at all, and what is brought out again is equal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from lapwing.contexts.improvement import interchange as form
from lapwing.contexts.improvement.checks import problems
from lapwing.contexts.improvement.exports import export_plan, exported
from lapwing.contexts.improvement.imports import (
    AlreadyImportedError,
    DocumentText,
    PlanRefusedError,
    import_plan,
)
from lapwing.contexts.improvement.models import Document, Measure, OwnerRole, Plan
from lapwing.contexts.improvement.reading.pipeline import read_plan
from lapwing.contexts.improvement.tests import factories as make
from lapwing.contexts.improvement.tests.factories import NOW, acting_as, imported
from lapwing.contexts.improvement.tests.plan_strategies import plans
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

BACKWARDS = make.due(date(2026, 1, 5), earliest=date(2026, 1, 9))
FIXTURES = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)
ENDLESS = make.target(float("inf"), None)
BLANK = form.Actual(from_=None, to=date(2026, 1, 1))
PUBLISHED = Path(__file__).resolve().parents[5] / "shared" / "plans"


@pytest.fixture
def manager(people: People) -> Iterator[Actor]:
    with acting_as(people.owner) as actor:
        yield actor


def test_what_is_brought_out_equals_what_was_brought_in(partnership: Partnership, manager: Actor) -> None:
    plan = make.full_plan()
    assert exported(imported(partnership, manager, plan)) == plan


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=FIXTURES)
@given(plan=plans())
def test_any_plan_comes_out_equal(people: People, partnership: Partnership, plan: form.Plan) -> None:
    with acting_as(people.owner) as actor:
        assert list(problems(plan)) == []
        assert exported(imported(partnership, actor, plan)) == plan
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", ["hillingdon", "ealing"])
def test_a_published_plan_comes_out_equal(name: str, partnership: Partnership, manager: Actor) -> None:
    path = PUBLISHED / f"{name}.txt"
    if not path.exists():
        pytest.skip("the published plans are not beside this repository")
    plan = read_plan(path.read_text(), name)
    back = exported(imported(partnership, manager, plan))
    assert back == plan
    assert form.from_json(form.to_json(back)) == plan


def test_a_larger_plan_takes_no_more_statements(partnership: Partnership, manager: Actor) -> None:
    def statements(size: int) -> int:
        actions = tuple(make.action(f"{size}.{number}") for number in range(size))
        measures = tuple(make.measure(f"M{n}", actions=(f"{size}.0",)) for n in range(size))
        with CaptureQueriesContext(connection) as captured:
            imported(partnership, manager, make.plan(*actions, measures=measures))
        return len(captured)

    statements(1)
    assert statements(30) == statements(2)


def test_two_plans_share_the_roles_that_they_spell_alike(partnership: Partnership, manager: Actor) -> None:
    imported(partnership, manager)
    imported(partnership, manager, make.plan(make.action(owners=("Head of Play", "Play Lead"))))
    assert sorted(OwnerRole.objects.values_list("name", flat=True)) == [
        "Head of Play",
        "Play Commissioner",
        "Play Lead",
    ]


def test_an_answered_alias_joins_the_roles_and_an_open_one_does_not(
    partnership: Partnership, manager: Actor
) -> None:
    def names(answer: str | None) -> list[OwnerRole]:
        owners = (f"Head of Play {answer}", f"Head of play {answer}")
        asked = form.Question(
            code="owner.alias", where=("1.1.1",), text="One?", raw=" | ".join(owners), answer=answer
        )
        imported(partnership, manager, make.plan(make.action(owners=owners), questions=(asked,)))
        return list(OwnerRole.objects.filter(name__in=owners, joined_to=None))

    assert len(names(None)) == 2
    assert len(names("one role")) == 1
    assert len(names("different roles")) == 2


def test_an_answered_duplicate_joins_the_measures(partnership: Partnership, manager: Actor) -> None:
    asked = form.Question(
        code="measure.duplicate", where=("M1", "M2"), text="One?", answer="one measure, linked to both"
    )
    imported(
        partnership, manager, make.plan(measures=(make.measure("M1"), make.measure("M2")), questions=(asked,))
    )
    assert Measure.objects.get(key="M2").same_as == Measure.objects.get(key="M1")


def test_the_same_document_is_not_brought_in_twice(partnership: Partnership, manager: Actor) -> None:
    def bring_in(*, again: bool = False) -> Plan:
        return import_plan(
            plan=make.plan(),
            partnership=partnership,
            actor=manager,
            now=NOW,
            document=DocumentText("plan.txt", "Larkshire plan"),
            again=again,
        )

    first = bring_in()
    with pytest.raises(AlreadyImportedError) as refused:
        bring_in()
    assert refused.value.plan == first
    assert bring_in(again=True) != first
    assert Document.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (make.plan(make.action("1"), make.action("1")), "several actions have the key '1'"),
        (make.plan(make.action(group="7")), "names group '7', which the plan does not have"),
        (make.plan(make.action(objective="7.7")), "names objective '7.7'"),
        (make.plan(measures=(make.measure(actions=("8",)),)), "measure 'M1' names action '8'"),
        (make.plan(make.action(milestones=(make.milestone(status="late"),))), "status 'late' is not one of"),
        (make.plan(title=" "), "the plan has no title"),
        (make.plan(make.action(text="a\0b")), "null character"),
        (make.plan(make.action(text="a\ud800b")), "half a character"),
        (make.plan(make.action(owners=("x" * 601,))), "longer than 600"),
        (make.plan(make.action(occurrence=0)), "occurrence 0 is not a count"),
        (make.plan(make.action(source=(0, 3))), "lines 0 to 3 are not lines"),
        (make.plan(remainder=(form.Remainder(lines=(5, 4), text="x"),)), "lines 5 to 4 are not lines"),
        (make.plan(measures=(make.measure(series=(make.series(targets=(ENDLESS,)),)),)), "not a number"),
        (make.plan(areas_for_improvement=(form.Area(ref="x" * 101, title="x"),)), "is longer than 100"),
        (make.plan(make.action(milestones=(make.milestone("x", BACKWARDS),))), "ends before it begins"),
        (make.plan(measures=(make.measure(series=(make.series(actuals=(BLANK,)),)),)), "has no value"),
    ],
)
def test_what_cannot_be_saved_is_refused_whole(
    wrong: form.Plan, words: str, partnership: Partnership, manager: Actor
) -> None:
    with pytest.raises(PlanRefusedError, match=words.replace("(", r"\(")):
        imported(partnership, manager, wrong)
    assert not Plan.objects.exists()


def test_a_board_member_cannot_bring_a_plan_in(partnership: Partnership, people: People) -> None:
    with acting_as(people.colleague) as actor, pytest.raises(NotVisible):
        imported(partnership, actor)


def test_an_outsider_can_neither_bring_in_nor_out(partnership: Partnership, people: People) -> None:
    with acting_as(people.owner) as owner:
        plan = imported(partnership, owner)
    with acting_as(people.outsider) as outsider:
        with pytest.raises(NotVisible):
            imported(partnership, outsider)
        with pytest.raises(NotVisible):
            export_plan(actor=outsider, plan_ref=plan.ref)


def test_as_it_stood_is_exported_too(partnership: Partnership, manager: Actor) -> None:
    plan = imported(partnership, manager, make.full_plan())
    assert exported(plan, as_at=make.DAY) == exported(plan)
    before = exported(plan, as_at=date(2026, 3, 1))
    assert replace(before, actions=(), groups=()) == replace(before)
