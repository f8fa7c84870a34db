"""Groups for programs: which there are, and who can be asked to act, by reference and never by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lapwing.contexts.governance.models import (
    AgendaItem,
    Decision,
    DecisionState,
    EscalatedItem,
    ItemKind,
    Meeting,
)
from lapwing.contexts.governance.tests.factories import group as group_of
from lapwing.contexts.governance.tests.factories import seat, sitting
from lapwing.contexts.improvement.commands import void
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.platform.access.permissions import api_permissions
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.tokens.tests.factories import token_for
from lapwing.registry.models import Capacity, GovernanceGroup, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People
from lapwing.shell.api.tests.conftest import Program

ProgramOf = Callable[[User], Program]


@pytest.fixture
def group(partnership: Partnership) -> GovernanceGroup:
    return group_of(partnership, "Operational Group")


@pytest.fixture
def chair(group: GovernanceGroup) -> User:
    return sitting(group, Capacity.CHAIR, name="Carys Chair")


def test_groups_are_listed_with_what_they_report_to_and_ones_own_capacity(
    partnership: Partnership, group: GovernanceGroup, chair: User, program_of: ProgramOf
) -> None:
    below = group_of(partnership, "Delivery Group", kind="delivery", reports_to=group)
    first, second = program_of(chair).read(f"/partnerships/{partnership.ref}/groups")["items"]
    assert (first["ref"], first["reports_to"], first["capacity"]) == (group.ref, None, "chair")
    assert (second["ref"], second["reports_to"], second["capacity"]) == (below.ref, group.ref, "")


def test_who_decides_sees_everybody_who_can_be_asked_and_others_the_members(
    partnership: Partnership, group: GovernanceGroup, chair: User, program_of: ProgramOf
) -> None:
    adviser = sitting(group, Capacity.ATTENDS, name="Ada Adviser")
    other = factories.member(partnership, "action-owner", name="Olu Other")
    factories.member(partnership, "ehc-coordinator", name="Cora Coordinator")
    place = f"/groups/{group.ref}/people"
    of_chair, of_adviser = (program_of(who).read(place)["items"] for who in (chair, adviser))
    assert [each["who_ref"] for each in of_adviser] == [chair.ref, adviser.ref]
    assert {chair.ref, adviser.ref, other.ref} <= {each["who_ref"] for each in of_chair}
    assert {each["who_kind"] for each in of_chair} == {"person"}, "whose role only reads cannot be asked"
    first, last = of_chair[0], next(each for each in of_chair if each["who_ref"] == other.ref)
    assert (first["capacity"], first["mine"]) == ("chair", True)
    assert first["who"].startswith("Chair, ")
    assert (last["capacity"], last["mine"]) == ("", False)
    assert last["who"] == last["role"]
    assert last["role"].startswith("Action owner, ")


def test_nobody_is_named_and_no_address_is_given(
    group: GovernanceGroup, chair: User, program_of: ProgramOf
) -> None:
    with as_maintenance():
        post = seat(factories.user(), group)
        post.user, post.post = None, "Head of Play"
        post.save()
    found = json.dumps(program_of(chair).read(f"/groups/{group.ref}/people"))
    assert "Head of Play" in found
    with as_maintenance():
        everybody = list(User.objects.all())
    assert chair in everybody
    for person in everybody:
        assert person.name not in found
        assert person.email not in found


def test_whoever_holds_two_seats_stands_once_with_the_first(
    group: GovernanceGroup, chair: User, program_of: ProgramOf
) -> None:
    seat(chair, group, Capacity.ATTENDS)
    (one,) = program_of(chair).read(f"/groups/{group.ref}/people?limit=1")["items"]
    found = program_of(chair).read(f"/groups/{group.ref}/people")["items"]
    assert [each["capacity"] for each in found if each["who_ref"] == chair.ref] == ["chair"]
    assert one["who_ref"] == chair.ref


def test_of_what_something_is_about_only_the_kind_is_told_to_who_may_not_see_it(
    partnership: Partnership, group: GovernanceGroup, chair: User, plan: Plan, people: People
) -> None:
    """By a token that reads groups and no plan; and by any, once the plan was withdrawn."""
    about = {"subject_kind": "plan", "subject_ref": plan.ref, "subject_words": "The plan"}
    made = {"partnership": partnership, "created_at": timezone.now(), "created_by": chair}
    with as_maintenance():
        meeting = Meeting.objects.create(group=group, held_on=timezone.localdate(), **made)
        AgendaItem.objects.create(meeting=meeting, title="Delays", **about, **made)
        AgendaItem.objects.create(meeting=meeting, title="Welcome", position=1, **made)
        asked = {"kind": ItemKind.DECISION, "words": "Fund it?", "reason": "It is late."}
        EscalatedItem.objects.create(group=group, **asked, **about, **made)
        day = {"decided_on": timezone.localdate(), "state": DecisionState.TAKEN}
        Decision.objects.create(group=group, number=1, words="Note it.", **day, **about, **made)
    whole = Program(token_for(chair, partnership, *api_permissions()))
    blind = Program(token_for(chair, partnership, "governance.read"))

    def told(program: Program) -> list[tuple[str, str]]:
        (one,) = program.read(f"/groups/{group.ref}/meetings")["items"]
        (wanted,) = program.read(f"/groups/{group.ref}/asked")["items"]
        (decided,) = program.read(f"/partnerships/{partnership.ref}/decisions")["items"]
        return [(each["about_kind"], each["about"]) for each in (*one["items"], wanted, decided)]

    seen, hidden = ("plan", plan.ref), ("plan", "")
    assert told(whole) == [seen, ("", ""), seen, seen]
    assert told(blind) == [hidden, ("", ""), hidden, hidden]
    with acting_as(people.owner) as owner:
        void(actor=owner, now=LATER, model=Plan, ref=plan.ref, version=plan.version, reason="Twice.")
    assert told(whole) == [hidden, ("", ""), hidden, hidden]


@pytest.mark.parametrize("name", ["groups", "people", "meetings", "asked"])
def test_a_list_is_read_part_by_part_at_the_same_cost(
    partnership: Partnership, group: GovernanceGroup, chair: User, program_of: ProgramOf, name: str
) -> None:
    program = program_of(chair)
    place = f"/groups/{group.ref}/{name}"
    if name == "groups":
        place = f"/partnerships/{partnership.ref}/groups"

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            program.read(place)
        return len(queries)

    program.read("/token")  # the token's first use is written down
    _more(group, chair, 0)
    few = cost()
    for number in range(1, 6):
        _more(group, chair, number)
    assert few == cost() <= 30
    whole = program.read(place)["items"]
    parts, here = [], f"{place}?limit=2"
    while here:
        part = program.read(here)
        parts += part["items"]
        here = part["next"]
    assert parts == whole
    assert len(parts) >= 6
    assert program.get(f"{place}?after=zzz").status_code == 422


@as_maintenance()
def _more(group: GovernanceGroup, who: User, number: int) -> None:
    """One more of everything that is listed."""
    made = {"partnership": group.partnership, "created_at": timezone.now(), "created_by": who}
    sitting(group, Capacity.MEMBER)
    below = group_of(group.partnership, f"Group {number}", reports_to=group)
    assert below.ref
    day = timezone.localdate() + timedelta(days=number)
    meeting = Meeting.objects.create(group=group, held_on=day, **made)
    about = {"subject_kind": "plan", "subject_ref": "zzzzzzzzzzzz", "subject_words": "A plan"}
    AgendaItem.objects.create(meeting=meeting, title="Delays", **about, **made)
    EscalatedItem.objects.create(
        group=group, kind=ItemKind.DECISION, words="Fund it?", reason="It is late.", meeting=meeting, **made
    )
