"""Numbers that were mistyped (``3.1.``, ``5..2.1``): read by what they plainly mean, and asked about."""

from __future__ import annotations

from lapwing.contexts.improvement.reading.doubts import Doubts


def ask_about_slip(printed: str, meant: str, where: str, doubts: Doubts) -> None:
    """One ``ref.typing`` question for the plan. Its words show the first slip, ``where`` every place."""
    text = (
        "Numbers typed with a dot, a full stop or a letter too many are read by the number alone "
        f"(first: “{printed}” as {meant}). Is that right?"
    )
    doubts.add("ref.typing", where, text, cause="slips", choices=("yes", "no"), raw=printed)
