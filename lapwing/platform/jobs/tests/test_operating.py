"""Operators see what failed and why, and can run it again or give it up; what they do is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.jobs.models import Operation, Work
from lapwing.platform.jobs.operating import overview
from lapwing.platform.jobs.progress import Progress
from lapwing.platform.jobs.tests import tasks
from lapwing.platform.jobs.tests.test_work import begin, fresh
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People


@pytest.fixture
def operator(partnership: Partnership) -> User:
    return factories.member(partnership, "service-operator")


@pytest.fixture
def page(operator: User, client_as: Callable[[User], Client]) -> Client:
    return client_as(operator)


def fail(error: Exception, monkeypatch: pytest.MonkeyPatch, who: User) -> Work:
    def body(progress: Progress) -> None:
        raise error

    monkeypatch.setattr(tasks, "body", body)
    work = begin(who)
    run_jobs()
    return work


@pytest.fixture
def failed(people: People, monkeypatch: pytest.MonkeyPatch) -> Work:
    return fail(ValueError("Nina Nobody"), monkeypatch, people.owner)


def test_what_failed_is_shown_with_its_kind_and_place_and_nobodys_name(failed: Work, page: Client) -> None:
    answer = page.get(reverse("operations-jobs")).content.decode()
    assert "tests.carry_out" in answer
    assert "ValueError" in answer
    assert "body:" in answer
    assert "Nina" not in answer
    assert "work_id" not in answer


def test_one_is_run_again(failed: Work, page: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page.post(reverse("retry-job", args=[failed.job_id]))
    assert fresh(failed).state == "waiting"
    monkeypatch.setattr(tasks, "body", lambda progress: None)
    run_jobs()
    assert fresh(failed).state == "done"


def test_all_of_a_task_are_run_again(people: People, page: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    works = [fail(ValueError(), monkeypatch, people.owner) for _ in range(3)]
    page.post(reverse("retry-jobs"), {"task": "tests.carry_out"})
    assert {fresh(work).state for work in works} == {"waiting"}
    assert Operation.objects.get().jobs == 3


def test_one_that_waits_to_be_tried_again_is_tried_at_once(
    people: People, page: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = fail(OperationalError(), monkeypatch, people.owner)
    assert [each.job for each in overview(timezone.now()).trying] == [work.job_id]
    page.post(reverse("retry-job", args=[work.job_id]))
    assert run_jobs() == 1


def test_one_is_given_up_for_a_reason_that_whoever_waits_reads(failed: Work, page: Client) -> None:
    place = reverse("give-up-job", args=[failed.job_id])
    assert "Enter why it is given up" in page.post(place, {"reason": ""}).content.decode()
    page.post(place, {"reason": "The file is damaged."})
    assert fresh(failed).problem == "Those who run Lapwing gave it up: The file is damaged."
    assert ProcrastinateJob.objects.get(pk=failed.job_id).status == "cancelled"


def test_what_operators_do_is_in_the_history(failed: Work, page: Client, operator: User) -> None:
    page.post(reverse("retry-job", args=[failed.job_id]))
    assert Operation.objects.get().user_id == operator.pk
    with as_maintenance():
        kept = HistoryEntry.objects.filter(table_name="jobs_operation")
        assert [each.actor_id for each in kept] == [operator.pk]


@pytest.mark.parametrize("job", ["0", "999999999", "x", "9" * 30])
def test_a_job_that_is_gone_is_said_to_be(page: Client, job: str) -> None:
    answer = page.post(reverse("retry-job", args=[job]), follow=True).content.decode()
    assert "is gone" in answer


def test_everything_by_the_clock_is_listed_and_what_is_late_is_said(db: None) -> None:
    now = timezone.now()
    lines = {each.task: each for each in overview(now).scheduled}
    assert lines["jobs.rescue"].last is None
    assert lines["jobs.clear"].next > now
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp) "
            "VALUES ('jobs.rescue', %s)",
            [int((now - timedelta(hours=1)).timestamp())],
        )
    (line,) = (each for each in overview(now).scheduled if each.task == "jobs.rescue")
    assert line.is_late


def test_every_argument_of_every_task_is_a_number_or_a_code() -> None:
    """What is queued may be read by whoever runs the service, and lands in logs."""
    for name, task in app.tasks.items():
        if not task.func.__module__.startswith("lapwing."):
            continue
        hints = {key: value for key, value in task.func.__annotations__.items() if key != "return"}
        for argument, hint in hints.items():
            is_code = argument in CODES and hint == "str"
            assert is_code or hint in {"int", "bool", "int | None"}, f"{name}({argument}: {hint})"


# Arguments that are texts: names of kinds, keys and references, never anybody's words.
CODES = frozenset({"kind", "code", "ref", "key", "form"})
