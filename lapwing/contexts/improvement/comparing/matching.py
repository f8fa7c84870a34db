"""Which part of one list is which of another: first on number, then on likeness, the likest first.

Every pair of candidates gets a score: the likeness of their words, and a bonus for carrying the same number.
Pairs are made from the highest score down, over the whole lists at once, so that a renumbered action finds
itself again and one that merely took over its number does not stand in its way. A pair is *sure* when the
words are like enough; those that are less like are doubts for a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.comparing.likeness import Weighed, Weights, likeness

SAME_NUMBER = 0.25
# The same number of a number that the plan prints twice: the first may have become the second.
NEARLY_SAME_NUMBER = 0.1


@dataclass(frozen=True)
class Thresholds:
    """How like words must be. Below ``doubt`` parts with different numbers are never asked about."""

    with_number: float
    without_number: float
    doubt: float
    # With the same number a person is asked when hardly a word is shared.
    doubt_with_number: float = 0.12


WIDE = Thresholds(with_number=0.35, without_number=0.62, doubt=0.42)
# Among the few parts of one action: less likeness is needed to know one again.
WITHIN = Thresholds(with_number=0.3, without_number=0.5, doubt=0.3)


@dataclass(frozen=True)
class Candidate:
    """What is compared of a part: its number, which of several with that number, and its words."""

    number: str
    occurrence: int
    text: Weighed


@dataclass(frozen=True)
class Scored:
    """Two parts by their indexes; ``score`` decides who comes first, ``like`` whether it is sure."""

    before: int
    after: int
    score: float
    like: float
    same_number: bool


@dataclass(frozen=True)
class Matched:
    sure: tuple[Scored, ...]
    doubtful: tuple[Scored, ...]


# Says how alike two parts are by something else than their words: what lies in them.
Beside = Callable[[int, int], float]


def bare_number(number: str | None) -> str:
    """A number as it is compared: "Action 2.1." is 2.1."""
    return re.sub(
        r"^(?:action|objective|priority|area|measure|kpi|no|ref)\W+", "", (number or "").casefold()
    ).strip(" .:)(")


def match(
    before: Sequence[Candidate],
    after: Sequence[Candidate],
    weights: Weights,
    limits: Thresholds,
    *,
    beside: Beside | None = None,
    confirmed: Callable[[int, int], bool] | None = None,
    asked: bool = True,
) -> Matched:
    """The pairs that are sure, and the doubts among what is left. A ``confirmed`` pair goes before all."""
    scored = [
        _score(i, j, before[i], after[j], weights, beside)
        for i in range(len(before))
        for j in range(len(after))
    ]
    held = [pair for pair in scored if confirmed and confirmed(pair.before, pair.after)]
    likely = [pair for pair in scored if _is_sure(pair, limits)]
    sure = _best_first([*_best_first(held), *sorted(likely, key=_order)])
    taken = ({pair.before for pair in sure}, {pair.after for pair in sure})
    left = [pair for pair in scored if pair.before not in taken[0] and pair.after not in taken[1]]
    doubtful = _best_first(sorted(filter(lambda pair: _is_doubtful(pair, limits), left), key=_order))
    return Matched(tuple(sure), tuple(doubtful) if asked else ())


def _score(
    i: int, j: int, one: Candidate, other: Candidate, weights: Weights, beside: Beside | None
) -> Scored:
    like = likeness(one.text, other.text, weights)
    if not one.text.plain and not other.text.plain and one.number == other.number:
        like = 1.0
    if beside is not None:
        like = max(like, beside(i, j))
    named = bool(one.number) and one.number == other.number
    same = named and one.occurrence == other.occurrence
    bonus = SAME_NUMBER if same else NEARLY_SAME_NUMBER if named else 0.0
    return Scored(i, j, like + bonus, like, same)


def _is_sure(pair: Scored, limits: Thresholds) -> bool:
    return pair.like >= (limits.with_number if pair.same_number else limits.without_number)


def _is_doubtful(pair: Scored, limits: Thresholds) -> bool:
    return pair.like >= (limits.doubt_with_number if pair.same_number else limits.doubt)


def _order(pair: Scored) -> tuple[float, int, int, int]:
    """The highest score first; of equals the least moved. The same whichever plan is called the first."""
    ends = sorted((pair.before, pair.after))
    return (-round(pair.score, 9), ends[1] - ends[0], ends[0], ends[1])


def _best_first(pairs: Iterable[Scored]) -> list[Scored]:
    """Each pair whose two parts are still free, in the order given."""
    found: list[Scored] = []
    one: set[int] = set()
    other: set[int] = set()
    for pair in pairs:
        if pair.before not in one and pair.after not in other:
            found.append(pair)
            one.add(pair.before)
            other.add(pair.after)
    return found


def out_of_order(places: Sequence[int]) -> frozenset[int]:
    """The fewest indexes of ``places`` that must move for the rest to rise: all but a longest rising run."""
    best: list[int] = []
    came_from: list[int | None] = []
    for at, place in enumerate(places):
        length, source = 1, None
        for earlier in range(at):
            if places[earlier] < place and best[earlier] + 1 > length:
                length, source = best[earlier] + 1, earlier
        best.append(length)
        came_from.append(source)
    kept: set[int] = set()
    at_: int | None = max(range(len(places)), key=lambda each: best[each], default=None)
    while at_ is not None:
        kept.add(at_)
        at_ = came_from[at_]
    return frozenset(range(len(places))) - kept
