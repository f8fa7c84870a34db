"""The entries of a cell: one figure, or several with their names or dates, on lines of their own or in it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from lapwing.contexts.improvement.reading.amounts import Amount, find_amounts
from lapwing.contexts.improvement.reading.marks import is_marked, without_mark
from lapwing.contexts.improvement.reading.measure_grids.benchmarks import OTHER_PLACE
from lapwing.contexts.improvement.reading.measure_grids.entries import read_entry
from lapwing.contexts.improvement.reading.measure_grids.labels import names_something
from lapwing.contexts.improvement.reading.measure_grids.times import times_in, without_times
from lapwing.contexts.improvement.reading.measure_grids.values import Form, Value, fixed_words

_GOES_ON = re.compile(r"^(?:→|➔|->|=>|[(%]|(?:to|of|by|from|compared|against|vs|up|down|in|at|per|or|and)\b)")
_BASELINE = re.compile(
    r"^\W*(?:baseline|target|actual|current(?:ly)?|latest)\b(?:\s+(?:is|was|of|at))?\s*[:–=-]?\s*",
    re.IGNORECASE,
)
_PARTING = re.compile(r"\s*;\s*|,\s+(?:and\s+)?|\s+(?:and|&|/|\|)\s+", re.IGNORECASE)
_ONE_STATEMENT = re.compile(
    r"\b(?:from|between|compared|against|versus|vs|out of|rise of|increase of|reduction of)\b", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def entries_of(text: str, *, census: bool = False) -> tuple[Value, ...]:
    """What a cell says, entry by entry; a line that heads several gives its name to each."""
    found: list[Value] = []
    heading = ""
    for item in _items(text):
        if item.endswith(":") and not _has_figure(item):
            heading = _without_lead(item.rstrip(": "))
            continue
        for piece in _parted(item):
            value = read_entry(_without_lead(piece), census=census)
            label = f"{heading} {value.label}".strip() if value.form is not Form.WORDS else value.label
            found.append(replace(value, written=" ".join(piece.split()), label=label))
    return _shifted(found)


def _without_lead(text: str) -> str:
    """An entry without the word for its own column before it (*Baseline: 62%*)."""
    rest = _BASELINE.sub("", text, count=1)
    return rest if rest.strip() and (re.search(r"\d", rest) or fixed_words(rest)) else text.strip()


def _items(text: str) -> list[str]:
    """The lines of a cell, those that only go on joined to the line before."""
    items: list[str] = []
    marked: list[bool] = []
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if not line:
            continue
        bare = without_mark(line) if not _GOES_ON.match(line) else line
        if items and _joins(items[-1], line, bare):
            items[-1] = f"{items[-1]} {bare}"
        else:
            items.append(bare)
            marked.append(is_marked(line))
    return items


def _joins(before: str, line: str, bare: str) -> bool:
    if is_marked(line) and not _GOES_ON.match(line):
        return False
    if before.endswith(":") and not _has_figure(before):
        return False
    if before.count("(") > before.count(")"):
        return True
    if not _has_figure(before):
        return not fixed_words(before)
    if times_in(line) and not without_times(line).strip(" ,;:.()-–"):
        return not times_in(before)
    if _GOES_ON.match(line):
        return True
    if line[:1].islower() and _is_marked(before) and not _is_marked(line):
        return True
    if _has_figure(line) or fixed_words(bare):
        return bool(OTHER_PLACE.search(line)) and not OTHER_PLACE.search(before)
    return line[:1].islower()


def _has_figure(text: str) -> bool:
    plain = without_times(text)
    return bool(re.search(r"\d", plain)) and bool(find_amounts(plain) or re.search(r"\d\s?%|£", plain))


def _parted(item: str) -> list[str]:
    """Several entries that stand in one line: parted by signs, by their names, or by their dates."""
    if ";" in item:
        pieces = _split(re.compile(r"\s*;\s*"), item)
        if len(pieces) > 1 and all(_is_entry(piece) for piece in pieces):
            return [part for piece in pieces for part in _parted(piece)]
    if _ONE_STATEMENT.search(item) or OTHER_PLACE.search(item):
        return [item]
    pieces = _split(_PARTING, item)
    if len(pieces) > 1 and all(_is_entry(piece) for piece in pieces):
        return pieces
    return _by_names(item) or _by_dates(item) or [item]


def _split(parting: re.Pattern[str], item: str) -> list[str]:
    """The pieces between parting signs that stand outside brackets."""
    pieces, start = [], 0
    for match in parting.finditer(item):
        before = item[: match.start()]
        if before.count("(") <= before.count(")") and before.count("[") <= before.count("]"):
            pieces.append(item[start : match.start()])
            start = match.end()
    pieces.append(item[start:])
    return [piece for piece in pieces if piece.strip()]


def _is_entry(piece: str) -> bool:
    return _has_figure(piece) or fixed_words(re.sub(r"^.*[:=]\s*", "", piece)) is not None


def _marked(item: str) -> list[Amount]:
    amounts = [
        a
        for a in find_amounts(without_times(item))
        if item[: a.start].count("(") <= item[: a.start].count(")")
    ]
    marked = [amount for amount in amounts if not amount.bare]
    return marked or amounts


def _by_names(item: str) -> list[str] | None:
    """``SALT 75% OT 80%``: every figure has a name or date before it, and nothing stands after the last."""
    amounts = _marked(item)
    if len(amounts) < 2 or item[amounts[-1].end :].strip(" .,"):
        return None
    starts = [0, *(amount.end for amount in amounts[:-1])]
    before = [item[start : amount.start] for start, amount in zip(starts, amounts, strict=True)]
    if not all(_tells(words) for words in before):
        return None
    return [item[start : amount.end].strip(" ,") for start, amount in zip(starts, amounts, strict=True)]


def _by_dates(item: str) -> list[str] | None:
    """``60% by Dec 2025 75% by Dec 2026``: every figure has a date after it, none a name before it."""
    amounts = _marked(item)
    if len(amounts) < 2 or item[: amounts[0].start].strip():
        return None
    ends = [*(amount.start for amount in amounts[1:]), len(item)]
    pieces = [item[amount.start : end].strip(" ,") for amount, end in zip(amounts, ends, strict=True)]
    return pieces if all(len(times_in(piece)) == 1 for piece in pieces) else None


def _is_marked(text: str) -> bool:
    return any(not amount.bare for amount in find_amounts(without_times(text)))


def _tells(words: str) -> bool:
    return bool(times_in(words)) or names_something(words)


def _shifted(found: list[Value]) -> tuple[Value, ...]:
    """A name left over at the end while the first figure has none: which names which is not certain."""
    figures = [value for value in found if value.form is not Form.WORDS]
    late = len(figures) > 1 and found[-1].form is Form.WORDS and len(found[-1].written.split()) <= 4
    if late and not figures[0].label and all(value.label for value in figures[1:]):
        return tuple(
            replace(value, form=Form.UNSURE, why="which name goes with which figure") for value in found
        )
    return tuple(found)
