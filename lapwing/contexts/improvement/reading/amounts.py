"""Amounts as people type them in plans: ``18 %``, ``+ 10%``, ``1.6-1.7``, ``3/15``, ``at least 80%``.

Only what is printed is read: whether ``+10%`` means points or per cent of something is a question for a
person and is not decided here. Two numbers with the second one up, as in 23/24, are a year, not a fraction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_PERCENT = r"(?:%|per\s?cent\b|percentage\s+points?\b)"
# A raised dot as a decimal point, as some printers set it.
_RAISED = re.compile(r"(?<=\d)·(?=\d)")
_DASHES = r"\-–—−"
_AMOUNT = re.compile(
    rf"""(?<![\w.,/])(?<!\d%)
    (?P<least>(?:(?:at\s+least|a?\s*minimum\s+of|no\s+fewer\s+than|no\s+less\s+than)\s+|(?:≥|>=)\s*))?
    (?P<sign>[+{_DASHES}]\s*)?
    (?:(?P<part>\d+)\s*/\s*(?P<whole>\d+)
      |(?(sign)(?!))(?<!from\s)(?P<low>{_NUMBER})(?:\s?(?P<lowpercent>{_PERCENT}))?
       (?:[-–—]|\s[-–—]\s|\s+to\s+)(?P<high>{_NUMBER})
      |(?P<number>{_NUMBER}))
    (?:\s*(?P<percent>{_PERCENT}))?
    (?P<more>\s+or\s+(?:more|above|over|higher|better)\b)?
    (?![\w/]|[.,]\d|-[^\W\d]|{_PERCENT})""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Amount:
    """One number, fraction or range, and where it stands in its text (``start`` to ``end``).

    ``percent`` is true for percentages; ``signed`` when a plus or minus is typed, so that the value is a
    change; ``minimum`` for *at least*; ``whole`` is the denominator of a fraction. A range has ``low`` and
    ``high`` and no ``value``.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    whole: float | None = None
    percent: bool = False
    signed: bool = False
    minimum: bool = False
    start: int = 0
    end: int = 0

    @property
    def is_range(self) -> bool:
        return self.low is not None

    @property
    def bare(self) -> bool:
        """A number that nothing marks as an amount: it may as well be a part of a name (*6 weeks*)."""
        return not (self.percent or self.signed or self.minimum or self.whole is not None)


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Every amount in a text, in order, with its place. Years such as 23/24 are left out.

    Percentages that run together (``75%80%``) are no amounts: where one ends is not for a reader to guess.
    """
    found: list[Amount] = []
    text = _RAISED.sub(".", text)
    for match in _AMOUNT.finditer(text):
        if amount := _amount(match, text):
            found.append(amount)
    return tuple(found)


def is_year_pair(first: str, second: str) -> bool:
    """Whether two numbers round a stroke name a year: 23/24, 99/00, 2023/24."""
    if len(first) not in {2, 4} or len(second) != 2:
        return False
    return (int(first[-2:]) + 1) % 100 == int(second)


def _amount(match: re.Match[str], text: str) -> Amount | None:
    read = _value(match, text)
    if read is None:
        return None
    unsigned_dash = match["sign"] and not read.signed
    start = max(match.start("number"), match.start("part")) if unsigned_dash else match.start()
    return replace(read, minimum=bool(match["least"] or match["more"]), start=start, end=match.end())


def _value(match: re.Match[str], text: str) -> Amount | None:
    """The amount without its place; None for a year."""
    part, whole, low = match["part"], match["whole"], match["low"]
    percent = bool(match["percent"] or match["lowpercent"])
    if part is not None:
        is_fraction = int(whole) > 0 and not is_year_pair(part, whole)
        return Amount(float(part), whole=float(whole)) if is_fraction else None
    if low is not None:
        bounds = sorted((_number(low), _number(match["high"])))
        return Amount(None, bounds[0], bounds[1], percent=percent)
    value, sign = _number(match["number"]), _sign(match, text)
    return Amount(-value if sign == "-" else value, percent=percent, signed=sign is not None)


def _sign(match: re.Match[str], text: str) -> str | None:
    """A plus is always a sign. A dash is one when it touches its number, or when nothing stands before it.

    ``Results - 44%`` puts a dash between a name and its value; ``Results -44%`` is a fall.
    """
    typed = match["sign"]
    if not typed:
        return None
    if typed[0] == "+":
        return "+"
    before = text[: match.start("sign")].rstrip(" \t")
    touches = typed == typed.rstrip()
    alone = not before or before.endswith("\n")
    return "-" if touches or alone else None


def _number(text: str) -> float:
    return float(text.replace(",", ""))
