"""How long it takes to open a cycle that asks a thousand owners: what is expected, notices and emails."""

from __future__ import annotations

import time
from datetime import timedelta

from benchmarks import pages
from benchmarks.report import Benchmark, Table

ACTIONS = 100
OWNERS = (100, 1_000)


def run() -> Table:
    """Open a cycle that asks so many, each in a partnership of its own."""
    pages.make_ready()
    with pages.database():
        _opened(10, 0)
        rows = [_opened(owners, number) for number, owners in enumerate(OWNERS, 1)]
    return Table(
        ("owners", "updates asked for", "emails in the outbox", "queries", "seconds"),
        tuple(rows),
        (
            f"A plan of {ACTIONS} actions ({ACTIONS * 4} milestones). From opening the cycle to the commit: "
            "what is expected is settled, and each owner has a notice, and an email in the outbox. The "
            "worker sends them afterwards.",
        ),
    )


def _opened(owners: int, number: int) -> tuple[str, ...]:
    """Open a cycle and count: owners, what is expected of them, emails, queries, seconds."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from lapwing.contexts.improvement import commands
    from lapwing.contexts.improvement.models import Expected, Plan
    from lapwing.platform.access.acting import acting
    from lapwing.platform.access.system import system_actor
    from lapwing.platform.access.tests.as_role import as_maintenance
    from lapwing.platform.notices.models import Mail

    place = pages.place_of(ACTIONS, 0, number)
    _hold(place, owners)
    day = pages.NOW.date()
    details = commands.CycleDetails(
        from_date=day - timedelta(days=60),
        to_date=day,
        opens_on=day,
        closes_on=day + timedelta(days=14),
    )
    with acting(system_actor("Benchmark"), purpose="benchmark") as actor:
        plan = Plan.objects.get(ref=place.plan)
        cycle = commands.add_cycle(actor=actor, now=pages.NOW, plan_ref=plan.ref, details=details)
    with as_maintenance():
        before = Mail.objects.count()
    with CaptureQueriesContext(connection) as captured:
        begin = time.perf_counter()
        with acting(system_actor("Benchmark"), purpose="benchmark") as actor:
            commands.open_cycle(actor=actor, now=pages.NOW, ref=cycle.ref)
        took = time.perf_counter() - begin
    with as_maintenance():
        expected, mails = Expected.objects.filter(cycle=cycle).count(), Mail.objects.count() - before
    assert mails == owners, (mails, owners)
    return (f"{owners:,}", f"{expected:,}", f"{mails:,}", str(len(captured)), f"{took:.2f}")


def _hold(place: pages.Place, owners: int) -> None:
    """So many people hold the plan's owner roles by turns."""
    from lapwing.contexts.improvement.models import OwnerRole, RoleHolder
    from lapwing.platform.access.tests.as_role import as_maintenance
    from lapwing.platform.accounts.models import User
    from lapwing.registry.models import Membership, Partnership
    from lapwing.registry.tests import factories

    with as_maintenance():
        partnership = Partnership.objects.get(ref=place.partnership)
    body, giver = factories.organisation(partnership), factories.user()
    with as_maintenance():
        people = User.objects.bulk_create(
            User(
                name=f"Owner {number}",
                email=f"owner{number}.{place.partnership}@example.org",
                created_at=factories.MOMENT,
            )
            for number in range(owners)
        )
        Membership.objects.bulk_create(
            Membership(
                partnership=partnership,
                user=person,
                organisation=body,
                role="action-owner",
                from_date=factories.LONG_AGO,
                granted_by=giver,
                granted_at=factories.MOMENT,
            )
            for person in people
        )
        roles = list(OwnerRole.objects.filter(partnership=partnership))
        RoleHolder.objects.bulk_create(
            RoleHolder(
                partnership=partnership,
                role=roles[number % len(roles)],
                user=person,
                from_date=factories.LONG_AGO,
            )
            for number, person in enumerate(people)
        )


BENCHMARK = Benchmark("asking", run)
