"""Texts longer than a cell of Excel holds: begun where they stand, and whole on a sheet of their own.

What Excel can hold is said at https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
("Excel specifications and limits"): 32,767 letters and 253 line breaks in a cell. It counts a letter outside
the first 65,536 as two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from lapwing.insight.packs.forms.sheet_shapes import Sheet, Title, Value, words_of
from lapwing.insight.packs.shapes import Figure
from lapwing.platform.writing.excel_parts import LONGEST_CELL, letters_of
from lapwing.platform.writing.legible import legible

NAME = "Long texts"
_TITLES: tuple[Title, ...] = (("Number", 10), ("Sheet", 30), ("Column", 24), ("Part", 12), ("Text", 120))
_GOES_ON = "… [The whole text is number {} on the sheet “{}”.]"
# Room for those words, whatever the number.
_ROOM = 100
_MOST_BREAKS = 253
# So many letters are seen whole in the tallest row that Excel has, and printed.
_PART, _BREAKS_OF_PART = 3_000, 20


def with_long_texts(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """The sheets, with what is too long for a cell ended by a word that leads to the sheet at their end."""
    numbers, found = count(1), list[tuple[Value, ...]]()
    kept = tuple(_shortened(sheet, numbers, found) for sheet in sheets)
    return (*kept, Sheet(NAME, _TITLES, tuple(found))) if found else kept


def parts_of(text: str, letters: int = _PART, breaks: int = _BREAKS_OF_PART) -> Iterator[str]:
    """The text in parts of so many letters and line breaks at most, which joined are the text again.

    A part ends with a line or a word where it can.
    """
    at = 0
    while at < len(text):
        end = at + _fitting(text[at : at + letters], letters, breaks)
        if end < len(text):
            end = _end_of_words(text, at, end)
        yield text[at:end]
        at = end


def _shortened(sheet: Sheet, numbers: Iterator[int], found: list[tuple[Value, ...]]) -> Sheet:
    if all(_fits(words_of(value)) for row in sheet.rows for value in row):
        return sheet
    rows: list[tuple[Value, ...]] = []
    for row in sheet.rows:
        cells = list(row)
        for at, value in enumerate(row):
            text = legible(words_of(value))
            if not _fits(text):
                number = next(numbers)
                found += _whole(number, sheet, at, text)
                begun = next(parts_of(text, LONGEST_CELL - _ROOM, _MOST_BREAKS - 1))
                cells[at] = begun.rstrip() + _GOES_ON.format(number, NAME)
        rows.append(tuple(cells))
    return replace(sheet, rows=tuple(rows))


def _whole(number: int, sheet: Sheet, at: int, text: str) -> Iterator[tuple[Value, ...]]:
    parts = list(parts_of(text))
    for each, part in enumerate(parts, start=1):
        place = f"{each} of {len(parts)}"
        yield Figure(float(number), str(number)), sheet.name, sheet.titles[at][0], place, part


def _fits(text: str) -> bool:
    # a text of a tenth is looked at no further: there are many thousands
    short = len(text) * 10 <= LONGEST_CELL
    return (short or letters_of(text) <= LONGEST_CELL) and text.count("\n") <= _MOST_BREAKS


def _fitting(text: str, letters: int, breaks: int) -> int:
    """How many signs at the beginning of a text are no more than so many letters and line breaks."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        begun = text[:middle]
        fits = letters_of(begun) <= letters and begun.count("\n") <= breaks
        low, high = (middle, high) if fits else (low, middle - 1)
    return low


def _end_of_words(text: str, at: int, end: int) -> int:
    """Where a part ends that may reach up to ``end``: behind a line or a blank in its second half."""
    for sign in ("\n", " "):
        found = text.rfind(sign, at + (end - at) // 2, end)
        if found >= 0:
            return found + 1
    return end
