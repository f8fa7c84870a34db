"""Whoever withdraws words of a plan is told which packs and bundles hold them, until none does."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.made_before import MADE_BEFORE
from lapwing.contexts.improvement.models import StatusReport
from lapwing.contexts.improvement.queries.open_words import words_of_report
from lapwing.insight.bundles.models import Bundle, MonitoringEvent
from lapwing.insight.bundles.tests.test_bundles import ask, event, made, quick_files
from lapwing.insight.bundles.tests.test_of_pack import bundle, pack, withdraw
from lapwing.insight.bundles.views import address_of
from lapwing.insight.packs.made_of import MADE_OF_PACKS
from lapwing.insight.packs.models import Pack
from lapwing.insight.packs.tables import address_of as address_of_pack
from lapwing.insight.packs.tests.conftest import empty_forms, manager_client
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import NOBODY, Actor
from lapwing.registry.actors import actor_for
from lapwing.registry.tests import factories

__all__ = ["ask", "bundle", "empty_forms", "event", "made", "manager_client", "pack", "quick_files"]


@pytest.fixture
def report(manager: Actor, bundle: Bundle) -> StatusReport:
    """What was said at once, and stands in the pack and in the bundle that holds it."""
    return StatusReport.objects.get(status="off track")


def test_the_page_that_asks_names_them_and_says_what_to_do_until_they_are_withdrawn(
    manager: Actor,
    manager_client: Client,
    report: StatusReport,
    pack: Pack,
    bundle: Bundle,
    event: MonitoringEvent,
) -> None:
    here = reverse("improvement:report-withdraw-words", args=[pack.partnership.ref, report.ref])
    with acting(NOBODY, purpose=""):
        asked = manager_client.get(here).content.decode()
        answer = manager_client.post(here, {"reason": "It names somebody"})
        after = manager_client.get(answer["Location"]).content.decode()
    for page in (asked, after):
        assert f'href="{address_of_pack(pack)}"' in page
        assert "Withdraw it, and build it again" in page
        assert f'href="{address_of(event)}"' in page
        assert "make another" in page
    assert answer["Location"] == here
    assert "It names somebody" in after
    withdraw(manager, pack, MADE_OF_PACKS.told(pack))
    Bundle.objects.filter(pk=bundle.pk).update(
        state="withdrawn", withdrawn_at=timezone.now(), withdrawn_by=manager.id, withdrawn_reason="Wrong"
    )
    with acting(NOBODY, purpose=""):
        last = manager_client.get(here)
    assert last["Location"] == reverse(
        "improvement:milestone", args=[pack.partnership.ref, report.milestone.ref]
    )


def test_what_holds_other_words_is_not_named_and_links_are_for_who_may_open_them(
    report: StatusReport, pack: Pack
) -> None:
    words = words_of_report(report)
    found = MADE_BEFORE.find(words)
    assert [each.partition(":")[0] for each in found] == ["pack", "bundle"]
    outsider = actor_for(factories.member(pack.partnership, "senco"), timezone.localdate())
    told = MADE_BEFORE.standing(outsider, pack.partnership_id, found)
    assert [each.url for each in told if each.label.startswith("Bundle")] == [""]
    report.note = report.mitigation = "Nobody said this."
    assert MADE_BEFORE.find(words_of_report(report)) == []
