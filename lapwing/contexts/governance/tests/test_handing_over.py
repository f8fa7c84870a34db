"""What somebody does for groups is handed over in one go, and what a leaver leaves is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.governance.commands import decisions, handing_over
from lapwing.contexts.governance.commands.common import NotYoursError, RefusedError
from lapwing.contexts.governance.commands.handing_over import _locked
from lapwing.contexts.governance.leaving import tell_of_what_stays, things_that_stay
from lapwing.contexts.governance.models import Decision, PackQuestion, Risk
from lapwing.contexts.governance.queries.holding import Held, held_by, people_holding, seats_after
from lapwing.contexts.governance.tests.conftest import Board
from lapwing.contexts.governance.tests.factories import DAY, NOW, acting_as, group, seat
from lapwing.contexts.governance.tests.test_who_is_asked import told_of
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.history.models import HistoryEntry
from lapwing.registry.models import GroupMember, Membership, Organisation
from lapwing.registry.names import ChildNamedError
from lapwing.registry.tests import factories

ClientAs = Callable[[User], Client]


def held(governed: Board, who: User) -> tuple[Held, ...]:
    return held_by(governed.partnership, who.pk, DAY)


def hand_over(governed: Board, by: User, **given: Any) -> int:
    with acting_as(by) as actor:
        lines = held(governed, governed.member)
        return handing_over.hand_over(
            **{
                "actor": actor,
                "now": NOW,
                "partnership": governed.partnership,
                "person": governed.member,
                "to": {line.key: governed.chair for line in lines if line.kind != "seat"},
                "read": {line.key: line.version for line in lines},
                "last_day": DAY,
                "reason": "Leaves the council",
                **given,
            }
        )


def test_all_of_it_goes_to_one_person_who_is_told_once(busy: Board) -> None:
    assert hand_over(busy, busy.manager) == 3
    with as_maintenance():
        assert Decision.objects.get().actor == busy.chair
        assert Risk.objects.get().owner == busy.chair
        assert PackQuestion.objects.get().given_to == busy.chair
        kept = HistoryEntry.objects.filter(table_name="governance_risk", reason="Leaves the council")
        assert kept.count() == 1
    assert told_of("handed-over") == ["Carys Chair"]


def test_several_get_it_and_what_is_not_named_stays(busy: Board) -> None:
    with acting_as(busy.manager):
        keys = {line.kind: line.key for line in held(busy, busy.member)}
    to = {keys["decision"]: busy.chair, keys["risk"]: busy.attends}
    assert hand_over(busy, busy.manager, to=to) == 2
    assert told_of("handed-over") == ["Ada Adviser", "Carys Chair"]
    with acting_as(busy.manager):
        assert [line.kind for line in held(busy, busy.member)] == ["question", "seat"]


def test_a_seat_passes_on_with_its_capacity_and_agency(busy: Board) -> None:
    other = factories.member(busy.partnership, "board-member", name="Nia New")
    with acting_as(busy.manager):
        (seat,) = (line for line in held(busy, busy.member) if line.kind == "seat")
    hand_over(busy, busy.manager, to={seat.key: other})
    with as_maintenance():
        before, after = GroupMember.objects.get(user=busy.member), GroupMember.objects.get(user=other)
    assert (before.to_date, after.from_date) == (DAY, DAY + timedelta(days=1))
    assert (after.capacity, after.organisation_id) == (before.capacity, before.organisation_id)


def seat_handed_to(busy: Board, organisation: Organisation, other: User) -> GroupMember:
    """The seat that somebody gets of a member who sits for an agency, by a post of it."""
    with as_maintenance():
        mine = GroupMember.objects.filter(user=busy.member)
        mine.update(organisation=organisation, post="Head of Inclusion")
    with acting_as(busy.manager):
        (seat,) = (line for line in held(busy, busy.member) if line.kind == "seat")
    hand_over(busy, busy.manager, to={seat.key: other})
    with as_maintenance():
        return GroupMember.objects.select_related("organisation").get(user=other)


def agency_of(who: User) -> Organisation:
    with as_maintenance():
        return Membership.objects.select_related("organisation").get(user=who).organisation


def test_who_works_for_another_agency_sits_for_that_and_by_no_post_of_the_leavers(busy: Board) -> None:
    theirs = factories.organisation(busy.partnership)
    other = factories.member(busy.partnership, "board-member", organisation=theirs)
    after = seat_handed_to(busy, agency_of(busy.member), other)
    assert (after.organisation, after.post, after.capacity) == (theirs, "", "member")


def test_a_colleague_of_the_same_agency_gets_seat_and_post(busy: Board) -> None:
    agency = agency_of(busy.member)
    other = factories.member(busy.partnership, "board-member", organisation=agency)
    after = seat_handed_to(busy, agency, other)
    assert (after.organisation, after.post) == (agency, "Head of Inclusion")


def test_the_seat_of_a_body_that_its_holder_only_speaks_for_stays_that_bodys(busy: Board) -> None:
    forum = factories.organisation(busy.partnership)
    other = factories.member(busy.partnership, "board-member")
    assert seat_handed_to(busy, forum, other).organisation == forum


def test_more_seats_take_no_more_queries_to_say_for_which_agency_each_will_be(busy: Board) -> None:
    theirs = factories.organisation(busy.partnership)
    other = factories.member(busy.partnership, "board-member", organisation=theirs)
    forum, agency = factories.organisation(busy.partnership), agency_of(busy.member)
    for number, body in enumerate((agency, agency, forum)):
        seat(busy.member, group(busy.partnership, f"Panel {number}"), organisation=body)
    with as_maintenance():
        first, *others = GroupMember.objects.filter(user=busy.member).order_by("pk")
        GroupMember.objects.filter(pk=first.pk).update(organisation=agency)
    with acting_as(busy.manager), CaptureQueriesContext(connection) as few:
        seats_after(busy.partnership, {f"seat-{first.ref}": other}, DAY)
    given = {f"seat-{row.ref}": other for row in (first, *others)}
    with acting_as(busy.manager), CaptureQueriesContext(connection) as many:
        said = seats_after(busy.partnership, given, DAY)
    assert len(few) == len(many) == 3
    assert [said[key] for key in given] == [f"Member, for {theirs.name}"] * 3 + [f"Member, for {forum.name}"]


def test_the_preview_says_for_which_agency_somebody_will_sit(busy: Board, client_as: ClientAs) -> None:
    theirs = factories.organisation(busy.partnership)
    other = factories.member(busy.partnership, "board-member", name="Nia New", organisation=theirs)
    agency = agency_of(busy.member)
    with as_maintenance():
        GroupMember.objects.filter(user=busy.member).update(organisation=agency)
    with acting_as(busy.manager):
        keys = {line.kind: line.key for line in held(busy, busy.member)}
    day = timezone.localdate()
    typed = {
        "to": busy.chair.ref,
        keys["seat"]: other.ref,
        "reason": "Leaves the council",
        "last_day-day": day.day,
        "last_day-month": day.month,
        "last_day-year": day.year,
    }
    seen = client_as(busy.manager).post(place(busy, "hand-over", person=busy.member.ref), typed)
    assert f"Member, for {theirs.name}" in unescape(seen.content.decode())


def test_nobody_sits_twice_and_a_seat_ends_on_no_day_that_is_past(busy: Board) -> None:
    with acting_as(busy.manager):
        (seat,) = (line for line in held(busy, busy.member) if line.kind == "seat")
    with pytest.raises(RefusedError, match="Carys Chair has a seat on this group") as refused:
        hand_over(busy, busy.manager, to={seat.key: busy.chair})
    assert refused.value.field == "to"
    with pytest.raises(RefusedError, match="today or later"):
        hand_over(busy, busy.manager, to={seat.key: busy.chair}, last_day=DAY - timedelta(days=1))


def test_only_programme_managers_hand_over_and_only_to_who_can_act(busy: Board) -> None:
    with pytest.raises(NotYoursError):
        hand_over(busy, busy.chair)
    reader = factories.member(busy.partnership, "senco", name="Sena Senco")
    with acting_as(busy.manager):
        key = held(busy, busy.member)[0].key
    for nobody, said in ((reader, "takes part in groups"), (busy.member, "somebody else")):
        with pytest.raises(RefusedError, match=said):
            hand_over(busy, busy.manager, to={key: nobody})
    with pytest.raises(RefusedError, match="who gets it"):
        hand_over(busy, busy.manager, to={})
    with pytest.raises(RefusedError, match="why"):
        hand_over(busy, busy.manager, reason=" ")
    with pytest.raises(ChildNamedError):
        hand_over(busy, busy.manager, reason="Jayden Okafor waits for a place.")


def test_what_changed_since_the_preview_is_handed_over_by_nobody_unseen(busy: Board) -> None:
    with acting_as(busy.manager) as actor:
        read = {line.key: line.version for line in held(busy, busy.member)}
        row = Decision.objects.get()
        decisions.close_decision(actor=actor, now=NOW, ref=row.ref, version=row.version, words="Done.")
    with pytest.raises(RefusedError, match="changed since"):
        hand_over(busy, busy.manager, read=read, to={f"decision-{row.ref}": busy.chair})
    assert told_of("handed-over") == []


def test_the_page_that_closes_an_account_says_what_is_still_theirs(busy: Board) -> None:
    with acting_as(busy.manager):
        endings = things_that_stay(busy.member.pk, DAY)
        assert things_that_stay(busy.chair.pk, DAY) == []
    assert [ending.what for ending in endings] == [
        "Not ended, still theirs: 1 decision of a group that they must act on",
        "Not ended, still theirs: 1 question about a pack that they must answer",
        "Not ended, still theirs: 1 open risk or issue that they look after",
    ]
    assert all("hands it over" in ending.left for ending in endings)


def test_the_administrator_reads_it_there(busy: Board, client_as: ClientAs) -> None:
    administrator = factories.member(busy.partnership, "partnership-administrator")
    address = reverse("close-account", args=[busy.partnership.ref, busy.member.ref])
    page = client_as(administrator).get(address).content.decode()
    assert "Not ended, still theirs: 1 decision of a group" in page
    assert "Write to heads" not in page


def test_programme_managers_are_told_once_of_what_a_leaver_leaves(busy: Board) -> None:
    for _ in range(2):
        with acting_as(busy.manager):
            tell_of_what_stays(busy.member.pk, DAY, NOW)
    with as_maintenance():
        name = busy.manager.name
    assert told_of("left-behind") == [name]
    hand_over(busy, busy.manager)
    with acting_as(busy.manager):
        assert things_that_stay(busy.member.pk, DAY) == []


def test_who_is_gone_stands_first(busy: Board) -> None:
    with as_maintenance():
        User.objects.filter(pk=busy.member.pk).update(is_active=False, closed_at=NOW)
    with acting_as(busy.manager):
        first, *others = people_holding(busy.partnership, DAY)
    assert (first.name, first.number, first.gone) == ("Milo Member", 4, True)
    assert not any(each.gone for each in others)


def test_whose_role_takes_part_no_more_is_gone_unless_they_only_sit_there(busy: Board) -> None:
    adviser = factories.member(busy.partnership, "outside-adviser", name="Otto Outside")
    seat(adviser, busy.group)
    with as_maintenance():
        Membership.objects.filter(user=busy.member).update(role="senco")
    with acting_as(busy.manager):
        gone = {each.name: each.gone for each in people_holding(busy.partnership, DAY)}
    assert gone["Milo Member"]
    assert not gone["Otto Outside"]


def test_seats_are_locked_with_what_is_said_of_them(
    busy: Board, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(5):
        seat(busy.member, group(busy.partnership, f"Group {number}"))
    with acting_as(busy.manager), django_assert_max_num_queries(4):
        assert len(_locked(busy.partnership, busy.member, NOW)) == 9


def place(governed: Board, name: str, **parts: str) -> str:
    return reverse(f"governance:{name}", kwargs={"partnership": governed.partnership.ref, **parts})


def test_a_manager_looks_at_it_before_it_is_handed_over(busy: Board, client_as: ClientAs) -> None:
    client = client_as(busy.manager)
    with acting_as(busy.manager):
        keys = {line.kind: line.key for line in held(busy, busy.member)}
    page = place(busy, "hand-over", person=busy.member.ref)
    assert "Milo Member" in client.get(place(busy, "handing-over")).content.decode()
    typed = {"to": busy.chair.ref, keys["seat"]: "stays", "reason": "Leaves the council"}
    seen = client.post(page, typed).content.decode()
    for words in (
        "Carys Chair gets",
        "Write to heads",
        "Stays with Milo Member",
        "Nothing is handed over yet",
    ):
        assert words in seen
    assert told_of("handed-over") == []
    read = seen.partition('name="read" value="')[2].partition('"')[0]
    back = client.post(page, {**typed, "read": read, "step": "change"}).content.decode()
    assert "Leaves the council" in back
    for unread in ("", f"{keys['risk']}:{'9' * 5000}"):
        stale = client.post(page, {**typed, "read": unread, "step": "confirmed"}).content.decode()
        assert "changed since you looked" in stale
    done = client.post(page, {**typed, "read": read, "step": "confirmed"}, follow=True).content.decode()
    assert "3 things handed over" in done
    assert told_of("handed-over") == ["Carys Chair"]


def test_a_name_is_asked_about_before_the_preview(busy: Board, client_as: ClientAs) -> None:
    page = place(busy, "hand-over", person=busy.member.ref)
    typed = {"to": busy.chair.ref, "reason": "Jayden Okafor waits for a place."}
    assert "It looks as if a child is named" in client_as(busy.manager).post(page, typed).content.decode()


def test_others_do_not_open_it(busy: Board, client_as: ClientAs) -> None:
    page = place(busy, "hand-over", person=busy.member.ref)
    for who in (busy.chair, busy.outsider):
        assert client_as(who).get(page).status_code == 404
        assert client_as(who).get(place(busy, "handing-over")).status_code == 404
    assert client_as(busy.manager).get(place(busy, "hand-over", person=busy.outsider.ref)).status_code == 404
