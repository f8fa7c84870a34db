"""Makes paragraphs and items of lists from the lines of a region: a column of text, or a cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lapwing.platform.extraction.pdf.habits import Habits
from lapwing.platform.extraction.pdf.lines import Line
from lapwing.platform.extraction.pdf.marks import Mark, follows, mark_of, plain
from lapwing.platform.extraction.pdf.vocabulary import (
    BREAKS_AFTER,
    HYPHENS,
    SOFT_HYPHEN,
    normalised,
)

_LEADERS = re.compile(r"(?:\.\s?|…\s?|_){4,}\s*\w{1,5}$")
# A blank is no wider than this share of the letters.
BLANK = 0.3
# A web or mail address may be broken at its stops too.
_DATE = re.compile(r"\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})")
_ADDRESS = re.compile(r"://|^www\.|@\w")


@dataclass(slots=True)
class Block:
    """A paragraph, heading or item: its lines, its mark, where its text begins and how far it may reach."""

    lines: list[Line]
    mark: Mark | None = None
    text_x: float = 0.0
    right: float = 0.0
    loose: bool = False
    level: int = 0
    furthest: float = 0.0

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def x0(self) -> float:
        return self.first.x0

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


def blocks_of(
    lines: Sequence[Line], right: float, habits: Habits, *, loose: bool = False, furthest: float = 0.0
) -> list[Block]:
    """The paragraphs of a region whose lines may reach to ``right``, with the levels of list items.

    ``loose`` text stands in no cell: some of its paragraphs may be narrower than others. Some of the text may
    reach as far as ``furthest``.
    """
    blocks: list[Block] = []
    lead = _lead(lines, right, habits)
    for line in lines:
        mark = _mark(line, blocks)
        if (
            blocks
            and not (mark and _opens(line, blocks))
            and _continues(blocks[-1], line, right, lead, habits)
        ):
            blocks[-1].lines.append(line)
            continue
        text_x = line.words[1].x0 if mark and len(line.words) > 1 else line.x0
        blocks.append(Block([line], mark, text_x, right, loose, furthest=max(right, furthest)))
    _set_levels(blocks)
    return blocks


def text_of(block: Block, habits: Habits) -> str:
    """The words of a block without its mark, lines joined as they were written."""
    text = ""
    for number, line in enumerate(block.lines):
        words = line.words[1:] if number == 0 and block.mark else line.words
        written = " ".join(word.text for word in words)
        if not written:
            continue
        text = _joined(text, written, block, number, habits) if text else written
    return " ".join(normalised(plain(text)).split())


def cell_text(blocks: Iterable[Block], habits: Habits) -> str:
    """The text of a cell: a line for each block, marks and levels as GridCell has them."""
    lines = []
    for block in blocks:
        text = text_of(block, habits)
        if block.mark:
            text = f"{'  ' * max(block.level - 1, 0)}{block.mark.text} {text}".rstrip()
        lines.append(text)
    return "\n".join(line for line in lines if line.strip())


def _joined(text: str, line: str, block: Block, number: int, habits: Habits) -> str:
    """The text so far with the next line of its block."""
    before = block.lines[number - 1]
    head, _, last = text.rpartition(" ")
    first = line.split(" ", 1)[0]
    if before.spaced or len(last) < 2:
        return f"{text} {line}"
    if last[-1] in HYPHENS + SOFT_HYPHEN:
        joined = habits.vocabulary.joined(last, first) + line[len(first) :]
        return f"{head} {joined}" if head else joined
    if _in_address(block.lines[:number]) and (habits.draws_blanks or first[0].islower()):
        return text + line
    known_break = habits.draws_blanks or last[-1] == "/"
    if known_break and last[-1] in BREAKS_AFTER and last[-2] not in BREAKS_AFTER:
        return text + line
    if habits.draws_blanks and _is_cut(block, number, block.lines[number], habits):
        return text + line
    return f"{text} {line}"


def _lead(lines: Sequence[Line], right: float, habits: Habits) -> float:
    """The distance of lines within a paragraph here: the document's, unless full lines stand wider."""
    if not lines:
        return 0.0
    size = Counter(round(line.size * 2) for line in lines).most_common(1)[0][0] / 2
    usual = habits.lead(size)
    full = [
        after.y - before.y
        for before, after in pairwise(lines)
        if not had_room(before, after, right, habits) and abs(before.size - after.size) < 0.5
    ]
    if len(full) >= 3 and min(full) > 1.15 * usual:
        return min(full)
    return usual


def _mark(line: Line, blocks: list[Block]) -> Mark | None:
    first = line.words[0]
    mark = mark_of(first.text)
    if mark is None or (len(line.words) == 1 and not mark.certain):
        return None
    if mark.certain or len(line.words) == 1:
        return mark
    if line.words[1].x0 - first.x1 > 0.45 * line.size or any(
        block.mark and block.mark.text == mark.text and abs(block.x0 - line.x0) < 2 for block in blocks
    ):
        return mark
    # a dash or letter with no more than a blank behind it opens no item by itself; a number with a stop does
    return mark if mark.text[-1] in ".)" else None


def _opens(line: Line, blocks: list[Block]) -> bool:
    """Whether a line that seems to open an item is not just a paragraph's line that begins like one."""
    return not (mark_of(line.words[0].text) is not None and _inside(line, blocks[-1]))


def _inside(line: Line, block: Block) -> bool:
    """Whether a line that begins with a lone letter or number and a stop goes on with the sentence above."""
    first = line.words[0].text
    mark = mark_of(first)
    if mark is None or mark.certain or first[-1] not in ".)" or first[0] == "(" or len(line.words) < 2:
        return False
    if not block.lines[-1].spaced or line.words[1].x0 - line.words[0].x1 > 0.45 * line.size:
        return False
    hangs = abs(line.x0 - block.text_x) < 2
    return hangs or (block.mark is not None and abs(line.x0 - block.x0) < 2 and not follows(block.mark, mark))


def had_room(before: Line, line: Line, right: float, habits: Habits) -> bool:
    """Whether the first word of a line would have stood at the end of the line before, had it gone on."""
    blank = 0.25 * before.size
    needed = before.x1 + blank + (line.words[0].x1 - line.words[0].x0)
    if before.words[-1].text[-1] in HYPHENS:
        needed -= blank
    slack = 1.5 * before.size if before.spaced else (0.5 if habits.draws_blanks else 0.6 * before.size)
    return needed + slack <= right


def _continues(block: Block, line: Line, right: float, lead: float, habits: Habits) -> bool:
    """Whether a line goes on with the block above it."""
    before = block.lines[-1]
    distance = line.y - before.y
    size = max(before.size, line.size)
    if distance > 1.22 * max(lead, before.size) + 0.3 or distance < 0:
        return False
    if abs(before.size - line.size) > 0.12 * size:
        return False
    room = had_room(before, line, right, habits) and not _in_address(block.lines)
    if room and not (block.loose and _runs_on(before, line)):
        return False
    if (
        block.bold
        and not any(word.bold for word in line.words)
        and len(block.lines) == 1
        and not before.spaced
    ):
        return False
    if _LEADERS.search(before.text):
        # an entry of a contents list ends with its page, at the very end of its line
        return False
    if habits.draws_blanks and not before.spaced and not block.mark and abs(line.x0 - before.x0) > size:
        # lines set to the right or the middle, each broken by hand
        return _breakable(block, line, habits)
    if block.mark and line.x0 < block.text_x - 0.6 * size and len(block.lines) > 1:
        # its other lines hang from the mark's text, this one does not
        return abs(block.lines[1].x0 - block.text_x) > 0.6 * size
    return (
        before.spaced
        or not habits.always_draws_blanks
        or _breakable(block, line, habits)
        or _full(block, line)
    )


def _runs_on(before: Line, line: Line) -> bool:
    """Whether a line plainly goes on with a sentence, however far the one before it might have reached."""
    end, start = before.words[-1].text[-1], line.words[0].text[0]
    return before.spaced and (end.isalnum() or end == ",") and start.islower() and len(before.words) > 3


def _full(block: Block, line: Line) -> bool:
    """Whether no blank would have fitted behind a block's last line, and the next plainly goes on with it."""
    before = block.lines[-1]
    hangs = block.mark is not None and abs(line.x0 - block.text_x) < 2
    goes_on = hangs or line.words[0].text[0].islower()
    return goes_on and block.furthest - before.x1 < BLANK * before.size


def _breakable(block: Block, line: Line, habits: Habits) -> bool:
    """Whether a block whose last line ends without a blank may yet go on in the next."""
    last = block.lines[-1].words[-1].text
    if last[-1] in HYPHENS + SOFT_HYPHEN + BREAKS_AFTER or _in_address(block.lines):
        return True
    return _is_cut(block, len(block.lines), line, habits)


def _in_address(lines: Sequence[Line]) -> bool:
    """Whether lines end in the middle of a web address."""
    token = lines[-1].words[-1].text
    for before, line in pairwise(reversed(lines)):
        if len(before.words) > 1 or line.spaced:
            break
        token = line.words[-1].text + token
    return not lines[-1].spaced and token[-1] in "./?=&_#%" and bool(_ADDRESS.search(token))


def _is_cut(block: Block, number: int, line: Line, habits: Habits) -> bool:
    """Whether one word fills the line before the one of this number, too long for it, and goes on there.

    A program that draws blanks at the ends of lines leaves one out only where it would not fit.
    """
    before = block.lines[number - 1]
    words = before.words[1:] if block.mark and number == 1 else before.words
    if len(words) != 1 or before.spaced or block.right - before.x1 > 0.6 * before.size:
        return False
    first, second = words[0].text, line.words[0].text
    if first[-1].isdigit() and second[0].isdigit():
        return bool(_DATE.fullmatch(first + second) and not _DATE.fullmatch(first))
    stem, rest = first.lstrip("(“‘"), re.split(r"[^\w]", second)[0]
    if not rest:
        return stem.isalpha() and second[0] in ".,;:)"
    if not (stem.isalpha() and rest.isalpha() and rest[0].islower()):
        return False
    return habits.vocabulary.was_cut(stem, rest, blank_fits=block.furthest - before.x1 > BLANK * before.size)


def _set_levels(blocks: list[Block]) -> None:
    """Levels of items by how far in their marks stand, from 1."""
    open_marks: list[float] = []
    for block in blocks:
        if block.mark is None:
            if open_marks and block.x0 < open_marks[0] + 1.5:
                open_marks = []
            continue
        while open_marks and block.x0 < open_marks[-1] - 2.5:
            open_marks.pop()
        if not open_marks or block.x0 > open_marks[-1] + 2.5:
            open_marks.append(block.x0)
        block.level = len(open_marks)
