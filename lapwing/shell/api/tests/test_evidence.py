"""Evidence that programs give with an update, checked as on its form."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from lapwing.contexts.governance.tests.factories import group
from lapwing.contexts.improvement.models import Evidence, Occurrence, Update
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.contexts.improvement.tests.reporting import ON_TRACK, Reporting, reporting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from lapwing.shell.api.tests.conftest import Program, said
from tests.test_minutes_as_evidence import held

ProgramOf = Callable[[User], Program]
QUOTE = {
    "kind": "impact",
    "form": "quote",
    "title": "A parent of the forum",
    "words": "We were asked at last.",
}
CSV = b64encode(b"school,places\nAshgrove,4\n").decode()


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, timezone.now())


@pytest.fixture
def update(here: Reporting) -> Update:
    return here.saves(here.owner)


def place(update: Update) -> str:
    return f"/updates/{update.ref}/evidence"


def test_a_quote_is_given_with_a_draft_and_dated_today(
    here: Reporting, update: Update, program_of: ProgramOf
) -> None:
    answer = program_of(here.owner).post(place(update), QUOTE)
    found = said(answer)
    assert (answer.status_code, found["update"], found["form"]) == (201, update.ref, "quote")
    assert found["on"] == timezone.localdate().isoformat()
    with as_maintenance():
        kept = Evidence.objects.select_related("update_given", "milestone").get(ref=found["ref"])
    assert kept.update_given == update
    assert kept.milestone == here.milestone


def test_its_date_supplier_and_roles_are_given_with_it(
    here: Reporting, update: Update, program_of: ProgramOf
) -> None:
    more = {"on": "2026-03-01", "supplied_by": "Parent carer forum"}
    kept = ["SEND programme manager", "dco"]
    found = said(program_of(here.owner).post(place(update), {**QUOTE, **more, "kept_to": kept}))
    assert (found["on"], found["supplied_by"]) == ("2026-03-01", "Parent carer forum")
    assert found["kept_to"] == ["Designated clinical officer", "SEND programme manager"]
    # what is kept to roles is in nobody else's list
    assert said(program_of(here.deputy).get(place(update)))["items"] == []


def test_minutes_are_of_a_meeting_whose_minutes_the_person_reads(
    here: Reporting, update: Update, program_of: ProgramOf
) -> None:
    board = group(here.partnership)
    agreed, draft = held(board, here.manager), held(board, here.manager, date(2026, 3, 1), agreed=False)
    minutes = {"kind": "output", "form": "minutes", "title": "Agreed by the board"}
    found = program_of(here.owner).post(place(update), {**minutes, "meeting": agreed.ref})
    assert (found.status_code, said(found)["meeting"]) == (201, agreed.ref)
    refused = program_of(here.owner).post(place(update), {**minutes, "meeting": draft.ref})
    assert (refused.status_code, said(refused)["errors"][0]["pointer"]) == (422, "/meeting")


def test_the_same_piece_is_kept_once(here: Reporting, update: Update, program_of: ProgramOf) -> None:
    program = program_of(here.owner)
    first, again = (program.post(place(update), QUOTE) for _ in range(2))
    assert said(first)["ref"] == said(again)["ref"]
    assert (first.status_code, again.status_code) == (201, 200)


def test_a_file_is_kept_and_a_link_is_looked_at(
    here: Reporting, update: Update, program_of: ProgramOf
) -> None:
    program = program_of(here.owner)
    file = {
        "kind": "output",
        "form": "file",
        "title": "Places",
        "file": {"name": "places.csv", "content": CSV},
    }
    found = program.post(place(update), file)
    assert (found.status_code, said(found)["file_name"]) == (201, "places.csv")
    link = {"kind": "output", "form": "link", "title": "The list", "link": "https://example.org/list"}
    assert program.post(place(update), link).status_code == 201
    refused = program.post(place(update), {**link, "link": "javascript:alert(1)"})
    assert (refused.status_code, said(refused)["errors"][0]["pointer"]) == (422, "/link")


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"words": ""}, "/words"),
        ({"form": "file"}, "/file"),
        ({"form": "measure"}, "/actual"),
        ({"form": "measure", "actual": "nothing0here"}, "/actual"),
        ({"form": "file", "file": {"name": "a.csv", "content": "no base"}}, "/file/content"),
        ({"form": "file", "file": {"name": "a.exe", "content": b64encode(b"MZ" * 40).decode()}}, "/file"),
        ({"on": "2999-01-01"}, "/on"),
        ({"kind": "nothing"}, "/kind"),
        ({"kept_to": ["Nobody"]}, "/kept_to"),
        ({"kept_to": ["SENCO"]}, "/kept_to"),
        ({"occurrence": "nothing0here"}, "/occurrence"),
        ({"title": " "}, "/title"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(
    here: Reporting, update: Update, program_of: ProgramOf, more: dict[str, object], pointer: str
) -> None:
    refused = program_of(here.owner).post(place(update), {**QUOTE, **more})
    assert (refused.status_code, said(refused)["errors"][0]["pointer"]) == (422, pointer)
    with as_maintenance():
        assert not Evidence.objects.exists()


def test_a_child_who_may_be_named_is_asked_about(
    here: Reporting, update: Update, program_of: ProgramOf
) -> None:
    program, named = program_of(here.owner), {**QUOTE, "words": "Jamie Smith (8) has a place."}
    refused = program.post(place(update), named)
    assert (refused.status_code, said(refused)["errors"][0]["pointer"]) == (422, "/no_child_named")
    words = re.findall("“(.+?)”", said(refused)["errors"][0]["detail"])
    assert program.post(place(update), {**named, "no_child_named": words}).status_code == 201


def test_who_may_not_write_the_update_gives_nothing_with_it(
    here: Reporting, update: Update, program_of: ProgramOf
) -> None:
    for other in (here.holder("Olu Other", "action-owner"), here.manager, here.holder("Bo Board")):
        assert program_of(other).post(place(update), QUOTE).status_code == 404
    assert program_of(here.deputy).post(place(update), QUOTE).status_code == 201


def test_nothing_is_given_with_what_was_submitted(here: Reporting, program_of: ProgramOf) -> None:
    made = here.submits(here.owner, ON_TRACK)
    refused = program_of(here.owner).post(place(made), QUOTE)
    assert refused.status_code == 422
    assert "before it is submitted" in str(said(refused))


def turn_of(here: Reporting, label: str, days: int = 30) -> Occurrence:
    with acting_as(here.manager) as actor:
        return Occurrence.objects.create(
            partnership=here.partnership,
            milestone=here.milestone,
            label=label,
            due_on=here.now.date() + timedelta(days=days),
            created_at=here.now,
            created_by_id=actor.id,
        )


def test_evidence_is_given_of_a_turn_of_a_milestone_by_itself(here: Reporting, program_of: ProgramOf) -> None:
    turn, program = turn_of(here, "Spring"), program_of(here.owner)
    where = f"/milestones/{here.milestone.ref}/evidence"
    answer = program.post(where, {**QUOTE, "occurrence": turn.ref})
    found = said(answer)
    assert (answer.status_code, found["occurrence"], found["update"]) == (201, turn.ref, "")
    assert said(program.post(where, QUOTE))["occurrence"] is None
    assert said(program.post(where, {**QUOTE, "words": ""}))["errors"][0]["pointer"] == "/words"
    nowhere = program.post(where, {**QUOTE, "occurrence": here.milestone.ref})
    assert (nowhere.status_code, said(nowhere)["errors"][0]["pointer"]) == (422, "/occurrence")
    assert program_of(here.holder("Bo Board")).post(where, QUOTE).status_code == 404


def test_with_an_update_on_a_turn_it_is_of_that_turn_and_of_no_other(
    here: Reporting, program_of: ProgramOf
) -> None:
    spring, summer = turn_of(here, "Spring"), turn_of(here, "Summer", 60)
    made, program = here.saves(here.owner, kind="occurrence", ref=spring.ref), program_of(here.owner)
    assert said(program.post(place(made), QUOTE))["occurrence"] == spring.ref
    refused = program.post(place(made), {**QUOTE, "occurrence": summer.ref})
    assert (refused.status_code, said(refused)["errors"][0]["pointer"]) == (422, "/occurrence")
    assert "on another turn" in str(said(refused))
