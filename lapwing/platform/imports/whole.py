"""A file from beginning to end in one go, for the command line and for programs: the pages' own commands."""

from __future__ import annotations

from datetime import datetime

from lapwing.platform.access.actor import Actor
from lapwing.platform.imports import commands
from lapwing.platform.imports.errors import ImportRefusedError
from lapwing.platform.imports.feeds import Feed
from lapwing.platform.imports.models import DataImport, ImportState
from lapwing.platform.imports.titles import is_taken_of_two, what_is_missing


def read(
    *,
    by: Actor,
    now: datetime,
    feed: Feed,
    partnership_id: int,
    name: str,
    data: bytes,
    place: str,
    source: str,
    sheet: str = "",
) -> DataImport:
    """Send a file and check its rows while the caller waits, whatever its size.

    Raises ImportRefusedError with what is missing where a person would be asked.
    """
    found = commands.send_file(
        by=by,
        now=now,
        feed=feed,
        partnership_id=partnership_id,
        name=name,
        data=data,
        place=place,
        source=source,
        waiting=True,
    )
    if found.state == ImportState.SHEET:
        found = _with_sheet(found, sheet, by, now)
    if found.state == ImportState.COLUMNS:
        found = _with_columns(found, feed, by, now)
    if found.state != ImportState.CHECKED:
        raise ImportRefusedError(found.problem or "The file cannot be read.")
    return found


def _with_sheet(found: DataImport, sheet: str, by: Actor, now: datetime) -> DataImport:
    if not sheet:
        names = ", ".join(f"“{each}”" for each, _ in found.sheets)
        raise ImportRefusedError(f"The file has several sheets. Say which: {names}.")
    return commands.choose_sheet(
        by=by, now=now, ref=found.ref, version=found.version, sheet=sheet, waiting=True
    )


def _with_columns(found: DataImport, feed: Feed, by: Actor, now: datetime) -> DataImport:
    columns = dict(found.columns)
    if missing := what_is_missing(feed, columns):
        titles = ", ".join(f"“{title}”" for title in found.titles if title)
        raise ImportRefusedError(
            f"{' '.join(missing)} The file has {titles}. Name the columns on the page of a first file "
            "from this source; they are remembered."
        )
    if is_taken_of_two(found.titles, columns):
        raise ImportRefusedError(
            "Two columns of the file have one title that is needed. Give each a title of its own, or say "
            "which is meant on the page of the file."
        )
    return commands.choose_columns(
        by=by, now=now, ref=found.ref, version=found.version, columns=columns, waiting=True
    )


def bring_in(
    found: DataImport, *, by: Actor, now: datetime, reason: str = "", leave_out_problems: bool = False
) -> DataImport:
    """Bring the rows in while the caller waits. Raises ImportRefusedError."""
    if leave_out_problems:
        found = commands.leave_out_problems(by=by, now=now, ref=found.ref, version=found.version, leaves=True)
    done = commands.bring_in(
        by=by, now=now, ref=found.ref, version=found.version, reason=reason, waiting=True
    )
    if done.state != ImportState.COMMITTED:
        raise ImportRefusedError(" ".join([done.problem, *done.news]) or "Nothing was brought in.")
    return done
