"""The words of one cell from its pieces: wrapped lines joined, items and paragraphs on lines of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from lapwing.contexts.improvement.reading.marks import ARROW, BULLET
from lapwing.contexts.improvement.reading.owners import Gap, OwnerLine, Posts, split_owners
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.reading.texts.looks import PEOPLE, is_post
from lapwing.contexts.improvement.reading.texts.parts import TextCell
from lapwing.contexts.improvement.reading.texts.pieces_of_rows import Piece

SOFT_HYPHEN = "\u00ad"


def cell_of(pieces: Sequence[Piece], role: Role | None, width: int = 0) -> TextCell | None:
    """The words of a cell: lines of one paragraph joined, items of a list and paragraphs on their own lines;
    people each on a line.

    ``width`` is that of the column, where it is known: a success that ends well before it is one of its own.
    """
    if not pieces:
        return None
    lines = pieces[0].number, pieces[-1].lines[1]
    if role in PEOPLE:
        return TextCell("\n".join(_people(pieces)), lines)
    texts: list[str] = []
    before: Piece | None = None
    for piece in pieces:
        own = role is Role.SUCCESS and before is not None and _ended_early(before, piece, width)
        if texts and not own and not _opens_paragraph(piece, texts[-1]):
            texts[-1] = joined(texts[-1], piece.text)
        else:
            texts.append(piece.text)
        before = piece
    return TextCell("\n".join(texts), lines)


def _people(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """One to a line; where cells ran together there are no lines, and they stay as they stand."""
    if any(piece.inline for piece in pieces):
        return (" ".join(piece.text for piece in pieces),)
    lines: list[OwnerLine] = []
    for piece in pieces:
        if lines and lines[-1].text.endswith(SOFT_HYPHEN):
            lines[-1] = replace(lines[-1], text=joined(lines[-1].text, piece.text))
        else:
            lines.append(OwnerLine(piece.text, Gap.PARAGRAPH if piece.gap > 1 else Gap.NONE))
    return split_owners(lines, Posts())


def people_in_doubt(pieces: Sequence[Piece]) -> bool:
    """Whether several people stand on more lines than there are people: a name may go on at each."""
    if any(piece.inline for piece in pieces):
        return False
    people = _people(pieces)
    if 1 < len(people) < len(pieces):
        return True
    # a last word that is no post may end the title above it: ``…, Community`` over ``Paediatrics``
    return len(people) > 1 and "," in people[-2] and " " not in people[-1] and not is_post(people[-1])


def texts_in_doubt(pieces: Sequence[Piece], width: int) -> bool:
    """Whether lines of a success may be one text or several: a capital opens one, and the line above is full;
    or sentences ran together. In a list, marks say where one begins."""
    if any(BULLET.match(piece.text) for piece in pieces):
        return False
    return any(
        not _opens_paragraph(piece, before.text)
        and not _ended_early(before, piece, width)
        and (piece.text[0].isupper() if piece.gap == 0 else False)
        and (before.text[-1:] in ".;" if piece.inline else before.text[-1:] not in ",&-/(")
        for before, piece in pairwise(pieces)
    )


def _opens_paragraph(piece: Piece, text: str) -> bool:
    item = BULLET.match(piece.text) or ARROW.match(piece.text)
    return bool(item) or piece.begins or (piece.gap > 0 and text[-1:] in ".!?:")


def _ended_early(before: Piece, piece: Piece, width: int) -> bool:
    """Whether the line above ends though the next word had fitted, and this one opens with a capital."""
    if piece.inline or not width or not (piece.text[0].isupper() or piece.text[0].isdigit()):
        return False
    room = width - len(before.text)
    return room > len(piece.text.split()[0]) + 1 and room > width * 0.25


def joined(text: str, more: str) -> str:
    """A word that was broken at the end of a line is mended; a dash that parts words stays."""
    if text.endswith(SOFT_HYPHEN):
        return text[:-1] + more
    if text.endswith("-") and not text.endswith(" -") and more[:1].islower() and text[-2:-1].isalpha():
        return text[:-1] + more
    return f"{text} {more}"
