"""A worker is killed while it makes a bundle: the next makes it, whole and once."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from lapwing.contexts.improvement.tests.factories import acting_as, full_plan, imported
from lapwing.insight.bundles import commands
from lapwing.insight.bundles.bundle_files import BUNDLE
from lapwing.insight.bundles.commands import EventDetails
from lapwing.insight.bundles.models import Bundle, BundleState
from lapwing.insight.packs.tests.test_killed import empty_queue as empty_queue
from lapwing.insight.packs.tests.test_killed import find_it_killed, until
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.documents.models import FileVersion
from lapwing.platform.jobs.models import Work
from lapwing.platform.jobs.tests.real_worker import address_of_the_database, real_worker
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def asked_for(partnership: Partnership) -> Bundle:
    """A bundle of a plan, waiting for a worker."""
    with acting_as(factories.member(partnership, "programme-manager")) as actor:
        plan = imported(partnership, actor, full_plan())
        now, today = timezone.now(), timezone.localdate()
        day = today + timedelta(days=7)
        details = EventDetails(kind="review", held_on=day, organisations="Department for Education", notes="")
        event = commands.record_event(
            by=actor, partnership=partnership, plan_ref=plan.ref, details=details, now=now
        )
        return commands.ask_for_bundle(
            by=actor, partnership=partnership, event_ref=event.ref, as_at=today, with_kept=False, now=now
        )


def work_of(bundle: Bundle) -> Work:
    with as_maintenance():
        return Work.objects.get(pk=bundle.work_id or 0)


def as_it_is(bundle: Bundle) -> Bundle:
    with as_maintenance():
        return Bundle.objects.get(pk=bundle.pk)


def test_a_worker_killed_in_its_making_leaves_nothing_and_another_makes_it_once() -> None:
    bundle = asked_for(factories.partnership())
    with psycopg.connect(address_of_the_database()) as holding:
        # somebody claims the bundle and has not committed: the worker waits in the midst of it
        holding.execute("SELECT set_config('lapwing.actor', %s, true)", [str(bundle.asked_by_id)])
        holding.execute("INSERT INTO jobs_effect (key, at) VALUES (%s, now())", [f"bundle {bundle.pk}"])
        with real_worker("30") as first:
            until(lambda: work_of(bundle).state == "running", "It was not begun")
            first.kill()
        holding.rollback()
    left = as_it_is(bundle)
    assert (left.state, left.file_id) == (BundleState.BUILDING, None)

    assert find_it_killed() == (1, 0)
    with real_worker("30") as second:
        until(lambda: work_of(bundle).state == "done", "What was begun was not done")
        second.ask_to_stop()
        assert second.ended() == 0

    made = as_it_is(bundle)
    assert made.state == BundleState.READY, made.problem
    with as_maintenance():
        assert FileVersion.objects.filter(file__purpose=BUNDLE).count() == 1
        assert [each.template for each in Notice.objects.all()] == ["bundle-ready"]
        assert ProcrastinateJob.objects.get(pk=work_of(bundle).job_id).status == "succeeded"
