"""The groups that govern, who sits on them, and what may not be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lapwing.contexts.governance.queries.groups import groups_in_order
from lapwing.contexts.governance.tests.factories import DAY, NOW, acting_as, group, seat
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry import commands
from lapwing.registry.commands import GroupDetails, Seat
from lapwing.registry.errors import GroupChangedError, GroupError
from lapwing.registry.groups import groups_of_user, is_member, members_on, people_of, seats_that_end
from lapwing.registry.models import Capacity, GovernanceGroup, GroupKind, GroupMember, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People


@pytest.fixture
def board(partnership: Partnership, people: People) -> GovernanceGroup:
    return group(partnership)


def details(**more: object) -> GroupDetails:
    return GroupDetails(**{"name": "Operational Group", "kind": GroupKind.OPERATIONAL, **more})  # type: ignore[arg-type]


def test_a_group_is_set_up_under_another(board: GovernanceGroup, people: People) -> None:
    with acting_as(people.owner) as actor:
        made = commands.create_group(
            partnership=board.partnership, details=details(reports_to=board), by=actor, now=NOW
        )
    assert made.reports_to_id == board.pk
    assert made.called == "Operational Group"


@pytest.mark.parametrize(
    ("more", "field"),
    [({"name": " "}, "name"), ({"name": "send partnership board"}, "name"), ({"kind": "club"}, "kind")],
)
def test_a_group_wants_a_name_of_its_own_and_a_kind(
    board: GovernanceGroup, people: People, more: dict[str, object], field: str
) -> None:
    with acting_as(people.owner) as actor, pytest.raises(GroupError) as refused:
        commands.create_group(partnership=board.partnership, details=details(**more), by=actor, now=NOW)
    assert refused.value.field == field


def test_a_group_never_comes_to_report_to_itself(board: GovernanceGroup, people: People) -> None:
    below = group(board.partnership, "Operational Group", reports_to=board)
    with acting_as(people.owner), pytest.raises(GroupError, match="report to itself"):
        commands.change_group(
            board, version=1, details=details(name=board.name, kind=GroupKind.BOARD, reports_to=below)
        )


def test_groups_that_report_in_a_circle_are_shown_and_can_be_put_right(
    board: GovernanceGroup, people: People
) -> None:
    below = group(board.partnership, "Operational Group", reports_to=board)
    with as_maintenance():
        GovernanceGroup.objects.filter(pk=board.pk).update(reports_to=below)
    with acting_as(people.owner) as actor:
        third = commands.create_group(
            partnership=board.partnership,
            details=details(name="Third", reports_to=below),
            by=actor,
            now=NOW,
        )
        shown = groups_in_order(actor, board.partnership, DAY)
        assert sorted(line.ref for line in shown) == sorted([board.ref, below.ref, third.ref])
        commands.change_group(board, version=1, details=details(name=board.name, kind=GroupKind.BOARD))
        shown = groups_in_order(actor, board.partnership, DAY)
    assert [(line.name, line.depth) for line in shown] == [(board.name, 0), (below.name, 1), ("Third", 2)]


def test_a_group_of_another_partnership_is_no_group_to_report_to(
    board: GovernanceGroup, other_partnership: Partnership, people: People
) -> None:
    theirs = group(other_partnership, "Their board")
    with acting_as(people.owner) as actor, pytest.raises(GroupError, match="one of the partnership's groups"):
        commands.create_group(
            partnership=board.partnership, details=details(reports_to=theirs), by=actor, now=NOW
        )


def test_the_second_of_two_editors_is_told(board: GovernanceGroup, people: People) -> None:
    with acting_as(people.owner):
        commands.change_group(board, version=1, details=details(rhythm="Monthly"))
        with pytest.raises(GroupChangedError) as refused:
            commands.change_group(board, version=1, details=details(rhythm="Quarterly"))
    assert isinstance(refused.value.current, GovernanceGroup)
    assert refused.value.current.rhythm == "Monthly"


def test_a_group_is_taken_out_for_a_reason_and_brought_back(board: GovernanceGroup, people: People) -> None:
    with acting_as(people.owner) as actor:
        with pytest.raises(GroupError, match="Say why"):
            commands.void_group(board, version=1, reason=" ", by=actor, now=NOW)
        commands.void_group(board, version=1, reason="Merged with another", by=actor, now=NOW)
        assert not GovernanceGroup.objects.in_force().exists()
        assert commands.bring_group_back(board).voided_reason == ""


def test_a_group_that_others_report_to_stays(board: GovernanceGroup, people: People) -> None:
    group(board.partnership, "Operational Group", reports_to=board)
    with acting_as(people.owner) as actor, pytest.raises(GroupError, match="reports to it"):
        commands.void_group(board, version=1, reason="Merged", by=actor, now=NOW)


def test_a_group_does_not_come_back_beside_another_of_its_name(
    board: GovernanceGroup, people: People
) -> None:
    with acting_as(people.owner) as actor:
        commands.void_group(board, version=1, reason="Merged", by=actor, now=NOW)
        commands.create_group(
            partnership=board.partnership, details=details(name=board.name), by=actor, now=NOW
        )
        with pytest.raises(GroupError, match="has its name"):
            commands.bring_group_back(board)


def a_seat(where: Partnership, **more: object) -> Seat:
    body = factories.organisation(where)
    given = {"organisation": body, "capacity": Capacity.MEMBER, "from_date": DAY, **more}
    return Seat(**given)  # type: ignore[arg-type]


def test_a_post_without_an_account_has_a_seat(board: GovernanceGroup, people: People) -> None:
    wanted = a_seat(board.partnership, post="Director of Nursing")
    with acting_as(people.owner) as actor:
        made = commands.add_member(board, seat=wanted, by=actor, now=NOW)
        assert [each.called for each in members_on(board, DAY)] == ["Director of Nursing"]
    assert made.user is None


def test_a_seat_wants_somebody_and_an_agency_that_takes_part(board: GovernanceGroup, people: People) -> None:
    with acting_as(people.owner) as actor:
        with pytest.raises(GroupError, match="Select a person"):
            commands.add_member(board, seat=a_seat(board.partnership), by=actor, now=NOW)
        stranger = a_seat(board.partnership, post="Head", organisation=factories.organisation())
        with pytest.raises(GroupError, match="takes no part"):
            commands.add_member(board, seat=stranger, by=actor, now=NOW)
        backwards = a_seat(board.partnership, post="Head", to_date=DAY - timedelta(days=1))
        with pytest.raises(GroupError, match="before the first"):
            commands.add_member(board, seat=backwards, by=actor, now=NOW)


def test_nobody_sits_on_a_group_twice_at_a_time(board: GovernanceGroup, people: People) -> None:
    seat(people.colleague, board, from_date=DAY, to_date=DAY + timedelta(days=30))
    again = a_seat(board.partnership, user=people.colleague, from_date=DAY + timedelta(days=30))
    after = a_seat(board.partnership, user=people.colleague, from_date=DAY + timedelta(days=31))
    with acting_as(people.owner) as actor:
        with pytest.raises(GroupError, match="has a seat"):
            commands.add_member(board, seat=again, by=actor, now=NOW)
        commands.add_member(board, seat=after, by=actor, now=NOW)


def test_a_seat_ends_on_a_day_and_counts_until_then(board: GovernanceGroup, people: People) -> None:
    held = seat(people.colleague, board, Capacity.CHAIR)
    with acting_as(people.owner) as actor:
        with pytest.raises(GroupError, match="before the first"):
            commands.end_member(held, version=1, last_day=date(2019, 1, 1), reason="", by=actor)
        commands.end_member(held, version=1, last_day=DAY, reason="Another post", by=actor)
        assert is_member(board.pk, people.colleague.pk, DAY, capacities={Capacity.CHAIR})
        assert not is_member(board.pk, people.colleague.pk, DAY + timedelta(days=1))
        assert people_of(board.pk, DAY) == [people.colleague.pk]
        assert not is_member(board.pk, None, DAY)


@pytest.mark.parametrize("who", ["owner", "colleague"])
def test_nobody_gives_themselves_a_seat_or_more_of_one(
    board: GovernanceGroup, people: People, who: str
) -> None:
    me = getattr(people, who)
    with acting_as(me) as actor, pytest.raises(GroupError, match="to themselves") as refused:
        commands.add_member(board, seat=a_seat(board.partnership, user=me), by=actor, now=NOW)
    assert refused.value.field == "user"
    held = seat(me, board, Capacity.SECRETARY, to_date=DAY + timedelta(days=30))
    as_it_is = {
        "user": me,
        "organisation": held.organisation,
        "capacity": held.capacity,
        "from_date": held.from_date,
        "to_date": held.to_date,
    }
    mores: tuple[dict[str, object], ...] = (
        {"capacity": Capacity.CHAIR},
        {"to_date": None},
        {"from_date": DAY},
        {"user": None, "post": "Clerk"},
    )
    with acting_as(me) as actor:
        for more in mores:
            wanted = a_seat(board.partnership, **{**as_it_is, **more})
            with pytest.raises(GroupError, match="their own seat"):
                commands.change_member(held, version=1, seat=wanted, by=actor)
        with pytest.raises(GroupError, match="lengthens"):
            commands.end_member(held, version=1, last_day=DAY + timedelta(days=31), reason="", by=actor)
        wanted = a_seat(board.partnership, **{**as_it_is, "post": "Clerk"})
        assert commands.change_member(held, version=1, seat=wanted, by=actor).post == "Clerk"
        commands.end_member(held, version=2, last_day=DAY, reason="Another post", by=actor)


def test_somebody_else_gives_a_seat_and_more_of_it(board: GovernanceGroup, people: People) -> None:
    with acting_as(people.owner) as actor:
        wanted = a_seat(board.partnership, user=people.colleague)
        held = commands.add_member(board, seat=wanted, by=actor, now=NOW)
        higher = a_seat(board.partnership, user=people.colleague, capacity=Capacity.CHAIR)
        assert commands.change_member(held, version=1, seat=higher, by=actor).capacity == Capacity.CHAIR


def test_a_persons_groups_are_those_that_stand(board: GovernanceGroup, people: People) -> None:
    seat(people.colleague, board, Capacity.SECRETARY)
    with acting_as(people.owner) as actor:
        assert groups_of_user(people.colleague.pk, DAY) == [board]
        assert groups_of_user(people.colleague.pk, DAY, capacities={Capacity.CHAIR}) == []
        commands.void_group(board, version=1, reason="Merged", by=actor, now=NOW)
        assert groups_of_user(people.colleague.pk, DAY) == []


def test_a_leavers_seats_end_and_a_group_without_a_chair_is_named(
    board: GovernanceGroup, people: People
) -> None:
    seat(people.colleague, board, Capacity.CHAIR)
    with acting_as(people.owner):
        (ending,) = seats_that_end(people.colleague.pk, DAY)
        assert ending.left == "SEND Partnership Board would have no chair: name another."
        commands.groups.end_seats(people.colleague.pk, DAY, NOW)
        assert GroupMember.objects.get().to_date == DAY
