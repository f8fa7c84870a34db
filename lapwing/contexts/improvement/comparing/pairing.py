"""The pairs of two plans, actions first: groups and objectives are known by what they hold."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lapwing.contexts.improvement.comparing.fields import number_of, text_of
from lapwing.contexts.improvement.comparing.likeness import LEAST_WORDS, Weighed, Weights, evened, words_of
from lapwing.contexts.improvement.comparing.matching import (
    WIDE,
    WITHIN,
    Beside,
    Candidate,
    Matched,
    bare_number,
    match,
)
from lapwing.contexts.improvement.comparing.shapes import Doubt, Pair, Part, Place, part_at, parts_of
from lapwing.contexts.improvement.interchange import Plan

_WITHIN = {Part.ACTION: (Part.MILESTONE, Part.CRITERION), Part.MEASURE: (Part.SERIES,)}
# Holding the same parts says nearly as much as the same title.
_HOLDING_THE_SAME = 0.9


@dataclass
class Pairing:
    """What was found so far of two plans."""

    before: Plan
    after: Plan
    confirmed: frozenset[str]
    pairs: dict[Place, Pair] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words: dict[str, Counter[str]] = {}
        texts = [text for plan in (self.before, self.after) for text in _texts(plan)]
        self.weights = Weights.from_texts(map(self._words, texts))
        self.weighed: dict[str, Weighed] = {}

    def all(self) -> tuple[tuple[Pair, ...], tuple[Doubt, ...]]:
        """The pairs in the order of the first plan, and the doubts."""
        self._add(Pair(Place(Part.PLAN), Place(Part.PLAN), 1.0))
        self._match(Part.ACTION, beside=self._shared_milestones())
        for part in (Part.MEASURE, Part.AREA, Part.FINDING):
            self._match(part)
        self._match(Part.OBJECTIVE, beside=self._shared_actions("objective", Part.OBJECTIVE))
        self._match(Part.GROUP, beside=self._shared_actions("group", Part.GROUP))
        return tuple(sorted(self.pairs.values(), key=lambda pair: pair.before.order)), tuple(self.doubts)

    def _add(self, pair: Pair) -> None:
        self.pairs[pair.before] = pair

    def _match(
        self,
        part: Part,
        above: tuple[Place, Place] | None = None,
        beside: Beside | None = None,
    ) -> None:
        upper = above or (None, None)
        old, new = parts_of(self.before, part, upper[0]), parts_of(self.after, part, upper[1])
        prefix = tuple(place.path if place else () for place in upper)

        def pair_of(i: int, j: int) -> tuple[Place, Place]:
            return Place(part, (*prefix[0], i)), Place(part, (*prefix[1], j))

        def is_confirmed(i: int, j: int) -> bool:
            return self._doubt_id(*pair_of(i, j)) in self.confirmed

        found = self._only_ones(part, old, new) or match(
            [self._candidate(part, each) for each in old],
            [self._candidate(part, each) for each in new],
            self.weights,
            WITHIN if above else WIDE,
            beside=beside,
            confirmed=is_confirmed if self.confirmed else None,
        )
        for each in found.doubtful:
            self._doubt(*pair_of(each.before, each.after), each.like, each.same_number, False)
        for each in found.sure:
            before, after = pair_of(each.before, each.after)
            if self.confirmed and is_confirmed(each.before, each.after):
                self._doubt(before, after, each.like, each.same_number, True)
            self._add(Pair(before, after, min(each.like, 1.0)))
            for inner in _WITHIN.get(part, ()):
                self._match(inner, (before, after))

    def _only_ones(self, part: Part, old: tuple[Any, ...], new: tuple[Any, ...]) -> Matched | None:
        """A measure with one line before and one now still has that line, whatever it is called."""
        if part is not Part.SERIES or len(old) != 1 or len(new) != 1:
            return None
        one, other = self._candidate(part, old[0]), self._candidate(part, new[0])
        return match([one], [other], self.weights, WITHIN, beside=lambda i, j: 1.0)

    def _doubt(self, before: Place, after: Place, like: float, same_number: bool, confirmed: bool) -> None:
        self.doubts.append(Doubt(self._doubt_id(before, after), before, after, like, same_number, confirmed))

    def _doubt_id(self, before: Place, after: Place) -> str:
        return digest("same", name_of(self.before, before), name_of(self.after, after))

    def _candidate(self, part: Part, found: Any) -> Candidate:
        text = text_of(part, found)
        if part is Part.ACTION and self._words(text).total() < LEAST_WORDS:
            text = " ".join([text, *(each.text for each in found.milestones)])
        occurrence = getattr(found, "occurrence", 1)
        return Candidate(bare_number(number_of(part, found)), occurrence, self._weighed(text))

    def _weighed(self, text: str) -> Weighed:
        if text not in self.weighed:
            self.weighed[text] = Weighed.of(text, self._words(text), self.weights)
        return self.weighed[text]

    def _words(self, text: str) -> Counter[str]:
        if text not in self.words:
            self.words[text] = words_of(text)
        return self.words[text]

    def _shared_milestones(self) -> Beside:
        """How many of the milestones of two actions are the same, of those that stand in one action only."""
        olds, news = _own_milestones(self.before), _own_milestones(self.after)

        def beside(i: int, j: int) -> float:
            both, shared = len(olds[i]) + len(news[j]), len(olds[i] & news[j])
            # one milestone alone may have wandered from the one action to the other
            return _HOLDING_THE_SAME * 2 * shared / both if shared > 1 else 0.0

        return beside

    def _shared_actions(self, name: str, part: Part) -> Beside:
        """How many of the actions of two groups, or objectives, are the same ones: Dice's coefficient."""
        old = [getattr(action, name) for action in self.before.actions]
        new = [getattr(action, name) for action in self.after.actions]
        shared = Counter(
            (old[pair.before.path[0]], new[pair.after.path[0]])
            for pair in self.pairs.values()
            if pair.before.part is Part.ACTION
        )
        held, holds = Counter(old), Counter(new)
        olds, news = parts_of(self.before, part), parts_of(self.after, part)

        def beside(i: int, j: int) -> float:
            one, other = olds[i].ref, news[j].ref
            both = held[one] + holds[other]
            return _HOLDING_THE_SAME * 2 * shared[one, other] / both if both else 0.0

        return beside


def _own_milestones(plan: Plan) -> list[set[str]]:
    """The words of each action's milestones, without those that other actions have too."""
    found = [{evened(each.text).casefold() for each in action.milestones} for action in plan.actions]
    times = Counter(text for texts in found for text in texts)
    return [{text for text in texts if times[text] == 1 and text} for texts in found]


def name_of(plan: Plan, place: Place) -> str:
    """What a part is called by itself, wherever it comes to stand: keys where it has one, else its words."""
    if place.part is Part.PLAN:
        return "plan"
    found = part_at(plan, place)
    own = getattr(found, "key", None) or f"{number_of(place.part, found)} {text_of(place.part, found)}"
    above = f"{name_of(plan, place.above)}/" if place.above else ""
    return f"{above}{place.part}:{own}"


def digest(*parts: object) -> str:
    """A short name for what some values say together."""
    return hashlib.blake2s("\x1f".join(map(str, parts)).encode("utf-8", "replace"), digest_size=6).hexdigest()


def _texts(plan: Plan) -> Iterator[str]:
    """The words of a plan by which parts are weighed: those of which there are many."""
    for part in (Part.ACTION, Part.MEASURE, Part.OBJECTIVE):
        yield from (text_of(part, each) for each in parts_of(plan, part))
    yield from (milestone.text for action in plan.actions for milestone in action.milestones)
    yield from (criterion.text for action in plan.actions for criterion in action.success_criteria)
