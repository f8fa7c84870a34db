"""Colours of the rules as marks of the kit: the word, shape and meaning are the partnership's."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lapwing.contexts.improvement.queries.lines import ActionLine
from lapwing.contexts.improvement.queries.measure_lines import MeasureLine, OutcomeCounts
from lapwing.contexts.improvement.rules import COLOUR_OF_OUTCOME, Colour, Counts, Key, Status
from lapwing.domain.progress import Outcome
from lapwing.platform.ui import marks as kit
from lapwing.platform.ui.filters import day
from lapwing.platform.ui.marks import StatusCount, StatusMark

# What is best first, what says nothing last.
ORDER = (Colour.BLUE, Colour.GREEN, Colour.AMBER, Colour.RED, Colour.GREY)

OUTCOME_WORDS: dict[Outcome, tuple[str, str]] = {
    Outcome.MET: ("Met", "The last target is met."),
    Outcome.ON_PATH: ("On path", "At or better than expected by now."),
    Outcome.NEAR: ("Nearly on path", "Short of expected by a tenth of the way or less."),
    Outcome.OFF_PATH: ("Off path", "Short of expected by more than a tenth of the way."),
    Outcome.UNKNOWN: ("Not known", "Something is missing or needs confirming."),
}


def mark_of(key: Key, colour: Colour) -> StatusMark:
    line = key[colour]
    return _mark(line.label, line.shape.value, colour, line.meaning)


def mark_said(key: Key, status: Status, colour: Colour) -> StatusMark:
    return _mark(status.label, key[colour].shape.value, colour, "")


def mark_of_outcome(key: Key, outcome: Outcome) -> StatusMark:
    colour = COLOUR_OF_OUTCOME[outcome]
    label, meaning = OUTCOME_WORDS[outcome]
    return _mark(label, key[colour].shape.value, colour, meaning)


def counts(key: Key, found: Counts, url: Callable[[Colour], str] | None = None) -> list[StatusCount]:
    """The counts in the order of the key, those of nothing left out."""
    return [
        StatusCount(mark_of(key, colour), found.of(colour), url(colour) if url else None)
        for colour in ORDER
        if found.of(colour)
    ]


def outcomes(key: Key, found: OutcomeCounts, url: Callable[[Outcome], str]) -> list[StatusCount]:
    """The same for measures, the nearly on path apart from those off it."""
    numbers = {
        Outcome.MET: found.met,
        Outcome.ON_PATH: found.on_path,
        Outcome.NEAR: found.near,
        Outcome.OFF_PATH: found.off_path - found.near,
        Outcome.UNKNOWN: found.unknown,
    }
    return [
        StatusCount(mark_of_outcome(key, outcome), number, url(outcome))
        for outcome, number in numbers.items()
        if number
    ]


def mark_of_measure(key: Key, measure: MeasureLine) -> StatusMark:
    """How a measure stands: as the series that gives it its colour."""
    worst = next((each.outcome for each in measure.series if each.colour is measure.colour), Outcome.UNKNOWN)
    return mark_of_outcome(key, worst)


def why(key: Key, line: ActionLine) -> str:
    """Why an action has its colour, in words; also by what was said of it as a whole."""
    whole, going = line.whole, line.counts.total
    if whole is None:
        return _why_by_milestones(key, line)
    said = f"Of the action as a whole it was said on {day(whole.on)}: {whole.status.label.lower()}."
    if whole.is_trouble and not line.counts.of(line.colour):
        return said
    return f"{_why_by_milestones(key, line)} {said}" if going else said


def _why_by_milestones(key: Key, line: ActionLine) -> str:
    going = line.counts.total
    if not going:
        return "It has no milestone that is still going."
    if line.colour in (Colour.RED, Colour.AMBER):
        found = line.counts.of(line.colour)
        share = "Its one milestone is" if going == 1 else f"{found} of {going} milestones {_is(found)}"
        return f"{share} {key[line.colour].label.lower()}: the worst colour counts."
    if line.colour is Colour.BLUE:
        return "Every milestone is done and its evidence accepted."
    if line.colour is Colour.GREY:
        return "Nothing was said of its milestones yet, or too little is known."
    return "No milestone is off track or at risk."


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _mark(label: str, shape: str, colour: Colour, meaning: str) -> StatusMark:
    return StatusMark(label, cast(kit.Shape, shape), cast(kit.Colour, colour.value), meaning)
