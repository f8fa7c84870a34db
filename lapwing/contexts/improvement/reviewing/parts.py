"""Dividing and joining the parts of an action where a person says: words stay as they are and in their order.

A list (milestones, success criteria or owners) is one run of words, and what can be chosen is before which
words a part begins. Parts that stay as they were keep everything; a new one takes its place, dates and
number from the old part in which it begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from lapwing.contexts.improvement.interchange import Action, Due, Milestone, SuccessCriterion
from lapwing.contexts.improvement.reviewing.review import EditError

Part = Milestone | SuccessCriterion


def texts_of(action: Action, part: str) -> tuple[str, ...]:
    """The texts of a list of an action, in order."""
    if part == "owner":
        return action.owners
    if part == "milestone":
        return tuple(milestone.text for milestone in action.milestones)
    return tuple(criterion.text for criterion in action.success_criteria)


def starts_of(texts: Sequence[str]) -> tuple[int, ...]:
    """The numbers of the words (from 0, in the whole run) with which the texts begin, the first left out."""
    starts, words = [], 0
    for text in texts:
        starts.append(words)
        words += len(text.split())
    return tuple(dict.fromkeys(start for start in starts if 0 < start < words))


def divided(action: Action, part: str, starts: Sequence[int]) -> Action:
    """The action with one of its lists divided before the words of these numbers. Raises EditError."""
    texts = texts_of(action, part)
    words = " ".join(texts).split()
    cuts = sorted(set(starts))
    if not words or (cuts and not 0 < cuts[0] <= cuts[-1] < len(words)):
        raise EditError("The words have changed meanwhile. Look at them again.")
    bounds = list(pairwise([0, *cuts, len(words)]))
    new = [" ".join(words[first:end]) for first, end in bounds]
    if part == "owner":
        return replace(action, owners=tuple(new))
    begun = _begun_in(texts, [first for first, _ in bounds])
    if part == "criterion":
        old_criteria = action.success_criteria
        criteria = tuple(
            old_criteria[at] if _same(old_criteria[at].text, text) else replace(old_criteria[at], text=text)
            for text, at in zip(new, begun, strict=True)
        )
        return replace(action, success_criteria=criteria)
    return replace(action, milestones=_milestones(action.milestones, new, begun))


def _same(first: str, second: str) -> bool:
    """Whether two texts differ in their blanks at most."""
    return first.split() == second.split()


def _begun_in(texts: Sequence[str], firsts: Sequence[int]) -> list[int]:
    """For each first word, the number of the text it stands in."""
    of_word = [at for at, text in enumerate(texts) for _ in text.split()]
    return [of_word[first] for first in firsts]


def _milestones(old: Sequence[Milestone], new: Sequence[str], begun: Sequence[int]) -> tuple[Milestone, ...]:
    ends = [*begun[1:], len(old)]
    found: list[Milestone] = []
    for number, (text, at, end) in enumerate(zip(new, begun, ends, strict=True)):
        taken_in = old[at : max(end, at + 1)]
        is_tail = number > 0 and begun[number - 1] == at
        if _same(old[at].text, text):
            found.append(old[at])
        else:
            found.append(_milestone(taken_in, text, is_tail=is_tail))
    return tuple(found)


def _milestone(taken_in: Sequence[Milestone], text: str, *, is_tail: bool) -> Milestone:
    """A new part out of old ones: the first's label and status, and the dates of all, each once."""
    first = taken_in[0]
    points = tuple(dict.fromkeys(point for each in taken_in for point in each.due.points))
    recurrence = next((each.due.recurrence for each in taken_in if each.due.recurrence), None)
    sources = [each.source for each in taken_in if each.source]
    source = (min(s[0] for s in sources), max(s[1] for s in sources)) if sources else None
    return replace(
        first,
        label=None if is_tail else first.label,
        text=text,
        source=source,
        due=Due(points=points, recurrence=recurrence),
    )
