"""What is done with an import in the background, or at once where it is small: each step once, and whole.

A step that is cut off leaves the import as it was before it: reading and checking begin anew, and bringing in
and undoing are one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from itertools import islice

from django.db import IntegrityError, transaction
from django.utils import timezone

from lapwing.platform.access.acting import acting, for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.imports.checking import (
    MOST_NEWS,
    Tell,
    check,
    decisions,
    open_work,
    understanding_of,
)
from lapwing.platform.imports.errors import ImportRefusedError, RowsMovedError
from lapwing.platform.imports.feeds import Decision, feed_of
from lapwing.platform.imports.files import content_of
from lapwing.platform.imports.models import DataImport, ImportRow, ImportState, RowState, SavedColumns
from lapwing.platform.imports.reading.apart import read_rows
from lapwing.platform.imports.reading.cells import Row
from lapwing.platform.imports.reading.refusals import RefusedFileError
from lapwing.platform.imports.staging import (
    add_rows,
    batches,
    counts_of,
    digest_of,
    keep_made,
    made_batches,
)
from lapwing.platform.imports.titles import LOOKED_THROUGH, find_titles, is_certain, propose

_NO_ROWS = "There are titles in the file, and no rows under them."
_MOVED = "Something else was saved while the rows were brought in. Nothing was brought in; look again."
_MOVED_BACK = "Something else was saved while it was undone. Nothing was put back; look again."


def run_step(import_id: int, attempt: int, actor: Actor, tell: Tell = lambda words, done, of: None) -> None:
    """Do what an import waits for. One that is not at that attempt, or waits for nothing, is left alone."""
    with _as(actor):
        found = DataImport.objects.filter(pk=import_id, attempt=attempt).first()
    step = _STEPS.get(found.state) if found else None
    if found is not None and step is not None:
        step(found, actor, tell)


def _as(actor: Actor) -> AbstractContextManager[Actor]:
    return acting(actor, purpose="import")


def _read(found: DataImport, actor: Actor, tell: Tell) -> None:
    """Put the rows of the file in, find the titles, and go on to check where nobody need be asked."""
    with _as(actor):
        ImportRow.objects.filter(data_import=found).delete()
        found.notes = []
    try:
        with _as(actor):
            data = content_of(found)
        is_read = _stage(found, data, actor, tell)
    except RefusedFileError as error:
        with _as(actor):
            ImportRow.objects.filter(data_import=found).delete()
            _save(found, state=ImportState.REFUSED, problem=str(error))
        return
    if not is_read:
        with _as(actor):
            _save(found, state=ImportState.SHEET, sheets=found.sheets, notes=found.notes)
        return
    with _as(actor):
        _name_columns(found)
    if found.state == ImportState.CHECKING:
        _check(found, actor, tell)


def _stage(found: DataImport, data: bytes, actor: Actor, tell: Tell) -> bool:
    """Put the rows in as they are read. False when a sheet must be chosen first."""
    feed, total, titles = feed_of(found.feed), 0, None
    for event in read_rows(data, found.kind, found.sheet):  # type: ignore[arg-type]
        if "note" in event:
            found.notes.append(event["note"])
        elif "sheets" in event:
            found.sheets = event["sheets"]
            return False
        elif "sheet" in event:
            found.sheet, found.from_1904 = event["sheet"], event["from_1904"]
        elif "titles" in event:
            found.titles, found.titles_line, titles = event["titles"], 0, event["titles"]
        elif "rows" in event:
            rows: list[Row] = [(line, cells) for line, cells in event["rows"]]
            if titles is None:
                head = find_titles(list(islice(rows, LOOKED_THROUGH)), feed)
                found.titles, found.titles_line, titles = list(head.titles), head.line, head.titles
                if head.line > rows[0][0]:
                    found.notes.append(f"The titles stand on line {head.line}; what is above was left out.")
            with _as(actor):
                add_rows(found, rows)
            total += len(rows)
            tell("Rows read", total, 0)
    if total <= (1 if found.titles_line else 0):
        raise RefusedFileError("no-rows", _NO_ROWS)
    return True


def _name_columns(found: DataImport) -> None:
    feed = feed_of(found.feed)
    said = SavedColumns.objects.filter(
        partnership_id=found.partnership_id, feed=found.feed, source=found.source
    ).first()
    saved = said.titles if said else {}
    columns = propose(feed, found.titles, saved)
    certain = is_certain(feed, found.titles, columns, (said.left_out or ()) if said else ())
    _save(
        found,
        state=ImportState.CHECKING if certain else ImportState.COLUMNS,
        sheet=found.sheet,
        from_1904=found.from_1904,
        titles=found.titles,
        titles_line=found.titles_line,
        notes=found.notes,
        columns=columns,
    )


def _check(found: DataImport, actor: Actor, tell: Tell) -> None:
    """Work out what every row would do."""
    check(found, actor, timezone.now(), transaction=lambda: _as(actor), tell=tell)
    with _as(actor):
        _save(found, state=ImportState.CHECKED, news=[], problem="")


def _commit(found: DataImport, actor: Actor, tell: Tell) -> None:
    """Bring in exactly what the preview says, in one transaction; else say what differs from it now."""
    now = timezone.now()
    with _as(actor):
        locked = _locked(found, ImportState.COMMITTING)
        if locked is None:
            return
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


def _undo(found: DataImport, actor: Actor, tell: Tell) -> None:
    """Put everything back as it stood, in one transaction; refused while anything depends on it."""
    now = timezone.now()
    with _as(actor):
        locked = _locked(found, ImportState.UNDOING)
        if locked is None:
            return
        if not actor.may(feed_of(locked.feed).permission, locked.partnership_id):
            raise ImportRefusedError("Whoever undoes an import must still hold the role for it.")
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


_STEPS: dict[str, Callable[[DataImport, Actor, Tell], None]] = {
    ImportState.READING: _read,
    ImportState.CHECKING: _check,
    ImportState.COMMITTING: _commit,
    ImportState.UNDOING: _undo,
}
