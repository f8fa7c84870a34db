"""From the text of a cell to a value: numbers, dates in the usual British spellings, months, choices.

Whatever is not understood for certain is a problem in words: nothing is guessed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from math import isfinite

# A spreadsheet counts days from here (its 29 February 1900 never was), or from 1904 on old Macintoshes.
_DAY_NOUGHT = date(1899, 12, 30)
_OF_1904 = (date(1904, 1, 1) - _DAY_NOUGHT).days
_SERIALS = range(7_000, 80_000)  # 1919 to 2119
_YEARS = range(1900, 2200)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
# The figures of other scripts are not read: nobody here could check them.
_PLAIN = re.ASCII
_TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", _PLAIN)
_BRITISH = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){_TIME}", _PLAIN)
_NAMED = re.compile(
    rf"(?:[a-z]+,? )?(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[- /]*([a-z]+)\.?[- /,]*(\d{{4}}|\d{{2}}){_TIME}",
    _PLAIN | re.I,
)
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", _PLAIN | re.I)
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:[, ]\d{3})+)(?:\.\d*)?(?:e[+-]?\d+)?|[+-]?\.\d+", _PLAIN | re.I)
_MONTH_ISO = re.compile(r"(\d{4})-(\d{1,2})", _PLAIN)
_MONTH_NAMED = re.compile(r"([a-z]+)\.?[- /]*(\d{4}|\d{2})", _PLAIN | re.I)
_MONTH_FIGURES = re.compile(r"(\d{1,2})/(\d{4})", _PLAIN)
_POUNDS = re.compile(r"^(-?)\s*£\s*")
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})


class NotUnderstoodError(ValueError):
    """A cell that is not of its column's type; the message says so and what would be right."""


def number(text: str) -> float:
    """A number: 1,204.5 and 51.4% and £1,200 are understood; 51,4 is not, since it could be two things."""
    plain = _POUNDS.sub(r"\1", text.translate(_MINUS).strip()).removesuffix("%").strip()
    if not _NUMBER.fullmatch(plain):
        raise NotUnderstoodError(f"“{_short(text)}” is not a number. Write it in figures, as 51.4 or 1,204.")
    found = float(plain.replace(",", "").replace(" ", ""))
    if not isfinite(found):
        raise NotUnderstoodError(f"“{_short(text)}” is larger than can be reckoned with.")
    return found


def whole(text: str) -> int:
    """A whole number."""
    found = number(text)
    if found != int(found):
        raise NotUnderstoodError(f"“{_short(text)}” is not a whole number. Write it as 37.")
    return int(found)


def day(text: str, *, from_1904: bool = False) -> date:
    """A date: 30/04/2026, 30.4.26, 30 April 2026, 30-Apr-26, 2026-04-30, or the number Excel keeps for it."""
    found = _written_day(text) or _serial_day(text, from_1904)
    if found is None:
        raise NotUnderstoodError(f"“{_short(text)}” is not a date. Write it as 30/04/2026 or 2026-04-30.")
    return found


def month(text: str) -> tuple[date, date]:
    """The first and last day of a month: April 2026, Apr-26, 2026-04 or 04/2026."""
    for pattern, order in ((_MONTH_ISO, (1, 2)), (_MONTH_NAMED, (2, 1)), (_MONTH_FIGURES, (2, 1))):
        if match := pattern.fullmatch(text.strip()):
            written = match[order[1]].lower()
            figure = int(written) if written.isdigit() else _MONTHS.get(written, 0)
            year = _year(match[order[0]])
            if 1 <= figure <= 12 and year in _YEARS:
                first = date(year, figure, 1)
                return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    raise NotUnderstoodError(f"“{_short(text)}” is not a month. Write it as April 2026 or 2026-04.")


def yes_or_no(text: str) -> bool:
    """Yes or no, also as Y, N, true, false, 1 and 0."""
    low = text.casefold()
    if low in {"yes", "y", "true", "1"}:
        return True
    if low in {"no", "n", "false", "0"}:
        return False
    raise NotUnderstoodError(f"“{_short(text)}” is neither yes nor no. Write Yes or No.")


def one_of(text: str, choices: tuple[str, ...]) -> str:
    """One of the words that the column may hold, whatever the capitals."""
    for choice in choices:
        if choice.casefold() == text.casefold():
            return choice
    apart = "; " if any("," in choice for choice in choices) else ", "
    raise NotUnderstoodError(f"“{_short(text)}” is not one of {apart.join(choices)}.")


def _written_day(text: str) -> date | None:
    plain = text.strip()
    if match := _ISO.fullmatch(plain):
        return _date(match[1], match[2], match[3], text)
    if match := _BRITISH.fullmatch(plain):
        if int(match[2]) > 12 >= int(match[1]):
            raise NotUnderstoodError(
                f"“{_short(text)}” has no month {match[2]}. Write the day first: "
                f"{match[2]}/{match[1]}/{match[3]}."
            )
        return _date(match[3], match[2], match[1], text)
    if (match := _NAMED.fullmatch(plain)) and match[2].lower() in _MONTHS:
        return _date(match[3], str(_MONTHS[match[2].lower()]), match[1], text)
    if (match := _MONTH_FIRST.fullmatch(plain)) and match[1].lower() in _MONTHS:
        return _date(match[3], str(_MONTHS[match[1].lower()]), match[2], text)
    return None


def _serial_day(text: str, from_1904: bool) -> date | None:
    whole_part = text.strip().partition(".")[0]
    if not (whole_part.isascii() and whole_part.isdigit()) or int(whole_part) not in _SERIALS:
        return None
    return _DAY_NOUGHT + timedelta(days=int(whole_part) + (_OF_1904 if from_1904 else 0))


def _date(year: str, month_of: str, day_of: str, text: str) -> date:
    try:
        if _year(year) not in _YEARS:
            raise ValueError(year)
        return date(_year(year), int(month_of), int(day_of))
    except ValueError as error:
        raise NotUnderstoodError(f"“{_short(text)}” is not a date: there is no such day.") from error


def _year(written: str) -> int:
    """Two figures stand for the century that a spreadsheet takes them for: 29 is 2029, 30 is 1930."""
    figure = int(written)
    if len(written) == 4:
        return figure
    return 2000 + figure if figure < 30 else 1900 + figure


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
