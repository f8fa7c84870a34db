"""The pages of the groups: what is shown to whom, and who may change what."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from lapwing.contexts.governance.tests.factories import group, seat, sitting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Capacity, GovernanceGroup, GroupMember, Organisation, Partnership
from lapwing.registry.tests.factories import People

ClientAs = Callable[[User], Client]


@pytest.fixture
def board(partnership: Partnership, people: People) -> GovernanceGroup:
    return group(partnership)


def place(name: str, where: Partnership, **parts: str) -> str:
    return reverse(f"governance:{name}", kwargs={"partnership": where.ref, **parts})


def test_without_a_group_the_page_says_what_to_do(
    partnership: Partnership, people: People, client_as: ClientAs
) -> None:
    page = client_as(people.owner).get(place("home", partnership)).content.decode()
    assert "No group is set up yet" in page
    assert "Add the board first" in page
    other = client_as(people.colleague).get(place("home", partnership)).content.decode()
    assert "The programme manager adds the board" in other


def test_a_programme_manager_sets_a_group_up_and_adds_a_member(
    partnership: Partnership, people: People, client_as: ClientAs
) -> None:
    client = client_as(people.owner)
    given = {"name": "SEND Board", "kind": "board", "rhythm": "Quarterly", "version": "0"}
    made = client.post(place("group-new", partnership), given, follow=True)
    assert "The group is added" in made.content.decode()
    board = _only_group()
    with as_maintenance():
        body = Organisation.objects.filter(partnerships=partnership).first()
    assert body is not None
    given = {
        "user": people.colleague.ref,
        "organisation": body.ref,
        "capacity": "chair",
        "from_date-day": "1",
        "from_date-month": "9",
        "from_date-year": "2025",
    }
    added = client.post(place("member-new", partnership, governance_group=board.ref), given, follow=True)
    assert "Colin Colleague" in added.content.decode()
    assert "Chair" in added.content.decode()


def test_terms_of_reference_are_set_shown_and_kept_as_they_were(
    board: GovernanceGroup, people: People, client_as: ClientAs
) -> None:
    client = client_as(people.owner)
    where = board.partnership
    change = place("group-change", where, governance_group=board.ref)
    pages = [place(name, where, governance_group=board.ref) for name in ("group", "group-history")]
    assert "None are recorded here" in client.get(pages[0]).content.decode()
    for version, terms in enumerate(("It decides dates.\n\nFive are needed.", "It decides all."), start=1):
        given = {"name": board.name, "kind": board.kind, "terms_of_reference": terms, "version": version}
        assert client.post(change, given).status_code == 302
    page = client.get(pages[0]).content.decode()
    assert "It decides all." in page
    assert "It decides dates." not in page
    history = client.get(pages[1]).content.decode()
    assert "It decides dates." in history
    assert "It decides all." in history


def test_what_is_missing_stands_beside_its_field(
    partnership: Partnership, people: People, client_as: ClientAs
) -> None:
    page = client_as(people.owner).post(place("group-new", partnership), {}).content.decode()
    assert "Enter name" in page
    assert "Select kind" in page


def test_a_chair_adds_members_and_a_member_is_told_who_may(
    board: GovernanceGroup, client_as: ClientAs
) -> None:
    chair, member = sitting(board, Capacity.CHAIR), sitting(board, Capacity.MEMBER)
    address = place("member-new", board.partnership, governance_group=board.ref)
    assert client_as(chair).get(address).status_code == 200
    told = client_as(member).get(address, follow=True)
    assert "Only the chair, deputy chair or secretary" in told.content.decode()
    assert client_as(chair).get(place("group-new", board.partnership)).status_code == 404


def test_a_seat_is_changed_and_ended(board: GovernanceGroup, people: People, client_as: ClientAs) -> None:
    held = seat(people.colleague, board)
    client = client_as(people.owner)
    given = {
        "version": "1",
        "user": people.colleague.ref,
        "organisation": held.organisation.ref,
        "capacity": "secretary",
        "from_date-day": "1",
        "from_date-month": "1",
        "from_date-year": "2020",
    }
    client.post(place("member-change", board.partnership, group_member=held.ref), given)
    assert _seat(held).capacity == Capacity.SECRETARY
    ended = {"version": "2", "last_day-day": "1", "last_day-month": "3", "last_day-year": "2026"}
    client.post(place("member-end", board.partnership, group_member=held.ref), ended)
    assert str(_seat(held).to_date) == "2026-03-01"


def test_the_second_of_two_editors_is_shown_both_versions(
    board: GovernanceGroup, people: People, client_as: ClientAs
) -> None:
    address = place("group-change", board.partnership, governance_group=board.ref)
    client = client_as(people.owner)
    given = {"name": "The Board", "kind": "board", "version": "1"}
    assert client.post(address, given).status_code == 302
    second = client.post(address, {**given, "name": "Our Board"})
    assert second.status_code == 409
    assert "The Board" in second.content.decode()
    assert "Our Board" in second.content.decode()


def test_a_group_is_taken_out_and_brought_back(
    board: GovernanceGroup, people: People, client_as: ClientAs
) -> None:
    client = client_as(people.owner)
    out = place("group-take-out", board.partnership, governance_group=board.ref)
    gone = client.post(out, {"version": "1", "reason": "Merged"}, follow=True)
    assert "Withdrawn groups" in gone.content.decode()
    assert client.get(place("group", board.partnership, governance_group=board.ref)).status_code == 404
    back = place("group-bring-back", board.partnership, governance_group=board.ref)
    assert "is back" in client.post(back, follow=True).content.decode()


def test_an_outsider_finds_no_group(board: GovernanceGroup, people: People, client_as: ClientAs) -> None:
    client = client_as(people.outsider)
    assert client.get(place("home", board.partnership)).status_code == 404
    assert client.get(place("group", board.partnership, governance_group=board.ref)).status_code == 404


def test_the_history_says_who_changed_a_group(
    board: GovernanceGroup, people: People, client_as: ClientAs
) -> None:
    client = client_as(people.owner)
    given = {"name": "The Board", "kind": "board", "version": "1"}
    client.post(place("group-change", board.partnership, governance_group=board.ref), given)
    page = client.get(place("group-history", board.partnership, governance_group=board.ref))
    assert "Olive Owner" in page.content.decode()
    assert "The Board" in page.content.decode()


def _only_group() -> GovernanceGroup:
    with as_maintenance():
        return GovernanceGroup.objects.get()


def _seat(held: GroupMember) -> GroupMember:
    with as_maintenance():
        return GroupMember.objects.get(pk=held.pk)


def test_references_for_programs_are_for_whoever_may_decide(
    partnership: Partnership, people: People, board: GovernanceGroup, client_as: ClientAs
) -> None:
    chair = sitting(board, Capacity.CHAIR, name="Carys Chair")
    adviser = sitting(board, Capacity.ATTENDS, name="Ada Adviser")
    reader = sitting(board, Capacity.MEMBER, role="ehc-coordinator", name="Cora Coordinator")
    with as_maintenance():
        seat_of_reader = GroupMember.objects.get(user=reader)
    at = place("group", partnership, governance_group=board.ref)
    for who in (chair, people.owner):
        page = client_as(who).get(at).content.decode()
        assert f"person {chair.ref}" in page
        assert f"person {adviser.ref}" in page
        assert f"seat {seat_of_reader.ref}" in page, "a role that only reads acts by the seat"
    for who in (adviser, reader):
        assert chair.ref not in client_as(who).get(at).content.decode()
