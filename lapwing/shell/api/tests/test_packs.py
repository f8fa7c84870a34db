"""Board packs for programs: asked for, followed, read as frozen, and fetched."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from lapwing.contexts.governance.models import Meeting
from lapwing.contexts.governance.tests.factories import group
from lapwing.contexts.improvement.models import Plan
from lapwing.insight.packs.building import build_pack
from lapwing.insight.packs.frozen import sha256_of, to_text
from lapwing.insight.packs.models import Pack, PackSnapshot
from lapwing.insight.packs.shapes import SHAPE
from lapwing.insight.packs.tests.examples import example_pack
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access_log.models import AccessLogEntry
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People
from lapwing.shell.api.tests.conftest import Program, said


class Silent:
    """Progress that nobody follows."""

    def say(self, words: str, *, done: int = 0, of: int = 0) -> None: ...


def frozen(plan: Plan, by: User, number: int, day: date, group_ref: str = "") -> Pack:
    """A pack that is ready and has no files."""
    text, now = to_text(example_pack()), timezone.now()
    row = Pack.objects.create(
        partnership=plan.partnership, plan_ref=plan.ref, number=number, since=day, as_at=day, until=day,
        group_ref=group_ref, state="ready", asked_at=now, asked_by=by, built_at=now,
    )  # fmt: skip
    PackSnapshot.objects.create(
        partnership=plan.partnership, pack=row, text=text, sha256=sha256_of(text), shape=SHAPE,
        built_at=now, built_by="Lapwing",
    )  # fmt: skip
    return row


@pytest.mark.slow
def test_a_pack_is_asked_for_followed_and_fetched(program: Program, plan: Plan) -> None:
    answer = program.post(f"/plans/{plan.ref}/packs", {"title": "March board"})
    assert (answer.status_code, said(answer)["state"], said(answer)["title"]) == (
        201,
        "building",
        "March board",
    )
    ref = said(answer)["ref"]
    assert program.get(f"/packs/{ref}/snapshot").status_code == 404
    with as_maintenance():
        number = Pack.objects.get(ref=ref).pk
    build_pack(number, Silent())  # type: ignore[arg-type]
    found = program.read(f"/packs/{ref}")
    assert found["state"] == "ready"
    frozen = program.get(f"/packs/{ref}/snapshot").content
    assert hashlib.sha256(frozen).hexdigest() == found["sha256"]
    for each in found["files"]:
        file = program.get(f"/packs/{ref}/files/{each['form']}")
        assert hashlib.sha256(file.content).hexdigest() == each["sha256"]
    with as_maintenance():
        assert AccessLogEntry.objects.filter(what="download").count() == len(found["files"]) + 1
    listed = program.read(f"/plans/{plan.ref}/packs")["items"]
    assert [each["ref"] for each in listed] == [ref]


def test_what_a_pack_cannot_be_is_said(program: Program, plan: Plan) -> None:
    answer = program.post(f"/plans/{plan.ref}/packs", {"since": "2999-01-01"})
    assert (answer.status_code, said(answer)["errors"][0]["pointer"]) == (422, "/since")
    assert program.read(f"/plans/{plan.ref}/packs")["items"] == []


def test_a_child_that_may_be_named_is_asked_about(program: Program, plan: Plan) -> None:
    named = {"title": "Jayden (9) waits"}
    refused = program.post(f"/plans/{plan.ref}/packs", named)
    assert (refused.status_code, said(refused)["errors"][0]["pointer"]) == (422, "/no_child_named")
    words = re.findall("“(.+?)”", said(refused)["errors"][0]["detail"])
    assert program.post(f"/plans/{plan.ref}/packs", {**named, "no_child_named": words}).status_code == 201


def test_what_the_database_cannot_keep_is_no_request(
    program: Program, plan: Plan, partnership: Partnership
) -> None:
    assert program.post(f"/plans/{plan.ref}/packs", {"title": "a\0b"}).status_code == 400
    odd = {"title": "a", "no_child_named": ["a\0b"]}
    assert program.post(f"/plans/{plan.ref}/packs", odd).status_code == 400
    assert program.get(f"/plans/{plan.ref}/updates?state=%00").status_code == 422
    assert program.get(f"/partnerships/{partnership.ref}/decisions?state=%00").status_code == 422


def test_a_pack_is_for_the_group_or_the_meeting_that_is_named(
    program: Program, plan: Plan, partnership: Partnership, people: People
) -> None:
    board, other = group(partnership, "Partnership board"), group(partnership, "Delivery group")
    today = timezone.localdate()
    with as_maintenance():
        meetings = {
            each: Meeting.objects.create(
                partnership=partnership,
                group=each,
                held_on=today + timedelta(days=3),
                created_at=timezone.now(),
                created_by=people.owner,
            )
            for each in (board, other)
        }
    first = program.post(f"/plans/{plan.ref}/packs", {"group": board.ref})
    assert first.status_code == 201
    for asked in ({"group": other.ref}, {"meeting": meetings[other].ref}):
        answer = program.post(f"/plans/{plan.ref}/packs", asked)
        assert answer.status_code == 201
        with as_maintenance():
            pack = Pack.objects.get(ref=said(answer)["ref"])
        assert (pack.group_ref, pack.meeting_ref) == (other.ref, meetings[other].ref)


def test_a_pack_for_a_meeting_alone_looks_back_to_the_last_of_its_group(
    program: Program, plan: Plan, partnership: Partnership, people: People
) -> None:
    board, other = group(partnership, "Partnership board"), group(partnership, "Delivery group")
    today = timezone.localdate()
    by = {"created_at": timezone.now(), "created_by": people.owner}
    with as_maintenance():
        meeting = Meeting.objects.create(
            partnership=partnership, group=other, held_on=today + timedelta(days=3), **by
        )
        for number, (each, ago) in enumerate(((other, 40), (board, 10)), 1):
            frozen(plan, people.owner, number, today - timedelta(days=ago), each.ref)
    made = said(program.post(f"/plans/{plan.ref}/packs", {"meeting": meeting.ref}))
    assert made["since"] == (today - timedelta(days=40)).isoformat()


def test_of_a_withdrawn_pack_a_program_reads_when_why_and_by_whom_alone(
    program: Program, plan: Plan, people: People
) -> None:
    with as_maintenance():
        row = frozen(plan, people.owner, 1, timezone.localdate())
    assert program.get(f"/packs/{row.ref}/snapshot").status_code == 200
    with as_maintenance():
        row.state, row.withdrawn_at, row.withdrawn_by = "withdrawn", timezone.now(), people.owner
        row.withdrawn_reason = "A figure was wrong"
        row.save()
    assert program.get(f"/packs/{row.ref}/snapshot").status_code == 404
    (found,) = program.read(f"/plans/{plan.ref}/packs")["items"]
    assert found == program.read(f"/packs/{row.ref}")
    assert (found["state"], found["withdrawn_reason"]) == ("withdrawn", "A figure was wrong")
    assert found["withdrawn_by"].startswith("SEND programme manager, ")
    assert found["sha256"] == row.snapshot.sha256


def test_who_makes_no_packs_asks_for_none(
    plan: Plan, partnership: Partnership, program_of: Callable[[User], Program]
) -> None:
    reader = program_of(factories.member(partnership, "board-member"))
    assert reader.post(f"/plans/{plan.ref}/packs", {}).status_code == 404
    assert reader.get(f"/plans/{plan.ref}/packs").status_code == 200
    assert reader.get("/plans/zzzzzzzzzzzz/packs").status_code == 404
    assert reader.get("/packs/zzzzzzzzzzzz/files/pdf").status_code == 404
