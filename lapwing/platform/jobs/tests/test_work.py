"""Work is begun with its job, says how far it is, and ends in one of the ways that people are told of."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import OperationalError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException
from procrastinate.types import JSONValue

from lapwing.platform.access.acting import acting, current_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.jobs import commands
from lapwing.platform.jobs import progress as progress_module
from lapwing.platform.jobs.models import Failure, Work
from lapwing.platform.jobs.progress import Progress
from lapwing.platform.jobs.system import one_by_one
from lapwing.platform.jobs.tests import tasks
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.platform.jobs.work import CannotBeDoneError, begin_work, once
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People


def begin(who: User, partnership: Partnership | None = None) -> Work:
    actor = actor_for(who, timezone.localdate())
    with acting(actor, purpose="test"):
        return begin_work(
            kind="tests",
            title="Count everything",
            by=actor,
            partnership_id=partnership.pk if partnership else None,
            task=tasks.carry_out,
            now=timezone.now(),
        )


def fresh(work: Work) -> Work:
    with as_maintenance():
        return Work.objects.get(pk=work.pk)


@pytest.fixture
def does(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Progress], None]], None]:
    """Say what the job of the test does."""
    return lambda body: monkeypatch.setattr(tasks, "body", body)


@pytest.fixture
def work(people: People) -> Work:
    return begin(people.owner)


def test_work_and_its_job_are_begun_together_or_not_at_all(people: People) -> None:
    with transaction.atomic():
        begin(people.owner)
        transaction.set_rollback(True)
    assert not ProcrastinateJob.objects.filter(task_name="tests.carry_out").exists()


def test_work_that_went_well_is_done_and_leads_on(work: Work, does: Callable[..., None]) -> None:
    def body(progress: Progress) -> None:
        progress.say("Rows checked", done=3, of=10)
        progress.leads_to("/somewhere/")

    does(body)
    assert run_jobs() == 1
    ended = fresh(work)
    assert (ended.state, ended.words, ended.done, ended.of) == ("done", "Rows checked", 10, 10)
    assert ended.result_url == "/somewhere/"
    assert ended.ended_at is not None


def test_no_more_than_one_line_a_second_is_written_down(
    work: Work, does: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, seen = [1000.0], []
    monkeypatch.setattr(progress_module, "time", SimpleNamespace(monotonic=lambda: clock[0]))

    def body(progress: Progress) -> None:
        for number in range(1, 50):
            progress.say("Rows checked", done=number, of=50)
            seen.append(fresh(work).done)
            clock[0] += 0.25

    does(body)
    run_jobs()
    assert seen[:9] == [1, 1, 1, 1, 5, 5, 5, 5, 9]


def test_what_cannot_be_done_is_said_in_a_sentence_and_is_no_fault(
    work: Work, does: Callable[..., None]
) -> None:
    def body(progress: Progress) -> None:
        raise CannotBeDoneError("You no longer hold a role here.")

    does(body)
    run_jobs()
    assert (fresh(work).state, fresh(work).problem) == ("failed", "You no longer hold a role here.")
    assert not Failure.objects.exists()


def test_a_fault_keeps_its_kind_and_place_and_not_its_words(work: Work, does: Callable[..., None]) -> None:
    def body(progress: Progress) -> None:
        raise ValueError("Nina Nobody was born on 3 May")

    does(body)
    run_jobs()
    (failure,) = Failure.objects.all()
    assert failure.error == "ValueError"
    assert failure.place.startswith("body:")
    assert fresh(work).state == "failed"
    assert "Nina" not in fresh(work).problem + failure.place


def test_a_fault_that_stays_is_not_tried_again(work: Work, does: Callable[..., None]) -> None:
    def body(progress: Progress) -> None:
        raise ValueError

    does(body)
    assert run_jobs() == 1
    assert ProcrastinateJob.objects.get(pk=work.job_id).status == "failed"


def test_what_may_pass_is_tried_again_later(work: Work, does: Callable[..., None]) -> None:
    def body(progress: Progress) -> None:
        raise OperationalError

    does(body)
    assert run_jobs() == 1
    job = ProcrastinateJob.objects.get(pk=work.job_id)
    again = fresh(work)
    assert job.status == "todo"
    assert job.scheduled_at is not None
    assert job.scheduled_at > timezone.now()
    assert (again.state, again.problem, again.ended_at) == ("waiting", "", None)
    assert again.next_try_at is not None


def test_work_that_waits_is_stopped_at_once(work: Work, people: People) -> None:
    actor = actor_for(people.owner, timezone.localdate())
    with acting(actor, purpose="test"):
        commands.stop_work(ref=work.ref, by=actor, now=timezone.now())
    assert run_jobs() == 0
    assert fresh(work).state == "stopped"


def test_work_that_runs_stops_at_its_next_step(work: Work, people: People, does: Callable[..., None]) -> None:
    after: list[str] = []

    def body(progress: Progress) -> None:
        with as_maintenance():
            Work.objects.filter(pk=work.pk).update(stop_asked_at=timezone.now())
        progress.say("Rows checked", done=1, of=2)
        after.append("went on")

    does(body)
    run_jobs()
    assert fresh(work).state == "stopped"
    assert after == []


def test_a_run_believed_dead_changes_nothing(work: Work, does: Callable[..., None]) -> None:
    def body(progress: Progress) -> None:
        with as_maintenance():
            Work.objects.filter(pk=work.pk).update(attempt=2)
        progress.say("Rows checked", done=1, of=2)

    does(body)
    run_jobs()
    assert (fresh(work).state, fresh(work).words) == ("running", "")


def test_work_that_is_over_is_not_begun_again(work: Work, does: Callable[..., None]) -> None:
    runs: list[int] = []
    does(lambda progress: runs.append(1))
    run_jobs()
    tasks.carry_out.defer(work_id=work.pk)
    run_jobs()
    assert runs == [1]


def test_an_effect_happens_once(db: None) -> None:
    happened = []
    for _ in range(3):
        with once("tests 1") as first:
            if first:
                happened.append(1)
    assert happened == [1]


def test_an_effect_that_failed_may_happen_yet(db: None) -> None:
    with pytest.raises(ValueError, match="half way"), once("tests 2"):
        raise ValueError("half way")
    with once("tests 2") as first:
        assert first


@pytest.mark.parametrize("argument", ["Nina Nobody", "x" * 65, ["1"], {"a": "1"}])
def test_the_queue_takes_codes_and_numbers_alone(db: None, argument: JSONValue) -> None:
    with pytest.raises(ConnectorException), transaction.atomic():
        tasks.carry_out.configure(task_kwargs={"work_id": argument}).defer()


def test_each_row_is_done_by_itself_and_the_fault_of_one_is_told_at_the_end(work: Work) -> None:
    def rename(number: int) -> None:
        Work.objects.filter(pk=work.pk).update(title=f"Row {number}")
        if number == 2:
            raise ValueError("This row cannot be done")
        seen.append(current_actor().name)

    seen: list[str] = []
    with pytest.raises(ValueError, match="This row"):
        one_by_one("Tests", "test", [1, 2], rename)
    assert (seen, fresh(work).title) == (["Tests"], "Row 1")
    assert one_by_one("Tests", "test", [3, 4], rename) == 2


def test_the_page_of_ones_work_is_only_looked_at(
    work: Work, people: People, client_as: Callable[[User], Client]
) -> None:
    place = reverse("work", args=[work.ref])
    assert client_as(people.owner).get(place).status_code == 200
    assert client_as(people.owner).post(place).status_code == 405
