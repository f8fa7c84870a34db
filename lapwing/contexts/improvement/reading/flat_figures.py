"""Figures in the text of actions, in a plan that has tables for its measures: shown, not guessed at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lapwing.contexts.improvement.interchange import Action
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.statements import statements_in

_TIME = r"(?:minute|hour|day|week|month|term|quarter|year)s?"
_SMALL = r"(?:of|to|the|and|or|by|in|for|with|on|at|per|from|will|is|are|be)"
# "6 new coordinators": a number, up to three words that tell of the thing, and the thing in the plural
_COUNT = re.compile(
    rf"(?<![\w.,/%-])(?<!Year )\d{{1,3}}\s+(?!{_TIME}\b)(?!{_SMALL}\b)"
    rf"(?:(?!{_SMALL}\b)[A-Za-z’'-]+\s+){{0,3}}?[a-zA-Z’'-]{{2,}}s\b"
)


def ask_about_figures(actions: Sequence[Action], doubts: Doubts) -> None:
    """One ``measure.in-text`` question for the plan, with every place and its words."""
    found = [(where, words) for action in actions for where, words in _figures(action)]
    raw = "\n".join(f"{where}: {words}" for where, words in found)
    for where, _ in found:
        text = "Figures stand in the text of actions and not in a measure table. Should any be a measure?"
        doubts.add("measure.in-text", where, text, cause="texts of actions", raw=raw)


def _figures(action: Action) -> Iterator[tuple[str, str]]:
    texts = [(action.key, f"{action.key_area or ''} {action.text}")]
    texts += [
        (f"{action.key}/m{at}", milestone.text) for at, milestone in enumerate(action.milestones, start=1)
    ]
    for where, text in texts:
        sentences = dict.fromkeys(each.text for each in statements_in(text) if re.search(r"\d", each.phrase))
        yield from ((where, sentence) for sentence in sentences)
        if not sentences:
            yield from ((where, match.group()) for match in _COUNT.finditer(text))
