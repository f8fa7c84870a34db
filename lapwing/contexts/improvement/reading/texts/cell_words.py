"""The words of one cell from its pieces: wrapped lines joined, items and paragraphs on lines of their own."""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.contexts.improvement.reading.marks import ARROW, BULLET
from lapwing.contexts.improvement.reading.owners import Gap, OwnerLine, Posts, split_owners
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.reading.texts.looks import PEOPLE
from lapwing.contexts.improvement.reading.texts.parts import TextCell
from lapwing.contexts.improvement.reading.texts.pieces_of_rows import Piece


def cell_of(pieces: Sequence[Piece], role: Role | None) -> TextCell | None:
    """The words of a cell: lines of one paragraph joined, items of a list and paragraphs on their own lines;
    people each on a line."""
    if not pieces:
        return None
    if role in PEOPLE:
        lines = [OwnerLine(piece.text, Gap.PARAGRAPH if piece.gap > 1 else Gap.NONE) for piece in pieces]
        owners = split_owners(lines, Posts())
        return TextCell("\n".join(owners), (pieces[0].number, pieces[-1].number))
    texts: list[str] = []
    for piece in pieces:
        item = BULLET.match(piece.text) or ARROW.match(piece.text)
        if texts and not item and not piece.begins and not (piece.gap and texts[-1][-1:] in ".!?:"):
            texts[-1] = _joined(texts[-1], piece.text)
        else:
            texts.append(piece.text)
    return TextCell("\n".join(texts), (pieces[0].number, pieces[-1].number))


def _joined(text: str, more: str) -> str:
    """A word that was broken at the end of a line is mended; a dash that parts words stays."""
    if text.endswith("-") and not text.endswith(" -") and more[:1].islower() and text[-2:-1].isalpha():
        return text[:-1] + more
    return f"{text} {more}"
