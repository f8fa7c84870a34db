"""Answers to what another partnership's word for a status means."""

from __future__ import annotations

import re

from .statuses import Status


def status_answered(answer: str) -> Status | None:
    """The status that an answer chooses; None when it says something else."""
    return next((status for status in Status if answer.strip().casefold() == status.value), None)


def is_the_word(as_written: str, word: str) -> bool:
    """Whether what is printed is the word asked about, alone or with something said after it."""
    printed, asked = _plain(as_written), _plain(word)
    return printed == asked or printed.startswith(asked + " ")


def printed_note(as_written: str, period: str | None, note: str | None) -> str:
    """What a report made of a printed status says: the document's word, its period, and what it adds."""
    printed = f"“{as_written}”" + (f", {period}" if period else "")
    return f"{note} ({printed})" if note else f"As printed: {printed}"


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[#\w]+", text.casefold()))
