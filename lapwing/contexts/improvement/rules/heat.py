"""How a group of the plan stood in a reporting cycle, by what was signed off in it. No Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lapwing.contexts.improvement.rules.colours import COLOUR_OF_STATUS, Colour, Counts, count, worst
from lapwing.contexts.improvement.rules.statuses import Status

# Of colours that as many stand at, the graver is named.
_GRAVEST = (Colour.RED, Colour.AMBER, Colour.GREY, Colour.GREEN, Colour.BLUE)


@dataclass(frozen=True)
class Standing:
    """What a cycle was told of a group: how many stood how, were stopped, and how many said nothing."""

    counts: Counts
    stopped: int
    silent: int

    @property
    def asked(self) -> int:
        return self.counts.total + self.stopped + self.silent

    @property
    def worst(self) -> Colour | None:
        """The worst colour that was said; None when nothing was said."""
        found = [colour for colour in Colour if self.counts.of(colour)]
        return worst(found) if found else None

    @property
    def commonest(self) -> Colour | None:
        """What most was said to be; of equals the graver. None when nothing was said."""
        if not self.counts.total:
            return None
        return max(_GRAVEST, key=lambda colour: (self.counts.of(colour), -_GRAVEST.index(colour)))


def standing(said: Iterable[Status | None]) -> Standing:
    """The standing of what was asked for: each its status as signed off, None where nothing was."""
    found = list(said)
    told = [status for status in found if status is not None]
    going = [status for status in told if status is not Status.STOPPED]
    return Standing(
        counts=count(COLOUR_OF_STATUS[status] for status in going),
        stopped=len(told) - len(going),
        silent=len(found) - len(told),
    )


def streak(row: Iterable[Colour | None], colour: Colour) -> int:
    """For how many cycles up to the last it has stood at a colour, without a break."""
    number = 0
    for each in reversed(list(row)):
        if each is not colour:
            break
        number += 1
    return number
