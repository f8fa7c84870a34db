"""Words at the points of a chart, put where they neither touch each other nor run out of the picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lapwing.platform.ui.chart_types import Shape
from lapwing.platform.ui.plotting import Sign
from lapwing.platform.ui.trajectory_frame import BOTTOM, LEFT, NAME_ROW, TOP, Frame

Align = Literal["left", "center", "right"]
# Pixels to the right, pixels down, and which end of the words that moves.
Spot = tuple[float, float, Align]

BESIDE: Spot = (9, 0, "left")
ABOVE: Spot = (0, -14, "center")
ABOVE_TO_LEFT: Spot = (5, -14, "right")
ABOVE_TO_RIGHT: Spot = (-5, -14, "left")
BELOW: Spot = (0, 18, "center")
BELOW_TO_LEFT: Spot = (5, 18, "right")
BELOW_TO_RIGHT: Spot = (-5, 18, "left")
BEFORE: Spot = (-9, 0, "right")
OVER_A_STEP: Spot = (-6, -11, "right")
UNDER_A_STEP: Spot = (-6, 14, "right")
FROM_THE_TOP: Spot = (5, -10, "left")
TO_THE_TOP: Spot = (-5, -10, "right")
AFTER: Spot = (6, 0, "left")
# A letter of Inter is a little over half as wide as the type is high.
_LETTER = 0.56


@dataclass(frozen=True)
class Label:
    """Words at a point and where they may stand, best first; left out without room, unless ``kept``."""

    text: str
    date: dt.date
    value: float
    colour: str
    spots: Sequence[Spot]
    size: int = 13
    weight: int = 500
    kept: bool = False
    # Room before the words, for a shape.
    lead: float = 0


@dataclass(frozen=True)
class Box:
    """Room taken on the plot, in pixels from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


def placed(labels: Iterable[Label], frame: Frame) -> list[dict[str, Any]]:
    """The rows that draw the labels, the first having the first choice of its place."""
    taken: list[Box] = []
    rows: list[dict[str, Any]] = []
    for label in labels:
        spot = _spot(label, frame, taken)
        if spot is None:
            continue
        taken.append(_box(label, spot, frame))
        rows.append(_row(label, spot))
    return rows


@dataclass(frozen=True)
class MarginName:
    """The name of a line, to stand at its end. ``shape`` is drawn before it, where the line has one.

    ``level``: the line runs to the end of the plot at that value.
    """

    text: str
    value: float
    colour: str
    shape: Shape | None = None
    level: bool = True


def in_margin(names: Iterable[MarginName], frame: Frame, day: dt.date) -> tuple[list[Label], list[Sign]]:
    """Names beside the ends of lines that run until a day, pushed apart, with their shapes."""
    found = sorted(names, key=lambda name: -name.value)
    places = pushed_apart([frame.y_of(name.value) for name in found], NAME_ROW, frame.height)
    labels: list[Label] = []
    signs: list[Sign] = []
    for name, at in zip(found, places, strict=True):
        lead = 12.0 if name.shape else 0.0
        if name.shape:
            signs.append(Sign(frame.x_of(day) + 12, at, name.colour, name.shape))
        spot: Spot = (8 + lead, at - frame.y_of(name.value), "left")
        labels.append(Label(name.text, day, name.value, name.colour, (spot,), size=12, kept=True, lead=lead))
    return labels, signs


def below(names: Iterable[MarginName], frame: Frame) -> tuple[list[Label], list[Sign]]:
    """The same for a narrow drawing, which has no margin: a row for each below the plot.

    The shape stands at the end of a level line too, so that the two are seen to belong together.
    """
    labels: list[Label] = []
    signs: list[Sign] = []
    for at, name in enumerate(names):
        row = frame.height + BOTTOM + NAME_ROW * (at + 0.5)
        if name.shape:
            signs.append(Sign(6, row, name.colour, name.shape))
            if name.level:
                signs.append(Sign(frame.width, frame.y_of(name.value), name.colour, name.shape))
        spot: Spot = (16 - frame.x_of(frame.first), row - frame.y_of(name.value), "left")
        labels.append(Label(name.text, frame.first, name.value, name.colour, (spot,), size=12, kept=True))
    return labels, signs


def pushed_apart(wanted: Sequence[float], apart: float, last: float) -> list[float]:
    """Places in order at least so far apart, as near to those wanted as pushing down allows.

    What would come after ``last`` pushes those before it up again.
    """
    places: list[float] = []
    for place in wanted:
        places.append(max(place, places[-1] + apart) if places else place)
    latest = last
    for at in reversed(range(len(places))):
        places[at] = min(places[at], latest)
        latest = places[at] - apart
    return places


def _spot(label: Label, frame: Frame, taken: Sequence[Box]) -> Spot | None:
    inside = [spot for spot in label.spots if _fits(_box(label, spot, frame), frame)]
    free = [spot for spot in inside if not any(_box(label, spot, frame).touches(box) for box in taken)]
    if free:
        return free[0]
    return (inside or list(label.spots))[0] if label.kept else None


def _fits(box: Box, frame: Frame) -> bool:
    return box.left >= -LEFT and box.right <= frame.width + frame.right and box.top >= -TOP


def _box(label: Label, spot: Spot, frame: Frame) -> Box:
    dx, dy, align = spot
    width, height = _LETTER * label.size * len(label.text), label.size
    start = {"left": 0.0, "center": -width / 2, "right": -width}[align]
    left = frame.x_of(label.date) + dx + start
    top = frame.y_of(label.value) + dy - height / 2
    return Box(left - label.lead, top, left + width, top + height)


def _row(label: Label, spot: Spot) -> dict[str, Any]:
    dx, dy, align = spot
    return {
        "d": label.date.isoformat(),
        "v": float(label.value),
        "t": label.text,
        "dx": dx,
        "dy": dy,
        "align": align,
        "colour": label.colour,
        "size": label.size,
        "weight": label.weight,
    }
