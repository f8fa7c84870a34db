"""Entries whose figures are plain numbers and percentages, and how their words say that they are meant."""

from __future__ import annotations

import re
from dataclasses import replace

from lapwing.contexts.improvement.interchange import Comparator
from lapwing.contexts.improvement.reading.amounts import Amount, find_amounts
from lapwing.contexts.improvement.reading.measure_grids.benchmarks import OTHER_PLACE, name_of
from lapwing.contexts.improvement.reading.measure_grids.bounds import (
    CHANGE_OF,
    FALLS,
    KEEP,
    bound_of,
    is_change,
    unsure,
)
from lapwing.contexts.improvement.reading.measure_grids.labels import label_of, unit_after
from lapwing.contexts.improvement.reading.measure_grids.values import Form, Value

_ARROW = re.compile(
    r"^\s*(?:→|➔|➞|⇒|->|=>|—>|–>|\bto\b|\bup to\b|\bdown to\b|(?:ris|increas|fall|reduc|improv"
    r"|mov)ing to)\s*$",
    re.I,
)
_FROM = re.compile(r"\b(?:from|of)\s*$", re.I)
_MOVES = re.compile(
    r"\b(?:increas|rais|ris|improv|grow|reduc|decreas|lower|fall|drop|mov|cut|low|short|go)\w*\b[^.;]*$", re.I
)
_TO_OR_BY = re.compile(
    r"(?:^|\b)(?:increas(?:e|ed|ing)|rais(?:e|ed|ing)|improv(?:e|ed|ing)|reduc(?:e|ed|ing)|decreas(?:e|ed"
    r"|ing)"
    r"|lower(?:ed|ing)?|up|down|[↑↓⬆⬇])\W*$|^\W*(?:improvement|reduction)\W*$",
    re.I,
)
_POINTS = re.compile(r"^\s*(?:%\s*points?|ppts?\b|pps?\b|p\.p\.|percentage[\s-]points?)", re.I)
_TO = re.compile(r"\b(?:to|at|of|reach|reaching|achieve|achieving|is|was)\s*$", re.I)
# *5% per year*: a level each year, or a step each year
_EACH_TIME = re.compile(
    r"^\s*(?:per|each|every)\s+(?:year|annum|quarter|term|month)\b|^\s*(?:year[\s-]on[\s-]year|annually"
    r"|yearly)\b",
    re.I,
)
_NAMED_BY_NUMBER = re.compile(
    r"\b(?:years?|key stage|ks|section|stage|level|band|tier|phase|ages?|aged|grade|part)\s*$", re.I
)


def plain_figures(text: str) -> Value | None:
    """A text whose figures are plain numbers, percentages, ranges or changes."""
    read = _of_amounts(text)
    return replace(read, label=label_of(text, OTHER_PLACE)) if read else None


def _of_amounts(text: str) -> Value | None:
    every = find_amounts(text)
    outside = [a for a in every if not _in_brackets(text, a)]
    chosen = [a for a in outside if not a.bare] or outside or every
    if not every or _digits_left(text, every):
        return unsure(text, "a figure that cannot be read")
    if len(chosen) == 2 and (moved := _from_to(text, *chosen)):
        return moved
    if len(chosen) == 1:
        return _figure(text, chosen[0], [a for a in every if a is not chosen[0]])
    return _changed_to(text, list(chosen)) or unsure(text)


def _changed_to(text: str, chosen: list[Amount]) -> Value | None:
    """``an increase of 10% to 60%``, ``60% (a rise of 10%)``: the figure without the change counts."""
    plain = [a for a in chosen if not a.signed and not is_change(text, a)]
    if len(plain) == 1 and len(chosen) == 2:
        return _figure(text, plain[0], [])
    return None


def _from_to(text: str, first: Amount, second: Amount) -> Value | None:
    """``from 49% to 60%``, ``49% → 60%``."""
    between = text[first.end : second.start]
    joined = _ARROW.match(between)
    if joined is None or first.value is None or second.value is None or first.signed or second.signed:
        return None
    arrow = not re.match(r"\s*to\b", between, re.IGNORECASE)
    if not arrow and not _FROM.search(text[: first.start]) and not _MOVES.search(text[: first.start]):
        return None
    if first.percent and not second.percent:
        return unsure(text, "a percentage and a number")
    unit = "%" if second.percent else unit_after(text[second.end :])
    return Value(
        written=text, form=Form.NUMBER, value=second.value, start=first.value, start_unit=unit, unit=unit
    )


def _figure(text: str, amount: Amount, beside: list[Amount]) -> Value:
    before, after = text[: amount.start], text[amount.end :]
    if any(not a.bare for a in beside if not _in_brackets(text, a)):
        return unsure(text)
    if amount.bare and beside and not all(_in_brackets(text, a) or _names(text, a) for a in beside):
        return unsure(text)
    points = bool(_POINTS.match(after) or "point" in text[amount.start : amount.end].casefold())
    unit = "%" if amount.percent or points else unit_after(after)
    if amount.percent and (population := unit_after(after, of=True)):
        unit = f"% {population}"
    if amount.whole is not None:
        unit = f"count of {amount.whole:g}"
    if amount.is_range and CHANGE_OF.search(before):
        return unsure(text, "to or by")
    if amount.is_range:
        return _ranged(text, amount, before, unit)
    value = amount.value or 0.0
    shown = Value(written=text, form=Form.NUMBER, value=value, unit=unit, part=None)
    if benchmark := _benchmark(text, amount, shown):
        return benchmark
    if points or is_change(text, amount):
        falls = bool(FALLS.search(text)) and value > 0 and not amount.signed
        return replace(shown, form=Form.CHANGE, value=-value if falls else value, points=points)
    if KEEP.search(before):
        return replace(shown, form=Form.KEEP)
    tail = after.split(unit, 1)[-1] if unit and unit in after.casefold() else after
    bound, strict = bound_of(before, tail) if not amount.minimum else ("minimum", False)
    if bound is None and amount.percent and _EACH_TIME.match(after):
        return replace(shown, form=Form.UNSURE, why="to or by")
    if bound is None and _TO_OR_BY.search(before):
        return replace(shown, form=Form.UNSURE, value=value, why="to or by")
    return replace(shown, bound=bound, strict=strict)


def _ranged(text: str, amount: Amount, before: str, unit: str | None) -> Value:
    """A range; after a word of movement (*increase 49% to 60%*) it is a way from one figure to the other."""
    printed = [
        a for piece in re.split(r"-|–|—|\bto\b", text[amount.start : amount.end]) for a in find_amounts(piece)
    ]
    if len(printed) == 2 and _MOVES.search(before) and not _TO.search(before):
        return Value(
            written=text, form=Form.NUMBER, value=printed[1].value, start=printed[0].value, unit=unit
        )
    start = (
        printed[0].value
        if len(printed) == 2 and re.search(r"\bto\b", text[amount.start : amount.end])
        else None
    )
    return Value(written=text, form=Form.RANGE, low=amount.low, high=amount.high, unit=unit, start=start)


def _benchmark(text: str, amount: Amount, shown: Value) -> Value | None:
    """*in line with national (50.3%)*, *above the England average of 60%*: the figure is the benchmark's."""
    place = OTHER_PLACE.search(text)
    if place is None or (place.start() > amount.end and not _in_brackets(text, amount)):
        return None
    bound, strict = bound_of(re.sub(r"\b(?:the|our)\s*$", "", text[: place.start()]), "")
    name = name_of(text[place.start() : amount.start] if place.start() < amount.start else place[0])
    other = Comparator(name=name or place[0], as_written=text.strip(), value=amount.value)
    return replace(shown, form=Form.BENCHMARK, bound=bound, strict=strict, others=(other,))


def _names(text: str, amount: Amount) -> bool:
    """Whether a bare number is a part of a name before it: *Year 9*, *Section 17*, *Key Stage 2*."""
    return bool(_NAMED_BY_NUMBER.search(text[: amount.start]))


def _in_brackets(text: str, amount: Amount) -> bool:
    before = text[: amount.start]
    return before.count("(") + before.count("[") > before.count(")") + before.count("]")


def _digits_left(text: str, every: tuple[Amount, ...]) -> bool:
    """Whether a figure is left in the text that is no part of a word (``KS2``) or of ages (``16-17``)."""
    for amount in every:
        text = text[: amount.start] + " " * (amount.end - amount.start) + text[amount.end :]
    left = re.findall(r"\S*\d\S*", re.sub(r"\b\d{1,2}\s?[-–]\s?\d{1,2}\b", " ", text))
    return any(not re.search(r"[A-Za-z]", word) or "%" in word for word in left)
