"""Pure decisions about a plan's state: what may follow what, what is late, what colour it has. No Django."""

from .colours import (
    ACTION_RULE,
    COLOUR_OF_OUTCOME,
    COLOUR_OF_STATUS,
    DEFAULT_KEY,
    LATE_RULE,
    MEASURE_RULE,
    Colour,
    Counts,
    Key,
    KeyLine,
    Shape,
    colour_of_milestone,
    count,
    worst,
    worst_of_series,
)
from .lateness import Lateness, Point
from .moves import NEVER, Moved, Stretch, moved
from .occurrences import Period, Turn, next_turn, period_of, turns
from .statuses import CLOSED, FINISHED, NEEDS_A_NOTE, TRANSITIONS, Status, may_follow, why_not

__all__ = [
    "ACTION_RULE",
    "CLOSED",
    "COLOUR_OF_OUTCOME",
    "COLOUR_OF_STATUS",
    "DEFAULT_KEY",
    "FINISHED",
    "LATE_RULE",
    "MEASURE_RULE",
    "NEEDS_A_NOTE",
    "NEVER",
    "TRANSITIONS",
    "Colour",
    "Counts",
    "Key",
    "KeyLine",
    "Lateness",
    "Moved",
    "Period",
    "Point",
    "Shape",
    "Status",
    "Stretch",
    "Turn",
    "colour_of_milestone",
    "count",
    "may_follow",
    "moved",
    "next_turn",
    "period_of",
    "turns",
    "why_not",
    "worst",
    "worst_of_series",
]
