"""What tests of the workbook share: filling one in, sending it, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from lapwing.contexts.improvement.models import Expected, Update
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.contexts.improvement.tests.reporting import Reporting
from lapwing.contexts.improvement.update_book.columns import COLUMNS, SHEET
from lapwing.contexts.improvement.update_book.drawing import TITLES_LINE
from lapwing.contexts.improvement.update_book.feed import UPDATES
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.imports import commands as importing
from lapwing.platform.imports.models import DataImport, ImportRow

FIRST = TITLES_LINE + 1
NAMES = [column.name for column in COLUMNS]
Change = Callable[[Any], None]
GOOD = {
    "status": "On track",
    "done": "Met three landlords.",
    "impact": "Families know where to ask.",
    "forecast_on": date(2026, 5, 20),
    "confidence": "Probable, with constant attention",
}


def expects(found: Reporting) -> Reporting:
    """The cycle expects an update of the milestone, and of its action as a whole."""
    with as_maintenance():
        for milestone in (found.milestone, None):
            Expected.objects.create(
                partnership=found.partnership,
                cycle=found.cycle,
                action=found.milestone.action,
                milestone=milestone,
            )
    return found


def workbook(desk: Reporting, who: User, everything: bool = False) -> bytes:
    assert UPDATES.workbook is not None
    with acting_as(who) as actor:
        return UPDATES.workbook.make(actor, desk.partnership.pk, desk.cycle.ref, everything)


def row_of(sheet: Any, desk: Reporting) -> int:
    """The line of the milestone that the tests are about."""
    at = NAMES.index("milestone")
    return next(
        int(cells[0].row) for cells in sheet.iter_rows(min_row=FIRST) if cells[at].value == "Begin talks"
    )


def filled(
    desk: Reporting, words: Mapping[str, Any], content: bytes | None = None, change: Change | None = None
) -> bytes:
    """The owner's workbook with words in the row of the milestone."""
    book = load_workbook(BytesIO(content or workbook(desk, desk.owner)))
    sheet = book[SHEET]
    line = row_of(sheet, desk)
    for name, value in words.items():
        sheet.cell(line, NAMES.index(name) + 1).value = value
    if change is not None:
        change(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def send(desk: Reporting, content: bytes, who: User | None = None, name: str = "updates.xlsx") -> DataImport:
    with acting_as(who or desk.owner) as actor:
        return importing.send_file(
            by=actor,
            now=desk.now,
            feed=UPDATES,
            partnership_id=desk.partnership.pk,
            name=name,
            data=content,
            place=desk.cycle.ref,
        )


def does(desk: Reporting, command: Callable[..., Any], found: DataImport, **given: Any) -> DataImport:
    with acting_as(desk.owner) as actor:
        fresh = DataImport.objects.get(pk=found.pk)
        done: DataImport = command(by=actor, now=desk.now, ref=fresh.ref, version=fresh.version, **given)
        return done


def wrong(found: DataImport) -> dict[str, str]:
    """What is wrong in the file, by column."""
    with as_maintenance():
        rows = list(ImportRow.objects.filter(data_import=found, state="problem"))
    return {each["column"]: each["words"] for row in rows for each in row.details}


def updates() -> list[Update]:
    with as_maintenance():
        return list(Update.objects.filter(voided_at=None))
