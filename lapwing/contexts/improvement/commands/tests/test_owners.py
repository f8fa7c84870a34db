"""Owner roles, who holds them, who owns what, and the colour key."""

from datetime import date
from typing import Any

import pytest

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import EditedByAnotherError, NotVisible, RefusedError
from lapwing.contexts.improvement.models import Action, OwnerRole, Ownership, Plan, RoleHolder
from lapwing.contexts.improvement.tests.factories import LATER, NOW, acting_as
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import People

BEGIN = date(2026, 1, 1)


def role(name: str) -> OwnerRole:
    return OwnerRole.objects.get(name=name)


def test_a_role_is_made_once(plan: Plan, partnership: Partnership, manager: Actor) -> None:
    made = commands.create_owner_role(actor=manager, now=NOW, partnership=partnership, name="Play Ranger")
    assert made.aliases.get().as_written == "Play Ranger"
    with pytest.raises(RefusedError, match="already a role"):
        commands.create_owner_role(actor=manager, now=NOW, partnership=partnership, name="Play Ranger")


def test_a_role_sits_at_an_organisation_of_the_partnership(
    plan: Plan, partnership: Partnership, other_partnership: Partnership, manager: Actor
) -> None:
    council = registry.organisation(partnership, name="Larkshire Council")
    elsewhere = registry.organisation(other_partnership)
    found = commands.edit_owner_role(
        actor=manager,
        now=NOW,
        ref=role("Play Lead").ref,
        version=1,
        name="Play Lead",
        organisation_ref=council.ref,
    )
    assert found.organisation == council
    with pytest.raises(RefusedError, match="organisation"):
        commands.edit_owner_role(
            actor=manager, now=NOW, ref=found.ref, version=2, name="x", organisation_ref=elsewhere.ref
        )


def test_roles_are_joined_and_parted(plan: Plan, manager: Actor) -> None:
    kept, other = role("Head of Play"), role("Play Lead")
    joined = commands.join_roles(actor=manager, now=NOW, ref=other.ref, version=1, kept_ref=kept.ref)
    assert joined.joined_to == kept
    with pytest.raises(RefusedError, match="one role already"):
        commands.join_roles(actor=manager, now=NOW, ref=kept.ref, version=1, kept_ref=other.ref)
    assert commands.part_roles(actor=manager, now=NOW, ref=other.ref, version=2).joined_to is None


def test_a_person_of_the_partnership_holds_a_role_until_a_day(
    plan: Plan, manager: Actor, people: People
) -> None:
    ref, who = role("Head of Play").ref, people.colleague.pk
    holder = commands.add_holder(actor=manager, now=NOW, role_ref=ref, user_id=who, from_date=BEGIN)
    with pytest.raises(RefusedError, match="already"):
        commands.add_holder(actor=manager, now=NOW, role_ref=ref, user_id=who, from_date=date(2026, 5, 1))
    commands.end_holder(actor=manager, now=NOW, holder_ref=holder.ref, to_date=date(2026, 4, 30))
    commands.add_holder(actor=manager, now=NOW, role_ref=ref, user_id=who, from_date=date(2026, 5, 1))
    assert RoleHolder.objects.count() == 2
    with pytest.raises(RefusedError, match="person of this partnership"):
        commands.add_holder(actor=manager, now=NOW, role_ref=ref, user_id=people.outsider.pk, from_date=BEGIN)


def test_owners_change_with_a_reason_and_stay_on_record(plan: Plan, manager: Actor) -> None:
    action = Action.objects.get(key="1.1.1")
    refs = (role("Play Lead").ref, role("Head of Play").ref)
    with pytest.raises(RefusedError, match="why"):
        commands.set_owners(actor=manager, now=LATER, action_ref=action.ref, version=1, role_refs=refs)
    changed = commands.set_owners(
        actor=manager, now=LATER, action_ref=action.ref, version=1, role_refs=refs, reason="New in post"
    )
    assert changed.version == 2
    standing = Ownership.objects.standing().filter(action=action)
    assert [row.as_written for row in standing] == ["Play Lead", "Head of Play"]
    assert Ownership.objects.filter(action=action, withdrawn_reason="New in post").count() == 2


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_others_change_no_owners(who: str, plan: Plan, people: People, partnership: Partnership) -> None:
    ref = Action.objects.get(key="1.1.1").ref
    with acting_as(getattr(people, who)) as actor:
        with pytest.raises(NotVisible):
            commands.set_owners(actor=actor, now=LATER, action_ref=ref, version=1, role_refs=())
        with pytest.raises(NotVisible):
            commands.create_owner_role(actor=actor, now=NOW, partnership=partnership, name="x")


def test_the_colour_key_is_the_partnerships(plan: Plan, partnership: Partnership, manager: Actor) -> None:
    def say(version: int, shape: str = "circle", colour: str = "green") -> int:
        return commands.set_key_line(
            actor=manager,
            now=NOW,
            partnership=partnership,
            colour=colour,
            version=version,
            label="Going well",
            shape=shape,
            meaning="As planned.",
        ).version

    assert say(0) == 1
    with pytest.raises(EditedByAnotherError):
        say(0)
    assert say(1) == 2
    with pytest.raises(RefusedError, match="shape"):
        say(0, colour="amber")


def test_an_outsider_does_not_change_the_key(plan: Plan, partnership: Partnership, people: People) -> None:
    with acting_as(people.outsider) as actor, pytest.raises(NotVisible):
        commands.set_key_line(
            actor=actor,
            now=NOW,
            partnership=partnership,
            colour="green",
            version=0,
            label="x",
            shape="circle",
            meaning="x",
        )


class Holding:
    """Somebody who holds one role and stands in for another."""

    def __init__(self, partnership: Partnership, manager: Actor, people: People) -> None:
        self.partnership, self.manager = partnership, manager
        self.leaver, self.successor = people.owner.pk, people.colleague.pk
        self.lead, self.head = role("Play Lead"), role("Head of Play")
        RoleHolder.objects.all().delete()
        self.add(self.leaver, self.lead)
        self.add(self.leaver, self.head, deputy=True)

    def add(self, user_id: int, of: OwnerRole, **more: Any) -> RoleHolder:
        return commands.add_holder(
            actor=self.manager,
            now=NOW,
            role_ref=of.ref,
            user_id=user_id,
            **{"from_date": BEGIN, **more},
        )

    def shown(self, last_day: date = date(2026, 3, 31)) -> dict[str, date | None]:
        held = commands.held_by(self.partnership, self.leaver, last_day)
        return {row.ref: row.to_date for row in held}

    def hand_over(
        self,
        *names: str,
        to: int | None = None,
        last_day: date = date(2026, 3, 31),
        shown: dict[str, date | None] | None = None,
    ) -> int:
        held = commands.held_by(self.partnership, self.leaver, last_day)
        return commands.hand_over(
            actor=self.manager,
            now=NOW,
            partnership=self.partnership,
            user_id=self.leaver,
            holder_refs=[row.ref for row in held if row.role.name in names],
            to_user_id=to or self.successor,
            last_day=last_day,
            reason="Leaves the council",
            shown=self.shown(last_day) if shown is None else shown,
        )

    def rows(self, user_id: int) -> list[tuple[str, bool, date, date | None]]:
        found = RoleHolder.objects.filter(user_id=user_id).order_by("role__name", "from_date")
        return list(found.values_list("role__name", "deputy", "from_date", "to_date"))


@pytest.fixture
def holding(plan: Plan, partnership: Partnership, manager: Actor, people: People) -> Holding:
    return Holding(partnership, manager, people)


def test_all_that_somebody_holds_is_handed_over_on_a_day(holding: Holding) -> None:
    assert holding.hand_over("Play Lead", "Head of Play") == 2
    ended, begins = date(2026, 3, 31), date(2026, 4, 1)
    assert holding.rows(holding.leaver) == [
        ("Head of Play", True, BEGIN, ended),
        ("Play Lead", False, BEGIN, ended),
    ]
    assert holding.rows(holding.successor) == [
        ("Head of Play", True, begins, None),
        ("Play Lead", False, begins, None),
    ]


def test_only_what_is_chosen_is_handed_over(holding: Holding) -> None:
    holding.hand_over("Play Lead")
    assert [name for name, *_ in holding.rows(holding.successor)] == ["Play Lead"]
    assert (("Head of Play", True, BEGIN, None)) in holding.rows(holding.leaver)


def test_whoever_stood_in_holds_it_and_whoever_held_it_goes_on(holding: Holding) -> None:
    holding.add(holding.successor, holding.lead, deputy=True)
    holding.add(holding.successor, holding.head)
    holding.hand_over("Play Lead", "Head of Play")
    assert holding.rows(holding.successor) == [
        ("Head of Play", False, BEGIN, None),
        ("Play Lead", True, BEGIN, date(2026, 3, 31)),
        ("Play Lead", False, date(2026, 4, 1), None),
    ]


def test_a_holding_that_was_to_end_ends_for_the_other_too(holding: Holding) -> None:
    RoleHolder.objects.filter(role=holding.lead).update(to_date=date(2026, 12, 31))
    RoleHolder.objects.filter(role=holding.head).update(to_date=date(2026, 3, 31))
    assert holding.hand_over("Play Lead", "Head of Play") == 1
    assert holding.rows(holding.successor) == [
        ("Play Lead", False, date(2026, 4, 1), date(2026, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("begins", "ends", "added"),
    [
        # covers for a while, and holds it for good from then on
        (BEGIN, date(2026, 12, 31), [(date(2027, 1, 1), None)]),
        # begins later: the time until then is covered too
        (date(2026, 6, 1), None, [(date(2026, 4, 1), date(2026, 5, 31))]),
        (
            date(2026, 6, 1),
            date(2026, 6, 30),
            [(date(2026, 4, 1), date(2026, 5, 31)), (date(2026, 7, 1), None)],
        ),
    ],
)
def test_no_day_is_left_without_a_holder_where_the_other_holds_it_for_a_part_of_the_time(
    holding: Holding, begins: date, ends: date | None, added: list[tuple[date, date | None]]
) -> None:
    holding.add(holding.successor, holding.lead, from_date=begins, to_date=ends)
    assert holding.hand_over("Play Lead") == 1
    spans = {(begin, end) for _, _, begin, end in holding.rows(holding.successor)}
    assert spans == {(begins, ends), *added}


def test_who_stands_in_for_good_stands_in_again_when_what_was_handed_over_is_over(holding: Holding) -> None:
    RoleHolder.objects.filter(role=holding.lead).update(to_date=date(2026, 12, 31))
    holding.add(holding.successor, holding.lead, deputy=True)
    holding.hand_over("Play Lead")
    assert holding.rows(holding.successor) == [
        ("Play Lead", True, BEGIN, date(2026, 3, 31)),
        ("Play Lead", False, date(2026, 4, 1), date(2026, 12, 31)),
        ("Play Lead", True, date(2027, 1, 1), None),
    ]


def test_of_two_who_hand_over_the_same_the_second_is_told_that_it_changed(
    holding: Holding, partnership: Partnership
) -> None:
    shown = holding.shown()
    dan = registry.member(partnership, "action-owner", name="Dan Deputy")
    assert holding.hand_over("Play Lead", "Head of Play") == 2
    with pytest.raises(RefusedError, match="Meanwhile somebody changed"):
        holding.hand_over("Play Lead", "Head of Play", to=dan.pk, shown=shown)
    assert holding.rows(dan.pk) == []
    # who reads it again sees that nothing is left to pass on
    with pytest.raises(RefusedError, match="Nothing of it goes on"):
        holding.hand_over("Play Lead", "Head of Play", to=dan.pk)


def test_whoever_gets_roles_is_told_once_of_all_of_them(holding: Holding) -> None:
    holding.hand_over("Play Lead", "Head of Play")
    with as_maintenance():
        told = Notice.objects.get(template="roles-handed-over")
    assert told.user_id == holding.successor
    assert told.words == {"roles": "2 roles", "day": "1 April 2026"}


def test_nothing_is_handed_over_that_cannot_be(holding: Holding, people: People) -> None:
    with pytest.raises(RefusedError, match="somebody else"):
        holding.hand_over("Play Lead", to=holding.leaver)
    with pytest.raises(RefusedError, match="person of this partnership"):
        holding.hand_over("Play Lead", to=people.outsider.pk)
    with pytest.raises(RefusedError, match="what is handed over"):
        holding.hand_over()
    RoleHolder.objects.filter(role=holding.lead).update(from_date=date(2026, 4, 15))
    with pytest.raises(RefusedError, match="begins after that day"):
        holding.hand_over("Play Lead")
    assert holding.rows(holding.successor) == []


def test_only_those_who_may_edit_the_plan_hand_over(holding: Holding, people: People) -> None:
    with acting_as(people.colleague) as colleague:
        holding.manager = colleague
        with pytest.raises(NotVisible):
            holding.hand_over("Play Lead")
