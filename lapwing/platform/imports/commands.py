"""What people do to an import: send a file, name its columns, put rows right, bring them in, undo it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.documents.jobs import waits_for_scan
from lapwing.platform.imports import access
from lapwing.platform.imports.checking import check_line
from lapwing.platform.imports.errors import ChangedMeanwhileError, ImportRefusedError
from lapwing.platform.imports.feeds import Feed, feed_of
from lapwing.platform.imports.files import drop_content, keep_content
from lapwing.platform.imports.models import (
    AT_WORK,
    DataImport,
    ImportEdit,
    ImportRow,
    ImportState,
    SavedColumns,
)
from lapwing.platform.imports.reading.kinds import kind_of_rows
from lapwing.platform.imports.reading.refusals import FOREIGN, RefusedFileError
from lapwing.platform.imports.staging import counts_of
from lapwing.platform.imports.steps import give_up, run_step
from lapwing.platform.imports.titles import Columns, left_over, what_is_missing
from lapwing.platform.jobs.errors import TransientError
from lapwing.platform.jobs.models import Work
from lapwing.platform.jobs.work import begin_work
from lapwing.platform.notices.telling import settle

# Imports this small are done at once, while the page waits: bytes of the file as sent, and its rows.
SMALL_FILE = 60_000
SMALL_ROWS = 1_000
_WORKS = {
    ImportState.READING: "reading a file",
    ImportState.CHECKING: "checking the rows of a file",
    ImportState.COMMITTING: "bringing rows in",
    ImportState.UNDOING: "undoing an import",
}
LONGEST_SOURCE = 100
LONGEST_CELL = 10_000


@transaction.atomic
def send_file(
    *,
    by: Actor,
    now: datetime,
    feed: Feed,
    partnership_id: int,
    name: str,
    data: bytes,
    place: str = "",
    source: str = "Spreadsheet",
    waiting: bool = False,
) -> DataImport:
    """Keep a file and begin to read it; while the caller is ``waiting``, at once whatever its size.

    Raises NotVisible, and ImportRefusedError for what is no file of rows or about no known place.
    """
    if not by.may(feed.permission, partnership_id):
        raise NotVisible("No such partnership")
    places = {each.key for each in feed.places(by, partnership_id)}
    if place not in places:
        raise ImportRefusedError(
            "Say what the file is about." if places else "There is nothing it could be about."
        )
    if not (source := _clean(source)) or len(source) > LONGEST_SOURCE:
        raise ImportRefusedError(f"Say where the file comes from, in {LONGEST_SOURCE} letters at most.")
    try:
        kind = kind_of_rows(data, name)
    except RefusedFileError as error:
        raise ImportRefusedError(str(error)) from error
    if feed.workbook is not None and kind != "excel":
        raise ImportRefusedError(FOREIGN)
    file = keep_content(by=by, partnership_id=partnership_id, name=name, data=data, now=now)
    made = DataImport.objects.create(
        partnership_id=partnership_id,
        feed=feed.code,
        place=place,
        source=source,
        sent_by_id=by.id,
        created_at=now,
        name=file.name,
        file=file,
        kind=kind,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
    )
    at_once = len(data) <= SMALL_FILE and not waits_for_scan(file)
    return _go_on(made, by, now, small=waiting or at_once)


@transaction.atomic
def choose_sheet(
    *, by: Actor, now: datetime, ref: str, version: int, sheet: str, waiting: bool = False
) -> DataImport:
    """Say which sheet of a workbook holds the rows. Raises as ``fetch`` does, and ImportRefusedError."""
    found = _locked(by, ref, version, ImportState.SHEET)
    if sheet not in [name for name, _ in found.sheets]:
        raise ImportRefusedError("Choose one of the sheets of the file.")
    found.sheet = sheet
    return _begin(found, by, now, ImportState.READING, waiting=waiting)


@transaction.atomic
def choose_columns(
    *, by: Actor, now: datetime, ref: str, version: int, columns: Columns, waiting: bool = False
) -> DataImport:
    """Say which column of the file is which; remembered for files of the same source.

    Raises as ``fetch`` does, and ImportRefusedError when something that is needed is missing.
    """
    found = _locked(by, ref, version, ImportState.COLUMNS, ImportState.CHECKED)
    feed = feed_of(found.feed)
    known = {each.name for each in feed.columns}
    if set(columns) - known or any(
        n is not None and not 0 <= n < len(found.titles) for n in columns.values()
    ):
        raise ImportRefusedError("There is no such column.")
    columns = {each.name: columns.get(each.name) for each in feed.columns}
    if missing := what_is_missing(feed, columns):
        raise ImportRefusedError(" ".join(missing))
    found.columns = columns
    SavedColumns.objects.update_or_create(
        partnership_id=found.partnership_id,
        feed=found.feed,
        source=found.source,
        defaults={
            "titles": {name: "" if n is None else found.titles[n] for name, n in columns.items()},
            "left_out": left_over(found.titles, columns),
            "saved_by_id": by.id,
            "saved_at": now,
        },
    )
    return _begin(found, by, now, ImportState.CHECKING, waiting=waiting)


@transaction.atomic
def correct_row(
    *, by: Actor, now: datetime, ref: str, version: int, line: int, cells: Mapping[str, str]
) -> ImportRow:
    """Put a row right in the page: ``cells`` by the feed's columns. The file stays as it was sent."""
    found = _locked(by, ref, version, ImportState.CHECKED)
    known = {each.name for each in feed_of(found.feed).columns}
    typed = {name: _clean(text)[:LONGEST_CELL] for name, text in cells.items() if name in known}
    return _edit(found, by, now, line, cells=typed, left_out=False)


@transaction.atomic
def leave_out(*, by: Actor, now: datetime, ref: str, version: int, line: int, left_out: bool) -> ImportRow:
    """Leave a row out, or take it back in."""
    found = _locked(by, ref, version, ImportState.CHECKED)
    return _edit(found, by, now, line, left_out=left_out)


@transaction.atomic
def choose_record(*, by: Actor, now: datetime, ref: str, version: int, line: int, key: str) -> ImportRow:
    """Say which record a row means, of those that it could mean. Raises ImportRefusedError for another."""
    found = _locked(by, ref, version, ImportState.CHECKED)
    row = _row(found, line)
    if key not in [option.get("key") for option in row.details]:
        raise ImportRefusedError("Choose one of those it could mean.")
    return _edit(found, by, now, line, choice=key, left_out=False)


@transaction.atomic
def leave_out_problems(*, by: Actor, now: datetime, ref: str, version: int, leaves: bool) -> DataImport:
    """Leave every row out that has a problem still, or stop doing so."""
    found = _locked(by, ref, version, ImportState.CHECKED)
    found.leaves_out_problems = leaves
    found.version += 1
    found.save(update_fields=["leaves_out_problems", "version"])
    return found


@transaction.atomic
def tick(*, by: Actor, now: datetime, ref: str, version: int, is_ticked: bool) -> DataImport:
    """Say whether what the feed offers is wanted; every row is checked anew for it.

    Raises as ``fetch`` does, and ImportRefusedError where the feed offers nothing.
    """
    found = _locked(by, ref, version, ImportState.CHECKED)
    if feed_of(found.feed).tick is None:
        raise ImportRefusedError("There is nothing to choose here.")
    found.is_ticked = is_ticked
    return _begin(found, by, now, ImportState.CHECKING)


@transaction.atomic
def check_again(*, by: Actor, now: datetime, ref: str, version: int) -> DataImport:
    """Check every row against what is there now."""
    return _begin(_locked(by, ref, version, ImportState.CHECKED), by, now, ImportState.CHECKING)


@transaction.atomic
def bring_in(
    *, by: Actor, now: datetime, ref: str, version: int, reason: str = "", waiting: bool = False
) -> DataImport:
    """Do exactly what the preview says. Asked for twice, it is done once.

    Raises as ``fetch`` does, and ImportRefusedError while rows have problems that nobody said to leave out.
    """
    found = _locked(by, ref, version, ImportState.CHECKED)
    counts = counts_of(found)
    if counts.open and not found.leaves_out_problems:
        raise ImportRefusedError("Some lines have problems still. Put them right, or say to leave them out.")
    if not counts.add + counts.change:
        raise ImportRefusedError("There is nothing to bring in.")
    if counts.change and feed_of(found.feed).asks_why and not _clean(reason):
        raise ImportRefusedError("Say why what was recorded before changes.")
    found.reason = _clean(reason)[:1000]
    return _begin(found, by, now, ImportState.COMMITTING, waiting=waiting)


@transaction.atomic
def undo_import(*, by: Actor, now: datetime, ref: str, version: int) -> DataImport:
    """Put everything back as it stood before. What depends on it is said, and then nothing is undone."""
    found = _locked(by, ref, version, ImportState.COMMITTED)
    if found.cleared_at is not None:
        raise ImportRefusedError("It was brought in too long ago: what it changed is no longer kept.")
    return _begin(found, by, now, ImportState.UNDOING)


@transaction.atomic
def go_on(*, by: Actor, now: datetime, ref: str, version: int) -> DataImport:
    """Begin a step anew whose work fell silent."""
    found = _locked(by, ref, version, *AT_WORK)
    if not is_stuck(found):
        raise ImportRefusedError("It is being done. Look again in a moment.")
    return _begin(found, by, now, ImportState(found.state))


@transaction.atomic
def discard(*, by: Actor, now: datetime, ref: str, version: int) -> None:
    """Let an import go of which nothing came."""
    found = _locked(
        by, ref, version, ImportState.REFUSED, ImportState.SHEET, ImportState.COLUMNS, ImportState.CHECKED
    )
    file = found.file
    settle(beginning=told_as(found), now=now)
    found.delete()
    drop_content(file)


def told_as(found: DataImport) -> str:
    """What the keys of notices about an import begin with; each step adds its number."""
    return f"import {found.ref} "


def is_stuck(found: DataImport) -> bool:
    """Whether an import waits for work that has ended without a word to it."""
    work = Work.objects.filter(ref=found.work_ref).first() if found.work_ref else None
    return found.state in AT_WORK and work is not None and not work.is_open


def _locked(by: Actor, ref: str, version: int, *states: ImportState) -> DataImport:
    """The import, locked. Raises NotVisible, and ChangedMeanwhileError when it is not as its page had it."""
    rows = DataImport.objects.select_for_update(of=("self",))
    found = access.fetch(by, ref, queryset=rows)
    if found.version != version or found.state not in states:
        raise ChangedMeanwhileError
    return found


def _begin(
    found: DataImport, by: Actor, now: datetime, state: ImportState, *, waiting: bool = False
) -> DataImport:
    found.state, found.work_ref = state, ""
    found.attempt += 1
    found.version += 1
    found.problem, found.news = "", []
    found.save()
    settle(beginning=told_as(found), now=now)
    if state == ImportState.READING:
        small = found.size <= SMALL_FILE and not (found.file and waits_for_scan(found.file))
    else:
        small = _rows_of(found) <= SMALL_ROWS
    return _go_on(found, by, now, small=small or waiting)


def _rows_of(found: DataImport) -> int:
    return ImportRow.objects.filter(data_import=found).count()


def _go_on(found: DataImport, by: Actor, now: datetime, *, small: bool) -> DataImport:
    """Do the next step at once, or have the worker do it."""
    if not small:
        # here, because the job does its steps through this package
        from lapwing.platform.imports.jobs import import_step

        work = begin_work(
            kind="import",
            title=f"{feed_of(found.feed).title}: {_WORKS[ImportState(found.state)]}",
            by=by,
            partnership_id=found.partnership_id,
            task=import_step,
            now=now,
            import_id=found.pk,
            attempt=found.attempt,
            user_id=by.id,
        )
        found.work_ref = work.ref
        found.save(update_fields=["work_ref"])
        return found
    try:
        run_step(found.pk, found.attempt, by, clock=lambda: now)
    except TransientError as error:
        raise ImportRefusedError("It could not be checked for viruses. Send it again in a while.") from error
    except ImportRefusedError as error:
        give_up(found.pk, found.attempt, by, str(error))
    found.refresh_from_db()
    return found


def _edit(found: DataImport, by: Actor, now: datetime, line: int, **changes: object) -> ImportRow:
    """Write down what a person did to a row, and what the row would do then."""
    _row(found, line)
    ImportEdit.objects.update_or_create(
        data_import=found,
        line=line,
        defaults={"partnership_id": found.partnership_id, "made_by_id": by.id, "made_at": now, **changes},
    )
    found.version += 1
    found.save(update_fields=["version"])
    check_line(found, line, by, now)
    return _row(found, line)


def _row(found: DataImport, line: int) -> ImportRow:
    row = ImportRow.objects.filter(data_import=found, line=line, line__gt=found.titles_line).first()
    if row is None:
        raise NotVisible("No such line")
    return row


def _clean(text: str) -> str:
    return text.replace("\0", "").strip()
