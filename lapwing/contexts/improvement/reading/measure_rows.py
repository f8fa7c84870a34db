"""The rows of a measure table, found in its flattened words.

Every row prints its reference, name, baseline, dates, targets and source in that order, but cells are
merged (one reference, date row or source for several rows) and pages break in the middle. The rows of
dates are the firm ground: between two of them lie the targets of one measure and the start of the next.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Span
from lapwing.contexts.improvement.reading.amounts import find_amounts
from lapwing.contexts.improvement.reading.columns import roles_in
from lapwing.contexts.improvement.reading.measure_headers import DateHeader, find_headers
from lapwing.contexts.improvement.reading.measure_refs import RefGroup, find_ref_groups
from lapwing.contexts.improvement.reading.measure_stream import (
    Gap,
    TextLine,
    Word,
    blocks_in,
    joined,
    lines_in,
)
from lapwing.contexts.improvement.reading.pieces import Role

_BASELINE = re.compile(r"\bbaselines?\b", re.IGNORECASE)
_LONGEST_SOURCE = 5


@dataclass(frozen=True)
class RawRow:
    """A measure as it lies in the table. ``header`` is None when no row of dates is printed for it.

    ``titles`` are the columns of a small table inside the baseline cell, empty when there is none;
    ``own_refs`` tells whether a reference is printed for the row.
    """

    refs: tuple[str, ...]
    own_refs: bool
    name: str
    body: tuple[TextLine, ...]
    header: DateHeader | None
    titles: tuple[str, ...]
    zone: tuple[Word, ...]
    span: Span


@dataclass(frozen=True)
class _Start:
    """Where a row starts, where its text does, and its references (``own`` when printed for it)."""

    start: int
    text: int
    refs: tuple[str, ...]
    own: bool


def find_rows(words: Sequence[Word]) -> tuple[RawRow, ...]:
    """The rows of one table, in order. Words before the first row (the column titles) are left out."""
    words = _without_titles(words)
    every = find_headers(words)
    heads = [header for header in every if not header.titles]
    starts = list(_starts(words, heads))
    rows: list[RawRow] = []
    for index, start in enumerate(starts):
        end = starts[index + 1].start if index + 1 < len(starts) else len(words)
        header = next((head for head in heads if start.start <= head.start < end), None)
        titles = next((head for head in every if head.titles and start.start <= head.start < end), None)
        rows.append(_row(words, start, end, header, titles))
    return tuple(rows)


def _without_titles(words: Sequence[Word]) -> Sequence[Word]:
    """The words after the line of column titles (Baseline performance, Target, Source), broken or not."""
    lines = lines_in(words)
    for last, line in enumerate(lines):
        for first in range(max(0, last - 2), last + 1):
            roles = roles_in(" ".join(each.text for each in lines[first : last + 1]))
            if Role.SOURCE in roles and Role.TARGET in roles:
                return [word for word in words if word.line > line.number]
    return words


def _starts(words: Sequence[Word], heads: Sequence[DateHeader]) -> Iterator[_Start]:
    """Where each row starts: at references, or where text follows the targets of the row before."""
    waiting: list[tuple[str, ...]] = []
    refs: tuple[str, ...] = ()
    bounds = [0, *(head.end for head in heads)]
    ends = [*(head.start for head in heads), len(words)]
    for number, (low, high) in enumerate(zip(bounds, ends, strict=True)):
        groups = [_shifted(group, low) for group in find_ref_groups(lines_in(words[low:high]))]
        for group, following in _each_with_next(groups, high):
            if group.end >= following:
                waiting.append(group.refs)
                continue
            refs, waiting = (waiting[0], [*waiting[1:], group.refs]) if waiting else (group.refs, waiting)
            yield _Start(_first_start(groups, group, words), group.end, refs, own=True)
        if not groups and number < len(heads):
            at = low if number == 0 else low + _unnumbered_start(words[low:high])
            own = bool(waiting)
            refs = waiting.pop(0) if waiting else refs
            yield _Start(at, at, refs, own)


def _shifted(group: RefGroup, by: int) -> RefGroup:
    return RefGroup(group.refs, group.start + by, group.end + by)


def _each_with_next(groups: Sequence[RefGroup], end: int) -> Iterator[tuple[RefGroup, int]]:
    for index, group in enumerate(groups):
        yield group, groups[index + 1].start if index + 1 < len(groups) else end


def _first_start(groups: Sequence[RefGroup], group: RefGroup, words: Sequence[Word]) -> int:
    """The start of the row, from the first of the references stacked right above its text."""
    start = group.start
    for other in reversed(groups):
        if other.end == start:
            start = other.start
    return start


def _unnumbered_start(words: Sequence[Word]) -> int:
    """How many of the words still belong to the row before, when a row prints no reference.

    The targets before it end at the last line of amounts above its baseline; a short text right after
    them is a source when the row before has printed none.
    """
    lines = lines_in(words)
    blocks = blocks_in(lines)
    baseline = next((i for i, block in enumerate(blocks) if _mentions_baseline(block)), len(blocks))
    last = max((i for i in range(baseline) if any(is_grid_line(line.text) for line in blocks[i])), default=-1)
    grid_end = max((j for j, line in enumerate(blocks[last]) if is_grid_line(line.text)), default=-1)
    before = sum(len(block) for block in blocks[:last]) + grid_end + 1 if last >= 0 else 0
    return sum(
        len(line.text.split()) for line in lines[: before + _source_lines(lines[:before], lines[before:])]
    )


def _source_lines(before: Sequence[TextLine], after: Sequence[TextLine]) -> int:
    """How many lines after the targets are their source, printed last."""
    if not after or any(not find_amounts(line.text) for line in before):
        return 0
    blocks = blocks_in(after)
    short = len(joined(line.text for line in blocks[0]).split()) <= _LONGEST_SOURCE
    named = len(blocks) > 1 and not _mentions_baseline(blocks[1])
    return len(blocks[0]) if short and named else 0


def _mentions_baseline(block: Sequence[TextLine]) -> bool:
    return any(_BASELINE.search(line.text) for line in block)


def is_grid_line(text: str) -> bool:
    """Whether a line is mostly amounts: target cells, not a sentence that mentions a number."""
    every = find_amounts(text)
    amounts = [amount for amount in every if not amount.bare] or every
    if not amounts:
        return False
    rest = text
    for amount in reversed(amounts):
        rest = rest[: amount.start] + rest[amount.end :]
    return len(rest.split()) <= 3 * len(amounts)


def _row(
    words: Sequence[Word], start: _Start, end: int, header: DateHeader | None, titles: DateHeader | None
) -> RawRow:
    before = words[start.text : header.start if header else end]
    zone = words[header.end : end] if header else ()
    columns, before = _without_column_titles(before, titles, start.text)
    lines = lines_in(before)
    cut = _name_length(lines)
    name, body = lines[:cut], lines[cut:]
    if header is None:
        body, zone = _without_header(lines[cut:], before)
    span = (words[start.start].line, words[end - 1].line)
    return RawRow(
        start.refs,
        start.own,
        joined(line.text for line in name),
        body,
        header,
        columns,
        tuple(zone),
        span,
    )


def _without_column_titles(
    before: Sequence[Word], titles: DateHeader | None, offset: int
) -> tuple[tuple[str, ...], Sequence[Word]]:
    """The titles of a small table inside the baseline cell, and the words of the row without them.

    After the dates, words up to the first line of amounts are the title of one more column.
    """
    if titles is None:
        return (), before
    at, end = titles.start - offset, titles.end - offset
    more = list(itertools.takewhile(lambda line: not find_amounts(line.text), lines_in(before[end:])))
    length = sum(len(line.text.split()) for line in more)
    rest = joined(line.text for line in more)
    columns = tuple(cell.as_written for cell in titles.cells) + ((rest,) if rest else ())
    return columns, [*before[:at], *before[end + length :]]


def _name_length(lines: Sequence[TextLine]) -> int:
    """How many lines are the name: up to the cell that speaks of a baseline, or a bullet or amount."""
    blocks = blocks_in(lines)
    count = len(blocks[0]) if blocks else 0
    for line_index, line in enumerate(lines):
        if _BASELINE.match(line.text):
            return _with_cell_above(lines, line_index)
        if line_index >= count and _BASELINE.search(line.text):
            return _with_cell_above(lines, _block_start(lines, line_index))
    for line_index, line in enumerate(lines):
        if line_index >= count and (line.bulleted or find_amounts(line.text)):
            return _block_start(lines, line_index)
    return len(lines)


def _block_start(lines: Sequence[TextLine], index: int) -> int:
    while index > 0 and lines[index].gap < Gap.SOFT:
        index -= 1
    return index


def _with_cell_above(lines: Sequence[TextLine], index: int) -> int:
    """The baseline cell may open with the overall target; that line is no part of the name."""
    opening = _block_start(lines, index)
    if index > opening and opening > 0 and lines[opening].text.casefold().startswith("target"):
        return opening
    above = _block_start(lines, opening - 1) if opening == index and opening > 0 else 0
    joins = lines[index].gap == Gap.SOFT or lines[above].text.casefold().startswith("target")
    has_amount = any(find_amounts(line.text) for line in lines[above:index])
    return above if above > 0 and joins and has_amount else index


def _without_header(
    body: tuple[TextLine, ...], words: Sequence[Word]
) -> tuple[tuple[TextLine, ...], Sequence[Word]]:
    """Baseline and targets of a row without dates: the targets start at its first line of several amounts."""
    for index, line in enumerate(body):
        if len(find_amounts(line.text)) > 1 and is_grid_line(line.text):
            cut = index - _source_above(body[:index])
            return body[:cut], [word for word in words if word.line >= body[cut].number]
    return body, ()


def _source_above(body: Sequence[TextLine]) -> int:
    """How many lines right above the targets are their source: a short cell after a finished baseline."""
    *before, last = blocks_in(body, Gap.BLANK) or ((),)
    text = joined(line.text for line in last)
    told = any(find_amounts(line.text) for block in before for line in block)
    is_words = text[:1].isupper() and not text.endswith((".", ":")) and not find_amounts(text)
    short = len(text.split()) <= _LONGEST_SOURCE and not _mentions_baseline(last)
    return len(last) if told and is_words and short else 0
