"""A bundle's zip goes when the bundle goes; what else is kept stays."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.models import Evidence, Plan
from lapwing.insight.bundles import commands
from lapwing.insight.bundles.models import Bundle, MonitoringEvent
from lapwing.insight.bundles.tests.test_bundles import NOW, ask, evidence, made
from lapwing.insight.bundles.tests.test_bundles import event as event
from lapwing.insight.bundles.tests.test_bundles import quick_files as quick_files
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.documents.models import File
from lapwing.platform.retention.errors import OnHoldError, RetentionError
from lapwing.platform.retention.kinds import kind_of_code
from lapwing.platform.retention.models import Hold
from lapwing.platform.retention.tests.support import purged
from lapwing.registry.models import Membership, Partnership


@pytest.fixture
def person(manager: Actor) -> User:
    return Membership.objects.get(role="programme-manager").user


def files() -> set[int]:
    with as_maintenance():
        return set(File.objects.values_list("pk", flat=True))


def withdrawn(manager: Actor, bundle: Bundle) -> Bundle:
    return commands.withdraw_bundle(
        by=manager, partnership=bundle.partnership, ref=bundle.ref, reason="Wrong day", now=NOW
    )


def test_an_event_that_is_removed_takes_the_zips_of_its_bundles_along(
    manager: Actor, partnership: Partnership, plan: Plan, event: MonitoringEvent, person: User
) -> None:
    given = evidence(manager, plan, "Rota")
    bundle = made(ask(manager, event))
    commands.void_event(by=manager, partnership=partnership, ref=event.ref, reason="Twice", now=NOW)
    before = files()
    purge = purged(partnership, person, event.ref, "voided-monitoring")
    assert purge.counts["documents_file"] == 1
    assert before - files() == {bundle.file_id}
    with as_maintenance():
        assert Evidence.objects.filter(pk=given.pk, file_id__in=files()).exists()


def test_a_withdrawn_bundle_goes_with_its_zip_and_its_event_stays(
    manager: Actor, partnership: Partnership, event: MonitoringEvent, person: User
) -> None:
    stands, wrong = made(ask(manager, event)), made(ask(manager, event))
    withdrawn(manager, wrong)
    with pytest.raises(RetentionError, match="no record"):
        purged(partnership, person, stands.ref, "withdrawn-bundle")
    purged(partnership, person, wrong.ref, "withdrawn-bundle")
    with as_maintenance():
        assert list(Bundle.objects.values_list("pk", flat=True)) == [stands.pk]
        assert MonitoringEvent.objects.filter(pk=event.pk).exists()
    assert stands.file_id in files()
    assert wrong.file_id not in files()


def test_a_hold_on_the_event_keeps_its_withdrawn_bundles(
    manager: Actor, partnership: Partnership, event: MonitoringEvent, person: User
) -> None:
    wrong = withdrawn(manager, made(ask(manager, event)))
    with as_maintenance():
        Hold.objects.create(
            partnership=partnership,
            kind=kind_of_code("voided-monitoring").code,
            table_name="bundles_monitoringevent",
            row_id=event.pk,
            reason="A complaint",
            placed_at=NOW,
            placed_by=person,
        )
    with pytest.raises(OnHoldError):
        purged(partnership, person, wrong.ref, "withdrawn-bundle")
    assert wrong.file_id in files()
