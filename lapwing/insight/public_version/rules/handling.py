"""How the figures of a measure are handled when everybody may read them: decided from its unit, or asked.

Only counts of children are protected. A percentage is one where its counts are known: "3 of 7" gives three
children away. Days, scores and page views are not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lapwing.insight.public_version.rules.children import CHILDREN


class Handling(StrEnum):
    SHARE = "share"
    CHILDREN = "children"
    PLAIN = "plain"
    OUT = "out"


LABELS = {
    Handling.SHARE: "A share of children: hide it where so few are counted that they could be known",
    Handling.CHILDREN: "A number of children, or of what happened to them: hide small numbers",
    Handling.PLAIN: "No child can be known from it: show it as it stands",
    Handling.OUT: "Leave it out",
}

_CHILDREN = re.compile(rf"\b({CHILDREN})\b", re.IGNORECASE)
_TIMES = r"days?|weeks?|months?|years?|hours?|minutes?"
# The unit itself is no child, or a time; "plans within 20 weeks" and "appeals a year" are counts of neither.
_PLAIN = re.compile(
    rf"^(?:(?:average|mean|median|number of|working|calendar|school|page|web|website) )*"
    rf"(?:{_TIMES}|scores?|points?|views?|visits?|sessions?|events?|audits?|towns?|settings?|schools?|providers?|"
    rf"practitioners?|staff|pounds?)\b|^£|\bin (?:{_TIMES})$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# What floating point may take from a half.
_TINY = 1e-9
_COUNTED = re.compile(r"^([\d,]+) of ([\d,]+)$")


@dataclass(frozen=True)
class Counted:
    """What is known of one figure: its value, and how many of how many where both are whole."""

    value: float | None
    part: int | None = None
    whole: int | None = None

    @property
    def is_share(self) -> bool:
        return self.part is not None and self.whole is not None


def counted(value: float | None, text: str) -> Counted:
    """A figure with its counts as they are printed: "37 of 72"; what is no such pair is no counts."""
    found = _COUNTED.match(text.strip())
    if not found:
        return Counted(value)
    part, whole = (int(each.replace(",", "")) for each in found.groups())
    return Counted(value, part, whole) if part <= whole else Counted(value)


def choices(unit: str, figures: Sequence[Counted]) -> tuple[Handling, ...]:
    """How the figures of a line may be handled, by what is known of them.

    What counts children, or is a share of so many of how many, is never shown as it stands.
    """
    known = [each for each in figures if each.value is not None]
    is_share = any(each.is_share for each in known)
    found = [Handling.SHARE] if is_share else []
    if known and "%" not in unit and all(_is_count(each.value) for each in known):
        found.append(Handling.CHILDREN)
    if not is_share and ("%" in unit or not _CHILDREN.search(unit)):
        found.append(Handling.PLAIN)
    return (*found, Handling.OUT)


def may_count_children(unit: str, value: float | None) -> bool:
    """Whether a figure is a whole number, and nothing in its unit says that it counts something else."""
    return _is_count(value) and "%" not in unit and (bool(_CHILDREN.search(unit)) or not _is_plain(unit))


def makes_a_small_number(percentage: str, whole: int, threshold: int, *, left_out: bool) -> bool:
    """Whether a printed percentage ("15%", "2.5%") of so many can be 1 to the threshold.

    With ``left_out``, also whether it can leave so few out. What is printed is rounded: "15%" is anything
    from 14.5 to 15.5. False for what is no percentage.
    """
    found = _NUMBER.search(percentage)
    if not found:
        return False
    share = float(found[0].replace(",", ""))
    half = 0.5 * 10.0 ** -len(found[0].partition(".")[2]) + _TINY
    for each in (share, 100 - share) if left_out else (share,):
        fewest, most = math.ceil((each - half) * whole / 100), math.floor((each + half) * whole / 100)
        if 1 <= fewest <= min(most, threshold):
            return True
    return False


def proposed(unit: str, figures: Sequence[Counted]) -> Handling | None:
    """What the unit decides; None where a person has to say.

    A percentage without its counts cannot be judged, nor can a "count" of nobody knows what.
    """
    open_to = choices(unit, figures)
    if Handling.SHARE in open_to:
        return Handling.SHARE
    if "%" in unit:
        return None
    if _CHILDREN.search(unit):
        return Handling.CHILDREN if Handling.CHILDREN in open_to else None
    return Handling.PLAIN if _is_plain(unit) else None


def _is_plain(unit: str) -> bool:
    return bool(_PLAIN.search(unit.strip()))


def _is_count(value: float | None) -> bool:
    return value is not None and value >= 0 and value == int(value)
