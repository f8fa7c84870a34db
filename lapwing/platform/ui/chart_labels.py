"""Words at the points of a chart, put where they neither touch each other nor run out of the picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lapwing.platform.ui.trajectory_frame import LEFT, TOP, Frame

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
    return Box(left, top, left + width, top + height)


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
