"""Updates in a workbook: downloaded, filled in, looked through, saved, and taken back."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from lapwing.contexts.improvement.commands.asking import ask
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.tests.factories import NOW, acting_as
from lapwing.contexts.improvement.tests.reporting import Reporting, reporting
from lapwing.contexts.improvement.update_book.columns import SHEET
from lapwing.contexts.improvement.update_book.tests.desk import (
    GOOD,
    NAMES,
    does,
    expects,
    filled,
    row_of,
    send,
    updates,
    workbook,
    wrong,
)
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.imports import commands as importing
from lapwing.platform.imports.errors import ImportRefusedError
from lapwing.platform.imports.staging import counts_of
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Reporting:
    return expects(reporting(partnership, people, NOW))


def test_the_workbook_says_what_the_plan_says_and_locks_it(desk: Reporting) -> None:
    sheet = load_workbook(BytesIO(workbook(desk, desk.owner)))[SHEET]
    line = row_of(sheet, desk)
    cells = {name: sheet.cell(line, nth) for nth, name in enumerate(NAMES, start=1)}
    assert cells["due"].value == "31 May 2026"
    assert cells["state"].value == "Not begun"
    assert sheet.protection.sheet
    assert {name: cell.protection.locked for name, cell in cells.items()} == {
        name: name
        not in {"status", "done", "impact", "next_steps", "mitigation", "forecast_on", "confidence"}
        for name in NAMES
    }
    assert sheet.column_dimensions["O"].hidden


def test_a_filled_workbook_is_looked_through_and_nothing_is_saved(desk: Reporting) -> None:
    found = send(desk, filled(desk, GOOD))
    assert (found.state, counts_of(found).add, wrong(found)) == ("checked", 1, {})
    assert updates() == []


def test_what_is_right_becomes_a_draft_and_a_second_time_nothing(desk: Reporting) -> None:
    content = filled(desk, GOOD)
    assert does(desk, importing.bring_in, send(desk, content)).state == "committed"
    (made,) = updates()
    assert (made.state, made.status, made.done) == ("draft", "on track", "Met three landlords.")
    assert (made.forecast_on, made.confidence) == (date(2026, 5, 20), "amber-green")
    again = send(desk, content)
    assert (counts_of(again).same, counts_of(again).open) == (1, 0)
    with pytest.raises(ImportRefusedError, match="nothing to bring in"):
        does(desk, importing.bring_in, again)


def test_sent_twice_it_is_saved_once(desk: Reporting) -> None:
    found = send(desk, filled(desk, GOOD))
    version = found.version
    does(desk, importing.bring_in, found)
    with acting_as(desk.owner) as actor, pytest.raises(ImportRefusedError):
        importing.bring_in(by=actor, now=desk.now, ref=found.ref, version=version)
    assert [row.version for row in updates()] == [1]


def test_it_is_submitted_when_the_person_asks_for_that(desk: Reporting) -> None:
    found = does(desk, importing.tick, send(desk, filled(desk, GOOD)), is_ticked=True)
    assert updates() == []
    does(desk, importing.bring_in, found)
    assert [row.state for row in updates()] == ["submitted"]


def test_what_was_asked_is_done_when_the_workbook_answers_the_last_of_it(desk: Reporting) -> None:
    with acting_as(desk.manager):
        assert ask(desk.cycle, desk.now) == 2
    desk.submits(desk.owner, kind="action", ref=desk.milestone.action.ref)
    assert open_notices() == 2
    found = send(desk, filled(desk, GOOD))
    does(desk, importing.bring_in, does(desk, importing.tick, found, is_ticked=True))
    assert open_notices() == 0


def open_notices() -> int:
    with as_maintenance():
        return Notice.objects.filter(template="update-asked", done_at=None).count()


def test_a_draft_may_lack_what_a_submission_needs(desk: Reporting) -> None:
    found = send(desk, filled(desk, {"done": "Met two landlords."}))
    assert counts_of(found).add == 1
    assert wrong(does(desk, importing.tick, found, is_ticked=True)) == {"status": "Choose how it stands."}


def test_a_draft_is_taken_back_whole(desk: Reporting) -> None:
    desk.saves(desk.owner, Said(Status.ON_TRACK, done="Met one landlord."))
    found = send(desk, filled(desk, GOOD))
    assert counts_of(found).change == 1
    done = does(desk, importing.bring_in, found)
    assert does(desk, importing.undo_import, done).state == "undone"
    assert [row.done for row in updates()] == ["Met one landlord."]


def test_a_new_draft_is_let_go_when_it_is_taken_back(desk: Reporting) -> None:
    done = does(desk, importing.bring_in, send(desk, filled(desk, GOOD)))
    assert does(desk, importing.undo_import, done).state == "undone"
    assert updates() == []


def test_what_was_submitted_since_is_not_taken_back(desk: Reporting) -> None:
    done = does(desk, importing.bring_in, send(desk, filled(desk, GOOD)))
    desk.submits(desk.owner, version=updates()[0].version)
    refused = does(desk, importing.undo_import, done)
    assert refused.state == "committed"
    assert "submitted" in refused.news[0]


@pytest.mark.parametrize(
    ("words", "column", "said"),
    [
        ({"status": "Nearly done"}, "status", "“Nearly done” is not one of"),
        ({"confidence": "Quite"}, "confidence", "“Quite” is not one of"),
        ({"forecast_on": "end of May"}, "forecast_on", "“end of May”"),
        ({"done": "x" * 5001}, "done", "5,000 letters at most"),
        ({"status": "Off track", "forecast_on": date(2026, 9, 1)}, "mitigation", "Say what is being done"),
        ({"status": "Off track", "mitigation": "More staff."}, "forecast_on", "Say by when"),
        ({"due": "", "done": "Met."}, "due", "This cell is locked, and was changed"),
        ({"due": "1 July 2027", "done": "Met."}, "due", "This cell is locked, and was changed"),
        ({"done": "=1+1"}, "done", "There is a formula in this cell"),
        ({"key": "", "done": "Met."}, "number", "hidden key"),
        ({"key": "abc action def 0 00000000", "done": "Met."}, "number", "another cycle"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(
    desk: Reporting, words: dict[str, Any], column: str, said: str
) -> None:
    found = send(desk, filled(desk, words))
    assert said in wrong(found)[column]
    assert updates() == []
