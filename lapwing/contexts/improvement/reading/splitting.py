"""Proposing how a run-on cell splits into items, and applying the split that a person chose.

A cell whose list marks were lost cannot be read for certain: the reading holds a proposal, the question
shows the cell as it stood, and the answer is the list of items as a person divides them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lapwing.contexts.improvement.interchange import Action, Milestone, Plan, Question, SuccessCriterion
from lapwing.contexts.improvement.reading.clauses import LEAST_WORDS, Place, begins_item
from lapwing.contexts.improvement.reading.lexicon import Lexicon
from lapwing.contexts.improvement.reading.outline import roman
from lapwing.contexts.improvement.reading.words import bare

SPLIT_CODES = frozenset({"text.split", "owner.split"})


class SplitError(ValueError):
    """The items do not make up a cell that the question shows; the message says what is missing."""


def propose_items(run: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The items a run-on text seems to hold, in order, together all of its words. Empty for no words."""
    words = run.split()
    if not words:
        return ()
    fixed = _known_spans(words, lexicon)
    starts = [0]
    for at in range(1, len(words)):
        if any(begin < at < end for begin, end in fixed):
            continue
        edge = any(at in span for span in fixed) and len(words) - at >= LEAST_WORDS
        if edge or begins_item(Place(words, starts[-1], at, lexicon)):
            starts.append(at)
    return tuple(
        " ".join(words[begin:end]) for begin, end in zip(starts, [*starts[1:], len(words)], strict=True)
    )


def _known_spans(words: list[str], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where texts stand that are items of a marked list elsewhere in the document."""
    plain = list(map(bare, words))
    found = []
    for item in lexicon.items:
        wanted = list(map(bare, item.split()))
        for start in range(len(words) - len(wanted) + 1):
            if plain[start : start + len(wanted)] == wanted:
                found.append((start, start + len(wanted)))
    return found


def items_at(raw: str, boundaries: Sequence[int]) -> tuple[str, ...]:
    """A raw cell cut before the words of these numbers (from 0). Raises SplitError outside the cell."""
    words = raw.split()
    cuts = sorted(set(boundaries))
    if cuts and not 0 < cuts[0] <= cuts[-1] < len(words):
        raise SplitError(
            f"The cell has {len(words)} words; a boundary stands before one of them, not the first."
        )
    return tuple(" ".join(words[a:b]) for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True))


def boundaries_of(items: Sequence[str]) -> tuple[int, ...]:
    """The numbers of the words that the items begin with, the first item left out."""
    ends: list[int] = []
    for item in items:
        ends.append((ends[-1] if ends else 0) + len(item.split()))
    return tuple(ends[:-1])


def apply_split(plan: Plan, question: Question, items: Sequence[str]) -> Plan:
    """The plan with the cell that ``question`` shows divided into ``items``, and the answer written down.

    A question may show several cells, one to a line: the items together tell which is meant. Every action
    that the question names and whose cell it is gets the same division. Statuses are those of new items,
    and parts carry the due points of the parts they replace. Raises SplitError when the items are not, word
    for word and in order, one of the cells: an answer divides a text and does not rewrite it.
    """
    chosen = tuple(item for item in (" ".join(item.split()) for item in items) if item)
    _check(question, chosen)
    actions = tuple(
        _divided(action, question.code, chosen) if action.key in question.where else action
        for action in plan.actions
    )
    answer = "\n".join(chosen)
    answered = replace(question, answer=f"{question.answer}\n\n{answer}" if question.answer else answer)
    questions = tuple(answered if each == question else each for each in plan.questions)
    return replace(plan, actions=actions, questions=questions)


def _check(question: Question, items: Sequence[str]) -> None:
    if question.code not in SPLIT_CODES:
        raise SplitError(f"A question of the kind {question.code} is not about where a cell splits.")
    cells = (question.raw or "").split("\n")
    if not any(_words(items) == _words([cell]) for cell in cells):
        raise SplitError(
            "The items must be the words of the cell, in their order: none left out, none added."
        )


def _words(texts: Sequence[str]) -> list[str]:
    """The words to compare, without the punctuation that a split may take off the end of an item."""
    return [plain for text in texts for word in text.split() if (plain := word.rstrip(",;"))]


def _divided(action: Action, code: str, items: tuple[str, ...]) -> Action:
    if code == "owner.split":
        place = _place_of(action.owners, items)
        if place is None:
            return action
        return replace(action, owners=(*action.owners[: place[0]], *items, *action.owners[place[1] :]))
    if place := _place_of([criterion.text for criterion in action.success_criteria], items):
        old_criteria = action.success_criteria
        new = tuple(SuccessCriterion(text=item, source=old_criteria[place[0]].source) for item in items)
        return replace(action, success_criteria=(*old_criteria[: place[0]], *new, *old_criteria[place[1] :]))
    if place := _place_of([milestone.text for milestone in action.milestones], items):
        old = action.milestones
        parts = _labelled(old[place[0] : place[1]], items)
        return replace(action, milestones=(*old[: place[0]], *parts, *old[place[1] :]))
    return action


def _place_of(texts: Sequence[str], items: Sequence[str]) -> tuple[int, int] | None:
    """Which of the texts, from and up to, together have the words of the items."""
    wanted = _words(items)
    for start in range(len(texts)):
        for end in range(start + 1, len(texts) + 1):
            if _words(texts[start:end]) == wanted:
                return start, end
    return None


def _labelled(old: Sequence[Milestone], items: Sequence[str]) -> tuple[Milestone, ...]:
    """The new parts, labelled in the manner of those they replace: ``b)(i)``, ``1``, or not at all."""
    first = old[0]
    opening = first.label[: -len("(i)")] if first.label and first.label.endswith("(i)") else None
    labels: list[str | None] = [None] * len(items)
    if opening is not None:
        labels = [f"{opening}({roman(number)})" for number in range(1, len(items) + 1)]
    elif first.label and first.label.isdigit():
        labels = [str(int(first.label) + number) for number in range(len(items))]
    return tuple(
        Milestone(label=label, text=text, source=first.source, due=first.due)
        for label, text in zip(labels, items, strict=True)
    )
