"""Tables drawn in text with pipes: ``| Ref | Action |``, with or without the outer pipes and ruled rows.

A row may run over several lines: the pipes that it still lacks follow, or its rules say where it ends, or a
line under it fills only some of its columns and goes on in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lapwing.platform.extraction.document import Grid, GridCell, Span

_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"^\s*[|+]?\s*:?[-=_]{2,}[\s:|+=_-]*$")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.I)
_TOO_MANY = 60
_LEAST_PIPES = 2
# Blank lines between two rows, and lines that one row may be wrapped over.
_GAP = 2
_WRAPPED = 12


@dataclass
class _Row:
    """Cells with the lines each stands on; ``ruled`` when a rule follows it."""

    cells: list[list[tuple[int, str]]]
    first: int
    last: int
    ruled: bool = False


@dataclass
class _Drawing:
    """A table while its lines are gathered; ``outer`` when its lines open with a pipe."""

    columns: int
    outer: bool
    rows: list[_Row] = field(default_factory=list)


def pipe_tables_in(lines: Sequence[str]) -> tuple[Grid, ...]:
    """The tables of a text, in order, on its own lines. A lone line with pipes (a footer) is none."""
    found: list[Grid] = []
    at = 0
    while at < len(lines):
        if _opens_table(lines, at):
            opening = at if at and _is_rule(lines[at - 1]) else at + 1
            drawing, at = _drawn(lines, at)
            found.append(_grid(_whole_rows(drawing.rows), (opening, at)))
        else:
            at += 1
    return tuple(found)


def _pipes(line: str) -> int:
    return len(_PIPE.findall(line))


def _is_rule(line: str) -> bool:
    return bool(_RULE.match(line)) and ("|" in line or "+" in line)


def _opens_table(lines: Sequence[str], at: int) -> bool:
    """A line with pipes, with a rule under it or another line that has as many (or goes on to have them)."""
    line = lines[at]
    if not _LEAST_PIPES <= _pipes(line) <= _TOO_MANY or _is_rule(line):
        return False
    below = _next_filled(lines, at)
    if below is None:
        return False
    if _is_rule(lines[below]) and below == at + 1:
        return True
    return below - at <= _GAP and _has_as_many(lines, below, _pipes(line))


def _has_as_many(lines: Sequence[str], at: int, pipes: int) -> bool:
    """Whether a row of as many pipes begins here, if over several lines of text."""
    met = 0
    for line in lines[at : at + _WRAPPED]:
        if not line.strip() or (met and not _pipes(line)):
            break
        met += _pipes(line)
        if abs(met - pipes) <= 1 and met >= _LEAST_PIPES:
            return True
    return False


def _next_filled(lines: Sequence[str], at: int) -> int | None:
    return next((index for index in range(at + 1, len(lines)) if lines[index].strip()), None)


def _drawn(lines: Sequence[str], at: int) -> tuple[_Drawing, int]:
    drawing = _Drawing(columns=len(_split(lines[at])), outer=lines[at].lstrip().startswith("|"))
    last = at
    while at < len(lines) and (stop := _belongs(lines, at, drawing)):
        if _is_rule(lines[at]):
            if drawing.rows:
                drawing.rows[-1].ruled = True
            at += 1
        elif not lines[at].strip():
            at = stop
            continue
        else:
            at = _take_row(lines, at, drawing)
        last = at
    return drawing, last


def _belongs(lines: Sequence[str], at: int, drawing: _Drawing) -> int:
    """The next line to look at when this one is part of the table; 0 when the table is over."""
    line = lines[at]
    if not line.strip():
        following = _next_filled(lines, at)
        goes_on = (
            following is not None
            and len(_split(lines[following])) == drawing.columns
            and _pipes(lines[following]) >= _LEAST_PIPES
            and lines[following].lstrip().startswith("|") == drawing.outer
            and not (following + 1 < len(lines) and _is_rule(lines[following + 1]) and _headed(drawing))
        )
        return following if goes_on and following is not None else 0
    if _is_rule(line) or _pipes(line):
        return at + 1
    # words under a row that needs no more pipes carry on its last cell, unless every row closes with one
    return 0 if drawing.outer else at + 1


def _headed(drawing: _Drawing) -> bool:
    return bool(drawing.rows) and drawing.rows[0].ruled


def _take_row(lines: Sequence[str], at: int, drawing: _Drawing) -> int:
    """Adds the row that begins here, with the lines it takes to have all its pipes; where the next begins."""
    if not _pipes(lines[at]) and drawing.rows:
        row = drawing.rows[-1]
        row.cells[-1].append((at + 1, lines[at].strip()))
        row.last = at + 1
        return at + 1
    cells = [[(at + 1, text)] for text in _split(lines[at], drawing.outer)]
    end = at + 1
    while len(cells) < drawing.columns and end < len(lines) and _carries_on(lines[end], drawing, cells):
        opening, *more = _PIPE.split(_closed(lines[end]))
        cells[-1].append((end + 1, opening.strip()))
        cells += [[(end + 1, text.strip())] for text in more]
        end += 1
    drawing.rows.append(_Row(cells, at + 1, end))
    return end


def _whole_rows(rows: Sequence[_Row]) -> list[_Row]:
    """The rows, with the lines that carry one on put to it."""
    ruled = sum(each.ruled for each in rows[:-1]) >= 2
    whole: list[_Row] = []
    for row in rows:
        above = whole[-1] if whole else None
        if above and _continues(row, above, ruled=ruled):
            for upper, lower in zip(above.cells, row.cells, strict=False):
                upper += [(number, text) for number, text in lower if text]
            above.last, above.ruled = row.last, row.ruled
        else:
            whole.append(row)
    return whole


def _carries_on(line: str, drawing: _Drawing, cells: Sequence[object]) -> bool:
    """Whether a line holds the rest of a row that lacks pipes: it opens with none and has not too many."""
    if not line.strip() or _is_rule(line) or (drawing.outer and line.lstrip().startswith("|")):
        return False
    return len(cells) + _pipes(_closed(line)) <= drawing.columns


def _closed(line: str) -> str:
    """A line without the pipe that closes a row."""
    return re.sub(r"\|\s*$", "", line) if not line.rstrip().endswith("\\|") else line


def _split(line: str, outer: bool | None = None) -> list[str]:
    text = line.strip()
    outer = text.startswith("|") if outer is None else outer
    if outer and text.startswith("|"):
        text = text[1:]
    if outer:
        text = _closed(text)
    return [part.strip() for part in _PIPE.split(text)]


def _continues(row: _Row, above: _Row, *, ruled: bool) -> bool:
    """Whether a line is the rest of the row above: no rule parts them in a table that rules every row, or
    its first cell is empty and what it holds goes on in small letters or closes an open bracket."""
    if above.ruled:
        return False
    if ruled:
        return True
    if any(text for _, text in row.cells[0]):
        return False
    filled = [
        (upper, lower)
        for upper, lower in zip(above.cells, row.cells, strict=False)
        if any(text for _, text in lower)
    ]
    return bool(filled) and all(_goes_on(upper, lower) for upper, lower in filled)


def _goes_on(upper: Sequence[tuple[int, str]], lower: Sequence[tuple[int, str]]) -> bool:
    before = next((text for _, text in reversed(upper) if text), "")
    text = next(text for _, text in lower if text)
    unfinished = before[-1:] in ",-&/(" or before.count("(") > before.count(")")
    return bool(before) and (text[0].islower() or unfinished or text[0] in "&(/")


def _grid(rows: Sequence[_Row], lines: Span) -> Grid:
    cells = tuple(
        cell
        for number, row in enumerate(rows)
        for cell in _cells(row, number, header=number == 0 and row.ruled and len(rows) > 1)
    )
    return Grid(cells=cells, rows=len(rows), columns=max(len(row.cells) for row in rows), lines=lines)


def _cells(row: _Row, number: int, *, header: bool) -> Iterator[GridCell]:
    for column, pieces in enumerate(row.cells):
        filled = [(line, _BREAK.sub("\n", text.replace("\\|", "|")).strip()) for line, text in pieces if text]
        if any(text for _, text in filled):
            yield GridCell(
                text="\n".join(text for _, text in _joined(filled)),
                row=number,
                column=column,
                lines=(filled[0][0], filled[-1][0]),
                header=header,
            )


def _joined(pieces: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Wrapped lines of one sentence joined; a piece that begins a new one keeps its line."""
    found = [pieces[0]]
    for (_, before), (line, text) in pairwise(pieces):
        if before[-1:] in ".;:" or not (text[:1].islower() or text[:1].isdigit() or before[-1:] in ",&/("):
            found.append((line, text))
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]} {text}")
    return found
