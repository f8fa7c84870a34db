"""Whether a document is a later version of a plan that is known: by its title, area, numbers and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lapwing.contexts.improvement.comparing.likeness import words_of
from lapwing.contexts.improvement.comparing.matching import bare_number
from lapwing.contexts.improvement.interchange import Action, Plan

LEAST = 0.35
_IN_A_ROW = 3


@dataclass(frozen=True)
class Sketch:
    """As much of a plan as tells it from others: ``actions`` as (number, words)."""

    title: str
    local_area: str
    actions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LaterVersion:
    """The plan it seems to be a version of, by its reference; ``likeness`` from 0 to 1."""

    ref: str
    likeness: float


def sketch_of(plan: Plan) -> Sketch:
    return Sketch(
        plan.title,
        plan.local_area or "",
        tuple((action.ref or "", _words_of_action(action)) for action in plan.actions),
    )


def later_version_of(found: Sketch, known: Mapping[str, Sketch]) -> tuple[LaterVersion, ...]:
    """The plans that a document may be a version of, the likest first.

    Words in a row weigh most, since two plans of one area share titles and numbers.
    """
    scored = [LaterVersion(ref, likeness_of(found, plan)) for ref, plan in known.items()]
    likely = [each for each in scored if each.likeness >= LEAST]
    return tuple(sorted(likely, key=lambda each: -each.likeness))


def likeness_of(one: Sketch, other: Sketch) -> float:
    """How alike two plans are. Symmetric."""
    rows = _shared(_rows(one), _rows(other))
    numbers = _shared(_numbers(one), _numbers(other))
    titles = _shared(set(words_of(one.title)), set(words_of(other.title)))
    areas = _shared(set(words_of(one.local_area)), set(words_of(other.local_area)))
    return 0.7 * rows + 0.1 * numbers + 0.1 * titles + 0.1 * areas


def _shared(one: set[str], other: set[str]) -> float:
    """How much of the smaller is in the larger, for a version may be much longer than the one before."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _rows(sketch: Sketch) -> set[str]:
    """Three words in a row, anywhere in an action."""
    found: set[str] = set()
    for _, text in sketch.actions:
        words = text.casefold().split()
        found.update(_in_rows(words))
    return found


def _in_rows(words: list[str]) -> Iterable[str]:
    return (" ".join(words[at : at + _IN_A_ROW]) for at in range(max(1, len(words) - _IN_A_ROW + 1)))


def _numbers(sketch: Sketch) -> set[str]:
    return {bare_number(number) for number, _ in sketch.actions if number}


def _words_of_action(action: Action) -> str:
    return action.text or " ".join(each.text for each in action.milestones)
