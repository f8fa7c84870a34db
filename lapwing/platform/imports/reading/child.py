"""The process apart that reads a file of rows: ``python -m … MEMORY SECONDS KIND``. On standard input: the
sheet that was chosen (a line of JSON, "" for none), then the file.

Says the rows as they are read, a thousand to a line of JSON, so that neither process holds them all.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterable
from itertools import islice
from typing import Any

from lapwing.platform.imports.reading.cells import MOST_ROWS, Row
from lapwing.platform.imports.reading.objects import object_rows
from lapwing.platform.imports.reading.refusals import FOREIGN, RefusedFileError
from lapwing.platform.imports.reading.separated import separated_rows
from lapwing.platform.sandbox import confine

_AT_ONCE = 1000
TOO_MANY = f"The file holds more than {MOST_ROWS:,} rows. Send it in parts."
_NO_ROWS = "There are no rows in the file. Is it the right one?"
_MACROS = (
    "There are macros in the workbook, which it had not when it was downloaded. Save it as an Excel workbook "
    "(.xlsx), without them, and send that."
)


def main(arguments: list[str]) -> None:
    """Read the file on standard input and say what is found."""
    memory, seconds, kind = arguments
    confine(int(memory), float(seconds))
    # rows make no cycles; looking for them as often as Python does took a tenth of the time
    gc.set_threshold(100_000)
    sheet = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    try:
        _READERS[kind](data, sheet)
    except RefusedFileError as error:
        say(refused=error.code, text=str(error))
    except MemoryError:
        say(refused="too-large", text="The file needs more memory than a file of rows may. Send it in parts.")


def say(**event: Any) -> None:
    """One thing found, as a line of JSON."""
    sys.stdout.write(json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def _separated(data: bytes, sheet: str) -> None:
    _say_rows(separated_rows(data))


def _objects(data: bytes, sheet: str) -> None:
    titles, rows = object_rows(data)
    say(titles=titles)
    _say_rows(rows)


def _workbook(data: bytes, sheet: str) -> None:
    # here, because what reads Excel is loaded only for Excel
    from lapwing.platform.imports.reading.workbook import Book

    book = Book(data)
    sheets = book.sheets()
    if book.hidden:
        sheet_or_sheets = "1 sheet is" if book.hidden == 1 else f"{book.hidden} sheets are"
        say(note=f"{sheet_or_sheets} hidden in the file, and left out. Unhide what belongs to the rows.")
    if not sheets:
        raise RefusedFileError("no-rows", _NO_ROWS)
    names = [each.name for each in sheets]
    chosen = names[0] if len(names) == 1 else sheet
    if chosen not in names:
        say(sheets=[[each.name, each.rows] for each in sheets])
        return
    say(sheet=chosen, from_1904=book.counts_from_1904)
    _say_rows(book.rows(chosen))


def _say_rows(rows: Iterable[Row]) -> None:
    reading, total = iter(rows), 0
    while batch := list(islice(reading, _AT_ONCE)):
        total += len(batch)
        if total > MOST_ROWS + 1:  # the titles are a row too
            raise RefusedFileError("too-long", TOO_MANY)
        say(rows=batch)
    if not total:
        raise RefusedFileError("no-rows", _NO_ROWS)
    say(end=total)


def _own_workbook(data: bytes, sheet: str) -> None:
    """A workbook that was made here and filled in: its own sheet alone, and cells as they were typed."""
    from lapwing.platform.imports.reading.workbook import Book

    book = Book(data)
    if book.holds_macros:
        raise RefusedFileError("macros", _MACROS)
    if sheet not in [each.name for each in book.sheets()]:
        raise RefusedFileError("foreign", FOREIGN)
    say(sheet=sheet, from_1904=book.counts_from_1904)
    _say_rows(book.rows(sheet, takes_formulas=False))


_READERS = {"csv": _separated, "json": _objects, "excel": _workbook, "own-workbook": _own_workbook}


if __name__ == "__main__":
    main(sys.argv[1:])
