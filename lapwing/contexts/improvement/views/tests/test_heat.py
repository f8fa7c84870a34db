"""The heat map: how each group stood at each reporting cycle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lapwing.contexts.improvement.models import Action, Cycle, Expected, Group, Update
from lapwing.contexts.improvement.presenters.heat import running
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.contexts.improvement.views.tests.conftest import Get, Site, text_of
from lapwing.contexts.improvement.views.tests.test_my_updates import CLOSES, OPENS, opened, write
from lapwing.contexts.improvement.views.tests.test_my_updates import owner as owner
from lapwing.platform.accounts.models import User
from lapwing.registry.tests.factories import People

CLOSED = OPENS + timedelta(days=20)
ClientAs = Callable[[User], Client]


@pytest.fixture
def cycle(site: Site, people: People) -> Cycle:
    return opened(people.owner, site.plan)


def stands(update: Update, status: str, by: User, **more: object) -> None:
    with acting_as(by):
        Update.objects.filter(pk=update.pk).update(status=status, **more)


def over(cycle: Cycle, by: User) -> None:
    """The cycle as it is once it was signed off, without what nobody wrote."""
    with acting_as(by):
        at = CLOSED
        given = Update.objects.filter(cycle=cycle, milestone=OuterRef("milestone"))
        Expected.objects.filter(~Exists(given), cycle=cycle).update(missing_reason="On leave")
        Cycle.objects.filter(pk=cycle.pk).update(closed_at=at, signed_off_at=at, signed_off_by=by)


def test_a_plan_that_is_not_reported_on_says_so(site: Site, people: People, get: Get) -> None:
    assert "No cycle has opened yet" in text_of(get(people.colleague, "heat"))


def test_a_cell_names_the_worst_that_was_signed_off_and_counts_the_rest(
    site: Site, people: People, owner: User, cycle: Cycle, get: Get
) -> None:
    bad = write(cycle, "Begin talks", "signed off", owner)
    stands(bad, "off track", owner, mitigation="A second officer joins.", forecast_on=date(2026, 8, 31))
    write(cycle, "Publish the list", "signed off", owner)
    page = text_of(get(people.colleague, "heat"))
    cell = page.split("Off track : 1 Play near home, ")[1]
    assert cell.index("1 on track") < cell.index("1 off track")
    assert "awaited" in cell


def test_a_draft_or_a_submitted_update_says_nothing_yet(
    site: Site, people: People, owner: User, cycle: Cycle, get: Get
) -> None:
    write(cycle, "Begin talks", "submitted", owner)
    page = text_of(get(people.colleague, "heat"))
    assert "Nothing said" in page
    assert "On track" not in page.split("Actions stand in the group")[1]


def test_what_is_missing_once_the_cycle_is_signed_off_is_called_so(
    site: Site, people: People, owner: User, cycle: Cycle, get: Get
) -> None:
    write(cycle, "Begin talks", "signed off", owner)
    over(cycle, people.owner)
    page = text_of(get(people.colleague, "heat"))
    assert "missing" in page.split("Whole plan")[1]
    assert "awaited" not in page
    assert "none of 1 group had something off track and" in page


def test_groups_that_were_off_track_for_long_are_listed_in_one_sentence() -> None:
    assert running(["Waiting"], "off track", 3) == "Waiting was off track in 3 cycles running."
    several = running(["Waiting", "Plans", "Places"], "off track", 2)
    assert several == "Waiting, Plans and Places were off track in 2 cycles running."


def test_two_clicks_lead_from_a_number_to_the_update(
    site: Site, people: People, owner: User, cycle: Cycle, get: Get, client_as: ClientAs
) -> None:
    update = write(cycle, "Begin talks", "signed off", owner)
    found = get(people.colleague, "heat").content.decode()
    of_cycle = reverse("improvement:cycle", args=[site.partnership, cycle.ref])
    address = f"{of_cycle}?colour=On+track&group=1+Play+near+home"
    assert address.replace("&", "&amp;") in found
    behind = client_as(people.colleague).get(address).content.decode()
    assert reverse("improvement:update", args=[site.partnership, update.ref]) in behind
    assert "Publish the list" not in behind


def test_a_stranger_sees_no_heat_map(site: Site, people: People, get: Get) -> None:
    assert get(people.outsider, "heat").status_code == 404


def test_more_cycles_and_updates_take_no_more_queries(
    site: Site, people: People, owner: User, cycle: Cycle, client_as: ClientAs
) -> None:
    client, address = client_as(people.colleague), site.url("heat")

    def cost() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    write(cycle, "Begin talks", "signed off", owner)
    over(cycle, people.owner)
    before = cost()
    later = opened(people.owner, site.plan, CLOSES + timedelta(days=60), OPENS + timedelta(days=60))
    write(later, "Begin talks", "signed off", owner)
    write(later, "Publish the list", "signed off", owner)
    assert cost() == before


def test_an_action_counts_in_the_group_that_it_was_in_when_the_cycle_closed(
    site: Site, people: People, owner: User, cycle: Cycle, get: Get
) -> None:
    update = write(cycle, "Begin talks", "signed off", owner)
    over(cycle, people.owner)
    page = text_of(get(people.colleague, "heat"))
    assert "In no group" not in page
    assert "Some have moved since" not in page
    with acting_as(people.owner):
        Action.objects.filter(pk=update.action_id).update(group=None)
        later = opened(people.owner, site.plan, CLOSES + timedelta(days=60), OPENS + timedelta(days=60))
    found = get(people.colleague, "heat")
    rows = text_of(found).split("Actions stand in the group")[1]
    named, none = rows.split("1 Play near home", 1)[1].split("In no group", 1)
    # the cycle that is over tells of the group as it was, the open one as it is today
    assert "on track" in named.lower()
    assert none.index("Nothing asked") < none.index("awaited")
    assert "Some have moved since" in rows
    # whose list goes by today's groups: it is opened whole
    group = "group=1+Play+near+home"
    of_cycle = reverse("improvement:cycle", args=[site.partnership, cycle.ref])
    assert f"{of_cycle}?{group}" not in found.content.decode()
    assert later.ref in found.content.decode()


def test_a_group_that_was_withdrawn_since_still_stands_at_its_cycle(
    site: Site, people: People, owner: User, cycle: Cycle, get: Get
) -> None:
    update = write(cycle, "Begin talks", "signed off", owner)
    over(cycle, people.owner)
    with acting_as(people.owner):
        Group.objects.filter(actions=update.action_id).update(
            voided_at=CLOSED + timedelta(days=3), voided_by=people.owner, voided_reason="Joined with another"
        )
    assert "1 Play near home (withdrawn since)" in text_of(get(people.colleague, "heat"))


def test_the_drawing_says_in_words_what_it_shows_and_the_table_stands_below(
    site: Site, people: People, owner: User, cycle: Cycle, get: Get
) -> None:
    write(cycle, "Begin talks", "signed off", owner)
    html = get(people.colleague, "heat").content.decode()
    assert html.index('class="lw-bars__drawing"') < html.index("<table")
    assert "The table below says the same." in html
