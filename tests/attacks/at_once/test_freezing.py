"""A sign-off beside a pack or bundle that freezes: that is one state, and a later pack has what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event

import pytest
from django.db import connection
from django.utils import timezone

from lapwing.contexts.improvement import commands as plan_commands
from lapwing.contexts.improvement.models import Update
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.contexts.improvement.tests.reporting import OFF_TRACK, Reporting, reporting
from lapwing.insight.bundles import building as bundle_building
from lapwing.insight.bundles import commands as bundle_commands
from lapwing.insight.bundles.models import Bundle
from lapwing.insight.packs import building, commands, shapes
from lapwing.insight.packs.collecting import KINDS, SectionOrder
from lapwing.insight.packs.models import Pack, PackState
from lapwing.insight.packs.tests.test_collecting import section
from lapwing.insight.packs.tests.test_peoples_words import voices
from lapwing.platform.access import one_state
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from tests.attacks.at_once.meeting import in_the_middle_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NOTHING: list[str] = []
MOVED = ["1.1.1 Begin talks: off track (was not started)"]
IMPACT = ("impact", "Families know where to ask.")


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, timezone.now())


def submitted(here: Reporting) -> Update:
    """Off track, with its impact; not signed off."""
    ahead = timezone.localdate() + timedelta(days=60)
    return here.submits(here.owner, replace(OFF_TRACK, impact=IMPACT[1], forecast_on=ahead))


def asked(here: Reporting, now: datetime, days_before: int) -> Pack:
    """A pack of today, since so many days before."""
    today = timezone.localdate(now)
    wanted = commands.Wanted(
        title="Report",
        since=today - timedelta(days=days_before),
        as_at=today,
        until=today + timedelta(days=60),
        sections=[SectionOrder(kind) for kind in KINDS],
    )
    with acting_as(here.manager) as actor:
        return commands.ask_for_pack(
            by=actor, partnership=here.partnership, plan_ref=here.plan.ref, wanted=wanted, now=now
        )


def frozen(here: Reporting, pack: Pack) -> shapes.Pack:
    """What it says, in transactions of its own as in a job; and it is ready."""
    content = building.freeze(pack, actor_for(here.manager, timezone.localdate()))
    with as_maintenance():
        Pack.objects.filter(pk=pack.pk).update(state=PackState.READY, built_at=timezone.now(), work=None)
    return content


def signs_off(here: Reporting, update: Update) -> None:
    """As a request does: what is written bears a moment that is taken once the transaction is open."""
    with acting_as(here.manager) as actor:
        now = timezone.now()
        plan_commands.sign_off_update(actor=actor, now=now, ref=update.ref, version=update.version)


def in_its_own(do: Callable[[], shapes.Pack]) -> shapes.Pack:
    """What it gives in this thread, whose connection is closed."""
    try:
        return do()
    finally:
        connection.close()


def moved(pack: shapes.Pack) -> list[str]:
    return [line.text for line in section(pack, shapes.SummarySection).summary.moved]


def next_day(here: Reporting, monkeypatch: pytest.MonkeyPatch) -> shapes.Pack:
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    return frozen(here, asked(here, later, 1))


def test_what_was_being_signed_off_is_waited_for_and_is_not_told_again(
    here: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It bears a moment before the pack's own."""
    update, pack = submitted(here), asked(here, timezone.now(), 2)
    waits = Event()
    look = one_state._open

    def looked() -> set[str]:
        found = look()
        if found:
            waits.set()
        return found

    monkeypatch.setattr(one_state, "_open", looked)
    with ThreadPoolExecutor(1) as pool:
        freezing: list[Future[shapes.Pack]] = []

        def meanwhile() -> None:
            freezing.append(pool.submit(in_its_own, lambda: frozen(here, pack)))
            assert waits.wait(60)

        in_the_middle_of(lambda: signs_off(here, update), meanwhile, at="INSERT INTO .improvement_")
        found = freezing[0].result(timeout=60)
    assert IMPACT in voices(found)
    assert IMPACT not in voices(next_day(here, monkeypatch))


def test_what_is_waited_for_in_vain_is_in_the_next(here: Reporting, monkeypatch: pytest.MonkeyPatch) -> None:
    update, pack = submitted(here), asked(here, timezone.now(), 2)
    monkeypatch.setattr(one_state, "PATIENCE", 0.2)
    found: list[shapes.Pack] = []
    in_the_middle_of(
        lambda: signs_off(here, update),
        lambda: found.append(frozen(here, pack)),
        at="INSERT INTO .improvement_",
    )
    assert (moved(found[0]), IMPACT in voices(found[0])) == (NOTHING, False)
    assert IMPACT in voices(next_day(here, monkeypatch))


@pytest.mark.parametrize("at", ["improvement_updatemove", "improvement_milestone", "governance_"])
def test_a_pack_tells_of_one_state_whatever_is_signed_off_while_it_freezes(
    here: Reporting, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    update, pack = submitted(here), asked(here, timezone.now(), 2)
    found = in_the_middle_of(lambda: frozen(here, pack), lambda: signs_off(here, update), at=at)
    assert (moved(found), IMPACT in voices(found)) == (NOTHING, False)
    after = next_day(here, monkeypatch)
    assert (moved(after), IMPACT in voices(after)) == (MOVED, True)


def asked_bundle(here: Reporting) -> Bundle:
    now = timezone.now()
    today = timezone.localdate(now)
    details = bundle_commands.EventDetails(
        kind="review", held_on=today, organisations="NHS England", notes=""
    )
    with acting_as(here.manager) as actor:
        event = bundle_commands.record_event(
            by=actor, partnership=here.partnership, plan_ref=here.plan.ref, details=details, now=now
        )
        return bundle_commands.ask_for_bundle(
            by=actor, partnership=here.partnership, event_ref=event.ref, as_at=today, with_kept=False, now=now
        )


def test_a_bundle_tells_of_one_state_whatever_is_signed_off_while_it_is_gathered(here: Reporting) -> None:
    update, bundle = submitted(here), asked_bundle(here)
    actor = actor_for(here.manager, timezone.localdate())

    def signed_off_in_it() -> bool:
        with as_maintenance():
            whole = Bundle.objects.select_related("event", "partnership").get(pk=bundle.pk)
        files = bundle_building._gathered(whole, actor).written
        (listed,) = (each.content for each in files if each.path == "updates/signed-off.csv")
        return IMPACT[1].encode() in listed

    meanwhile = in_the_middle_of(
        signed_off_in_it, lambda: signs_off(here, update), at="improvement_milestone"
    )
    assert (meanwhile, signed_off_in_it()) == (False, True)
