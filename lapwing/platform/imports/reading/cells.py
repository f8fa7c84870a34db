"""A cell as it is passed on: its text, or what it shows and why that cannot be used."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any, TypedDict

LONGEST_CELL = 10_000
MOST_COLUMNS = 256
MOST_ROWS = 200_000

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BLANKS = re.compile(r"[\u00a0\u2007\u202f\ufeff]")


class WrongCell(TypedDict):
    """A cell that has no value: ``shown`` is what a person sees in it, ``wrong`` the sentence about it."""

    shown: str
    wrong: str


Cell = str | WrongCell
Row = tuple[int, list[Cell]]

# What Excel shows where a formula has no result, and other programs write out as it stands.
ERRORS = frozenset({"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})


def text_cell(text: str) -> Cell:
    """A cell of a text file, without blanks at its ends and without an Excel error taken for a word."""
    cleaned = _BLANKS.sub(" ", _CONTROL.sub(" ", text)).strip()
    # the apostrophe that Lapwing, and Excel itself, put before what looks like a formula
    if cleaned[:1] == "'" and cleaned[1:2] in {"=", "+", "-", "@"}:
        cleaned = cleaned[1:]
    if cleaned in ERRORS:
        return error_cell(cleaned)
    if len(cleaned) > LONGEST_CELL:
        return WrongCell(
            shown=f"{cleaned[:60]}…", wrong=f"The cell holds more than {LONGEST_CELL:,} letters. Shorten it."
        )
    if "\ufffd" in cleaned:
        return WrongCell(
            shown=cleaned[:200],
            wrong="A letter in this cell could not be read. Type it again, or save the file as CSV UTF-8.",
        )
    return cleaned


def error_cell(shown: str) -> WrongCell:
    return WrongCell(
        shown=shown,
        wrong=f"Excel shows {shown} here: a formula has no result. Put the value in the cell instead.",
    )


def value_cell(value: Any) -> Cell:
    """A cell of Excel or JSON as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, datetime):
        at_midnight = value.time() == time(0)
        return value.date().isoformat() if at_midnight else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, str):
        return text_cell(value)
    return WrongCell(
        shown=str(value)[:60], wrong="There is a list or a group of values here. Write one value."
    )


def number_text(value: float) -> Cell:
    """A number in the fewest figures that say it: 51.4, and 5 for 5.0."""
    if value != value or value in (float("inf"), float("-inf")):
        return WrongCell(shown=str(value), wrong="This is not a number that can be reckoned with.")
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


def without_tail(cells: list[Cell]) -> list[Cell]:
    """The cells up to the last that holds anything."""
    last = len(cells)
    while last and cells[last - 1] == "":
        last -= 1
    return cells[:last]
