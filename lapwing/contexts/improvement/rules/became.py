"""What became of a milestone between two days, by its colour then and now. No Django."""

from __future__ import annotations

from lapwing.contexts.improvement.rules.colours import Colour
from lapwing.contexts.improvement.rules.statuses import Labelled

_BEST_FIRST = (Colour.BLUE, Colour.GREEN, Colour.AMBER, Colour.RED)


class Turn(Labelled):
    """How a colour changed; in the order in which a reader wants them."""

    WORSE = "worse", "Worse"
    BETTER = "better", "Better"
    UNKNOWN = "unknown", "No longer known"
    KNOWN = "known", "Known since"
    NEW = "new", "New"
    GONE = "gone", "Taken out"
    SAME = "same", "As it was"


def turn(then: Colour | None, now: Colour | None) -> Turn:
    """What became of it. None: it was not in the plan on that day. Grey is neither better nor worse."""
    if then is now:
        return Turn.SAME
    if then is None:
        return Turn.NEW
    if now is None:
        return Turn.GONE
    if now is Colour.GREY:
        return Turn.UNKNOWN
    if then is Colour.GREY:
        return Turn.KNOWN
    return Turn.WORSE if _BEST_FIRST.index(now) > _BEST_FIRST.index(then) else Turn.BETTER
