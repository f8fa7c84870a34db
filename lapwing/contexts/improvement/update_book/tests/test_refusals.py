"""What a workbook may not do, who may not send one, and how what is wrong comes back."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from lapwing.contexts.improvement.models import Cycle
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.tests.factories import NOW, acting_as
from lapwing.contexts.improvement.tests.reporting import Reporting, reporting
from lapwing.contexts.improvement.update_book.columns import SHEET
from lapwing.contexts.improvement.update_book.feed import UPDATES
from lapwing.contexts.improvement.update_book.marking import LIST
from lapwing.contexts.improvement.update_book.tests.desk import (
    FIRST,
    GOOD,
    NAMES,
    does,
    expects,
    filled,
    row_of,
    saved,
    send,
    updates,
    workbook,
    wrong,
)
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.imports import access as who_sees
from lapwing.platform.imports import commands as importing
from lapwing.platform.imports.checking import understanding_of
from lapwing.platform.imports.errors import ImportRefusedError
from lapwing.platform.imports.models import DataImport, ImportRow
from lapwing.platform.imports.presenters import marked_rows
from lapwing.platform.imports.staging import counts_of
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Reporting:
    return expects(reporting(partnership, people, NOW))


def marked(desk: Reporting, found: DataImport) -> bytes:
    assert UPDATES.workbook is not None
    with acting_as(desk.owner) as actor:
        fresh = DataImport.objects.get(pk=found.pk)
        rows = marked_rows(fresh, understanding_of(fresh))
        return UPDATES.workbook.mark(actor, desk.partnership.pk, desk.cycle.ref, rows)


def test_an_update_that_somebody_changed_since_is_told_and_kept(desk: Reporting) -> None:
    content = filled(desk, GOOD)
    desk.saves(desk.deputy, Said(Status.AT_RISK, done="Met one landlord."))
    assert "changed in Lapwing after" in wrong(send(desk, content))["number"]
    assert [row.done for row in updates()] == ["Met one landlord."]


def test_an_update_changed_between_looking_and_saving_is_not_overwritten(desk: Reporting) -> None:
    found = send(desk, filled(desk, GOOD))
    desk.saves(desk.deputy, Said(Status.AT_RISK, done="Met one landlord."))
    refused = does(desk, importing.bring_in, found)
    assert refused.state == "checked"
    assert "changed in Lapwing after" in refused.news[0]
    assert [row.done for row in updates()] == ["Met one landlord."]


def test_a_submitted_update_is_locked_and_stays_as_it_is(desk: Reporting) -> None:
    desk.submits(desk.owner)
    content = workbook(desk, desk.owner)
    sheet = load_workbook(BytesIO(content))[SHEET]
    line = row_of(sheet, desk)
    assert sheet.cell(line, NAMES.index("done") + 1).protection.locked
    assert sheet.cell(line, NAMES.index("state") + 1).value == "Submitted"
    assert counts_of(send(desk, content)).same == 1
    assert "is submitted and cannot be changed" in wrong(send(desk, filled(desk, {"done": "More."})))["state"]


def test_two_rows_for_one_update_are_told(desk: Reporting) -> None:
    def twice(book: Any) -> None:
        sheet = book[SHEET]
        line = row_of(sheet, desk)
        for nth in range(1, len(NAMES) + 1):
            sheet.cell(line + 5, nth).value = sheet.cell(line, nth).value

    found = send(desk, filled(desk, GOOD, change=twice))
    assert (counts_of(found).add, counts_of(found).problem) == (1, 1)


def test_a_child_who_may_be_named_is_asked_about_once(desk: Reporting) -> None:
    found = send(desk, filled(desk, {**GOOD, "impact": "Jamie Smith (8) has a place."}))
    assert (counts_of(found).choice, counts_of(found).ready) == (1, 0)
    with pytest.raises(ImportRefusedError, match="problems still"):
        does(desk, importing.bring_in, found)
    with as_maintenance():
        row = ImportRow.objects.get(data_import=found, state="choice")
    does(desk, importing.choose_record, found, line=row.line, key=row.details[0]["key"])
    does(desk, importing.bring_in, found)
    assert [update.impact for update in updates()] == ["Jamie Smith (8) has a place."]


def test_a_cycle_that_is_over_takes_nothing(desk: Reporting) -> None:
    content = filled(desk, GOOD)
    found = send(desk, content)
    with as_maintenance():
        Cycle.objects.filter(pk=desk.cycle.pk).update(
            closed_at=NOW, signed_off_at=NOW, signed_off_by=desk.manager
        )
    assert "takes no updates of yours now" in does(desk, importing.bring_in, found).problem
    assert updates() == []
    with pytest.raises(ImportRefusedError, match="nothing it could be about"):
        send(desk, content)


def test_a_row_of_somebody_elses_action_is_not_taken(desk: Reporting) -> None:
    other = desk.holder("Olu Other", "action-owner")
    content = filled(desk, GOOD)
    with pytest.raises(ImportRefusedError, match="nothing it could be about"):
        send(desk, content, other)
    # the manager may write every update, and is given the owner's rows when they own none
    assert counts_of(send(desk, content, desk.manager)).add == 1


def test_a_row_that_the_cycle_does_not_ask_for_is_not_taken(desk: Reporting) -> None:
    key = load_workbook(BytesIO(workbook(desk, desk.owner)))[SHEET].cell(FIRST, NAMES.index("key") + 1).value
    cycle, kind, _, version, check = str(key).split()
    found = send(desk, filled(desk, {**GOOD, "key": f"{cycle} {kind} zzzzzzzzzzzz {version} {check}"}))
    assert "none of the updates" in wrong(found)["number"]


@pytest.mark.parametrize("name", ["board-member", "send-coordinator"])
def test_who_writes_no_updates_sends_no_workbook(desk: Reporting, name: str) -> None:
    who = desk.holder("Nia Nobody", name)
    with pytest.raises((NotVisible, ImportRefusedError)):
        send(desk, filled(desk, GOOD), who)


def test_a_workbook_is_its_senders_alone(desk: Reporting) -> None:
    found = send(desk, filled(desk, GOOD))

    def sees(who: User) -> bool:
        with acting_as(who) as actor:
            return who_sees.visible_to(actor, DataImport.objects.filter(pk=found.pk)).exists()

    assert [sees(who) for who in (desk.owner, desk.deputy, desk.manager)] == [True, False, False]


def test_a_foreign_file_is_refused_with_what_would_be_right(desk: Reporting) -> None:
    book = load_workbook(BytesIO(workbook(desk, desk.owner)))
    book[SHEET].title = "Sheet1"
    assert "not the workbook that was downloaded here" in send(desk, saved(book)).problem
    book = load_workbook(BytesIO(workbook(desk, desk.owner)))
    book[SHEET].cell(FIRST - 1, NAMES.index("done") + 1).value = "Deeds"
    refused = send(desk, saved(book))
    assert (refused.state, "titles were changed" in refused.problem) == ("refused", True)
    with pytest.raises(ImportRefusedError, match="not the workbook"):
        send(desk, b"a,b\n1,2\n", name="updates.csv")


def test_a_workbook_with_macros_is_refused(desk: Reporting) -> None:
    out = BytesIO(workbook(desk, desk.owner))
    with ZipFile(out, "a") as zipped:
        zipped.writestr("xl/vbaProject.bin", b"macros")
    assert "macros" in send(desk, out.getvalue(), name="updates.xlsm").problem


def test_what_is_right_is_saved_alone_and_the_rest_comes_back_marked(desk: Reporting) -> None:
    def whole_action(book: Any) -> None:
        sheet = book[SHEET]
        other = next(line for line in (FIRST, FIRST + 1) if line != row_of(sheet, desk))
        sheet.cell(other, NAMES.index("status") + 1).value = "Nearly"
        sheet.cell(other, NAMES.index("done") + 1).value = "=SUM(1;1)"

    found = send(desk, filled(desk, GOOD, change=whole_action))
    assert (counts_of(found).add, counts_of(found).problem) == (1, 1)
    book = load_workbook(BytesIO(marked(desk, found)))
    sheet = book[SHEET]
    other = next(line for line in (FIRST, FIRST + 1) if line != row_of(sheet, desk))
    status = sheet.cell(other, NAMES.index("status") + 1)
    assert status.value == "Nearly"
    assert status.comment is not None
    assert "is not one of" in status.comment.text
    assert status.fill.fgColor.rgb == "00FBE4E6"
    assert [cell.value for cell in book[LIST][2]][2] == "How does it stand?"
    assert sheet.cell(row_of(sheet, desk), NAMES.index("done") + 1).comment is None
    does(desk, importing.leave_out_problems, found, leaves=True)
    does(desk, importing.bring_in, found)
    assert [row.done for row in updates()] == ["Met three landlords."]


def test_the_marked_workbook_put_right_is_taken(desk: Reporting) -> None:
    found = send(desk, filled(desk, {**GOOD, "status": "Nearly"}))
    again = send(desk, filled(desk, {"status": "At risk", "mitigation": "More staff."}, marked(desk, found)))
    assert wrong(again) == {}
    assert counts_of(again).add == 1
    does(desk, importing.bring_in, again)
    assert [(row.status, row.forecast_on) for row in updates()] == [("at risk", GOOD["forecast_on"])]
