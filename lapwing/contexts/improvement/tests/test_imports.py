"""A plan is brought in whole or not at all, and what is brought out again is equal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

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
from lapwing.contexts.improvement.models import (
    Document,
    Measure,
    Milestone,
    OwnerRole,
    Plan,
    Recalculation,
)
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


def linked_plan(*dependencies: form.Dependency, **more: Any) -> form.Plan:
    """The plan of everything, with what waits for what, limits worked out afresh and rules of charts."""
    whole = make.full_plan()
    first, *others = whole.measures
    one, *rest = first.series
    afresh = (
        form.Recalculation(from_=date(2025, 10, 31), reason="A new team began"),
        form.Recalculation(from_=date(2026, 1, 31), reason="Counted another way"),
    )
    first = replace(first, two_in_three="between", series=(replace(one, recalculations=afresh), *rest))
    given: dict[str, Any] = {"measures": (first, *others), "two_in_three": "beyond", **more}
    return replace(whole, dependencies=dependencies, **given)


def waits(waiting: form.End, needed: form.End, reason: str = "The list names the places") -> form.Dependency:
    return form.Dependency(waiting=waiting, needed=needed, reason=reason)


TALKS, LIST = form.End(action="1.1.1", milestone=1), form.End(action="1.1.1", milestone=3)
SECOND = form.End(action="1.1.1bis")


def test_what_waits_for_what_and_how_charts_are_worked_out_are_carried(
    partnership: Partnership, manager: Actor
) -> None:
    plan = linked_plan(waits(SECOND, LIST), waits(LIST, TALKS, "Agreed first"))
    assert exported(imported(partnership, manager, plan)) == plan
    assert form.from_json(form.to_json(plan)) == plan


def test_a_plan_without_them_is_written_as_it_was_before_they_were_known() -> None:
    text = form.to_json(make.full_plan())
    for name in ("dependencies", "two_in_three", "recalculations"):
        assert f'"{name}"' not in text


def test_what_was_taken_out_or_back_does_not_go_out(partnership: Partnership, manager: Actor) -> None:
    row = imported(partnership, manager, linked_plan(waits(SECOND, LIST), waits(LIST, TALKS)))
    Milestone.objects.filter(action__plan=row, text="Begin talks").update(
        voided_at=NOW, voided_by_id=manager.user_id, voided_reason="Not needed"
    )
    Recalculation.objects.filter(reason="A new team began").update(
        withdrawn_at=NOW, withdrawn_by_id=manager.user_id, withdrawn_reason="It did not"
    )
    out = exported(row)
    # what stood third stands second now
    assert out.dependencies == (waits(SECOND, form.End(action="1.1.1", milestone=2)),)
    assert [each.reason for each in out.measures[0].series[0].recalculations] == ["Counted another way"]


def test_a_plan_of_an_earlier_day_has_the_rules_of_that_day(partnership: Partnership, manager: Actor) -> None:
    row = imported(partnership, manager, linked_plan())
    Measure.objects.filter(plan=row, key="M1").update(two_in_three="")
    assert exported(Plan.objects.get(pk=row.pk)).measures[0].two_in_three is None
    before = exported(Plan.objects.get(pk=row.pk), as_at=NOW.date())
    assert (before.two_in_three, before.measures[0].two_in_three) == ("beyond", "between")


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
        (linked_plan(waits(form.End(action="9"), LIST)), "names action '9', which the plan does not have"),
        (linked_plan(waits(SECOND, form.End(action="1.1.1", milestone=4))), "milestone 4 of action '1.1.1'"),
        (linked_plan(waits(SECOND, form.End(action="1.1.1", milestone=0))), "milestone 0 of action '1.1.1'"),
        (linked_plan(waits(SECOND, LIST), waits(SECOND, LIST, "Again")), "'1.1.1' twice"),
        (linked_plan(waits(SECOND, LIST, " ")), "without a reason"),
        (linked_plan(waits(SECOND, LIST), waits(LIST, SECOND)), "lead round in a circle"),
        (linked_plan(waits(LIST, form.End(action="1.1.1"))), "lead round in a circle"),
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
