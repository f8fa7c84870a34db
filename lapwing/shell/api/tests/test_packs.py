"""Board packs for programs: asked for, followed, read as frozen, and fetched."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from lapwing.contexts.improvement.models import Plan
from lapwing.insight.packs.building import build_pack
from lapwing.insight.packs.models import Pack
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access_log.models import AccessLogEntry
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.shell.api.tests.conftest import Program, said


class Silent:
    """Progress that nobody follows."""

    def say(self, words: str, *, done: int = 0, of: int = 0) -> None: ...


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
        assert AccessLogEntry.objects.filter(what="download").count() == len(found["files"])
    listed = program.read(f"/plans/{plan.ref}/packs")["items"]
    assert [each["ref"] for each in listed] == [ref]


def test_what_a_pack_cannot_be_is_said(program: Program, plan: Plan) -> None:
    answer = program.post(f"/plans/{plan.ref}/packs", {"since": "2999-01-01"})
    assert (answer.status_code, said(answer)["errors"][0]["pointer"]) == (422, "/since")
    assert program.read(f"/plans/{plan.ref}/packs")["items"] == []


def test_who_makes_no_packs_asks_for_none(
    plan: Plan, partnership: Partnership, program_of: Callable[[User], Program]
) -> None:
    reader = program_of(factories.member(partnership, "board-member"))
    assert reader.post(f"/plans/{plan.ref}/packs", {}).status_code == 404
    assert reader.get(f"/plans/{plan.ref}/packs").status_code == 200
    assert reader.get("/plans/zzzzzzzzzzzz/packs").status_code == 404
    assert reader.get("/packs/zzzzzzzzzzzz/files/pdf").status_code == 404
