"""The words of a flattened table, each with its line and how far it stands from the word before.

A table that was flattened keeps no columns: what tells cells apart is only where lines and blanks fall.
A blank line may be empty (cells or boxes end) or hold spaces (a paragraph ends inside a cell).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.marks import is_marked

_PAGE_BLANKS = 3


class Gap(IntEnum):
    """What stands before a word: nothing, a line end, a blank line, an empty line, the end of a page."""

    NONE = 0
    LINE = 1
    SOFT = 2
    BLANK = 3
    PAGE = 4


@dataclass(frozen=True)
class Word:
    text: str
    line: int
    gap: Gap


@dataclass(frozen=True)
class TextLine:
    """Words that stand on one line, with the gap before the line."""

    number: int
    text: str
    gap: Gap

    @property
    def bulleted(self) -> bool:
        return is_marked(self.text)


def words_of(lines: Sequence[Line]) -> tuple[Word, ...]:
    """Every word of the lines with its line number and gap."""
    found: list[Word] = []
    blanks: list[str] = []
    for line in lines:
        if line.blank:
            blanks.append(line.text)
            continue
        gap = Gap.PAGE if "\f" in line.text else _gap(blanks)
        for text in line.text.split():
            found.append(Word(text, line.number, gap))
            gap = Gap.NONE
        blanks = []
    return tuple(found)


def lines_in(words: Iterable[Word]) -> tuple[TextLine, ...]:
    """The words set back into their lines."""
    found: list[TextLine] = []
    for word in words:
        if found and found[-1].number == word.line:
            last = found[-1]
            found[-1] = TextLine(last.number, f"{last.text} {word.text}", last.gap)
        else:
            found.append(TextLine(word.line, word.text, word.gap))
    return tuple(found)


def blocks_in(lines: Sequence[TextLine], least: Gap = Gap.SOFT) -> tuple[tuple[TextLine, ...], ...]:
    """The lines split wherever a gap of at least that size stands."""
    blocks: list[list[TextLine]] = []
    for line in lines:
        if blocks and line.gap < least:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return tuple(tuple(block) for block in blocks)


def joined(texts: Iterable[str]) -> str:
    """Texts of lines in one line; a word broken with a hyphen at a line's end is put together again.

    The hyphen stays after a digit or a capital and before either: ``0-`` and ``19`` make ``0-19``.
    """
    whole = ""
    for text in (" ".join(text.split()) for text in texts):
        if re.search(r"[a-z]-$", whole) and re.match(r"[a-z]", text):
            whole = whole[:-1] + text
        elif re.search(r"\w-$", whole):
            whole += text
        else:
            whole = f"{whole} {text}".strip()
    return whole


def _gap(blanks: Sequence[str]) -> Gap:
    if not blanks:
        return Gap.LINE
    if _longest_empty_run(blanks) >= _PAGE_BLANKS or any("\f" in blank for blank in blanks):
        return Gap.PAGE
    return Gap.BLANK if any(blank == "" for blank in blanks) else Gap.SOFT


def _longest_empty_run(blanks: Sequence[str]) -> int:
    longest = run = 0
    for blank in blanks:
        run = run + 1 if blank == "" else 0
        longest = max(longest, run)
    return longest
