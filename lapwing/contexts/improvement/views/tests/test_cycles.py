"""How a plan is reported on, and how far each cycle is, for those who run it and those who read."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.models import Cycle, Group, OwnerRole, Plan, RoleHolder, StepHolder
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.views.tests.conftest import Site, text_of
from lapwing.contexts.improvement.views.tests.test_my_updates import opened, write
from lapwing.contexts.improvement.views.tests.test_my_updates import owner as owner
from lapwing.platform.accounts.models import User
from lapwing.registry.commands.groups import GroupDetails, Seat, add_member, create_group
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import LONG_AGO, People

ClientAs = Callable[[User], Client]


def shown(client_as: ClientAs, who: User, cycle: Cycle, **asked: str) -> str:
    url = reverse("improvement:cycle", args=[cycle.partnership.ref, cycle.ref])
    return text_of(client_as(who).get(url, asked))  # type: ignore[arg-type]


def test_a_plan_without_a_rhythm_says_what_to_do(site: Site, people: People, client_as: ClientAs) -> None:
    url = reverse("improvement:reporting", args=[site.partnership, site.plan.ref])
    for who, button in ((people.owner, True), (people.colleague, False)):
        page = text_of(client_as(who).get(url))  # type: ignore[arg-type]
        assert "not reported on in Lapwing yet" in page
        assert ("Set the rhythm" in page) is button


def test_those_who_run_it_see_who_is_missing_and_readers_what_is_signed_off(
    site: Site, people: People, client_as: ClientAs, owner: User
) -> None:
    cycle = opened(people.owner, site.plan)
    write(cycle, "Begin talks", "submitted", owner)
    write(cycle, "Publish the list", "signed off", owner)
    run = shown(client_as, people.owner, cycle)
    assert "1 person still to answer: Ada Action" in run
    assert "nobody named, so nobody is asked" in run
    assert "Submitted" in run
    read = shown(client_as, people.colleague, cycle)
    assert "Ada Action" not in read
    assert "Who was asked" not in read
    url = reverse("improvement:cycle", args=[site.partnership, cycle.ref])
    found = client_as(people.colleague).get(url, {"state": "Submitted"}).content.decode()
    assert "Begin talks" not in found
    assert "Begin talks" in client_as(owner).get(url, {"state": "Submitted"}).content.decode()


def test_how_many_are_answered_is_told_to_those_who_chase_and_check(
    site: Site, people: People, client_as: ClientAs, owner: User, partnership: Partnership
) -> None:
    cycle = opened(people.owner, site.plan)
    write(cycle, "Begin talks", "submitted", owner)
    write(cycle, "Publish the list", "signed off", owner)
    lena, bob = (registry.member(partnership, "councillor", name=name) for name in ("Lena", "Bob"))
    led_by(lena, partnership, people.owner, site)
    listed = reverse("improvement:reporting", args=[site.partnership, site.plan.ref])
    for who in (people.owner, lena):
        assert "2 answered" in shown(client_as, who, cycle)
        assert "answered, 1 signed off" in text_of(client_as(who).get(listed))  # type: ignore[arg-type]
    for who in (people.colleague, bob, owner):
        page = shown(client_as, who, cycle)
        assert " answered " not in page
        assert "1 signed off" in page
        page = text_of(client_as(who).get(listed))  # type: ignore[arg-type]
        assert "answered" not in page
        assert "updates signed off" in page


def led_by(who: User, partnership: Partnership, manager: User, site: Site) -> None:
    """The plan's updates are checked by the lead of the group, which this person is of all of them."""
    with acting_as(manager) as actor:
        group = create_group(
            partnership=partnership,
            details=GroupDetails(name="Operational group", kind="operational"),
            by=actor,
            now=LATER,
        )
        seat = Seat(
            organisation=registry.organisation(partnership), capacity="lead", from_date=LONG_AGO, user=who
        )
        add_member(group, seat=seat, by=actor, now=LATER)
        Group.objects.filter(plan=site.plan).update(governed_by=group)
        commands.set_steps(
            actor=actor,
            now=LATER,
            plan_ref=site.plan.ref,
            version=Plan.objects.get(pk=site.plan.pk).version,
            steps=[
                commands.StepDetails("Group lead", StepHolder.GROUP_LEAD),
                commands.StepDetails("Managers", StepHolder.ROLE, role="programme-manager"),
            ],
        )


def test_an_owner_who_may_not_write_updates_is_none_who_is_asked(
    site: Site, people: People, client_as: ClientAs, owner: User, partnership: Partnership
) -> None:
    cycle = opened(people.owner, site.plan)
    board = registry.member(partnership, "board-member", name="Bob Board")
    with acting_as(people.owner):
        for role in OwnerRole.objects.exclude(holders__user=owner):
            RoleHolder.objects.create(partnership=partnership, role=role, user=board, from_date=LONG_AGO)
    run = shown(client_as, people.owner, cycle)
    assert "nobody named may write updates, so nobody is asked" in run
    assert "nobody named, so" not in run


def test_what_is_asked_for_is_filtered_in_the_address(
    site: Site, people: People, client_as: ClientAs, owner: User
) -> None:
    cycle = opened(people.owner, site.plan)
    write(cycle, "Begin talks", "submitted", owner)
    answered = shown(client_as, people.owner, cycle, state="Submitted")
    assert "Begin talks" in answered
    assert "Publish the list" not in answered
    of_one = shown(client_as, people.owner, cycle, owner="Play Lead")
    assert "Do what 1.1.1bis promises" in of_one
    assert "Begin talks" not in of_one
