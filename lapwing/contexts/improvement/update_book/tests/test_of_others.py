"""What others are writing: neither shown in somebody's workbook, nor written over, nor submitted by it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.tests.factories import NOW, acting_as
from lapwing.contexts.improvement.tests.reporting import Reporting, reporting
from lapwing.contexts.improvement.update_book.asked import rows_of
from lapwing.contexts.improvement.update_book.columns import SHEET
from lapwing.contexts.improvement.update_book.tests.desk import (
    FIRST,
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
from lapwing.platform.accounts.models import User
from lapwing.platform.imports import commands as importing
from lapwing.platform.imports.models import DataImport, ImportRow
from lapwing.platform.imports.staging import counts_of
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

DRAFTED = "Met three landlords."


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Reporting:
    return expects(reporting(partnership, people, NOW))


def shown_to(desk: Reporting, who: User) -> dict[str, Any]:
    """The milestone's row in the workbook of all that somebody may write, with whether its words are open."""
    sheet = load_workbook(BytesIO(workbook(desk, who, everything=True)))[SHEET]
    cells = {name: sheet.cell(row_of(sheet, desk), nth) for nth, name in enumerate(NAMES, start=1)}
    is_open = not cells["done"].protection.locked
    return {**{name: cell.value for name, cell in cells.items()}, "is_open": is_open}


def about_the_action(words: str) -> Any:
    """A change of a workbook: words in the row of the action as a whole."""

    def change(book: Any) -> None:
        sheet = book[SHEET]
        line = next(
            cells[0].row
            for cells in sheet.iter_rows(min_row=FIRST)
            if cells[NAMES.index("milestone")].value == "The action as a whole"
        )
        sheet.cell(line, NAMES.index("status") + 1).value = "On track"
        sheet.cell(line, NAMES.index("done") + 1).value = words

    return change


def test_a_draft_is_in_the_workbooks_of_its_people_alone(desk: Reporting) -> None:
    desk.saves(desk.owner)
    for who in (desk.owner, desk.deputy):
        row = shown_to(desk, who)
        assert (row["done"], row["state"], row["is_open"]) == (DRAFTED, "Draft", True)
    kept = shown_to(desk, desk.manager)
    assert (kept["done"], kept["status"], kept["is_open"]) == (None, None, False)
    assert kept["state"] == "Begun by others: not yours to read yet"


def test_what_was_returned_is_read_by_who_runs_the_plan_until_it_is_a_draft_again(desk: Reporting) -> None:
    made = desk.submits(desk.owner)
    assert shown_to(desk, desk.manager)["done"] == DRAFTED
    desk.moves(desk.manager, commands.return_update, made, comment="Which ones?")
    row = shown_to(desk, desk.manager)
    assert (row["done"], row["state"]) == (DRAFTED, "Returned to you: Which ones?")
    desk.submits(desk.owner, version=desk.fresh(made).version)
    desk.moves(desk.owner, commands.take_back_update, made)
    assert DRAFTED not in str(shown_to(desk, desk.manager))


def test_words_for_a_row_that_others_began_are_refused(desk: Reporting) -> None:
    before = workbook(desk, desk.manager)
    desk.saves(desk.owner)
    for book in (before, workbook(desk, desk.manager)):
        assert "Somebody else has begun" in wrong(send(desk, filled(desk, GOOD, book), desk.manager))["state"]
    assert counts_of(send(desk, filled(desk, {"done": "More."}), desk.deputy)).change == 1
    assert [row.done for row in updates()] == [DRAFTED]


def test_an_update_that_others_begin_before_the_rows_are_saved_is_not_written_over(desk: Reporting) -> None:
    found = send(desk, filled(desk, {**GOOD, "done": "Mine."}, workbook(desk, desk.manager)), desk.manager)
    desk.saves(desk.owner)
    with acting_as(desk.manager) as actor:
        refused = importing.bring_in(by=actor, now=desk.now, ref=found.ref, version=found.version)
    assert (refused.state, "Somebody else has begun" in refused.news[0]) == ("checked", True)
    assert [row.done for row in updates()] == [DRAFTED]


def test_submitting_leaves_the_drafts_of_others_alone(desk: Reporting) -> None:
    desk.saves(desk.deputy)
    found = send(desk, filled(desk, {}, change=about_the_action("Wrote to all schools.")))
    does(desk, importing.bring_in, does(desk, importing.tick, found, is_ticked=True))
    assert {row.done: row.state for row in updates()} == {
        DRAFTED: "draft",
        "Wrote to all schools.": "submitted",
    }


def test_submitting_sends_ones_own_draft_as_it_stands_and_one_that_was_changed(desk: Reporting) -> None:
    desk.saves(desk.owner)
    found = does(desk, importing.tick, send(desk, filled(desk, {})), is_ticked=True)
    does(desk, importing.bring_in, found)
    (sent,) = updates()
    assert (sent.state, sent.done) == ("submitted", DRAFTED)
    desk.moves(desk.owner, commands.take_back_update, sent)
    content = filled(desk, {"done": "Met four."}, workbook(desk, desk.deputy))
    changed = send(desk, content, desk.deputy)
    with acting_as(desk.deputy) as actor:
        fresh = DataImport.objects.get(pk=changed.pk)
        ticked = importing.tick(by=actor, now=desk.now, ref=fresh.ref, version=fresh.version, is_ticked=True)
        importing.bring_in(by=actor, now=desk.now, ref=ticked.ref, version=ticked.version)
    assert [(row.state, row.done) for row in updates()] == [("submitted", "Met four.")]


def test_an_update_that_was_returned_is_not_sent_again_unchanged(desk: Reporting) -> None:
    made = desk.submits(desk.owner)
    desk.moves(desk.manager, commands.return_update, made, comment="Which ones?")
    found = does(desk, importing.tick, send(desk, filled(desk, {})), is_ticked=True)
    assert (counts_of(found).same, counts_of(found).change) == (1, 0)


def test_a_workbook_with_far_more_rows_than_the_cycle_expects_is_not_read(desk: Reporting) -> None:
    def add(rows: int) -> Any:
        def change(book: Any) -> None:
            for line in range(FIRST + 10, FIRST + 10 + rows):
                book[SHEET].cell(line, NAMES.index("done") + 1).value = "Met."

        return change

    refused = send(desk, filled(desk, GOOD, change=add(120)))
    assert refused.state == "refused"
    assert "more than 104 rows" in refused.problem
    with as_maintenance():
        assert not ImportRow.objects.filter(data_import=refused).exists()
    few = send(desk, filled(desk, GOOD, change=add(20)))
    assert (few.state, counts_of(few).add, counts_of(few).problem) == ("checked", 1, 20)


def test_more_returned_updates_are_not_more_queries(desk: Reporting) -> None:
    def queries() -> int:
        with acting_as(desk.owner) as actor, CaptureQueriesContext(connection) as found:
            rows = rows_of(actor, desk.cycle, desk.now.date())
        assert {row.comment for row in rows if row.state == "returned"} == {"Which ones?"}
        return len(found)

    def returned(**about: Any) -> None:
        made = desk.submits(desk.owner, **about)
        desk.moves(desk.manager, commands.return_update, made, comment="Which ones?")

    returned()
    one = queries()
    returned(kind="action", ref=desk.milestone.action.ref)
    assert queries() == one
