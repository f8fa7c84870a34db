"""What am I asked for, in all my plans and partnerships?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import CycleDetails
from lapwing.contexts.improvement.models import Cycle, Expected, OwnerRole, Plan, Update
from lapwing.contexts.improvement.tests.factories import NOW, acting_as, imported
from lapwing.contexts.improvement.tests.factories import plan as plan_form
from lapwing.contexts.improvement.views.tests.conftest import Site, text_of
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

OPENS = datetime(2026, 6, 8, 9, tzinfo=UTC)
CLOSES = date(2026, 6, 26)


@pytest.fixture
def owner(partnership: Partnership, site: Site, people: People) -> User:
    who = factories.member(partnership, "action-owner", name="Ada Action")
    hold(people.owner, partnership, who)
    return who


def hold(manager: User, where: Partnership, who: User, **more: object) -> None:
    with acting_as(manager) as actor:
        commands.add_holder(
            actor=actor,
            now=NOW,
            role_ref=OwnerRole.objects.get(partnership=where, name="Head of Play").ref,
            user_id=who.pk,
            from_date=date(2026, 1, 1),
            **more,  # type: ignore[arg-type]
        )


def opened(manager: User, plan: Plan, closes_on: date = CLOSES, now: datetime = OPENS) -> Cycle:
    with acting_as(manager) as actor:
        details = CycleDetails(
            from_date=closes_on.replace(day=1), to_date=closes_on, opens_on=now.date(), closes_on=closes_on
        )
        cycle = commands.add_cycle(actor=actor, now=now, plan_ref=plan.ref, details=details)
        return commands.open_cycle(actor=actor, now=now, ref=cycle.ref)


def write(cycle: Cycle, text: str, state: str, by: User) -> Update:
    with acting_as(by):
        about = Expected.objects.get(cycle=cycle, milestone__text=text)
        return Update.objects.create(
            partnership_id=cycle.partnership_id,
            created_at=OPENS,
            created_by=by,
            cycle=cycle,
            action_id=about.action_id,
            milestone_id=about.milestone_id,
            status="on track",
            done="Talked to every nursery",
            state=state,
            submitted_at=OPENS,
            submitted_by=by,
        )


def page(client: Client, where: Partnership, cycle: str = "") -> HttpResponse:
    name, more = ("my-updates-in", [cycle]) if cycle else ("my-updates", [])
    return client.get(reverse(f"improvement:{name}", args=[where.ref, *more]))  # type: ignore[return-value]


def test_what_a_cycle_asks_of_me_stands_with_its_last_day(
    site: Site, partnership: Partnership, people: People, owner: User, client_as: Callable[[User], Client]
) -> None:
    cycle = opened(people.owner, site.plan)
    shown = text_of(page(client_as(owner), partnership, cycle.ref))
    assert "3 updates to write" in shown
    assert "By 26 June 2026, in 11 days" in shown
    assert shown.index("Begin talks") < shown.index("Publish the list")
    assert shown.count("Write the update") == 3
    first = client_as(owner).get(site.url("overview")).content.decode()
    assert "3 updates to write" in first
    mine = client_as(owner).get(reverse("improvement:my-actions", args=[partnership.ref]))
    assert "3 updates asked of you" in mine.content.decode()


def test_all_partnerships_stand_on_one_page_the_most_pressing_first(
    site: Site,
    partnership: Partnership,
    other_partnership: Partnership,
    people: People,
    owner: User,
    client_as: Callable[[User], Client],
) -> None:
    factories.membership(people.owner, other_partnership, "programme-manager")
    factories.membership(owner, other_partnership, "action-owner")
    with acting_as(people.owner) as actor:
        other = imported(other_partnership, actor, plan_form(title="Heronshire plan"))
    hold(people.owner, other_partnership, owner, deputy=True)
    opened(people.owner, site.plan)
    sooner = opened(people.owner, other, date(2026, 6, 19))
    shown = text_of(page(client_as(owner), partnership))
    assert shown.index("Heronshire plan") < shown.index("Larkshire plan for play")
    assert "4 updates to write in 2 plans, the first by 19 June 2026" in shown
    assert "as deputy" in shown
    one = text_of(page(client_as(owner), other_partnership, sooner.ref))
    assert "Larkshire plan for play" not in one


def test_what_was_said_last_time_stands_beside_what_is_asked_now(
    site: Site, partnership: Partnership, people: People, owner: User, client_as: Callable[[User], Client]
) -> None:
    before = opened(people.owner, site.plan, date(2026, 4, 30), datetime(2026, 4, 20, 9, tzinfo=UTC))
    write(before, "Begin talks", "reported", owner)
    now = opened(people.owner, site.plan)
    shown = text_of(page(client_as(owner), partnership, now.ref))
    assert "Last time, 8 Jun 2026: On track – Talked to every nursery" in shown


def test_what_is_answered_waits_below_and_what_was_returned_comes_first(
    site: Site, partnership: Partnership, people: People, owner: User, client_as: Callable[[User], Client]
) -> None:
    cycle = opened(people.owner, site.plan)
    write(cycle, "Begin talks", "submitted", owner)
    write(cycle, "Publish the list", "returned", owner)
    shown = text_of(page(client_as(owner), partnership))
    assert "2 updates to write" in shown
    assert shown.index("Publish the list") < shown.index("Meet every term") < shown.index("Begin talks")
    assert "Returned to you Write it anew" in shown


def test_a_late_answer_is_still_taken_and_a_cycle_that_is_signed_off_asks_nothing(
    site: Site, partnership: Partnership, people: People, owner: User, client_as: Callable[[User], Client]
) -> None:
    cycle = opened(people.owner, site.plan)
    with acting_as(people.owner) as actor:
        commands.close_cycle(actor=actor, now=OPENS, ref=cycle.ref)
    shown = text_of(page(client_as(owner), partnership))
    assert "Closed on 8 June 2026; late answers are taken until it is signed off" in shown
    with acting_as(people.owner) as actor:
        commands.sign_off_cycle(actor=actor, now=OPENS, ref=cycle.ref, version=3, missing_reason="On leave")
    assert "Nothing is asked of you in 1 to 26 June 2026" in text_of(
        page(client_as(owner), partnership, cycle.ref)
    )
    assert "No update is asked of you" in text_of(page(client_as(owner), partnership))


def test_who_owns_nothing_is_asked_nothing_and_a_stranger_finds_no_page(
    site: Site, partnership: Partnership, people: People, client_as: Callable[[User], Client]
) -> None:
    cycle = opened(people.owner, site.plan)
    assert "Nothing is asked of you" in text_of(page(client_as(people.colleague), partnership, cycle.ref))
    assert page(client_as(people.outsider), partnership, cycle.ref).status_code == 404
    assert page(client_as(people.colleague), partnership, "zzzzzzzzzzzz").status_code == 404
