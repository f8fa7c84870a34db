"""A worker is killed while it brings a file in: nothing of it is there, and another does it once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from lapwing.contexts.improvement.figures.feed import FIGURES
from lapwing.contexts.improvement.models import Actual, Plan, Series
from lapwing.contexts.improvement.tests.factories import acting_as, full_plan, imported
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.imports import commands
from lapwing.platform.imports.models import DataImport, ImportRow
from lapwing.platform.imports.staging import BATCH
from lapwing.platform.jobs.models import Work
from lapwing.platform.jobs.rescue import rescue_stalled
from lapwing.platform.jobs.tests.real_worker import address_of_the_database, real_worker
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PATIENCE = 180
MORE = 5
ROWS = BATCH + MORE


@pytest.fixture(autouse=True)
def empty_queue() -> Iterator[None]:
    yield
    with as_maintenance(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE lapwing_owner")
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def until(what: Callable[[], bool], words: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, words
        time.sleep(0.1)


def lines() -> Iterator[str]:
    """A whole batch of one series, then some of another."""
    yield "measure,series,to,value"
    for number in range(ROWS):
        day = date(2005, 1, 1) + timedelta(days=number)
        yield f"{'M1,Others' if number < BATCH else 'M2,All'},{day},{number}"


def begun(plan: Plan, people: People) -> DataImport:
    """An import that was looked through, and waits for a worker to bring it in."""
    with acting_as(people.owner) as actor:
        sent = commands.send_file(
            by=actor,
            now=timezone.now(),
            feed=FIGURES,
            partnership_id=plan.partnership_id,
            name="figures.csv",
            data="\n".join(lines()).encode(),
            place=plan.ref,
            waiting=True,
        )
        return commands.bring_in(by=actor, now=timezone.now(), ref=sent.ref, version=sent.version)


def figures() -> int:
    with as_maintenance():
        return Actual.objects.filter(to_date__lt=date(2020, 1, 1)).count()


def as_it_is(found: DataImport) -> tuple[str, int]:
    """Its state, and how many of its rows say that something came of them."""
    with as_maintenance():
        return DataImport.objects.get(pk=found.pk).state, ImportRow.objects.filter(made__isnull=False).count()


def work_of(found: DataImport) -> Work:
    with as_maintenance():
        return Work.objects.get(ref=found.work_ref)


def find_it_killed() -> tuple[int, int]:
    """What the periodic task does when the worker has been silent for long enough."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
    with acting(system_actor("Tests"), purpose="test"):
        return rescue_stalled(timezone.now())


def test_a_worker_killed_between_two_batches_leaves_nothing_and_another_does_it_once(
    people: People, partnership: Partnership
) -> None:
    with acting_as(people.owner) as actor:
        plan = imported(partnership, actor, full_plan())
        held = Series.objects.get(measure__key="M2").pk
    found, before = begun(plan, people), figures()
    with psycopg.connect(address_of_the_database()) as holding:
        holding.execute("SELECT set_config('lapwing.actor', %s, true)", [str(people.owner.pk)])
        # what the second batch is about is held, so that the worker stands with the first one written
        holding.execute("SELECT FROM improvement_series WHERE id = %s FOR UPDATE", [held])
        with real_worker("30") as first:
            until(lambda: work_of(found).done == BATCH, "The first batch was not written")
            first.kill()
        assert work_of(found).state == "running"
    assert (figures(), as_it_is(found)) == (before, ("committing", 0))

    assert find_it_killed() == (1, 0)
    with real_worker("30") as second:
        until(lambda: work_of(found).state == "done", "What was begun was not done")
        second.ask_to_stop()
        assert second.ended() == 0

    assert (figures() - before, as_it_is(found)) == (ROWS, ("committed", ROWS))
    with as_maintenance():
        kept = HistoryEntry.objects.filter(table_name="improvement_actual", purpose="import")
        assert kept.count() == ROWS
        assert [each.template for each in Notice.objects.all()] == ["import-finished"]
        assert ProcrastinateJob.objects.get(pk=work_of(found).job_id).status == "succeeded"
