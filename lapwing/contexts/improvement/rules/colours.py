"""The colour key, and the one rule by which colours are worked out: always a word and a shape too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lapwing.contexts.improvement.rules.statuses import CLOSED, Labelled, Status
from lapwing.domain.progress import Outcome


class Colour(Labelled):
    BLUE = "blue", "Blue"
    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"
    GREY = "grey", "Grey"


class Shape(Labelled):
    SQUARE = "square", "Square ■"
    CIRCLE = "circle", "Circle ●"
    DIAMOND = "diamond", "Diamond ◆"
    TRIANGLE = "triangle", "Triangle ▲"
    RING = "ring", "Ring ○"


@dataclass(frozen=True)
class KeyLine:
    """One line of a partnership's key: how a colour is shown and what it means."""

    colour: Colour
    label: str
    shape: Shape
    meaning: str


Key = Mapping[Colour, KeyLine]

DEFAULT_KEY: dict[Colour, KeyLine] = {
    line.colour: line
    for line in (
        KeyLine(Colour.BLUE, "Done and evidenced", Shape.SQUARE, "Done, and the evidence was accepted."),
        KeyLine(Colour.GREEN, "On track", Shape.CIRCLE, "Going to plan, or done and awaiting evidence."),
        KeyLine(Colour.AMBER, "At risk", Shape.DIAMOND, "May not be done in time or as planned."),
        KeyLine(Colour.RED, "Off track", Shape.TRIANGLE, "Will not be done in time or as planned."),
        KeyLine(
            Colour.GREY, "Not started or not known", Shape.RING, "Nothing said yet, or not enough known."
        ),
    )
}

COLOUR_OF_STATUS: dict[Status, Colour] = {
    Status.NOT_STARTED: Colour.GREY,
    Status.ON_TRACK: Colour.GREEN,
    Status.AT_RISK: Colour.AMBER,
    Status.OFF_TRACK: Colour.RED,
    Status.DONE: Colour.GREEN,
    Status.EVIDENCED: Colour.BLUE,
    Status.STOPPED: Colour.GREY,
}

COLOUR_OF_OUTCOME: dict[Outcome, Colour] = {
    Outcome.MET: Colour.BLUE,
    Outcome.ON_PATH: Colour.GREEN,
    Outcome.NEAR: Colour.AMBER,
    Outcome.OFF_PATH: Colour.RED,
    Outcome.UNKNOWN: Colour.GREY,
}

ACTION_RULE = (
    "A person says how each milestone stands; whether it is late is worked out from its dates and shown "
    "beside. An action takes the worst colour of its milestones, leaving out those that were stopped: red if "
    "any is off track, else amber if any is at risk. It is blue only when every milestone is done and "
    "evidenced, grey when none has started, and green otherwise. What a signed-off update says of the action "
    "as a whole counts beside its milestones, until the next one is signed off or all of them are closed. "
    "An objective, a group and the plan show the worst of their actions in the same way, with the number of "
    "milestones of each colour."
)
MEASURE_RULE = (
    "The latest actual is compared with what was to be expected on its date: the straight line between the "
    "dated targets, from the baseline to the first. Blue: the last target is met. Green: at or better than "
    "expected. Amber: short of expected by a tenth of the way from baseline to target or less. Red: further "
    "short, or a level to keep that is not kept. With no date for the baseline, targets are steps and the "
    "last one whose date has come is what is expected. Grey: something is missing or needs confirming, and "
    "the page says what."
)
LATE_RULE = (
    "A milestone is overdue, once, from the day after its last date. A start or an occurrence that has "
    "passed is listed apart. A milestone without a date is never overdue and never on track."
)


@dataclass(frozen=True)
class Counts:
    """How many of each colour."""

    blue: int = 0
    red: int = 0
    amber: int = 0
    green: int = 0
    grey: int = 0

    @property
    def total(self) -> int:
        return self.blue + self.red + self.amber + self.green + self.grey

    def of(self, colour: Colour) -> int:
        return int(getattr(self, colour.value))


def count(colours: Iterable[Colour]) -> Counts:
    """The number of each colour."""
    found = list(colours)
    return Counts(**{colour.value: found.count(colour) for colour in Colour})


def colour_of_milestone(status: Status, *, dated: bool) -> Colour:
    """The colour of what was said; a milestone without a date cannot be on track, so it is not known."""
    if status is Status.ON_TRACK and not dated:
        return Colour.GREY
    return COLOUR_OF_STATUS[status]


def whole_stands(milestones: Iterable[Status]) -> bool:
    """Whether what was said of an action as a whole still counts: not once its milestones are all closed.

    Of an action without milestones it is all that there is.
    """
    found = list(milestones)
    return not found or any(status not in CLOSED for status in found)


def colour_of_action(milestones: Iterable[Colour], whole: Status | None) -> Colour:
    """The worst of its unstopped milestones and of what stands of it as a whole, by ``worst``."""
    said = [] if whole is None or whole is Status.STOPPED else [COLOUR_OF_STATUS[whole]]
    return worst([*milestones, *said])


def worst(colours: Iterable[Colour]) -> Colour:
    """Red, else amber, if there is any; blue or grey only when all are; else green. Grey for nothing."""
    found = set(colours)
    for bad in (Colour.RED, Colour.AMBER):
        if bad in found:
            return bad
    if found <= {Colour.GREY}:
        return Colour.GREY
    return Colour.BLUE if found == {Colour.BLUE} else Colour.GREEN


def worst_of_series(colours: Iterable[Colour]) -> Colour:
    """Of a measure's series: red, amber, grey, green, blue. Not knowing is worse than knowing it is good."""
    order = (Colour.RED, Colour.AMBER, Colour.GREY, Colour.GREEN)
    found = set(colours)
    return next((colour for colour in order if colour in found), Colour.BLUE if found else Colour.GREY)
