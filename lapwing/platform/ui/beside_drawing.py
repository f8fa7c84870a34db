"""What others have, drawn beside a series: lines that differ by dash and shape, and names at their ends.

Where there are more of them than looks, as old packs may have, a look stands for several: each has its name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import cycle

from lapwing.platform.ui.beside import LOOKS, Say, all_shown, names_of, values_of
from lapwing.platform.ui.chart_labels import MarginName
from lapwing.platform.ui.chart_types import Level, Other, Series
from lapwing.platform.ui.plotting import Dots, Path, PlotMark
from lapwing.platform.ui.trajectory_frame import Frame

SLATE = "#3d5a73"


def lines_beside(others: Sequence[Other], frame: Frame, until: dt.date) -> Iterator[PlotMark]:
    """The lines, and a hollow shape at each figure whose day is in view. Level ones run until a day."""
    for each, (dash, shape) in zip(all_shown(others, frame.first, frame.last), cycle(LOOKS)):
        if isinstance(each, Series):
            points = [(point.date, point.value) for point in each.points]
            yield Path(points, SLATE, 1.5, dash)
        else:
            yield Path([(frame.first, each.value), (until, each.value)], SLATE, 1.5, dash)
            points = [(each.on, each.value)] if each.on and frame.first <= each.on <= until else []
        yield Dots(points, "#ffffff", 34, shape, SLATE, 1.5)


def names_beside(others: Sequence[Other], frame: Frame, say: Say) -> Iterator[MarginName]:
    """The name of each with its last figure, to stand in the margin with its shape."""
    seen = all_shown(others, frame.first, frame.last)
    names = names_of(others, frame.first, frame.last, say)
    for each, name, (_, shape) in zip(seen, names, cycle(LOOKS)):
        yield MarginName(name, values_of(each)[-1], SLATE, shape, isinstance(each, Level))
