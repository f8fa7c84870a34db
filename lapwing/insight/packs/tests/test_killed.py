"""A worker is killed while it builds a pack: the next finishes it, nothing is lost and nothing twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from lapwing.contexts.improvement.tests.factories import acting_as, full_plan, imported
from lapwing.insight.packs import commands
from lapwing.insight.packs.collecting import usual_sections
from lapwing.insight.packs.commands import Wanted
from lapwing.insight.packs.models import Form, Pack, PackFile, PackSnapshot, PackState
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.documents.models import FileVersion
from lapwing.platform.jobs.models import Work
from lapwing.platform.jobs.rescue import rescue_stalled
from lapwing.platform.jobs.tests.real_worker import address_of_the_database, real_worker
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PATIENCE = 240


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


def asked_for(partnership: Partnership) -> Pack:
    """A pack of a plan, waiting for a worker."""
    with acting_as(factories.member(partnership, "programme-manager")) as actor:
        plan = imported(partnership, actor, full_plan())
        today = timezone.localdate()
        return commands.ask_for_pack(
            by=actor,
            partnership=partnership,
            plan_ref=plan.ref,
            wanted=Wanted(
                title="Report", since=date(2026, 4, 1), as_at=today, until=today, sections=usual_sections()
            ),
            now=timezone.now(),
        )


def built(pack: Pack) -> list[str]:
    with as_maintenance():
        return sorted(PackFile.objects.filter(pack=pack).values_list("form", flat=True))


def as_it_is(pack: Pack) -> tuple[str, list[str]]:
    """Its state and the hash of what it says."""
    with as_maintenance():
        says = PackSnapshot.objects.filter(pack=pack).values_list("sha256", flat=True)
        return Pack.objects.get(pk=pack.pk).state, list(says)


def work_of(pack: Pack) -> Work:
    with as_maintenance():
        return Work.objects.get(pk=pack.work_id or 0)


def find_it_killed() -> tuple[int, int]:
    """What the periodic task does when the worker has been silent for long enough."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
    with acting(system_actor("Tests"), purpose="test"):
        return rescue_stalled(timezone.now())


def test_a_worker_killed_between_two_forms_leaves_whole_steps_and_another_does_the_rest_once() -> None:
    partnership = factories.partnership()
    pack = asked_for(partnership)
    with psycopg.connect(address_of_the_database()) as holding:
        # somebody claims the second file and has not committed: the worker waits, with what the pack says
        # and its first file committed
        holding.execute("SELECT set_config('lapwing.actor', %s, true)", [str(pack.asked_by_id)])
        holding.execute(
            "INSERT INTO jobs_effect (key, at) VALUES (%s, now())", [f"pack {pack.pk} {Form.PDF.value}"]
        )
        with real_worker("30") as first:
            until(lambda: built(pack) == ["word"], "The first file was not built")
            first.kill()
        holding.rollback()
        state, says = as_it_is(pack)
        assert (state, len(says), built(pack)) == (PackState.BUILDING, 1, ["word"])

    assert find_it_killed() == (1, 0)
    with real_worker("30") as second:
        until(lambda: work_of(pack).state == "done", "What was begun was not done")
        second.ask_to_stop()
        assert second.ended() == 0

    assert as_it_is(pack) == (PackState.READY, says), "frozen once"
    assert built(pack) == ["excel", "pdf", "word"]
    with as_maintenance():
        assert FileVersion.objects.filter(file__purpose="board pack").count() == len(Form)
        assert [each.template for each in Notice.objects.all()] == ["pack-ready"]
        assert ProcrastinateJob.objects.get(pk=work_of(pack).job_id).status == "succeeded"
