"""Rows of a flattened action table: number, key area, action, milestones and owners, one run of lines each.

The columns are gone; what is left is the order of the cells and how wide their lines run. Key areas and
owners stand in narrow columns, actions and milestones in a wide one; milestones begin with an arrow and
end in a date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lapwing.contexts.improvement.interchange import Span
from lapwing.contexts.improvement.reading.blocks import (
    TERMINAL,
    blocks_of,
    is_arrow,
    is_bullet,
    unmarked,
    width_of,
)
from lapwing.contexts.improvement.reading.joining import Joiner
from lapwing.contexts.improvement.reading.lines import Line, span_of
from lapwing.contexts.improvement.reading.owners import Gap, OwnerLine, Posts, owner_lines
from lapwing.contexts.improvement.reading.pieces import Block
from lapwing.domain.due import read_due

NUMBER = re.compile(
    r"^\s*(?P<ref>\d{1,2}(?:\.{1,2}\s?\d{1,2}){1,3}\.?(?:\s?[a-z](?![a-z]))?)(?:\s+(?P<rest>[A-Z→•].*))?\s*$"
)
# No narrow column of a page with three columns runs so wide; the wide column always does.
_WIDE = 50
_DUE_LEAD = re.compile(r"^(?:by|from|in|to|until|before|and)\b", re.I)
_SENTENCE_VERB = re.compile(r"\b(?:will|to|is|are|shall|must)\b")


@dataclass
class RowMilestone:
    """A milestone as it stands: its lines, and the sub-heading above it if the cell has one."""

    lines: list[Line]
    heading: str | None = None

    def text(self, joiner: Joiner) -> str:
        """Its text without the arrow."""
        return unmarked(joiner.join(self.lines))


@dataclass
class FlatRow:
    """The cells of one numbered row, as lines. A shared key area belongs to the row above as well."""

    ref: str
    source: Span
    key_area: list[Line] = field(default_factory=list)
    text: list[Line] = field(default_factory=list)
    milestones: list[RowMilestone] = field(default_factory=list)
    owners: list[OwnerLine] = field(default_factory=list)
    key_area_in_pieces: bool = False
    key_area_shared: bool = False
    slipped_from: FlatRow | None = None


def rows_of(lines: Sequence[Line], joiner: Joiner, posts: Posts) -> tuple[list[FlatRow], list[Line]]:
    """The rows of a table, and the filled lines before its first number, which belong to none."""
    starts = _row_starts(lines)
    ends = [*starts[1:], len(lines)][: len(starts)]
    rows = [_read_row(lines[start:end], joiner, posts) for start, end in zip(starts, ends, strict=True)]
    before = lines[: starts[0]] if starts else lines
    return rows, [line for line in before if not line.blank]


def _row_starts(lines: Sequence[Line]) -> list[int]:
    """Where rows begin: numbers of one depth (``1.2.3``), alone on a line or before the row's text."""
    found = [(at, match) for at, line in enumerate(lines) if (match := NUMBER.match(line.text))]
    found = [(at, match) for at, match in found if not match["rest"]] or found
    depths = [len(re.findall(r"\d+", match["ref"])) for _, match in found]
    return [
        at for (at, _), depth in zip(found, depths, strict=True) if depth == max(depths, key=depths.count)
    ]


def _read_row(lines: Sequence[Line], joiner: Joiner, posts: Posts) -> FlatRow:
    match = NUMBER.match(lines[0].text)
    assert match is not None
    rest = [Line(lines[0].number, match["rest"])] if match["rest"] else []
    body = [*rest, *lines[1:]]
    row = FlatRow(match["ref"].strip(), span_of([lines[0], *(line for line in body if not line.blank)]))
    _RowReader(row, body, joiner, posts).read()
    return row


class _RowReader:
    """Gives every block of a row to a cell, from the order of the cells and the width of its lines."""

    def __init__(self, row: FlatRow, body: Sequence[Line], joiner: Joiner, posts: Posts) -> None:
        self.row, self.body, self.joiner, self.posts = row, body, joiner, posts
        self.blocks = blocks_of(body, joiner.join)
        self.heading: str | None = None
        self.owner_runs: list[list[Line]] = []
        self.cell = self._key_area

    def read(self) -> None:
        for at, block in enumerate(self.blocks):
            if self._is_item(block) or (is_bullet(block) and self.cell != self._owner):
                self.row.milestones.append(RowMilestone(list(block.lines), self.heading))
                self.cell = self._milestone
            else:
                self.cell(at, block)
        self._settle_lone_cell()
        for run in self.owner_runs:
            lines = list(owner_lines(self._with_gaps(run)))
            if self.row.owners:
                lines[0] = replace(lines[0], gap=Gap.BREAK)
            self.row.owners += lines

    def _with_gaps(self, run: list[Line]) -> list[Line]:
        first, last = span_of(run)
        return [line for line in self.body if first <= line.number <= last]

    @staticmethod
    def _is_item(block: Block) -> bool:
        """A milestone's beginning: an arrow, or a bullet that runs wider than a list of owners would."""
        return is_arrow(block) or (is_bullet(block) and width_of(block) >= _WIDE)

    def _item_after(self, at: int) -> bool:
        return any(self._is_item(block) for block in self.blocks[at + 1 :])

    def _item_next(self, at: int) -> bool:
        return at + 1 < len(self.blocks) and self._is_item(self.blocks[at + 1])

    def _is_heading(self, at: int, block: Block) -> bool:
        return block.text.endswith(":") and width_of(block) < _WIDE and self._item_next(at)

    def _key_area(self, at: int, block: Block) -> None:
        if width_of(block) >= _WIDE:
            self.cell = self._text
            self._text(at, block)
        elif self._is_heading(at, block) and self.row.key_area:
            self._heading_or_text(block)
        elif self.row.key_area and TERMINAL.search(self._joined(self.row.key_area)):
            self.cell = self._text
            self._text(at, block)
        else:
            self.row.key_area += block.lines

    def _heading_or_text(self, block: Block) -> None:
        """``Partners will:`` opens the action; words without a verb head the milestones below them."""
        if _SENTENCE_VERB.search(block.text):
            self.row.text += block.lines
        else:
            self.heading = block.text.rstrip(":").strip()

    def _text(self, at: int, block: Block) -> None:
        if self._is_heading(at, block) and self.row.text:
            self._heading_or_text(block)
        elif (
            self.row.text
            and self._like_owner(block)
            and (not self._item_after(at) or self._owners_before_item(at))
        ):
            self.cell = self._owner
            self._owner(at, block)
        else:
            self.row.text += block.lines

    def _owners_before_item(self, at: int) -> bool:
        """Whether a post follows a finished text, and nothing wide up to the next item: a page ended."""
        upto = next(index for index in range(at, len(self.blocks)) if self._item_next(index))
        narrow = all(width_of(block) < _WIDE for block in self.blocks[at : upto + 1])
        finished = bool(TERMINAL.search(self._joined(self.row.text)))
        return narrow and finished and self._opens_owner(self.blocks[at].text)

    def _opens_owner(self, text: str) -> bool:
        return self.posts.names_post(text) and not _SENTENCE_VERB.search(text)

    def _like_owner(self, block: Block) -> bool:
        text = block.text
        narrow = width_of(block) < _WIDE and text[0].isupper()
        return narrow and not TERMINAL.search(text) and not _DUE_LEAD.match(text)

    def _milestone(self, at: int, block: Block) -> None:
        milestone = self.row.milestones[-1]
        text = self._joined(milestone.lines)
        ended = read_due(text).ends_with_due
        if self._is_heading(at, block):
            self._heading_or_text(block)
        elif width_of(block) >= _WIDE or _DUE_LEAD.match(block.text) or read_due(block.text).ends_with_due:
            milestone.lines += block.lines
        elif ended and self._continues_key_area(at, block):
            self._more_key_area(block)
        elif text.endswith("-") or not self._like_owner(block):
            milestone.lines += block.lines
        elif ended or TERMINAL.search(text) or self._owners_begin(at):
            self.cell = self._owner
            self._owner(at, block)
        else:
            milestone.lines += block.lines

    def _owners_begin(self, at: int) -> bool:
        """Whether a milestone with no date or full stop is over: what is left is narrow and names a post."""
        rest = [block for block in self.blocks[at:] if not self._is_item(block)]
        return all(width_of(block) < _WIDE for block in rest) and any(
            self.posts.names_post(b.text) for b in rest
        )

    def _owner(self, at: int, block: Block) -> None:
        if self._continues_key_area(at, block):
            self._more_key_area(block)
        elif self.owner_runs and self._adjoins(self.owner_runs[-1][-1], block.lines[0]):
            self.owner_runs[-1] += block.lines
        else:
            self.owner_runs.append(list(block.lines))

    def _adjoins(self, last: Line, first: Line) -> bool:
        """Whether only blank lines stand between; owners with milestones between them are two cells."""
        return all(line.blank for line in self.body if last.number < line.number < first.number)

    def _continues_key_area(self, at: int, block: Block) -> bool:
        """After a page break the rest of an unfinished key area stands before the rest of the other cells."""
        if not self.row.key_area or TERMINAL.search(self._joined(self.row.key_area)):
            return False
        return block.text[0].islower() and bool(TERMINAL.search(block.text) or self._item_next(at))

    def _more_key_area(self, block: Block) -> None:
        self.row.key_area += block.lines
        self.row.key_area_in_pieces = True

    def _settle_lone_cell(self) -> None:
        """The only cell of a row is its owner when it names a post: its other cells are merged or slipped."""
        row = self.row
        if row.key_area and not row.text and not row.milestones and not self.owner_runs:
            text = self._joined(row.key_area)
            if not TERMINAL.search(text) and self.posts.names_post(text):
                self.owner_runs.append(row.key_area)
                row.key_area = []

    def _joined(self, lines: Sequence[Line]) -> str:
        return self.joiner.join(lines)


def share_key_areas(rows: Sequence[FlatRow], joiner: Joiner) -> None:
    """A row without a key area has that of the row above (a merged cell); one split by a page is joined."""
    for above, row in pairwise(rows):
        opening = joiner.join(row.key_area)
        if not opening:
            row.key_area, row.key_area_shared = above.key_area, bool(above.key_area)
        elif opening[0].islower() and not TERMINAL.search(joiner.join(above.key_area)):
            whole = above.key_area + row.key_area
            for each in (above, row):
                each.key_area, each.key_area_in_pieces = whole, True
            row.key_area_shared = True


def give_back_slipped(rows: Sequence[FlatRow]) -> None:
    """A row with nothing to do takes the last milestone above its number, if the row above can spare it."""
    for above, row in pairwise(rows):
        if not row.milestones and not row.text and len(above.milestones) > 1:
            row.milestones = [above.milestones.pop()]
            row.slipped_from = above
