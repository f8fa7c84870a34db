"""Characters that were lost before the document reached us: kept as they are, and asked about once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lapwing.contexts.improvement.interchange import Action, Measure
from lapwing.contexts.improvement.reading.doubts import Doubts

LOST = "\ufffd"


def ask_about_lost_characters(actions: Iterable[Action], measures: Iterable[Measure], doubts: Doubts) -> None:
    """One question for all the parts whose words hold the sign of a character that could not be read."""
    for key, words in (*_of_actions(actions), *((each.key, each.name) for each in measures)):
        if LOST in words:
            doubts.add(
                "text.lost-character",
                key,
                f"Some characters of the document are lost (they show as {LOST}). What should stand there?",
                cause=LOST,
                raw=words,
            )


def _of_actions(actions: Iterable[Action]) -> Iterator[tuple[str, str]]:
    for action in actions:
        yield action.key, action.text
        yield from ((action.key, owner) for owner in action.owners)
        yield from ((action.key, criterion.text) for criterion in action.success_criteria)
