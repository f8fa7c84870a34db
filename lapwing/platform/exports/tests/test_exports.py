"""An export is made with the access of whoever asked, says whose it is, is kept for a week, and is logged."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access_log.models import AccessLogEntry
from lapwing.platform.accounts.models import User
from lapwing.platform.exports import commands
from lapwing.platform.exports.commands import RefusedExportError, collect, remove_expired, request_export
from lapwing.platform.exports.kinds import KINDS, Content, ExportKind, Sheet
from lapwing.platform.exports.models import Export
from lapwing.platform.imports.models import DataImport
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.platform.notices.models import Notice
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

NOW = timezone.now()


def birds(actor: Actor, partnership: Any, parameters: Mapping[str, str]) -> Content:
    rows: list[list[Any]] = [["Lapwing", date(2026, 5, 3), 7], ["=HYPERLINK()", None, -2.5]]
    return Content("Birds", (Sheet("Birds", ("Name", "Seen", "How many"), iter(rows), len(rows)),), ("All.",))


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch, tmp_path: Any, settings: Any) -> Iterator[None]:
    KINDS.register(
        ExportKind(
            code="tests.birds",
            label="Birds",
            permission="improvement.plan.read",
            personal=True,
            content=birds,
        )
    )
    yield
    KINDS._known.pop("tests.birds")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "AT_ONCE", 1)


def ask(who: User, partnership: Partnership, form: str = "xlsx", reason: str = "For the board") -> Export:
    actor = actor_for(who, timezone.localdate())
    with acting(actor, purpose="test"):
        return request_export(
            kind="tests.birds",
            by=actor,
            partnership=partnership,
            parameters={"of": "marsh"},
            reason=reason,
            form=form,
            now=NOW,
        )


def fresh(export: Export) -> Export:
    with as_maintenance():
        return Export.objects.select_related("work", "file").get(pk=export.pk)


def content_of(export: Export, who: User) -> bytes:
    actor = actor_for(who, timezone.localdate())
    with acting(actor, purpose="test"):
        found = Export.objects.select_related("file").get(pk=export.pk)
        with collect(export=found, by=actor, now=NOW) as file:
            return file.read()


def test_a_small_one_is_made_at_once(people: People, partnership: Partnership) -> None:
    export = ask(people.owner, partnership)
    assert (export.rows, export.work, export.can_be_fetched) == (2, None, True)


def test_excel_has_a_sheet_that_says_who_when_and_why(people: People, partnership: Partnership) -> None:
    export = ask(people.owner, partnership)
    book = load_workbook(io.BytesIO(content_of(export, people.owner)))
    assert [cell.value for cell in book["Birds"][2]][:1] == ["Lapwing"]
    assert book["Birds"]["A3"].value == "'=HYPERLINK()"
    assert book["Birds"]["C3"].value == -2.5
    leaf = {row[0].value: row[1].value for row in book["About this file"].iter_rows()}
    assert leaf["Taken out by"] == "Olive Owner"
    assert leaf["Why"] == "For the board"
    assert leaf["Partnership"] == str(partnership)
    assert leaf["Reference"] == export.ref


def test_csv_is_left_alone_beside_a_text_that_says_it(people: People, partnership: Partnership) -> None:
    export = ask(people.owner, partnership, "csv")
    with zipfile.ZipFile(io.BytesIO(content_of(export, people.owner))) as packed:
        table, leaf = packed.namelist()
        rows = list(csv.reader(io.StringIO(packed.read(table).decode("utf-8-sig"))))
        said = packed.read(leaf).decode("utf-8-sig")
    assert rows == [
        ["Name", "Seen", "How many"],
        ["Lapwing", "2026-05-03", "7"],
        ["'=HYPERLINK()", "", "-2.5"],
    ]
    assert export.ref in table
    assert "Taken out by: Olive Owner" in said


def test_json_holds_rows_as_they_are_and_says_it_too(people: People, partnership: Partnership) -> None:
    export = ask(people.owner, partnership, "json")
    found = json.loads(content_of(export, people.owner))
    assert found["tables"]["Birds"]["rows"] == [["Lapwing", "2026-05-03", 7], ["=HYPERLINK()", None, -2.5]]
    assert found["about"]["Taken out by"] == "Olive Owner"


def test_personal_data_is_taken_out_for_a_reason_alone(people: People, partnership: Partnership) -> None:
    with pytest.raises(RefusedExportError, match="Say why"):
        ask(people.owner, partnership, reason=" ")


def test_what_one_may_not_see_one_may_not_take_out(people: People, partnership: Partnership) -> None:
    with pytest.raises(NotVisible):
        ask(people.outsider, partnership)


def test_a_large_one_is_made_in_the_background_and_told_of(
    people: People, partnership: Partnership, large: None
) -> None:
    export = ask(people.owner, partnership)
    assert not export.can_be_fetched
    run_jobs()
    made = fresh(export)
    assert (made.can_be_fetched, made.rows) == (True, 2)
    assert made.work is not None
    assert made.work.state == "done"
    assert made.work.result_url == reverse("export", args=[partnership.ref, export.ref])
    with as_maintenance():
        assert [each.template for each in Notice.objects.new().filter(user=people.owner)] == ["export-ready"]
    content_of(export, people.owner)
    with as_maintenance():
        assert not Notice.objects.new().exists(), "it is collected, so nothing waits any more"


def test_nobody_has_exports_made_without_end(
    people: People,
    partnership: Partnership,
    large: None,
    monkeypatch: pytest.MonkeyPatch,
    client_as: Callable[[User], Client],
) -> None:
    monkeypatch.setattr(commands, "MOST_WAITING", 1)
    ask(people.owner, partnership)
    place = f"{reverse('ask-for-export', args=[partnership.ref, 'tests.birds'])}?of=marsh"
    page = client_as(people.owner).post(place, {"form": "csv", "reason": "For the board"})
    assert "1 of your exports are being made" in page.content.decode()
    run_jobs()
    ask(people.owner, partnership)


def test_one_whose_asker_has_lost_the_role_meanwhile_is_not_made(
    people: People, partnership: Partnership, large: None
) -> None:
    export = ask(people.owner, partnership)
    with as_maintenance():
        Membership.objects.filter(user=people.owner).update(to_date=timezone.localdate() - timedelta(days=1))
    run_jobs()
    refused = fresh(export)
    assert not refused.can_be_fetched
    assert refused.work is not None
    assert "may no longer see" in refused.work.problem


def test_the_file_is_not_fetched_any_more_when_the_role_has_ended(
    people: People, partnership: Partnership
) -> None:
    export = ask(people.owner, partnership)
    with as_maintenance():
        Membership.objects.filter(user=people.owner).update(role="parent-carer")
    with pytest.raises(NotVisible):
        content_of(export, people.owner)


def test_a_colleague_does_not_fetch_it(
    people: People, partnership: Partnership, client_as: Callable[[User], Client]
) -> None:
    export = ask(people.owner, partnership)
    for name in ("export", "collect-export"):
        assert (
            client_as(people.colleague).get(reverse(name, args=[partnership.ref, export.ref])).status_code
            == 404
        )


def test_each_time_it_is_fetched_is_counted_and_logged(
    people: People, partnership: Partnership, client_as: Callable[[User], Client]
) -> None:
    export = ask(people.owner, partnership)
    place = reverse("collect-export", args=[partnership.ref, export.ref])
    for _ in range(2):
        answer = client_as(people.owner).get(place)
        assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
        assert "attachment" in answer["Content-Disposition"]
    assert fresh(export).fetched == 2
    with as_maintenance():
        lines = AccessLogEntry.objects.filter(kind="exports.export", what="download")
        assert [line.reason for line in lines] == ["For the board"] * 2


def test_after_a_week_the_file_is_removed_and_the_page_says_so(
    people: People, partnership: Partnership, client_as: Callable[[User], Client]
) -> None:
    export = ask(people.owner, partnership)
    assert remove_expired(NOW + timedelta(days=6)) == 0
    assert remove_expired(NOW + timedelta(days=7, minutes=1)) == 1
    assert fresh(export).file is None
    page = client_as(people.owner).get(reverse("export", args=[partnership.ref, export.ref]))
    assert "The file was removed" in page.content.decode()


def test_a_file_that_cannot_be_removed_keeps_no_other_from_going(
    people: People, partnership: Partnership
) -> None:
    exports = [ask(people.owner, partnership) for _ in range(3)]
    with as_maintenance():
        DataImport.objects.create(
            partnership=partnership, feed="x", sent_by=people.owner, created_at=NOW, name="x", kind="csv",
            sha256="0" * 64, file=exports[1].file,
        )  # fmt: skip
    with pytest.raises(ProtectedError):
        remove_expired(NOW + timedelta(days=8))
    assert [fresh(each).file is None for each in exports] == [True, False, True]
    assert fresh(exports[1]).removed_at is None


def test_the_information_governance_lead_sees_everybodys(
    people: People, partnership: Partnership, client_as: Callable[[User], Client]
) -> None:
    ask(people.owner, partnership)
    lead = factories.member(partnership, "information-governance-lead")
    page = client_as(lead).get(reverse("review-exports", args=[partnership.ref])).content.decode()
    assert "Olive Owner" in page
    assert "For the board" in page
    with as_maintenance():
        assert AccessLogEntry.objects.filter(kind="exports.export", what="list", actor_id=lead.pk).exists()


def test_others_do_not(people: People, partnership: Partnership, client_as: Callable[[User], Client]) -> None:
    assert client_as(people.owner).get(reverse("review-exports", args=[partnership.ref])).status_code == 404
