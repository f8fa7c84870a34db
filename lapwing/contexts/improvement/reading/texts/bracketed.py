"""What an action of a list says in brackets at its end: ``1.1 Hold a forum (Lead: Chair; by March 2026)``."""

from __future__ import annotations

import re

from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.reading.texts.title_lines import role_of_title
from lapwing.domain.due_columns import read_due_cell

_AT_END = re.compile(r"^(?P<words>.*?\S)\s*[(\[](?P<told>(?:[^()\[\]]|\([^()]*\))*)[)\]]\s*\.?$")
_BETWEEN = re.compile(r"\s*[;|]\s*|,\s+(?=(?:by|due)\b|[A-Z][a-z]+(?: [a-z]+){0,3}:)")
_BY = re.compile(r"^(?:due|by)\b", re.IGNORECASE)
_TOLD = frozenset([Role.OWNER, Role.DUE, Role.START, Role.SUCCESS, Role.STATUS, Role.ACCOUNTABLE])
_DUE_TITLE = "By when"
_LONGEST = 600

Told = tuple[str, Role, str]


def told_in_brackets(text: str) -> tuple[str, tuple[Told, ...]] | None:
    """The words before the brackets, and each label in them with its role and text.

    None unless all in the brackets is told: a label and its text, or a date, and one of them a label.
    """
    match = _AT_END.match(text.strip()) if len(text) < _LONGEST else None
    if match is None:
        return None
    found = [_told(piece.strip()) for piece in _BETWEEN.split(match["told"]) if piece.strip()]
    told = tuple(each for each in found if each is not None)
    if not told or len(told) < len(found) or not any(title != _DUE_TITLE for title, _, _ in told):
        return None
    return match["words"], told


def _told(piece: str) -> Told | None:
    title, colon, rest = (part.strip() for part in piece.partition(":"))
    role = role_of_title(title) if colon and rest else None
    if role in _TOLD and role is not None:
        return title, role, rest
    return (_DUE_TITLE, Role.DUE, piece) if _BY.match(piece) and read_due_cell(piece).points else None
