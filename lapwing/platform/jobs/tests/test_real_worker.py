"""What becomes of work when its worker is killed or told to stop: real processes on a real database."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.tasks import Task

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.jobs import worker
from lapwing.platform.jobs.models import Failure, Work
from lapwing.platform.jobs.rescue import KILLED, rescue_stalled
from lapwing.platform.jobs.tests import slow_tasks
from lapwing.platform.jobs.tests.real_worker import real_worker
from lapwing.platform.jobs.work import begin_work
from lapwing.registry.actors import actor_for
from lapwing.registry.tests import factories

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def begin(task: Task[Any, Any, Any], **arguments: int) -> Work:
    actor = actor_for(factories.member(factories.partnership(), "programme-manager"), timezone.localdate())
    with acting(actor, purpose="test"):
        return begin_work(
            kind="tests",
            title="Test",
            by=actor,
            partnership_id=None,
            task=task,
            now=timezone.now(),
            **arguments,
        )


def fresh(work: Work) -> Work:
    with as_maintenance():
        return Work.objects.get(pk=work.pk)


def status_of(work: Work) -> str:
    return str(ProcrastinateJob.objects.get(pk=work.job_id).status)


def find_it_killed() -> tuple[int, int]:
    """What the periodic task does when the worker has been silent for long enough."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
    with acting(system_actor("Tests"), purpose="test"):
        return rescue_stalled(timezone.now())


@pytest.mark.parametrize("dies", [1, 2], ids=["within its transaction", "after its transaction"])
def test_work_whose_worker_is_killed_is_done_by_another_and_its_effect_happens_once(dies: int) -> None:
    work = begin(slow_tasks.effect_once, dies=dies)
    with real_worker("30") as first:
        first.wait_for("staying")
        first.kill()
    assert (fresh(work).state, status_of(work)) == ("running", "doing")

    assert find_it_killed() == (1, 0)
    assert fresh(work).state == "waiting"
    with real_worker("30") as second:
        second.wait_for("done")
        second.ask_to_stop()
        assert second.ended() == 0

    assert (fresh(work).state, fresh(work).attempt, status_of(work)) == ("done", 2, "succeeded")
    assert Failure.objects.filter(task=slow_tasks.EFFECT).count() == 1
    assert Failure.objects.get(task="tests.effect_once").error == KILLED


def test_a_job_that_kills_its_worker_each_time_is_given_up() -> None:
    work = begin(slow_tasks.effect_once, dies=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = 4")
    with real_worker("30") as worker:
        worker.wait_for("staying")
        worker.kill()

    assert find_it_killed() == (0, 1)
    assert (fresh(work).state, status_of(work)) == ("failed", "failed")
    assert "cut off each time" in fresh(work).problem


def test_a_worker_whose_connections_break_goes_on_by_itself() -> None:
    begin(slow_tasks.effect_once, dies=0)
    with real_worker("1") as process:
        process.wait_for("done")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE datname = current_database() AND usename = 'lapwing_app'"
            )
            (broken,) = cursor.fetchone() or (0,)
        assert broken > 1
        work = begin(slow_tasks.effect_once, dies=0)
        process.wait_for("done")
        assert process.process.poll() is None
        process.ask_to_stop()
        assert process.ended() == 0
    assert status_of(work) == "succeeded"


def test_a_worker_that_fails_at_once_each_time_though_the_database_answers_gives_up(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []

    async def fails(options: worker.WorkerOptions) -> None:
        runs.append(options)
        raise LookupError

    monkeypatch.setattr(worker, "_work", fails)
    monkeypatch.setattr(worker, "WAITS", (0.0,))
    # in a thread of its own, since the tests' browser has a loop running in this one
    with ThreadPoolExecutor(1) as apart:
        going_on = apart.submit(
            lambda: asyncio.run(worker.go_on(worker.WorkerOptions(), asyncio.Event(), []))
        )
        assert going_on.result() is False
    assert len(runs) == worker.MOST_SHORT_RUNS


def test_a_worker_that_is_told_to_stop_lets_its_job_end() -> None:
    work = begin(slow_tasks.wait_at_gate)
    with connection.cursor() as gate, real_worker("30") as worker:
        gate.execute("SELECT pg_advisory_lock(%s)", [slow_tasks.GATE])
        worker.wait_for("begun")
        worker.ask_to_stop()
        gate.execute("SELECT pg_advisory_unlock(%s)", [slow_tasks.GATE])
        assert worker.ended() == 0
    assert (fresh(work).state, fresh(work).attempt, status_of(work)) == ("done", 1, "succeeded")


def test_a_machine_whose_clock_jumps_ahead_takes_no_job_from_a_worker_that_lives() -> None:
    work = begin(slow_tasks.wait_at_gate)
    with connection.cursor() as gate, real_worker("30") as worker:
        gate.execute("SELECT pg_advisory_lock(%s)", [slow_tasks.GATE])
        worker.wait_for("begun")
        with acting(system_actor("Tests"), purpose="test"):
            assert rescue_stalled(timezone.now() + timedelta(hours=1)) == (0, 0)
        worker.ask_to_stop()
        gate.execute("SELECT pg_advisory_unlock(%s)", [slow_tasks.GATE])
        assert worker.ended() == 0
    assert (fresh(work).state, fresh(work).attempt, status_of(work)) == ("done", 1, "succeeded")


def test_a_job_that_is_too_long_for_the_grace_goes_back_to_the_queue() -> None:
    work = begin(slow_tasks.go_on)
    with real_worker("0") as worker:
        worker.wait_for("begun")
        worker.ask_to_stop()
        assert worker.ended() == 0
    assert (fresh(work).state, status_of(work)) == ("waiting", "todo")
    assert not Failure.objects.exists()
