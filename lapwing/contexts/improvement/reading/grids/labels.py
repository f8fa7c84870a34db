"""Labels: words before a colon that say what follows (``Due date: May 25``), inside cells and down tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lapwing.contexts.improvement.interchange import Span
from lapwing.contexts.improvement.reading.grids.headers import ColumnTitle
from lapwing.contexts.improvement.reading.grids.records import Band, Field, Record
from lapwing.contexts.improvement.reading.grids.titles import Meaning, meaning_of
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.platform.extraction.document import Grid, GridCell

_LABEL = re.compile(r"^\s*(?P<label>[A-Z][^:\n]{1,48}?)\s*(?::\s*|\s[–—-]\s)(?P<text>.*)$")
_COLON = re.compile(r"^\s*(?P<label>[A-Z][^:\n]{1,48}?)\s*:\s*(?P<text>.*)$")
_NUMBERED = re.compile(
    r"^\s*(?:action|activity|task)\s*(?:no\.?|number"
    r"|ref\.?)?\s*(?P<ref>[A-Z]{0,3}\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)\s*[:.–-]?\s*(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)
# What a label inside a cell may tell of: never what every cell is full of, words about the action itself.
_INSIDE = frozenset(
    [Role.DUE, Role.OWNER, Role.START, Role.STATUS, Role.ACCOUNTABLE, Role.SUCCESS, Role.GROUP,
     Role.COMPLETED, Role.EVIDENCE, Role.RATIONALE]
)  # fmt: skip
# What is filled in beside a label when there is something to say: alone, such a label heads nothing.
_FILLED_IN = _INSIDE - {Role.GROUP}
_MOST_COLUMNS = 6
_LEAST_SHARE = 0.6


def split_labels(record: Record) -> Record:
    """The record with what labels in its cells head as fields of their own."""
    fields: list[Field] = []
    for each in record.fields:
        if each.merged or not {Role.ACTION, Role.STEP, None} & set(each.title.roles or (None,)):
            fields.append(each)
        else:
            fields.extend(_split(each))
    return replace(record, fields=tuple(fields))


def _split(cell: Field) -> Iterator[Field]:
    """The parts of a cell: its own words, and what stands after each label up to the next."""
    lines = cell.text.splitlines()
    cuts = [(at, match) for at, line in enumerate(lines) if (match := _label_in(line))]
    if not cuts or (cuts[0][0] == 0 and Role.ACTION in cell.title.roles and len(cuts) == len(lines) == 1):
        yield cell
        return
    first = cell.lines[0]
    opening = "\n".join(lines[: cuts[0][0]])
    yield replace(cell, text=opening, lines=(first, first + max(cuts[0][0] - 1, 0)))
    ends = [at for at, _ in cuts[1:]] + [len(lines)]
    for (at, match), end in zip(cuts, ends, strict=True):
        text = "\n".join([match["text"], *lines[at + 1 : end]]).strip("\n")
        title = ColumnTitle(cell.title.column, match["label"], meaning_of(match["label"]))
        yield Field(title, text, (first + at, first + end - 1))


def _label_in(line: str) -> re.Match[str] | None:
    match = _COLON.match(line)
    if match is None or len(match["label"].split()) > 6:
        return None
    meaning = meaning_of(match["label"])
    return match if meaning.exact and meaning.role in _INSIDE else None


def label_records(grid: Grid) -> tuple[Record | Band, ...]:
    """The blocks of a table whose labels stand beside what they head; empty when it is no such table.

    A block begins at the label of an action, or of its number, whenever the block before has one already.
    """
    if not _is_labelled(grid):
        return ()
    found = tuple(_blocks(tuple(_pairs(grid))))
    records = [each for each in found if isinstance(each, Record)]
    acting = [record for record in records if _has_company(record)]
    return found if acting else ()


def _is_labelled(grid: Grid) -> bool:
    """Whether most cells that stand first in their row, or before an unlabelled one, are labels."""
    if grid.columns > _MOST_COLUMNS:
        return False
    firsts = [cells[0] for row in range(grid.rows) if len(cells := _filled(grid, row)) > 1]
    wide = [cells[0] for row in range(grid.rows) if len(cells := _filled(grid, row)) == 1]
    known = [meaning.role for cell in firsts if (meaning := _meaning(cell.text)).exact]
    if len(set(known)) >= 2 and len(known) >= _LEAST_SHARE * len(firsts):
        return True
    lines = [cell.text.strip().splitlines()[0] for cell in (*firsts, *wide)]
    inside = [line for line in lines if _label_in(line) or _NUMBERED.match(line)]
    return len(inside) >= 2 and len(inside) >= _LEAST_SHARE * len(lines)


def _has_company(record: Record) -> bool:
    roles = {role for each in record.fields for role in each.title.roles}
    return Role.ACTION in roles and bool(roles & {Role.DUE, Role.OWNER, Role.SUCCESS, Role.STATUS})


def _filled(grid: Grid, row: int) -> list[GridCell]:
    return [cell for cell in grid.row(row) if cell.text.strip()]


def _meaning(text: str) -> Meaning:
    if _NUMBERED.match(text) and len(text.split()) <= 3:
        return Meaning((Role.ACTION,), "an action with its number", exact=True)
    label = text.strip().rstrip(":").strip()
    return meaning_of(label) if len(label) <= 80 else Meaning()


def _pairs(grid: Grid) -> Iterator[tuple[GridCell, Field | Band]]:
    """Each label with what it heads, and rows of one cell as they stand."""
    for row in range(grid.rows):
        cells = _filled(grid, row)
        if len(cells) == 1:
            yield from _alone(cells[0])
            continue
        at = 0
        while at < len(cells):
            label, following = cells[at], cells[at + 1] if at + 1 < len(cells) else None
            if _label_in(label.text.splitlines()[0]):
                yield from ((label, each) for each in _split(_unlabelled(label)) if each.text.strip())
                at += 1
            elif following is not None and _meaning(label.text).role is not None:
                yield from _headed(label, following)
                at += 2
            else:
                yield label, Field(ColumnTitle(label.column, ""), label.text, label.lines, label.colour)
                at += 1


def _unlabelled(cell: GridCell) -> Field:
    return Field(ColumnTitle(cell.column, ""), cell.text, cell.lines, cell.colour)


def _alone(cell: GridCell) -> Iterator[tuple[GridCell, Field | Band]]:
    """A row of one cell: an action under its number, a label with its text, or a heading."""
    if numbered := _NUMBERED.match(cell.text):
        yield cell, _numbered_field(cell, numbered["ref"])
        if numbered["text"].strip():
            yield (
                cell,
                _field(
                    cell, "Action", Meaning((Role.ACTION,), "an action with its number"), numbered["text"]
                ),
            )
    elif _label_in(cell.text.splitlines()[0]):
        yield from ((cell, each) for each in _split(_unlabelled(cell)) if each.text.strip())
    elif not _is_bare(cell):
        yield cell, Band(" ".join(cell.text.split()), cell.lines)


def _is_bare(cell: GridCell) -> bool:
    """Whether a cell is a label beside which nothing was filled in, and no heading."""
    meaning = _meaning(cell.text)
    return cell.columns == 1 and cell.column == 0 and meaning.exact and meaning.role in _FILLED_IN


def _headed(label: GridCell, cell: GridCell) -> Iterator[tuple[GridCell, Field | Band]]:
    if numbered := _NUMBERED.match(label.text):
        yield label, _numbered_field(label, numbered["ref"])
    title = ColumnTitle(label.column, " ".join(label.text.split()), _meaning(label.text))
    yield label, Field(title, cell.text, (min(label.lines[0], cell.lines[0]), cell.lines[1]), cell.colour)


def _numbered_field(cell: GridCell, ref: str) -> Field:
    return _field(cell, "Number", Meaning((Role.REFERENCE,), "a number after “Action”"), ref)


def _field(cell: GridCell, title: str, meaning: Meaning, text: str) -> Field:
    return Field(ColumnTitle(cell.column, title, meaning), text, cell.lines, cell.colour)


def _blocks(pairs: Sequence[tuple[GridCell, Field | Band]]) -> Iterator[Record | Band]:
    opener = _opener([each.role for _, each in pairs if isinstance(each, Field)])
    block: list[Field] = []
    for _, each in pairs:
        if isinstance(each, Band):
            yield from _closed(block)
            block = []
            yield each
            continue
        if each.role is opener and any(field.role is opener for field in block):
            yield from _closed(block)
            block = []
        block.append(each)
    yield from _closed(block)


def _opener(roles: Sequence[Role | None]) -> Role | None:
    """The label that begins each block: the first of all when it comes as often as actions do."""
    times = Counter(roles)
    first = next((role for role in roles if role is not None), None)
    if times[first] == times[Role.ACTION]:
        return first
    return next((role for role in roles if role in {Role.REFERENCE, Role.ACTION}), None)


def _closed(block: Sequence[Field]) -> Iterator[Record]:
    if block:
        lines: list[int] = [number for each in block for number in each.lines]
        span: Span = (min(lines), max(lines))
        yield Record(tuple(block), span)
