"""Pure decisions of governance: how late something is, what a meeting is called, what may follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lapwing.domain.bank_holidays import working_days_after, working_days_between

# Working days for an answer unless a rule says otherwise: three weeks of a group, four of a board.
DAYS_OF_A_GROUP, DAYS_OF_A_BOARD = 15, 20


def usual_days(*, is_board: bool) -> int:
    """How many working days a group usually has for an answer."""
    return DAYS_OF_A_BOARD if is_board else DAYS_OF_A_GROUP


def as_long_from(on: date, raised_on: date, answer_by: date) -> date:
    """The last day for an answer where it is asked from another day, after as many working days."""
    return working_days_after(on, max(1, working_days_between(raised_on, answer_by)))


def lateness(act_by: date, on: date) -> str:
    """ "3 days late", or nothing: what is due on a day is late from the next."""
    days = (on - act_by).days
    if days <= 0:
        return ""
    return f"{days} day{'' if days == 1 else 's'} late"


# How likely and how bad, each from 1 to 5.
SCALE = range(1, 6)
LIKELIHOOD = {1: "Rare", 2: "Unlikely", 3: "Possible", 4: "Likely", 5: "Almost certain"}
IMPACT = {1: "Very low", 2: "Low", 3: "Moderate", 4: "High", 5: "Very high"}


@dataclass(frozen=True)
class Band:
    """Scores from ``least`` on, in a word, a shape and a colour of the kit."""

    least: int
    word: str
    shape: Literal["triangle", "diamond", "circle"]
    colour: Literal["red", "amber", "green"]


# The usual 5 x 5 register: the highest band whose least score is reached.
BANDS = (
    Band(15, "High", "triangle", "red"),
    Band(8, "Medium", "diamond", "amber"),
    Band(1, "Low", "circle", "green"),
)


def band_of(likelihood: int, impact: int) -> Band:
    """The band of a score, which is how likely times how bad."""
    return next(band for band in BANDS if likelihood * impact >= band.least)
