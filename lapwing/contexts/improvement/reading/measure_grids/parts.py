"""Figures that take more than a number: parts of a whole, rates, money, *between … and …*."""

from __future__ import annotations

import re
from dataclasses import replace

from lapwing.contexts.improvement.reading.amounts import find_amounts, is_year_pair
from lapwing.contexts.improvement.reading.measure_grids.benchmarks import OTHER_PLACE
from lapwing.contexts.improvement.reading.measure_grids.bounds import (
    BY,
    CHANGE_OF,
    FALLS,
    NAMED_CHANGE,
    bound_of,
    unsure,
)
from lapwing.contexts.improvement.reading.measure_grids.labels import label_of, unit_after
from lapwing.contexts.improvement.reading.measure_grids.values import Form, Value

_NUM = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_FRACTION = re.compile(
    rf"(?<![\w.,/])(?P<part>{_NUM})\s*(?:/|\bof\b(?:\s+the)?"
    rf"|\bout\s+of\b(?:\s+the)?)\s*(?P<whole>{_NUM})(?![\w/%]|[.,]\d|\s?%)",
    re.I,
)
_ONE_IN = re.compile(
    r"(?<![\w.,/])(?P<part>\d{1,2})\s+in\s+(?:every\s+)?(?P<whole>\d{1,3})(?![\w/%.]|[.,]\d)", re.I
)
_BETWEEN = re.compile(
    rf"\bbetween\s+(?P<low>{_NUM})\s*(?P<lp>%)?\s+and\s+(?P<high>{_NUM})\s*(?P<p>%|per\s?cent\b)?", re.I
)
_MONEY = re.compile(rf"£\s?(?P<number>{_NUM})\s?(?P<times>millions?\b|thousands?\b|bn\b|m\b|k\b)?", re.I)
_TIMES = {"m": 1e6, "k": 1e3, "b": 1e9, "t": 1e3}
_RATE = re.compile(
    rf"(?<![\w.,/])(?P<number>{_NUM})\s*(?P<unit>per\s+(?:1,?000|10,?000|100,?000|100)\b(?:\s+[a-z]+)?)", re.I
)


def named_round(text: str, match: re.Match[str]) -> str:
    """The label of an entry whose figure takes more words than a number."""
    return label_of(f"{text[: match.start()]} 1% {text[match.end() :]}", OTHER_PLACE)


def rate(text: str) -> Value | None:
    """``3.2 per 1,000``."""
    match = _RATE.search(text)
    if match is None or re.search(r"\d", text[: match.start()] + text[match.end() :]):
        return None
    bound, strict = bound_of(text[: match.start()], "")
    return Value(
        written=text,
        form=Form.NUMBER,
        label=named_round(text, match),
        value=_number(match["number"]),
        unit=" ".join(match["unit"].split()),
        bound=bound,
        strict=strict,
    )


def fraction(text: str) -> Value | None:
    """``37 of 72 (51%)``, ``3/15``: a part of a whole, and the share where it is printed as well."""
    match = _FRACTION.search(text)
    if match is None or ("/" in match[0] and is_year_pair(match["part"], match["whole"])):
        return None
    part, whole = _number(match["part"]), _number(match["whole"])
    rest = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    left = find_amounts(rest)
    shares = [a for a in left if a.percent and a.value is not None and not a.signed]
    if whole <= 0 or part > whole or len(shares) > 1 or [a for a in left if not a.percent]:
        return Value(written=text, form=Form.UNSURE, why="a part that does not fit its whole")
    shown = Value(
        written=text,
        form=Form.NUMBER,
        label=named_round(re.sub(r"[(\[]?\s*\d[\d.]*\s*%\s*[)\]]?", " ", rest), match),
        part=part,
        whole=whole,
        bound=bound_of(text[: match.start()], "")[0],
    )
    if not shares:
        return replace(shown, value=part, unit=f"count of {whole:g}")
    share = shares[0].value or 0.0
    if abs(share - 100 * part / whole) > 1:
        return Value(
            written=text, form=Form.UNSURE, part=part, whole=whole, why="a share that is not part over whole"
        )
    return replace(shown, value=share, unit="%")


def one_in(text: str) -> Value | None:
    match = _ONE_IN.search(text)
    if match is None or len(find_amounts(text)) != 2:
        return None
    part, whole = float(match["part"]), float(match["whole"])
    if not 0 < part <= whole:
        return None
    share = round(100 * part / whole, 6)
    return Value(written=text, form=Form.NUMBER, label=named_round(text, match), value=share, unit="%")


def between(text: str) -> Value | None:
    match = _BETWEEN.search(text)
    if match is None:
        return None
    low, high = sorted((_number(match["low"]), _number(match["high"])))
    rest = text[: match.start()] + text[match.end() :]
    if find_amounts(rest):
        return unsure(text)
    unit = "%" if match["p"] or match["lp"] else unit_after(text[match.end() :])
    return Value(written=text, form=Form.RANGE, label=named_round(text, match), low=low, high=high, unit=unit)


def money(text: str) -> Value | None:
    matches = list(_MONEY.finditer(text))
    if not matches:
        return None
    match = matches[0]
    rest = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    if len(matches) > 1 or re.search(r"\d", rest):
        return unsure(text)
    factor = _TIMES[match["times"][0].casefold()] if match["times"] else 1
    before = text[: match.start()]
    if BY.search(before) or CHANGE_OF.search(before) or NAMED_CHANGE.match(text[match.end() :]):
        sign = -1 if FALLS.search(text) else 1
        return Value(
            written=text, form=Form.CHANGE, value=sign * round(_number(match["number"]) * factor, 6), unit="£"
        )
    bound, strict = bound_of(before, text[match.end() :])
    value = round(_number(match["number"]) * factor, 6)
    return Value(written=text, form=Form.NUMBER, value=value, unit="£", bound=bound, strict=strict)


def _number(text: str) -> float:
    return float(text.replace(",", ""))
