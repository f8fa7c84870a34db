"""The parts of an action's cell: its listed steps with their labels, its paragraphs, or the whole of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.grids.cell_text import CellLine, lines_of_cell, passages_of_cell
from lapwing.contexts.improvement.reading.outline import Part, outline_of_passages
from lapwing.contexts.improvement.reading.words import PLAN_VERBS, bare

# Fewer words between semicolons are a list inside a sentence.
_LEAST_WORDS = 3


@dataclass(frozen=True)
class Parts:
    """``text`` is all of the cell's words; ``steps`` what is done, one at least where there is text."""

    text: str
    steps: tuple[Part, ...]


def parts_of(text: str, key: str, doubts: Doubts) -> Parts:
    """An action in steps: listed items, lettered parts in a text, or paragraphs that each say what to do."""
    lines = lines_of_cell(text)
    whole = " ".join(
        " ".join(f"{line.mark} {line.text}" if line.mark else line.text for line in lines).split()
    )
    listed = [line for line in lines if line.listed]
    outline = outline_of_passages(passages_of_cell(text), lambda run: (run,))
    if len(listed) >= 2 or (listed and len(lines) > 1):
        return Parts(whole, _listed(lines, outline.parts))
    if any(part.label for part in outline.parts) and len(outline.parts) > 1:
        return Parts(outline.text, outline.parts)
    if _are_steps(lines):
        _ask_paragraphs(whole, key, doubts)
        return Parts(whole, tuple(Part(None, line.text) for line in lines))
    return Parts(whole, (Part(None, whole),) if whole else ())


def _listed(lines: tuple[CellLine, ...], parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The items of a list; what stands before its first item leads into it and is no step of its own."""
    passages = list(lines)
    leading = 0
    while leading < len(passages) and not passages[leading].listed:
        leading += 1
    before = {" ".join(line.text.split()) for line in passages[:leading]}
    kept = tuple(part for part in parts if part.label or part.text not in before)
    return kept or parts


def _are_steps(lines: tuple[CellLine, ...]) -> bool:
    """Several paragraphs, each of which begins with a verb of doing."""
    return len(lines) > 1 and all(bare(line.text.split()[0]).casefold() in PLAN_VERBS for line in lines)


def _ask_paragraphs(raw: str, key: str, doubts: Doubts) -> None:
    text = "Each paragraph of these cells says what to do, and is read as a step of its own. Is that right?"
    doubts.add("text.split", key, text, cause="paragraphs", raw=raw)


def criteria_of(text: str) -> tuple[str, ...]:
    """Each criterion of a cell: an item of its list, or a paragraph. What leads into a list is none."""
    lines = lines_of_cell(text)
    if not any(line.listed for line in lines):
        return tuple(" ".join(line.text.split()) for line in lines)
    outline = outline_of_passages(passages_of_cell(text), lambda run: (run,))
    return tuple(_with_label(part) for part in outline.parts)


def between_semicolons(text: str) -> tuple[str, ...]:
    """What semicolons part, when each piece is long enough to say something; else the text as it is."""
    pieces = [re.sub(r"^and\s+", "", piece.strip()) for piece in text.rstrip("; ").split(";")]
    if len(pieces) < 2 or any(len(piece.split()) < _LEAST_WORDS for piece in pieces):
        return (text,)
    return tuple(pieces)


def stems_of(text: str) -> tuple[str, ...]:
    """The words of a cell that lead into a list of criteria and stand in none of them."""
    return outline_of_passages(passages_of_cell(text), lambda run: (run,)).stems


def _with_label(part: Part) -> str:
    printed = part.label and not part.label.isdigit() and "(" not in part.label[1:]
    return f"{part.label} {part.text}" if printed and not re.match(r"^\(?\d", part.label or "") else part.text
