"""Programs with one key or one token, and workers with one effect, at one moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event

import pytest
from django.db import connection
from django.urls import reverse

from lapwing.contexts.improvement.edit_views.tests.desk import Desk
from lapwing.contexts.improvement.models import Actual, Series
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.jobs.work import once
from lapwing.platform.tokens.models import ApiToken
from lapwing.platform.tokens.tests.factories import token_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.shell.api.tests.conftest import Program
from tests.attacks.at_once.meeting import at_once, in_the_middle_of, posted_at_once, windows

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FIGURE = {"from": "2026-01-01", "to": "2026-01-31", "numerator": 37, "denominator": 72}


@pytest.fixture
def series(desk: Desk) -> Series:
    return desk.one(Series)


@pytest.fixture
def program(desk: Desk) -> Program:
    return Program(
        token_for(desk.manager, desk.partnership, "improvement.plan.read", "improvement.actual.enter")
    )


KEPT_KEY = "INSERT INTO tokens_keptanswer"


def test_two_programs_with_one_key_are_answered_by_what_the_first_did(
    desk: Desk, program: Program, series: Series
) -> None:
    place, before = f"/series/{series.ref}/actuals", len(desk.all(Actual))
    post = partial(program.post, place, FIGURE, idempotency_key="once")
    first, second = at_once(post, post, at=KEPT_KEY)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert sorted("Idempotency-Replayed" in each.headers for each in (first, second)) == [False, True]
    assert len(desk.all(Actual)) == before + 1


def test_one_key_for_two_figures_keeps_one_of_them(desk: Desk, program: Program, series: Series) -> None:
    place, before = f"/series/{series.ref}/actuals", len(desk.all(Actual))
    posts = [
        partial(program.post, place, FIGURE | {"numerator": number}, idempotency_key="once")
        for number in (1, 2)
    ]
    answers = at_once(*posts, at=KEPT_KEY)
    assert sorted(each.status_code for each in answers) in ([201, 409], [201, 422])
    assert len(desk.all(Actual)) == before + 1


def test_without_a_key_a_figure_is_kept_once_and_another_is_in_the_way(
    desk: Desk, program: Program, series: Series
) -> None:
    place, before = f"/series/{series.ref}/actuals", len(desk.all(Actual))
    posts = [partial(program.post, place, FIGURE | {"numerator": number}) for number in (1, 2)]
    answers = at_once(*posts, at="(?s)improvement_series.*FOR UPDATE")
    assert sorted(each.status_code for each in answers) == [201, 409]
    assert len(desk.all(Actual)) == before + 1


def test_a_token_that_ends_while_it_is_used_does_what_it_had_begun_and_nothing_after(
    desk: Desk, program: Program, series: Series
) -> None:
    token, ending = desk.one(ApiToken), factories.signed_in_client(desk.manager)
    place, before = f"/series/{series.ref}/actuals", len(desk.all(Actual))

    def end() -> None:
        answer = ending.post(reverse("account-token-end", args=[token.ref]))
        assert answer.status_code == 302

    begun = in_the_middle_of(
        partial(program.post, place, FIGURE, idempotency_key="k"), end, at="INSERT INTO .improvement_actual"
    )
    assert begun.status_code == 201
    assert desk.one(ApiToken).ended_at is not None
    assert len(desk.all(Actual)) == before + 1
    # nor is what it was told repeated to whoever has it still
    again = program.post(place, FIGURE, idempotency_key="k")
    assert again.status_code == 401
    assert b"numerator" not in again.content


def test_a_token_ended_twice_at_once_ends_once(desk: Desk, program: Program) -> None:
    place = reverse("account-token-end", args=[desk.one(ApiToken).ref])
    answers = posted_at_once(windows(desk.browser()), place, {}, at="UPDATE .tokens_apitoken")
    assert [each.status_code for each in answers] == [302, 302]
    assert desk.one(ApiToken).ended_at is not None


def test_an_effect_of_two_workers_happens_once(partnership: Partnership) -> None:
    def work() -> bool:
        with acting(system_actor("Tests"), purpose="test"), once("tests: at once") as first:
            return first

    assert sorted(at_once(work, work, at="INSERT INTO jobs_effect")) == [False, True]


def test_an_effect_whose_first_worker_fails_is_the_seconds(partnership: Partnership) -> None:
    """The second waits for the first, and then finds that all is to do."""
    claimed = Event()

    def fails() -> str:
        try:
            with once("tests: fails") as first:
                assert first
                claimed.set()
                wait_until_somebody_waits()
                raise HalfWayError
        except HalfWayError:
            return "failed"

    def waits() -> str:
        assert claimed.wait(60)
        with once("tests: fails") as first:
            return "first" if first else "second"

    with ThreadPoolExecutor(2) as pool:
        doing = [pool.submit(with_own_connection, each) for each in (fails, waits)]
    assert [each.result() for each in doing] == ["failed", "first"]


class HalfWayError(Exception):
    pass


def with_own_connection(do: Callable[[], str]) -> str:
    try:
        return do()
    finally:
        connection.close()


def wait_until_somebody_waits() -> None:
    """Until another connection to this database waits for what this one holds."""
    mine = "SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
    for _ in range(100_000):
        with connection.cursor() as cursor:
            cursor.execute(mine)
            if cursor.rowcount:
                return
    raise AssertionError("Nobody came to wait")
