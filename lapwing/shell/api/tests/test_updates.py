"""Updates, decisions and packs for programs: what pages show, and nothing that a person may not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lapwing.contexts.governance.models import Decision
from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.models import Expected
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.contexts.improvement.tests.reporting import OFF_TRACK, ON_TRACK, Reporting, reporting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from lapwing.shell.api.tests.conftest import Program, said

ProgramOf = Callable[[User], Program]


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, timezone.now())


def draft(here: Reporting, **words: object) -> dict[str, object]:
    given = {"about_kind": "milestone", "about": here.milestone.ref, "version": 0, "status": "on track"}
    return {**given, "done": "Met three landlords.", **words}


def writes(program: Program, here: Reporting, **words: object) -> tuple[int, dict[str, object]]:
    answer = program.post(f"/cycles/{here.cycle.ref}/updates", draft(here, **words))
    return answer.status_code, said(answer)


def test_the_cycles_of_a_plan_are_listed(here: Reporting, program_of: ProgramOf) -> None:
    (found,) = program_of(here.owner).read(f"/plans/{here.plan.ref}/cycles")["items"]
    assert (found["ref"], found["state"]) == (here.cycle.ref, "open")


def test_how_many_are_answered_is_told_to_those_who_run_the_plan(
    here: Reporting, program_of: ProgramOf
) -> None:
    with as_maintenance():
        Expected.objects.create(
            partnership=here.partnership,
            cycle=here.cycle,
            action=here.milestone.action,
            milestone=here.milestone,
        )
    here.submits(here.owner)
    for who, answered in ((here.manager, 1), (here.owner, 0)):
        (found,) = program_of(who).read(f"/plans/{here.plan.ref}/cycles")["items"]
        assert (found["expected"], found["answered"], found["signed_off"]) == (1, answered, 0)


def test_an_owner_writes_and_submits_an_update(here: Reporting, program_of: ProgramOf) -> None:
    program = program_of(here.owner)
    status, made = writes(program, here)
    assert (status, made["state"], made["about"], made["version"]) == (200, "draft", here.milestone.ref, 1)
    status, changed = writes(program, here, version=1, impact="Families know where to ask.")
    assert (status, changed["impact"], changed["version"]) == (200, "Families know where to ask.", 2)
    answer = program.post(f"/updates/{made['ref']}/submission", {"version": 2})
    assert (answer.status_code, said(answer)["state"]) == (200, "submitted")
    listed = program.read(f"/plans/{here.plan.ref}/updates?state=submitted")["items"]
    assert [each["ref"] for each in listed] == [made["ref"]]


def test_a_draft_is_read_by_its_people_alone_until_it_is_signed_off(
    here: Reporting, program_of: ProgramOf
) -> None:
    made = here.saves(here.owner)
    reader = program_of(here.holder("Bo Board"))
    assert program_of(here.deputy).read(f"/updates/{made.ref}")["done"] == "Met three landlords."
    assert reader.get(f"/updates/{made.ref}").status_code == 404
    assert reader.read(f"/plans/{here.plan.ref}/updates")["items"] == []
    here.submits(here.owner, version=1)
    here.moves(here.manager, commands.sign_off_update, made)
    assert reader.read(f"/updates/{made.ref}")["state"] == "signed off"


def test_why_an_action_is_red_is_told_where_no_milestone_of_it_is(
    here: Reporting, program_of: ProgramOf
) -> None:
    """It was said of the whole action, and signed off: not before."""
    later = timezone.localdate() + timedelta(days=60)
    of_all = {"kind": "action", "ref": here.milestone.action.ref}
    reader = program_of(here.holder("Bo Board"))

    def read() -> dict[str, Any]:
        found = reader.read(f"/plans/{here.plan.ref}/actions")["items"]
        return next(each for each in found if each["ref"] == here.milestone.action.ref)

    made = here.submits(here.owner, replace(OFF_TRACK, forecast_on=later), **of_all)
    before = read()
    assert before["colour"] != "red"
    assert before["whole"] is None
    here.moves(here.manager, commands.sign_off_update, made)
    after = read()
    assert (after["colour"], after["counts"]["red"]) == ("red", 0)
    today = timezone.localdate().isoformat()
    said_of_all = {"status": "off track", "colour": "red", "said_on": today, "update": made.ref}
    assert after["whole"] == said_of_all
    assert "Ada Action" not in str(after), "nobody's name is given"
    assert reader.read(f"/updates/{made.ref}")["mitigation"] == OFF_TRACK.mitigation


def test_who_does_not_own_the_action_writes_no_update(here: Reporting, program_of: ProgramOf) -> None:
    other = here.holder("Olu Other", "action-owner")
    assert writes(program_of(other), here)[0] == 404
    assert writes(program_of(here.holder("Bo Board")), here)[0] == 404
    made = here.saves(here.owner)
    assert program_of(other).post(f"/updates/{made.ref}/submission", {"version": 1}).status_code == 404


def test_words_of_somebody_else_are_not_overwritten(here: Reporting, program_of: ProgramOf) -> None:
    here.saves(here.deputy)
    program = program_of(here.owner)
    assert writes(program, here, done="Other words.")[0] == 409
    (found,) = program.read(f"/plans/{here.plan.ref}/updates")["items"]
    assert program.post(f"/updates/{found['ref']}/submission", {"version": 7}).status_code == 409


def test_who_may_edit_the_plan_neither_reads_nor_replaces_a_draft_of_others(
    here: Reporting, program_of: ProgramOf
) -> None:
    made = here.saves(here.owner)
    program = program_of(here.manager)
    assert program.get(f"/updates/{made.ref}").status_code == 404
    assert program.read(f"/plans/{here.plan.ref}/updates")["items"] == []
    for version in (0, made.version):
        status, refused = writes(program, here, done="Other words.", version=version)
        assert status == 422
        assert "Somebody else has begun" in str(refused)
        assert "Met three landlords." not in str(refused)
    submission = {"version": made.version}
    assert program.post(f"/updates/{made.ref}/submission", submission).status_code == 404
    assert program_of(here.deputy).read(f"/updates/{made.ref}")["done"] == "Met three landlords."
    assert writes(program_of(here.deputy), here, done="Met four.", version=made.version)[0] == 200


def test_what_a_submission_lacks_is_said(here: Reporting, program_of: ProgramOf) -> None:
    program = program_of(here.owner)
    _, made = writes(program, here, status="off track")
    answer = program.post(f"/updates/{made['ref']}/submission", {"version": 1})
    assert answer.status_code == 422
    assert [each["detail"].partition(":")[0] for each in said(answer)["errors"]] == [
        "mitigation",
        "forecast_on",
    ]
    status, refused = writes(program, here, version=1, status="nearly")
    assert (status, refused["errors"][0]["pointer"]) == (422, "/status")  # type: ignore[index]


def test_a_child_who_may_be_named_is_asked_about(here: Reporting, program_of: ProgramOf) -> None:
    program = program_of(here.owner)
    _, made = writes(program, here, impact="Jamie Smith (8) has a place.")
    refused = program.post(f"/updates/{made['ref']}/submission", {"version": 1})
    assert (refused.status_code, said(refused)["errors"][0]["pointer"]) == (422, "/no_child_named")
    words = re.findall("“(.+?)”", said(refused)["errors"][0]["detail"])
    named = {"version": 1, "no_child_named": words}
    answer = said(program.post(f"/updates/{made['ref']}/submission", named))
    assert answer.get("state") == "submitted", answer


@pytest.fixture
def decision(here: Reporting) -> Decision:
    chair = here.holder("Cara Chair")
    group = here.group("Board", (chair, "chair"))
    with acting_as(here.manager) as actor:
        return Decision.objects.create(
            partnership=here.partnership,
            group=group,
            number=1,
            decided_on=date(2026, 3, 2),
            words="Hire two officers.",
            actor=here.owner,
            act_by=date(2026, 6, 1),
            state="open",
            created_at=here.now,
            created_by_id=actor.id,
        )


def test_whoever_was_to_act_closes_a_decision(
    here: Reporting, decision: Decision, program_of: ProgramOf
) -> None:
    program = program_of(here.owner)
    place = f"/partnerships/{here.partnership.ref}/decisions"
    (found,) = program.read(f"{place}?mine=true&state=open")["items"]
    assert (found["ref"], found["mine"]) == (decision.ref, True)
    assert "Ada Action" not in str(found), "nobody's name is given"
    closing = {"version": found["version"], "words": "Both began in May."}
    answer = program.post(f"/decisions/{decision.ref}/closing", closing)
    assert (answer.status_code, said(answer)["state"]) == (200, "done")
    assert program.post(f"/decisions/{decision.ref}/closing", closing).status_code in (409, 422)


def test_decisions_of_a_group_that_was_withdrawn_are_not_listed(
    here: Reporting, decision: Decision, program_of: ProgramOf
) -> None:
    program = program_of(here.owner)
    with as_maintenance():
        group = decision.group
        group.voided_at, group.voided_by, group.voided_reason = here.now, here.manager, "Merged"
        group.save()
    assert program.read(f"/partnerships/{here.partnership.ref}/decisions")["items"] == []
    closing = {"version": 1, "words": "Done."}
    assert program.post(f"/decisions/{decision.ref}/closing", closing).status_code == 404


def test_a_closing_whose_words_look_like_a_name_is_asked_about(
    here: Reporting, decision: Decision, program_of: ProgramOf
) -> None:
    program = program_of(here.owner)
    closing = {"version": decision.version, "words": "Jamie Smith (8) has a place."}
    refused = program.post(f"/decisions/{decision.ref}/closing", closing)
    assert (refused.status_code, said(refused)["errors"][0]["pointer"]) == (422, "/no_child_named")
    words = re.findall("“(.+?)”", said(refused)["errors"][0]["detail"])
    answer = program.post(f"/decisions/{decision.ref}/closing", {**closing, "no_child_named": words})
    assert said(answer).get("state") == "done", said(answer)


def test_somebody_who_neither_acts_nor_runs_the_group_closes_nothing(
    here: Reporting, decision: Decision, program_of: ProgramOf
) -> None:
    other = program_of(here.holder("Bo Board"))
    closing = {"version": 1, "words": "Done."}
    assert other.post(f"/decisions/{decision.ref}/closing", closing).status_code == 422
    with as_maintenance():
        assert Decision.objects.get(pk=decision.pk).state == "open"


def test_the_words_of_an_update_reach_a_reader_only_by_the_rules_of_the_pages(
    here: Reporting, program_of: ProgramOf
) -> None:
    made = here.submits(here.owner, ON_TRACK)
    assert program_of(here.manager).read(f"/updates/{made.ref}")["state"] == "submitted"
    other = here.holder("Olu Other", "action-owner")
    assert program_of(other).get(f"/updates/{made.ref}").status_code == 404
