"""Programs enter figures by the same rules as people, once, and all or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone

from lapwing.contexts.improvement.models import Actual, Plan
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.tokens.models import KeptAnswer
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.shell.api.idempotency import forget_old_answers
from lapwing.shell.api.tests.conftest import Program, said


@pytest.fixture
def series(program: Program, plan: Plan) -> str:
    return str(program.read(f"/plans/{plan.ref}/series")["items"][0]["ref"])


def figures(program: Program, plan: Plan, series: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = program.read(f"/plans/{plan.ref}/actuals?series={series}")["items"]
    return found


SENT = {"from": "2026-01-01", "to": "2026-01-31", "numerator": 37, "denominator": 72, "note": "As counted."}


def test_a_figure_is_entered_and_read_again(program: Program, plan: Plan, series: str) -> None:
    made = program.post(f"/series/{series}/actuals", SENT)
    assert made.status_code == 201, made.content
    found = said(made)
    assert {name: found[name] for name in SENT} == SENT
    assert found["source"] == "api"
    assert found in figures(program, plan, series)


def test_the_same_figure_again_changes_nothing(program: Program, plan: Plan, series: str) -> None:
    first, again = (said(program.post(f"/series/{series}/actuals", SENT)) for _ in range(2))
    assert first == again


def test_another_figure_for_the_period_is_in_the_way_until_it_is_corrected(
    program: Program, plan: Plan, series: str
) -> None:
    first = said(program.post(f"/series/{series}/actuals", SENT))
    other = program.post(f"/series/{series}/actuals", {**SENT, "numerator": 40})
    assert (other.status_code, said(other)["type"]) == (409, "/api/v1/#already-recorded")
    assert said(other)["current"]["ref"] == first["ref"]
    correction = {"numerator": 40, "denominator": 72, "reason": "Three came in late."}
    done = program.post(f"/actuals/{first['ref']}/correction", correction)
    assert done.status_code == 200, done.content
    assert said(done)["numerator"] == 40
    assert said(done)["from"] == SENT["from"]
    late = program.post(f"/actuals/{first['ref']}/correction", {**correction, "numerator": 41})
    assert (late.status_code, said(late)["type"]) == (409, "/api/v1/#edited-meanwhile")


def test_a_correction_and_a_withdrawal_need_a_reason(program: Program, plan: Plan, series: str) -> None:
    ref = said(program.post(f"/series/{series}/actuals", SENT))["ref"]
    for place in ("correction", "withdrawal"):
        refused = program.post(f"/actuals/{ref}/{place}", {"reason": " "})
        assert refused.status_code == 422
        assert said(refused)["errors"][0]["pointer"] == "/reason"
    done = program.post(f"/actuals/{ref}/withdrawal", {"reason": "Counted twice."})
    assert done.status_code == 200
    assert ref not in [each["ref"] for each in figures(program, plan, series)]
    assert program.post(f"/actuals/{ref}/withdrawal", {"reason": "Again."}).status_code == 409


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"to": (timezone.localdate() + timedelta(days=40)).isoformat()}, "/to"),
        ({"from": "2026-02-01"}, "/to"),
        ({"denominator": 0}, "/denominator"),
        ({"denominator": None}, "/numerator"),
        ({"numerator": None, "denominator": None}, "/value"),
        ({"numerator": "many"}, "/numerator"),
        ({"note": 7}, "/note"),
        ({"nothing": 7}, "/nothing"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    program: Program, series: str, changed: dict[str, object], pointer: str
) -> None:
    refused = program.post(f"/series/{series}/actuals", {**SENT, **changed})
    assert refused.status_code == 422
    assert pointer in [each.get("pointer") for each in said(refused)["errors"]]


def test_a_program_of_an_action_owner_enters_figures_of_their_own_actions_alone(
    plan: Plan, series: str, partnership: Partnership, program_of: Callable[[User], Program]
) -> None:
    program = program_of(factories.member(partnership, "action-owner"))
    assert program.post(f"/series/{series}/actuals", SENT).status_code == 404
    batch = program.post(f"/plans/{plan.ref}/actuals", {"actuals": [{**SENT, "series": series}]})
    assert batch.status_code == 422
    assert "no such series" in said(batch)["errors"][0]["detail"]


def month(number: int, **more: object) -> dict[str, object]:
    day = f"2025-{number:02}-28"
    return {"from": day, "to": day, "value": number, **more}


def test_a_batch_is_entered_whole(program: Program, plan: Plan, series: str) -> None:
    rows = [month(n, series=series) for n in range(1, 13)]
    done = program.post(f"/plans/{plan.ref}/actuals", {"actuals": rows})
    assert done.status_code == 201, done.content
    assert [each["effect"] for each in said(done)["actuals"]] == ["new"] * 12
    ref = said(done)["actuals"][0]["actual"]["ref"]
    change = month(1, series=series, replaces=ref, reason="Recounted.") | {"value": 99}
    again = said(program.post(f"/plans/{plan.ref}/actuals", {"actuals": [change, rows[1]]}))
    assert [each["effect"] for each in again["actuals"]] == ["changed", "same"]


def test_a_batch_with_one_wrong_row_is_not_entered_at_all(program: Program, plan: Plan, series: str) -> None:
    before = figures(program, plan, series)
    rows = [
        month(1, series=series),
        month(2, series="zzz"),
        month(3, series=series) | {"value": None},
        month(1, series=series),
    ]
    refused = program.post(f"/plans/{plan.ref}/actuals", {"actuals": rows})
    assert refused.status_code == 422
    places = [each["pointer"] for each in said(refused)["errors"]]
    assert places == ["/actuals/1/series", "/actuals/2/value", "/actuals/3/to"]
    assert figures(program, plan, series) == before


def test_nobody_overwrites_by_a_batch_what_they_have_not_read(
    program: Program, plan: Plan, series: str
) -> None:
    program.post(f"/plans/{plan.ref}/actuals", {"actuals": [month(1, series=series)]})
    for more in ({}, {"replaces": "zzz", "reason": "x"}):
        row = month(1, series=series, **more) | {"value": 50}
        refused = program.post(f"/plans/{plan.ref}/actuals", {"actuals": [row]})
        assert said(refused)["errors"][0]["pointer"] == "/actuals/0/replaces"


def test_a_batch_holds_five_hundred_at_most(program: Program, plan: Plan, series: str) -> None:
    rows = [month(1, series=series)] * 501
    assert program.post(f"/plans/{plan.ref}/actuals", {"actuals": rows}).status_code == 422


def test_the_same_key_does_it_once_and_answers_the_same(program: Program, plan: Plan, series: str) -> None:
    def ask() -> HttpResponse:
        return program.post(f"/series/{series}/actuals", SENT, idempotency_key="k-1")

    first, again = ask(), ask()
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    ref = said(first)["ref"]
    program.post(f"/actuals/{ref}/withdrawal", {"reason": "Wrong."})
    assert ask().content == first.content, "it is answered again, not done again"
    assert figures(program, plan, series) == [] or ref not in str(figures(program, plan, series))


def test_a_key_belongs_to_one_request(program: Program, plan: Plan, series: str) -> None:
    program.post(f"/series/{series}/actuals", SENT, idempotency_key="k-1")
    other = program.post(f"/series/{series}/actuals", {**SENT, "numerator": 1}, idempotency_key="k-1")
    assert (other.status_code, said(other)["type"]) == (422, "/api/v1/#key-used-before")
    assert program.post(f"/series/{series}/actuals", SENT, idempotency_key="ö").status_code == 422


def test_a_key_belongs_to_one_token(
    program: Program, plan: Plan, series: str, people: Any, program_of: Callable[[User], Program]
) -> None:
    program.post(f"/series/{series}/actuals", SENT, idempotency_key="k-1")
    second = program_of(people.owner)
    again = second.post(f"/series/{series}/actuals", {**SENT, "to": "2026-01-30"}, idempotency_key="k-1")
    assert again.status_code == 201


def test_a_refusal_leaves_the_key_free(program: Program, plan: Plan, series: str) -> None:
    wrong = {**SENT, "denominator": 0}
    assert program.post(f"/series/{series}/actuals", wrong, idempotency_key="k").status_code == 422
    assert program.post(f"/series/{series}/actuals", SENT, idempotency_key="k").status_code == 201


def test_keys_count_for_a_day(program: Program, plan: Plan, series: str) -> None:
    program.post(f"/series/{series}/actuals", SENT, idempotency_key="k")
    with as_maintenance():
        forget_old_answers(now=timezone.now() + timedelta(hours=23))
        assert KeptAnswer.objects.count() == 1
        forget_old_answers(now=timezone.now() + timedelta(hours=25))
        assert KeptAnswer.objects.count() == 0
    assert Actual.objects.count() == 0, "nobody acts here, and nothing is seen"
