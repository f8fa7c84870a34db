"""Which picture a series gets: a control chart where its limits are worth something, else a plain line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from statistics import median

from lapwing.domain.statistics.spc_types import ENOUGH_POINTS

# Figures usually this many days apart or more come once a year.
_A_YEAR = 300


class Picture(StrEnum):
    CONTROL_CHART = "control chart"
    LINE = "line"


@dataclass(frozen=True)
class Choice:
    """The picture, and why it is not a control chart, in words ("" when it is)."""

    picture: Picture
    reason: str = ""

    @property
    def is_control_chart(self) -> bool:
        return self.picture is Picture.CONTROL_CHART


def picture_of(days: Sequence[date]) -> Choice:
    """The picture for figures of these days, in order. A yearly measure never has a control chart."""
    gaps = [(after - before).days for before, after in pairwise(days)]
    if 0 in gaps:
        return Choice(Picture.LINE, "Two figures end on the same day, which a control chart cannot show.")
    if gaps and median(gaps) >= _A_YEAR:
        return Choice(Picture.LINE, "Figures come once a year, too seldom for a control chart.")
    if len(days) < ENOUGH_POINTS:
        have = "there is 1" if len(days) == 1 else f"there are {len(days)}"
        return Choice(Picture.LINE, f"A control chart needs {ENOUGH_POINTS} figures; {have}.")
    return Choice(Picture.CONTROL_CHART)
