"""The baseline cell of a measure: one or several values with their dates, populations, samples and notes.

A statement with one amount is a series; a statement without is the population of the next ones, a sample,
a unit or a note. An amount that speaks of a change, or stands in brackets, is never a baseline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from lapwing.contexts.improvement.interchange import Comparator
from lapwing.contexts.improvement.reading.amounts import Amount, find_amounts
from lapwing.contexts.improvement.reading.measure_dates import Period, find_periods
from lapwing.contexts.improvement.reading.measure_statements import (
    BASELINE_WORD,
    CHANGE,
    amounts_outside_brackets,
    statements_of,
)
from lapwing.contexts.improvement.reading.measure_stream import TextLine, joined

_NONE_YET = re.compile(
    r"\b(?:no|not yet (?:a )?|without) baseline\b|\bbaseline (?:to be|tbc|not)\b", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?:national(?:ly)?|england|regional|region|(?:statistical )?neighbours?|benchmark|comparator)\b",
    re.IGNORECASE,
)
_SAMPLE = re.compile(r"\b(?:based on|sample|audit cycle|cohort of)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_JOINTS = re.compile(
    r"(?:^(?:of|are|is|were|was|at|the|:|=|[-–—])\s+)|(?:\s*(?:\b(?:at|is|are|of|was)|[=:–—-])\s*$)", re.I
)
_MEASURED_IN = re.compile(r"\s*(months?|weeks?|days?|hours?|years?|minutes?)\b", re.IGNORECASE)
_SCALE = re.compile(r"\bscale\s*(?:of\s*)?(\d+)\s*(?:-|–|to)\s*(\d+)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class BaselineItem:
    """One series as the baseline cell gives it. ``heading`` is the population printed above it.

    ``candidates`` holds the values of a cell that prints several, with their titles: which of them is the
    baseline is for a person to say.
    """

    label: str
    as_written: str | None = None
    amount: Amount | None = None
    unit: str | None = None
    heading: str | None = None
    period: Period | None = None
    date_as_written: str | None = None
    comparators: tuple[Comparator, ...] = ()
    candidates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class BaselineCell:
    """All that a baseline cell says. ``none_yet`` when it says itself that there is no baseline."""

    items: tuple[BaselineItem, ...] = ()
    none_yet: str | None = None
    sample: str | None = None
    notes: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    text: str = ""


@dataclass
class _Reader:
    """Walks the statements of a cell, remembering the date and heading that hold for the next values."""

    titles: tuple[str, ...]
    census: bool
    items: list[BaselineItem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    sample: str | None = None
    none_yet: str | None = None
    heading: str | None = None
    period: Period | None = None
    date_as_written: str | None = None
    unit: str | None = None
    percent_of: str = "%"
    headings: list[str] = field(default_factory=list)

    def read(self, statement: str) -> None:
        rest = self._dated(statement)
        if not rest:
            return
        if _NONE_YET.search(statement):
            self.none_yet = statement
        elif self._is_sample(rest):
            self.sample = rest.strip("() ")
        elif self.none_yet:
            self.items.append(BaselineItem(label=_tidy(rest)))
        elif CHANGE.search(rest) or rest.casefold().startswith("target"):
            self.notes.append(rest)
        elif not self._valued(rest):
            self._unvalued(rest)

    def _dated(self, statement: str) -> str:
        """The statement without the word *baseline* and its date, which are remembered."""
        opened = bool(BASELINE_WORD.match(statement))
        rest = BASELINE_WORD.sub("", statement)
        periods = find_periods(rest, census=self.census) if opened else ()
        if not periods or periods[0].start > len("(as at "):
            return (
                rest.strip(" ()")
                if opened and not find_amounts(rest) and not rest.startswith("(")
                else rest.strip()
            )
        period = periods[0]
        after = rest[period.end :].strip(" )–—-:,")
        written = period.as_written
        if after and not find_amounts(after) and len(after.split()) <= 3:
            written, after = f"{written} {after}", ""
        self.period, self.date_as_written = period, written
        self.dates.append(written)
        self.heading = None
        return rest[period.end :].strip(" )–—:,").removeprefix("- ").strip() if after else ""

    def _is_sample(self, rest: str) -> bool:
        return bool(_SAMPLE.search(rest)) and (rest.startswith("(") or not amounts_outside_brackets(rest))

    def _valued(self, rest: str) -> bool:
        amounts = amounts_outside_brackets(rest)
        marked = [amount for amount in amounts if not amount.bare]
        chosen = marked or amounts
        if not chosen:
            return False
        if any(amount.signed and (amount.value or 0) > 0 for amount in chosen):
            # A plus is typed for a change only; a minus may be a value.
            self.notes.append(rest)
        elif self.titles and len(chosen) == len(self.titles):
            self.items.append(self._from_columns(rest, chosen))
        elif len(chosen) > 1:
            several = tuple(("", rest[amount.start : amount.end]) for amount in chosen)
            self._add(BaselineItem(label=_tidy(rest[: chosen[0].start]), as_written=rest, candidates=several))
        elif _OTHERS.search(rest[: chosen[0].start]):
            self._compare(rest, chosen[0])
        else:
            self._add(self._item(rest, chosen[0]))
        return True

    def _compare(self, rest: str, amount: Amount) -> None:
        """A figure of another place belongs to the value above it; with none above, it is a remark."""
        if not self.items:
            self.notes.append(rest)
            return
        last = self.items[-1]
        name = _tidy(rest[: amount.start]) or _tidy(rest[amount.end :])
        other = Comparator(name=name, as_written=rest, value=amount.value)
        self.items[-1] = replace(last, comparators=(*last.comparators, other))

    def _add(self, item: BaselineItem) -> None:
        dated = replace(item, period=self.period, date_as_written=self.date_as_written, heading=self.heading)
        self.items.append(dated)

    def _item(self, rest: str, amount: Amount) -> BaselineItem:
        others = tuple(_bracketed_comparators(rest))
        written = rest
        for other in others:
            written = written.replace(other.as_written, "").strip()
        before, after = _tidy(rest[: amount.start]), _tidy(_BRACKETS.sub("", rest[amount.end :]))
        unit = self.percent_of if amount.percent else _unit(rest, amount) or self.unit
        return BaselineItem(
            label=_label(before, after), as_written=written, amount=amount, unit=unit, comparators=others
        )

    def _from_columns(self, rest: str, amounts: Sequence[Amount]) -> BaselineItem:
        """A row of a small table inside the cell: the column called *baseline*, or else the last, counts."""
        at = next(
            (i for i, title in enumerate(self.titles) if BASELINE_WORD.match(title)), len(self.titles) - 1
        )
        printed = [rest[amount.start : amount.end] for amount in amounts]
        title = BASELINE_WORD.sub("", self.titles[at]).strip() or self.titles[at]
        periods = find_periods(title)
        return BaselineItem(
            label=_tidy(rest[: amounts[0].start]),
            as_written=printed[at],
            amount=amounts[at],
            unit=_unit(rest, amounts[at]),
            period=periods[0] if periods else None,
            date_as_written=title,
            candidates=tuple(zip(self.titles, printed, strict=True)),
        )

    def _unvalued(self, rest: str) -> None:
        lone = re.fullmatch(r"[a-z]+", rest)
        if lone and not self.items and self.heading is None:
            self.unit = rest
            return
        self.heading = _tidy(rest)
        self.headings.append(self.heading)
        if rest.startswith("%"):
            self.percent_of = self.heading


def read_baseline(
    lines: Sequence[TextLine], titles: Sequence[str] = (), *, census: bool = False
) -> BaselineCell:
    """The series and remarks of a baseline cell. ``titles`` are the columns of a small table inside it."""
    reader = _Reader(tuple(titles), census)
    for statement in statements_of(lines):
        reader.read(statement)
    named = [item for item in reader.items if item.label or not (item.amount and item.amount.bare)]
    items = _with_headings_where_needed(named if len(reader.items) > 1 else reader.items)
    text = joined(line.text for line in lines)
    scale = _SCALE.search(text)
    if scale:
        items = [
            replace(i, unit=f"score {scale[1]}-{scale[2]}" if i.unit in {None, "count"} else i.unit)
            for i in items
        ]
    notes = [*reader.notes, *_unused_headings(reader, items)]
    return BaselineCell(
        tuple(items), reader.none_yet, reader.sample, tuple(dict.fromkeys(notes)), tuple(reader.dates), text
    )


def _bracketed_comparators(text: str) -> Iterable[Comparator]:
    for match in _BRACKETS.finditer(text):
        amounts = find_amounts(match[0])
        if len(amounts) == 1 and _OTHERS.search(match[0]):
            words = match[0][: amounts[0].start] + match[0][amounts[0].end :]
            yield Comparator(name=_tidy(words.strip("() ")), as_written=match[0], value=amounts[0].value)


def _label(before: str, after: str) -> str:
    """The words before the amount name the series, or those after it; *average* alone names nothing."""
    statistic = before.casefold() in {"average", "mean", "median", "total"}
    return f"{before} {after}".strip() if statistic else before or after


def _unit(text: str, amount: Amount) -> str | None:
    if amount.percent:
        return "%"
    if amount.whole is not None:
        return f"count of {amount.whole:g}"
    measured = _MEASURED_IN.match(text[amount.end :])
    return measured[1].casefold() if measured else None


def _tidy(text: str) -> str:
    """A label without the words and signs that only join it to its value."""
    before = None
    while before != text:
        before, text = text, _JOINTS.sub("", text.strip(" ,;.")).strip()
    return text


def _with_headings_where_needed(items: Sequence[BaselineItem]) -> list[BaselineItem]:
    """Headings are populations only when they tell series of one name apart; otherwise they are notes."""
    labels = [item.label.casefold() for item in items]
    needed = len(set(labels)) < len(labels) and any(item.heading for item in items)
    return list(items) if needed else [replace(item, heading=None) for item in items]


def _unused_headings(reader: _Reader, items: Sequence[BaselineItem]) -> list[str]:
    used = {item.heading for item in items} | {item.unit for item in items}
    stray = [item.as_written for item in reader.items if item.as_written and not _is_kept(item, items)]
    return [heading for heading in reader.headings if heading not in used] + stray


def _is_kept(item: BaselineItem, items: Sequence[BaselineItem]) -> bool:
    """Whether an item is still among those of the cell; a number without any name beside others is not."""
    return any(item.as_written == each.as_written for each in items)
