"""A pack that is withdrawn stays in the bundles that hold it: that is said before, and beside them after."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from lapwing.contexts.improvement.models import Plan
from lapwing.insight.bundles.commands import void_event
from lapwing.insight.bundles.models import Bundle, MonitoringEvent
from lapwing.insight.bundles.of_pack import withdrawn_in
from lapwing.insight.bundles.tests.test_bundles import ask, event, made, quick_files
from lapwing.insight.bundles.views import address_of
from lapwing.insight.packs.commands import PackError, withdraw_pack
from lapwing.insight.packs.made_of import MADE_OF_PACKS
from lapwing.insight.packs.models import Pack
from lapwing.insight.packs.tests.conftest import empty_forms, manager_client
from lapwing.insight.packs.tests.test_commands import ask as ask_for_pack
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import NOBODY, Actor
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.registry.models import Partnership

__all__ = ["empty_forms", "event", "manager_client", "quick_files"]

REASON = "Two figures were of another year."


@pytest.fixture
def pack(manager: Actor, partnership: Partnership, plan: Plan, empty_forms: None) -> Pack:
    made = ask_for_pack(manager, partnership, plan)
    run_jobs()
    return Pack.objects.get(pk=made.pk)


@pytest.fixture
def bundle(manager: Actor, pack: Pack, event: MonitoringEvent) -> Bundle:
    return made(ask(manager, event))


def withdraw(manager: Actor, pack: Pack, confirmed: str = "") -> Pack:
    return withdraw_pack(
        by=manager, partnership=pack.partnership, pack_ref=pack.ref, reason=REASON, now=timezone.now(),
        confirmed=confirmed,
    )  # fmt: skip


def test_whoever_withdraws_a_pack_is_told_of_the_bundles_that_hold_it(
    manager: Actor, pack: Pack, bundle: Bundle
) -> None:
    told = MADE_OF_PACKS.told(pack)
    assert "Bundle 1 for the monitoring review of 10 June 2026 holds it" in told
    with pytest.raises(PackError):
        withdraw(manager, pack)
    withdraw(manager, pack, told)


def test_a_bundle_that_was_withdrawn_or_holds_none_of_it_is_not_named(
    manager: Actor, pack: Pack, bundle: Bundle
) -> None:
    Bundle.objects.filter(pk=bundle.pk).update(
        state="withdrawn", withdrawn_at=timezone.now(), withdrawn_by=manager.id, withdrawn_reason="Wrong"
    )
    assert MADE_OF_PACKS.told(pack) == ""
    assert MADE_OF_PACKS.packs(pack.partnership_id, "default") == set()


def test_a_bundle_of_an_event_that_was_withdrawn_is_not_named(
    manager: Actor, pack: Pack, bundle: Bundle, event: MonitoringEvent
) -> None:
    void_event(
        by=manager, partnership=pack.partnership, ref=event.ref, reason="Called off", now=timezone.now()
    )
    assert MADE_OF_PACKS.told(pack) == ""
    assert MADE_OF_PACKS.packs(pack.partnership_id, "default") == set()


def test_the_page_of_the_bundle_says_that_a_pack_in_it_was_withdrawn_when_and_why(
    manager: Actor, manager_client: Client, pack: Pack, bundle: Bundle, event: MonitoringEvent
) -> None:
    with acting(NOBODY, purpose=""):
        before = manager_client.get(address_of(event)).content.decode()
    assert "was withdrawn" not in before
    assert withdrawn_in([bundle]) == {bundle.pk: []}
    withdraw(manager, pack, MADE_OF_PACKS.told(pack))
    assert withdrawn_in([bundle]) == {bundle.pk: [pack]}
    assert MADE_OF_PACKS.packs(pack.partnership_id, "default") == {pack.pk}
    with acting(NOBODY, purpose=""):
        after = manager_client.get(address_of(event)).content.decode()
    assert "It holds board pack 1, which was withdrawn" in after
    assert REASON in after
