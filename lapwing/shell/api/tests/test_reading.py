"""What programs read: the plan as the pages show it, a part at a time, and only when it changed."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.exports import export_plan
from lapwing.contexts.improvement.interchange import to_json
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.tests.factories import LATER, acting_as, action, measure
from lapwing.contexts.improvement.tests.factories import plan as plan_of
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People
from lapwing.shell.api.tests.conftest import Program, brought_in, said


def test_a_program_finds_its_way_from_the_partnership_to_a_milestone(
    program: Program, plan: Plan, partnership: Partnership
) -> None:
    (place,) = program.read("/partnerships")["items"]
    assert place["ref"] == partnership.ref
    (found,) = program.read(f"/plans?partnership={place['ref']}")["items"]
    assert (found["ref"], found["title"]) == (plan.ref, plan.title)
    tree = program.read(f"/plans/{found['ref']}")
    actions = {each["ref"]: each for each in program.read(f"/plans/{plan.ref}/actions")["items"]}
    named = {ref for group in tree["groups"] for each in group["objectives"] for ref in each["actions"]}
    named |= {ref for group in tree["groups"] for ref in group["actions"]} | set(tree["actions"])
    assert named == set(actions)
    milestones = program.read(f"/plans/{plan.ref}/milestones")["items"]
    assert len(milestones) == sum(each["milestones"] for each in actions.values())
    detail = program.read(f"/milestones/{milestones[0]['ref']}")
    assert {name: detail[name] for name in milestones[0]} == milestones[0]


def test_every_read_answers(program: Program, plan: Plan) -> None:
    for name in ("measures", "series", "targets", "actuals", "questions", "documents", "milestones"):
        assert program.read(f"/plans/{plan.ref}/{name}")


def test_the_whole_plan_is_the_file_that_the_pages_give(program: Program, plan: Plan, people: People) -> None:
    with acting_as(people.owner) as owner:
        expected = to_json(export_plan(actor=owner, plan_ref=plan.ref))
    assert program.read(f"/plans/{plan.ref}/interchange") == json.loads(expected)


def test_nobody_is_named(program: Program, plan: Plan, people: People) -> None:
    for name in ("actions", "milestones", "measures", "actuals"):
        assert people.owner.name not in json.dumps(program.read(f"/plans/{plan.ref}/{name}"))


def test_the_token_says_what_it_may_do(program: Program, partnership: Partnership) -> None:
    found = program.read("/token")
    assert found["partnerships"] == [partnership.ref]
    assert "improvement.actual.enter" in found["permissions"]
    assert found["begins"] == program.token[:11]


@pytest.mark.parametrize("name", ["actions", "milestones", "measures", "series", "actuals", "targets"])
def test_a_list_is_read_part_by_part_without_gap_or_repetition(
    program: Program, people: People, partnership: Partnership, name: str
) -> None:
    form = plan_of(
        *(action(f"1.1.{n}") for n in range(1, 6)), measures=tuple(measure(f"M{n}") for n in range(1, 4))
    )
    ref = brought_in(form, people.owner, partnership).ref
    rows = [
        {"series": each["ref"], "to": f"2026-01-{day:02}", "value": day}
        for each in program.read(f"/plans/{ref}/series")["items"]
        for day in (3, 1, 2)
    ]
    assert program.post(f"/plans/{ref}/actuals", {"actuals": rows}).status_code == 201
    whole = program.read(f"/plans/{ref}/{name}")
    assert whole["next"] is None
    parts, place = [], f"/plans/{ref}/{name}?limit=2"
    while place:
        part = program.read(place)
        assert 0 < len(part["items"]) <= 2
        parts += part["items"]
        place = part["next"]
    assert parts == whole["items"]
    assert len(parts) > 1


def test_a_place_that_is_unknown_is_said(program: Program, plan: Plan) -> None:
    for name in ("actions", "actuals"):
        answer = program.get(f"/plans/{plan.ref}/{name}?after=zzz")
        assert answer.status_code == 422
        assert said(answer)["errors"][0]["parameter"] == "after"


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=501",
        "limit=x",
        "as_at=2026-02-30",
        "as_at=9999-12-31",
        "overdue=perhaps",
        "group=a%00b",
    ],
)
def test_what_cannot_be_asked_is_said(program: Program, plan: Plan, query: str) -> None:
    answer = program.get(f"/plans/{plan.ref}/actions?{query}")
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert said(answer)["errors"][0]["parameter"] == query.partition("=")[0]


def test_lists_are_narrowed(program: Program, plan: Plan) -> None:
    actions = program.read(f"/plans/{plan.ref}/actions")["items"]
    first = next(each for each in actions if each["group"])
    narrowed = program.read(f"/plans/{plan.ref}/actions?group={first['group']}")["items"]
    assert narrowed == [each for each in actions if each["group"] == first["group"]]
    milestones = program.read(f"/plans/{plan.ref}/milestones?action={first['ref']}")["items"]
    assert {each["action"] for each in milestones} <= {first["ref"]}
    late = program.read(f"/plans/{plan.ref}/milestones?overdue=true")["items"]
    assert all(each["days_overdue"] is not None for each in late)


def test_an_earlier_day_is_read_as_it_was_recorded_then(program: Program, plan: Plan) -> None:
    """The plans of tests are brought in on 2 March 2026."""
    assert program.read(f"/plans/{plan.ref}/actions?as_at=2026-03-01")["items"] == []
    assert program.read(f"/plans/{plan.ref}/actuals?as_at=2026-03-01")["items"] == []
    then = program.read(f"/plans/{plan.ref}/actions?as_at=2026-03-02")["items"]
    assert len(then) == len(program.read(f"/plans/{plan.ref}/actions")["items"])


def test_what_has_not_changed_is_not_sent_again(program: Program, plan: Plan) -> None:
    place = f"/plans/{plan.ref}/actions"
    first = program.get(place)
    again = program.get(place, if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert program.get(f"{place}?limit=1", if_none_match=first["ETag"]).status_code == 200
    assert "no-cache" in first["Cache-Control"]


@pytest.mark.parametrize(
    "name", ["", "/actions", "/milestones", "/measures", "/series", "/targets", "/actuals", "/questions"]
)
def test_the_number_of_queries_does_not_grow(
    program: Program, people: People, partnership: Partnership, name: str
) -> None:
    def cost(size: int) -> int:
        form = plan_of(
            *(action(f"1.1.{n}") for n in range(1, size)),
            measures=tuple(measure(f"M{n}") for n in range(1, size)),
        )
        ref = brought_in(form, people.owner, partnership).ref
        with CaptureQueriesContext(
            connection,
        ) as queries:
            program.read(f"/plans/{ref}{name}")
        return len(queries)

    program.read("/token")  # the token's first use is written down
    few, many = cost(3), cost(12)
    assert few == many <= 40


def test_a_voided_plan_is_gone(program: Program, plan: Plan, people: People) -> None:
    with acting_as(people.owner) as owner:
        commands.void(actor=owner, now=LATER, model=Plan, ref=plan.ref, version=plan.version, reason="Twice.")
    assert program.get(f"/plans/{plan.ref}").status_code == 404
    assert program.get(f"/plans/{plan.ref}/actuals").status_code == 404


def test_a_reader_may_not_take_the_whole_plan(
    plan: Plan, partnership: Partnership, program_of: Callable[[User], Program]
) -> None:
    reader = program_of(factories.member(partnership, "action-owner"))
    assert reader.get(f"/plans/{plan.ref}").status_code == 200
    assert reader.get(f"/plans/{plan.ref}/interchange").status_code == 404
