"""Values as Excel shows them: by the format of their cell, with days and months that cannot be mistaken.

A date shown as ``03/04/2026`` is told as ``3 April 2026``: which of them is the month depends on the reader's
country, and the file knows. Where the format shows less than a date (``mmm-yy``, ``yyyy``), no more is told.
"""

from __future__ import annotations

import datetime
import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.', re.S)
_BRACKETS = re.compile(r"\[(?:\$([^\]-]*)[^\]]*|([^\]]*))\]")
_DIGITS = re.compile(r"[#0?][#0?,.]*(?:[eE][+-]?[0#?]+)?%?")
_DATE_PARTS = re.compile(r"y+|m+|d+|h+|s+|am/pm|a/p", re.I)
_MOST_DIGITS = 11
# Room for the largest number that a file can hold, to its last figure.
_EXACT = Context(prec=400)

Value = str | bool | int | float | datetime.datetime | datetime.date | datetime.time | datetime.timedelta


def shown(value: Value, number_format: str) -> str:
    """A value as a person sees it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime.timedelta):
        return _duration(value)
    if isinstance(value, datetime.time):
        return _clock(value, number_format)
    if isinstance(value, datetime.date):
        return _date(value, number_format)
    return _number(value, number_format) if math.isfinite(value) else ""


def _date(value: datetime.date, number_format: str) -> str:
    parts = _parts_of_date(number_format)
    years = next((part for part in parts if part[0] == "y"), "")
    months = next((part for part in parts if part[0] == "m"), "")
    days = next((part for part in parts if part in {"d", "dd"}), "")
    clock = _clock_of(value, parts)
    name = value.strftime("%B")
    if not months and not days and years:
        return f"{value.year}"
    if months and not days:
        return _month(value, months, years, number_format)
    if months and days and not years:
        return f"{value.day} {name}"
    if not months and not years and clock:
        return clock
    return f"{value.day} {name} {value.year} {clock}".strip()


def _month(value: datetime.date, months: str, years: str, number_format: str) -> str:
    """A month without its day, as short or long as the format has it; a month in figures is named."""
    name = value.strftime("%b") if len(months) == 3 else value.strftime("%B")
    if not years:
        return name
    between = "-" if "-" in _BRACKETS.sub("", number_format) else " "
    if len(months) < 3:
        return f"{name} {value.year}"
    return f"{name}{between}{value.year if len(years) > 2 else f'{value.year % 100:02}'}"


def _clock_of(value: datetime.date, parts: tuple[str, ...]) -> str:
    if not isinstance(value, datetime.datetime) or not any(part[0] in "hs" for part in parts):
        return ""
    dated = any(part[0] in "yd" for part in parts)
    return "" if dated and value.time() == datetime.time() else value.strftime("%H:%M")


def _clock(value: datetime.time, number_format: str) -> str:
    return value.strftime("%H:%M:%S" if value.second and "s" in number_format.lower() else "%H:%M")


def _duration(value: datetime.timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


@lru_cache(maxsize=512)
def _parts_of_date(number_format: str) -> tuple[str, ...]:
    """The parts of a date that a format shows, in small letters; m beside hours or seconds is minutes."""
    plain = _BRACKETS.sub("", _QUOTED.sub("", number_format.split(";")[0]))
    parts = [part.lower() for part in _DATE_PARTS.findall(plain)]
    kept: list[str] = []
    for at, part in enumerate(parts):
        after = parts[at + 1] if at + 1 < len(parts) else ""
        minutes = part in {"m", "mm"} and ((kept and kept[-1][0] == "h") or after[:1] == "s")
        kept.append("s" if minutes else part)
    return tuple(kept)


def _number(value: float, number_format: str) -> str:
    section, value = _section(number_format, value)
    if section.strip().lower() in {"general", "@"}:
        return _general(value)
    digits = _DIGITS.search(section)
    if digits is None:
        return _general(value) if "general" in section.lower() or not section.strip() else _said(section)
    if "/" in section or "e" in digits.group().lower():
        return _general(value)
    before, after = section[: digits.start()], section[digits.end() :]
    percent = "%" in digits.group() or "%" in after
    sign = "-" if value < 0 else ""
    figures = _figures(Decimal(repr(abs(value))) * (100 if percent else 1), digits.group().rstrip("%"))
    if not figures.strip("0.,") and sign:
        sign = ""
    percent_sign = "%" if digits.group().endswith("%") else ""
    return _said(f"{sign}{before}{figures}{percent_sign}{after}")


def _section(number_format: str, value: float) -> tuple[str, float]:
    """The part of a format that is for a value, its literal words unquoted, and the value it then shows.

    A negative value loses its sign to a part of its own.
    """
    sections = _split(number_format)
    if value < 0 and len(sections) > 1 and sections[1].strip():
        return sections[1], -value
    if value == 0 and len(sections) > 2 and sections[2].strip():
        return sections[2], value
    return sections[0], value


@lru_cache(maxsize=512)
def _split(number_format: str) -> tuple[str, ...]:
    """The parts of a format for positive, negative and no numbers. Literal words are shielded from digits."""
    text = _BRACKETS.sub(lambda found: _shielded(found.group(1) or ""), number_format)
    text = _QUOTED.sub(lambda found: _shielded(found.group(1) or found.group(2) or ""), text)
    return tuple(text.split(";"))


def _shielded(words: str) -> str:
    """Literal words with every character set off by 0x100000, where no format reads it as a code."""
    return "".join(chr(0x100000 + ord(character)) for character in words if ord(character) < 0xFFFF)


def _said(text: str) -> str:
    plain = "".join(chr(ord(sign) - 0x100000) if ord(sign) >= 0x100000 else sign for sign in text)
    return re.sub(r"\s+", " ", plain.replace("?", "")).strip()


def _figures(value: Decimal, digits: str) -> str:
    """The figures of a number not below zero, by a pattern as ``#,##0.00``; each last comma is thousands.

    Halves are rounded up, as Excel does.
    """
    pattern = digits.rstrip(",")
    whole, _, fraction = pattern.partition(".")
    places, least = len(fraction), sum(sign == "0" for sign in fraction)
    scaled = value.scaleb(-3 * (len(digits) - len(pattern)))
    rounded = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, context=_EXACT)
    head, _, tail = (f"{rounded:,f}" if "," in whole else f"{rounded:f}").partition(".")
    while len(tail) > least and tail.endswith("0"):
        tail = tail[:-1]
    head = head.rjust(sum(sign == "0" for sign in whole), "0")
    return f"{head}.{tail}" if tail else head


def _general(value: float) -> str:
    if isinstance(value, int) or value == int(value):
        return str(int(value))
    return f"{value:.{_MOST_DIGITS - 1}f}".rstrip("0").rstrip(".") if abs(value) < 1 else f"{value:.11g}"
