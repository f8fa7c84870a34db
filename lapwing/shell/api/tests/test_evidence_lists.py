"""Evidence that programs list: what the pages of their person show, and nothing of what is kept from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.models import Evidence, SuccessCriterion, Update
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.contexts.improvement.tests.reporting import Reporting, reporting
from lapwing.platform.access.permissions import api_permissions
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.tokens.tests.factories import token_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People
from lapwing.shell.api.tests.conftest import Program, said

ProgramOf = Callable[[User], Program]


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, timezone.now())


@pytest.fixture
def update(here: Reporting) -> Update:
    return here.saves(here.owner)


def given(here: Reporting, title: str, **more: Any) -> Evidence:
    """A quote of the milestone that the owner gave; of the action with ``milestone_ref=""``."""
    details = {"kind": "impact", "form": "quote", "words": "We were asked at last.", "title": title}
    roles = more.pop("read_by", ())
    place = {"milestone_ref": here.milestone.ref, **more}
    with acting_as(here.owner) as actor:
        return commands.give_evidence(
            actor=actor,
            now=timezone.now(),
            action_ref=here.milestone.action.ref,
            details=commands.EvidenceDetails(**details, on=timezone.localdate(), read_by=roles),
            **place,
        )


def places(here: Reporting, update: Update) -> dict[str, str]:
    return {
        "plan": f"/plans/{here.plan.ref}/evidence",
        "action": f"/actions/{here.milestone.action.ref}/evidence",
        "milestone": f"/milestones/{here.milestone.ref}/evidence",
        "update": f"/updates/{update.ref}/evidence",
    }


def titles(program: Program, place: str) -> list[str]:
    return [each["title"] for each in program.read(place)["items"]]


def test_evidence_is_listed_of_what_it_is_of(here: Reporting, update: Update, program_of: ProgramOf) -> None:
    first = given(here, "Of the action", milestone_ref="")
    given(here, "Of the milestone")
    given(here, "With the update", update_ref=update.ref)
    program, where = program_of(here.owner), places(here, update)
    whole = ["Of the action", "Of the milestone", "With the update"]
    assert titles(program, where["plan"]) == titles(program, where["action"]) == whole
    assert titles(program, where["milestone"]) == whole[1:]
    assert titles(program, where["update"]) == whole[2:]
    of_action, _, of_update = program.read(where["plan"])["items"]
    assert (of_action["ref"], of_action["milestone"], of_action["update"]) == (first.ref, None, "")
    assert (of_update["milestone"], of_update["update"]) == (here.milestone.ref, update.ref)
    assert (of_update["state"], of_update["kept_to"]) == ("given", [])
    assert here.owner.name not in str(of_update), "nobody's name is given"


def test_what_is_given_by_a_program_is_listed_as_it_was_answered(
    here: Reporting, update: Update, program_of: ProgramOf
) -> None:
    program, place = program_of(here.owner), places(here, update)["update"]
    quote = {"kind": "impact", "form": "quote", "title": "A parent", "words": "We were asked at last."}
    made = said(program.post(place, quote))
    assert program.read(place)["items"] == [made]


def test_what_is_kept_to_roles_is_in_no_list_of_others(
    here: Reporting, update: Update, program_of: ProgramOf
) -> None:
    given(here, "For everybody")
    owner, member = program_of(here.owner), program_of(here.holder("Bo Board"))
    given(here, "Kept to the board", read_by=("board-member",))
    other = program_of(here.holder("Coun Cillor", "councillor"))
    for name in ("plan", "action", "milestone"):
        place = places(here, update)[name]
        assert titles(owner, place) == titles(member, place) == ["For everybody", "Kept to the board"]
        assert titles(other, place) == ["For everybody"]
        assert other.read(f"{place}?limit=1")["next"] is None, "nor is it counted"
    kept = member.read(places(here, update)["plan"])["items"][1]
    assert kept["kept_to"] == ["Board member"]


def test_what_was_given_with_a_draft_is_for_those_who_read_it(
    here: Reporting, update: Update, program_of: ProgramOf
) -> None:
    given(here, "With the update", update_ref=update.ref)
    reader, where = program_of(here.holder("Bo Board")), places(here, update)
    assert titles(reader, where["plan"]) == titles(reader, where["milestone"]) == []
    assert reader.get(where["update"]).status_code == 404
    assert titles(program_of(here.deputy), where["update"]) == ["With the update"]


def test_a_program_lists_what_the_pages_show(here: Reporting, update: Update, program_of: ProgramOf) -> None:
    given(here, "For everybody")
    here.holder("Coun Cillor", "councillor")
    given(here, "Kept", read_by=("councillor",))
    given(here, "With the update", update_ref=update.ref)
    for who in (here.owner, here.deputy, here.manager, here.holder("Bo Board")):
        with acting_as(who) as actor:
            page = queries.list_evidence(actor=actor, plan_ref=here.plan.ref, on=timezone.localdate())
        found = program_of(who).read(places(here, update)["plan"])["items"]
        assert {each["ref"] for each in found} == {line.ref for line in page.evidence}


def test_evidence_of_a_criterion_names_it_and_withdrawn_evidence_is_gone(
    here: Reporting, update: Update, program_of: ProgramOf
) -> None:
    with as_maintenance():
        criterion = SuccessCriterion.objects.create(
            partnership=here.partnership,
            action=here.milestone.action,
            text="Families say so.",
            created_at=here.now,
            created_by=here.manager,
        )
    row = given(here, "Of the criterion", milestone_ref="", criterion_ref=criterion.ref)
    program, place = program_of(here.manager), places(here, update)["action"]
    assert [each["criterion"] for each in program.read(place)["items"]] == [criterion.ref]
    with acting_as(here.owner) as actor:
        commands.withdraw_evidence(actor=actor, now=here.now, ref=row.ref, version=1, reason="A slip")
    assert titles(program, place) == []


def test_what_became_of_it_is_said(here: Reporting, update: Update, program_of: ProgramOf) -> None:
    row = given(here, "Of the milestone")
    with acting_as(here.manager) as actor:
        commands.accept_evidence(actor=actor, now=timezone.now(), ref=row.ref, version=1)
    (found,) = program_of(here.owner).read(places(here, update)["milestone"])["items"]
    assert (found["state"], found["decided_on"]) == ("accepted", timezone.localdate().isoformat())


@pytest.mark.parametrize("name", ["plan", "action", "milestone", "update"])
def test_a_list_is_read_part_by_part_at_the_same_cost(
    here: Reporting, update: Update, program_of: ProgramOf, name: str
) -> None:
    program, place = program_of(here.owner), places(here, update)[name]

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            program.read(place)
        return len(asked)

    program.read("/token")  # the token's first use is written down
    given(here, "Piece 0", update_ref=update.ref)
    few = cost()
    for number in range(1, 5):
        given(here, f"Piece {number}", update_ref=update.ref)
    assert few == cost() <= 40
    parts, here_ = [], f"{place}?limit=2"
    while here_:
        part = program.read(here_)
        parts += part["items"]
        here_ = part["next"]
    assert [each["title"] for each in parts] == [f"Piece {number}" for number in range(5)]
    assert program.get(f"{place}?after=zzz").status_code == 422


@pytest.mark.parametrize("name", ["plan", "action", "milestone", "update"])
def test_another_partnerships_is_answered_as_what_is_not_there(
    here: Reporting, update: Update, name: str
) -> None:
    given(here, "Of the milestone")
    place = places(here, update)[name]
    _, kind, ref, _ = place.split("/")
    elsewhere = factories.partnership()
    outsider = factories.member(elsewhere, "programme-manager")
    program = Program(token_for(outsider, elsewhere, *api_permissions()))
    found, unknown = program.get(place), program.get(f"/{kind}/zzzzzzzzzzzz/evidence")
    assert (found.status_code, unknown.status_code) == (404, 404)
    assert {**said(found), "request": ""} == {**said(unknown), "request": ""}
    assert ref not in found.content.decode()
