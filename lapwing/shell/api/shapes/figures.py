"""Actual figures as they are read and sent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from lapwing.shell.api.shapes.basics import Number, Ref, Sent, Shape, Text


class ActualOut(Shape):
    """What was measured for a period. ``value`` is worked out where numerator and denominator are given."""

    ref: str
    series: str
    measure: str
    from_: date | None = Field(alias="from")
    to: date
    value: float
    numerator: float | None
    denominator: float | None
    source: str
    note: str
    recorded_at: datetime


class FigureIn(Sent):
    """A value, or how many out of how many. Zero is a value."""

    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    source: Text = "api"
    note: Text = ""


class ActualIn(FigureIn):
    from_: date | None = Field(default=None, alias="from")
    to: date


class RowIn(ActualIn):
    """A figure of a batch. ``replaces`` is the reference of the figure that it corrects, for ``reason``."""

    series: Ref
    replaces: Ref | None = None
    reason: Text = ""


class BatchIn(Sent):
    actuals: list[RowIn] = Field(min_length=1, max_length=500)


class CorrectionIn(FigureIn):
    reason: Text


class WithdrawalIn(Sent):
    reason: Text


class RowOut(Shape):
    """What became of a figure of a batch."""

    effect: Literal["new", "changed", "same"]
    actual: ActualOut


class BatchOut(Shape):
    actuals: list[RowOut]


class ActualPage(Shape):
    items: list[ActualOut]
    next: str | None
