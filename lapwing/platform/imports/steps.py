"""What is done with an import in the background, or at once where it is small: each step once, and whole.

A step that is cut off leaves the import as it was before it: reading and checking begin anew, and bringing in
and undoing are one transaction.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime

from django.db import IntegrityError, transaction

from lapwing.platform.access.acting import acting, for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.imports.checking import (
    MOST_NEWS,
    Reader,
    Tell,
    check,
    decisions,
    open_work,
    settle,
    understanding_of,
)
from lapwing.platform.imports.errors import ImportRefusedError, RowsMovedError
from lapwing.platform.imports.feeds import Decision, feed_of
from lapwing.platform.imports.files import content_of
from lapwing.platform.imports.models import DataImport, ImportRow, ImportState, RowState, SavedColumns
from lapwing.platform.imports.reading.apart import read_rows
from lapwing.platform.imports.reading.cells import Row
from lapwing.platform.imports.reading.refusals import FOREIGN, RefusedFileError, too_long
from lapwing.platform.imports.staging import (
    BATCH,
    add_rows,
    batches,
    counts_of,
    digest_of,
    keep_made,
    made_batches,
)
from lapwing.platform.imports.titles import (
    LOOKED_THROUGH,
    find_titles,
    is_certain,
    is_taken_of_two,
    propose,
)
from lapwing.platform.sandbox import Event

_NO_ROWS = "There are titles in the file, and no rows under them."
_MOVED = "Something else was saved while the rows were brought in. Nothing was brought in; look again."
_MOVED_BACK = "Something else was saved while it was undone. Nothing was put back; look again."


# Says the moment that it is.
Clock = Callable[[], datetime]

# What is found out while a file is read, and written down at the end of it.
_FOUND_IN_THE_FILE = (
    *("sheet", "sheets", "from_1904", "titles", "titles_line", "notes", "columns"),
    *("news", "problem"),
)


def run_step(
    import_id: int,
    attempt: int,
    actor: Actor,
    tell: Tell = lambda words, done, of: None,
    *,
    clock: Clock,
) -> None:
    """Do what an import waits for. One that is not at that attempt, or waits for nothing, is left alone.

    ``clock`` says the moment, and is asked within the transaction in which something is brought in or put
    back: nothing bears a moment of before that began (see ``access.one_state``).
    """
    with _as(actor):
        found = DataImport.objects.filter(pk=import_id, attempt=attempt).first()
    step = _STEPS.get(found.state) if found else None
    if found is not None and step is not None:
        with _without_collecting():
            step(found, actor, clock, tell)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let Python's collector of cycles rest. Rows make none, and looking for them took 4 of 10 seconds."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _as(actor: Actor) -> AbstractContextManager[Actor]:
    return acting(actor, purpose="import")


def _read(found: DataImport, actor: Actor, clock: Clock, tell: Tell) -> None:
    """Put the rows of the file in, find the titles, and check the rows where nobody need be asked."""
    with _as(actor):
        ImportRow.objects.filter(data_import=found).delete()
        found.notes = []
    try:
        with _as(actor):
            data = content_of(found)
        state = _stage(found, data, actor, clock, tell)
    except RefusedFileError as error:
        with _as(actor):
            ImportRow.objects.filter(data_import=found).delete()
            _save(found, state=ImportState.REFUSED, problem=str(error))
        return
    with _as(actor):
        if state == ImportState.CHECKED:
            settle(found)
        _save(found, state=state, **{name: getattr(found, name) for name in _FOUND_IN_THE_FILE})


def _stage(found: DataImport, data: bytes, actor: Actor, clock: Clock, tell: Tell) -> ImportState:
    """Put the rows in as they are read, judged at once where the columns are known; what comes next."""
    total, reader, columns_are_known = 0, None, False
    own = feed_of(found.feed).workbook
    reading = read_rows(data, "own-workbook", own.sheet) if own else read_rows(data, found.kind, found.sheet)  # type: ignore[arg-type]
    for event in _by_batches(reading):
        if "note" in event:
            found.notes.append(event["note"])
        elif "sheets" in event:
            found.sheets = event["sheets"]
            return ImportState.SHEET
        elif "sheet" in event:
            found.sheet, found.from_1904 = event["sheet"], event["from_1904"]
        elif "titles" in event:
            found.titles, found.titles_line = event["titles"], 0
        elif "rows" in event:
            rows: list[Row] = event["rows"]
            with _as(actor):
                if own:
                    _refuse_too_long(found, actor, total + len(rows))
                if not total:
                    columns_are_known = _name_columns(found, rows)
                    reader = Reader(found, actor, clock()) if columns_are_known else None
                add_rows(found, rows, reader.verdicts(rows) if reader else ())
            total += len(rows)
            tell("Rows read and checked" if reader else "Rows read", total, 0)
    if total <= (1 if found.titles_line else 0):
        raise RefusedFileError("no-rows", _NO_ROWS)
    return ImportState.CHECKED if columns_are_known else ImportState.COLUMNS


def _refuse_too_long(found: DataImport, actor: Actor, rows: int) -> None:
    """Before any row of it is kept. Raises RefusedFileError."""
    feed = feed_of(found.feed)
    assert feed.workbook is not None
    most = feed.workbook.most(actor, found.partnership_id, found.place)
    if rows > most:
        raise too_long(most, feed.nouns)


def _by_batches(events: Iterable[Event]) -> Iterator[Event]:
    """The same, with rows in batches as large as those in which they are judged later."""
    rows: list[Row] = []
    for event in events:
        if "rows" in event:
            rows += event["rows"]
            if len(rows) < BATCH:
                continue
            event = {"rows": rows}
            rows = []
        elif "end" in event and rows:
            yield {"rows": rows}
        yield event


def _name_columns(found: DataImport, rows: Sequence[Row]) -> bool:
    """Find the titles in the first rows, and which column is which; whether nobody need be asked."""
    feed = feed_of(found.feed)
    if feed.workbook is not None:
        return _know_columns(found, rows)
    if found.kind != "json":
        head = find_titles(rows[:LOOKED_THROUGH], feed)
        found.titles, found.titles_line = list(head.titles), head.line
        if head.line > rows[0][0]:
            found.notes.append(f"The titles stand on line {head.line}; what is above was left out.")
    said = SavedColumns.objects.filter(
        partnership_id=found.partnership_id, feed=found.feed, source=found.source
    ).first()
    saved = said.titles if said else {}
    found.columns = propose(feed, found.titles, saved, said.left_out if said else None)
    left_out = (said.left_out or ()) if said else ()
    return is_certain(feed, found.titles, found.columns, left_out)


def _know_columns(found: DataImport, rows: Sequence[Row]) -> bool:
    """The columns of a workbook that was made here. Raises RefusedFileError for one that was not."""
    feed = feed_of(found.feed)
    head = find_titles(rows[:LOOKED_THROUGH], feed)
    found.titles, found.titles_line = list(head.titles), head.line
    found.columns = propose(feed, found.titles, {})
    if any(at is None for at in found.columns.values()) or is_taken_of_two(found.titles, found.columns):
        raise RefusedFileError("foreign", FOREIGN)
    return True


def _check(found: DataImport, actor: Actor, clock: Clock, tell: Tell) -> None:
    """Work out what every row would do."""
    check(found, actor, clock(), transaction=lambda: _as(actor), tell=tell)
    with _as(actor):
        _save(found, state=ImportState.CHECKED, news=[], problem="")


def _commit(found: DataImport, actor: Actor, clock: Clock, tell: Tell) -> None:
    """Bring in exactly what the preview says, in one transaction; else say what differs from it now."""
    with _as(actor):
        locked = _locked(found, ImportState.COMMITTING)
        if locked is None:
            return
        now = clock()
        try:
            with transaction.atomic(), for_reason(locked.reason):
                _apply(locked, actor, now, tell)
        except (RowsMovedError, IntegrityError):
            news = check(locked, actor, now)
            _save(locked, state=ImportState.CHECKED, news=news, problem=_MOVED if not news else "")
            return
        _save(
            locked,
            state=ImportState.COMMITTED,
            news=[],
            problem="",
            committed_at=now,
            committed_by_id=actor.id,
        )


def _apply(found: DataImport, actor: Actor, now: datetime, tell: Tell) -> None:
    if not actor.may(feed_of(found.feed).permission, found.partnership_id):
        raise ImportRefusedError("Whoever brings rows in must still hold the role for it.")
    understanding, work = understanding_of(found), open_work(found, actor, now)
    done, of = 0, counts_of(found).ready
    for batch in batches(found, RowState.READY):
        decided: list[Decision] = []
        for staged, verdict in decisions(batch, understanding, work, locking=True):
            if not isinstance(verdict, Decision) or digest_of(verdict) != staged.digest:
                raise RowsMovedError
            if verdict.effect != "same":
                decided.append(verdict)
        if decided:
            keep_made(found, work.apply(decided))
        done += len(batch)
        tell("Rows brought in", done, of)


def _undo(found: DataImport, actor: Actor, clock: Clock, tell: Tell) -> None:
    """Put everything back as it stood, in one transaction; refused while anything depends on it."""
    with _as(actor):
        locked = _locked(found, ImportState.UNDOING)
        if locked is None:
            return
        if not actor.may(feed_of(locked.feed).permission, locked.partnership_id):
            raise ImportRefusedError("Whoever undoes an import must still hold the role for it.")
        now = clock()
        try:
            with transaction.atomic():
                in_the_way = _put_back(locked, actor, now, tell)
        except (RowsMovedError, IntegrityError):
            _save(locked, state=ImportState.COMMITTED, news=[], problem=_MOVED_BACK)
            return
        if in_the_way:
            _save(
                locked, state=ImportState.COMMITTED, news=in_the_way[:MOST_NEWS], problem=_depends(in_the_way)
            )
            return
        _save(locked, state=ImportState.UNDONE, news=[], problem="", undone_at=now, undone_by_id=actor.id)


def _put_back(found: DataImport, actor: Actor, now: datetime, tell: Tell) -> list[str]:
    """Put every row back; or else what depends on them, and nothing is put back. Raises RowsMovedError."""
    work, done = open_work(found, actor, now), 0
    in_the_way = [
        f"Line {each.line}: {each.words}" for batch in made_batches(found) for each in work.dependents(batch)
    ]
    for batch in made_batches(found) if not in_the_way else ():
        work.undo(batch)
        done += len(batch)
        tell("Rows put back", done, counts_of(found).ready)
    return in_the_way


def _depends(found: list[str]) -> str:
    """The refusal; how many of its reasons are not shown."""
    further = len(found) - MOST_NEWS
    more = f" {further:,} further lines are not shown." if further > 0 else ""
    return f"It cannot be undone: something depends on what it brought in.{more}"


def _locked(found: DataImport, state: ImportState) -> DataImport | None:
    """The import, locked until the transaction ends, unless its step was done or begun anew meanwhile."""
    rows = DataImport.objects.select_for_update().filter(pk=found.pk, attempt=found.attempt, state=state)
    return rows.first()


def _save(found: DataImport, **fields: object) -> None:
    """Write down where an import stands, if no other attempt has begun."""
    if DataImport.objects.filter(pk=found.pk, attempt=found.attempt).update(**fields):
        for name, value in fields.items():
            setattr(found, name, value)


def give_up(import_id: int, attempt: int, actor: Actor, sentence: str) -> None:
    """After an error nobody foresaw: nothing of the step remains, and the page says so."""
    back = {
        ImportState.READING: ImportState.REFUSED,
        ImportState.CHECKING: ImportState.COLUMNS,
        ImportState.COMMITTING: ImportState.CHECKED,
        ImportState.UNDOING: ImportState.COMMITTED,
    }
    with _as(actor), suppress(DataImport.DoesNotExist):
        found = DataImport.objects.get(pk=import_id, attempt=attempt)
        if found.state in back:
            _save(found, state=back[ImportState(found.state)], problem=sentence)


_STEPS: dict[str, Callable[[DataImport, Actor, Clock, Tell], None]] = {
    ImportState.READING: _read,
    ImportState.CHECKING: _check,
    ImportState.COMMITTING: _commit,
    ImportState.UNDOING: _undo,
}
