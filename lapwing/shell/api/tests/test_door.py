"""How a program is met at the door, whatever it sends."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from lapwing.contexts.improvement.models import Plan
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.tokens.allowances import Limit, take
from lapwing.platform.tokens.models import Allowance
from lapwing.registry.tests.factories import MOMENT, People
from lapwing.shell.api import door
from lapwing.shell.api.problems import KINDS
from lapwing.shell.api.tests.conftest import Program, said


def test_every_refusal_is_a_problem_with_a_stable_type(program: Program, plan: Plan) -> None:
    asked = {
        "no-token": Program("lw_x").get("/plans"),
        "not-found": program.get("/plans/zzzzzzzzzzzz"),
        "not-allowed": program.ask("DELETE", "/plans", None),
        "not-acceptable": program.get("/plans", accept="text/html"),
        "not-json": program.post(f"/plans/{plan.ref}/actuals", b"a=b", content_type="text/plain"),
        "bad-request": program.post(f"/plans/{plan.ref}/actuals", b"{"),
        "too-large": program.post(f"/plans/{plan.ref}/actuals", b" " * (door.MOST_BYTES + 1)),
        "not-valid": program.post(f"/plans/{plan.ref}/actuals", {"actuals": []}),
    }
    for code, answer in asked.items():
        found = said(answer)
        assert answer["Content-Type"] == "application/problem+json", code
        assert (answer.status_code, found["type"]) == (KINDS[code].status, f"/api/v1/#{code}")
        assert found["request"] == answer["X-Request-Id"]
    assert asked["not-allowed"]["Allow"] == "GET"
    assert asked["no-token"]["WWW-Authenticate"] == "Bearer"


def test_a_program_that_asks_without_https_is_refused_and_not_led_on(
    program: Program, plan: Plan, settings: Any
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = program.get("/plans")
    assert (answer.status_code, said(answer)["type"]) == (403, "/api/v1/#https-only")
    assert "Location" not in answer
    # a page of the same interface is for people, who are led on
    assert Client().get("/api/v1/")["Location"] == "https://testserver/api/v1/"
    assert Client().get("/api/v1/plans", secure=True).status_code == 401


@pytest.mark.parametrize("place", ["nothing", "plans/", "plans/a%00b", "plans/%ff", "..", "plans/x/y/z"])
def test_what_is_no_address_is_a_problem_too(program: Program, db: None, place: str) -> None:
    answer = program.get(f"/{place}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_fault_of_ours_says_nothing_of_itself(
    program: Program, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("lapwing.contexts.improvement.queries.list_plans", fail)
    client = Client(raise_request_exception=False)
    answer = client.get("/api/v1/plans", headers={"authorization": f"Bearer {program.token}"})
    assert answer.status_code == 500
    assert said(answer)["type"] == "/api/v1/#our-fault"
    assert b"secret" not in answer.content


def test_no_cookie_goes_in_or_comes_out(program: Program, people: People) -> None:
    answer = Client().get("/api/v1/plans", headers={"cookie": "sessionid=x; csrftoken=y"})
    assert answer.status_code == 401
    assert not answer.cookies
    assert not any(name.lower().startswith("access-control") for name in answer.headers)


@pytest.mark.parametrize(
    "body",
    [
        b'{"actuals": NaN}',
        b'{"a": 1, "a": 2}',
        b'{"reason": "\\ud800"}',
        b"\xff",
        b"[" * 100_000,
        b'"x"',
        b"null",
        b"1e999",
    ],
)
def test_odd_bodies_are_refused_kindly(program: Program, plan: Plan, body: bytes) -> None:
    answer = program.post(f"/plans/{plan.ref}/actuals", body)
    assert answer.status_code in {400, 422}


def test_what_is_wrong_is_pointed_at(program: Program, plan: Plan) -> None:
    rows = [{"series": "x", "to": "2026-01-31", "value": 1}, {"series": "x", "to": "soon", "valeu": 1}]
    found = said(program.post(f"/plans/{plan.ref}/actuals", {"actuals": rows}))
    assert {each["pointer"] for each in found["errors"]} == {"/actuals/1/to", "/actuals/1/valeu"}


def test_each_answer_says_how_much_is_left(program: Program, settings: Any, plan: Plan) -> None:
    settings.API_REQUESTS_A_MINUTE = 3
    answers = [program.get("/plans") for _ in range(5)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429, 429]
    assert [each["RateLimit"].split(";")[1] for each in answers] == ["r=2", "r=1", "r=0", "r=0", "r=0"]
    assert answers[0]["RateLimit-Policy"] == '"token";q=3;w=60'
    assert 0 < int(answers[3]["Retry-After"]) <= 60


def test_too_many_wrong_tokens_from_an_address_are_slowed_and_right_ones_are_not(
    program: Program, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "FAILURES", Limit("failures", 2, timedelta(minutes=15)))
    wrong = Program("lw_wrong")
    assert [wrong.get("/plans").status_code for _ in range(3)] == [401, 401, 429]
    assert program.get("/plans").status_code == 200


def test_an_allowance_is_free_again_when_its_time_is_over(db: None) -> None:
    limit = Limit("test", 2, timedelta(minutes=1))
    counts = [take(limit, "x", now=MOMENT + timedelta(seconds=n)) for n in (0, 10, 20, 59, 60)]
    assert [each.is_exceeded for each in counts] == [False, False, True, True, False]
    assert [each.left for each in counts] == [1, 0, 0, 0, 1]
    assert [each.seconds for each in counts] == [60, 50, 40, 1, 60]
    assert not take(limit, "y", now=MOMENT).is_exceeded


def test_counts_name_nobody_and_are_not_written_to_disk(program: Program, db: None) -> None:
    program.get("/plans")
    assert all(len(key) == 64 for key in Allowance.objects.values_list("key", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence::text FROM pg_class WHERE relname = 'tokens_allowance'")
        assert cursor.fetchone() == ("u",)


def test_the_history_says_that_a_program_did_it(program: Program, plan: Plan, people: People) -> None:
    series = program.read(f"/plans/{plan.ref}/series")["items"][0]["ref"]
    answer = program.post(f"/series/{series}/actuals", {"to": "2026-01-31", "value": 5})
    assert answer.status_code == 201, answer.content
    with as_maintenance():
        entry = HistoryEntry.objects.filter(table_name="improvement_actual").order_by("-id")[0]
    assert (entry.actor_id, entry.purpose) == (people.owner.pk, "api enter_actual")
    assert entry.request_id == answer["X-Request-Id"]
    assert entry.organisation_id is not None


def test_the_page_says_everything_that_can_be_asked(client: Client, db: None) -> None:
    page = client.get(reverse("api:page")).content.decode()
    described = json.loads(client.get(reverse("api:description")).content)
    for path, methods in described["paths"].items():
        for operation in methods.values():
            assert operation["summary"].replace("'", "&#39;") in page
        assert path in page
    for kind in KINDS.values():
        assert f'id="{kind.code}"' in page
    assert "<script" not in page.replace('<script src="/static/', "")
