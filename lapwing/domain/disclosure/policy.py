"""What is hidden, what is rounded and what stands for it: the rules of disclosure control, as data.

Facts in the sources below were looked up in November 2026; what could not be found is called unverified.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """Rules for counts of children.

    Counts from 1 to ``threshold`` (0 too, unless ``zeros_shown``) are hidden. Others are shown to the nearest
    ``rounded_to``, halves upwards. Without ``totals_shown`` no total is. With ``complements`` the children
    whom a numerator leaves out of its denominator are a count of children as well: 48 of 50 is hidden for the
    two. ``hidden``, ``not_applicable`` and ``not_available`` stand where a figure would.

    ValueError for a threshold under 2 (a hidden 1 that can only be a 1 is not hidden) or a rounding under 1.
    """

    name: str
    threshold: int = 4
    zeros_shown: bool = True
    rounded_to: int = 1
    totals_shown: bool = True
    complements: bool = False
    hidden: str = "c"
    not_applicable: str = "z"
    not_available: str = "x"

    def __post_init__(self) -> None:
        if self.threshold < 2:
            raise ValueError(f"A threshold of {self.threshold} hides nothing: it must be 2 or more.")
        if self.rounded_to < 1:
            raise ValueError(f"Counts cannot be rounded to the nearest {self.rounded_to}.")

    def is_small(self, count: int) -> bool:
        """Whether a count is hidden for its own sake."""
        return 0 < count <= self.threshold or (count == 0 and not self.zeros_shown)

    def rounded(self, count: int) -> int:
        """The count to the nearest ``rounded_to``."""
        return (count + self.rounded_to // 2) // self.rounded_to * self.rounded_to


#: Lapwing's own: 1 to 4 hidden, zeros and exact figures shown, ``c`` for what is hidden.
LAPWING = Policy("lapwing")

#: As `LAPWING`, and what a numerator leaves out counts too: for places where a handful of children
#: missed is as telling as a handful reached.
STRICT = Policy("strict", complements=True)

#: Department for Education, statistics on children by local authority: figures not rounded, ``c`` where
#: confidentiality asks for it with secondary suppression, a shown zero is a true zero, ``z`` for not
#: applicable. Source: methodology "Children looked after: a focus on placement location", Explore education
#: statistics. That the numbers hidden are 1 to 4 is unverified (older releases hid 1 to 5).
DFE = Policy("dfe")

#: As `DFE`, and rounded to the nearest 5: offered because rounding of special educational needs statistics
#: was asked for. That the Department rounds its present ones so is unverified.
DFE_ROUNDED = Policy("dfe-rounded", rounded_to=5)

#: Ofqual: everything rounded to the nearest 5, 1 to 4 shown as "fewer than 5", true zeros as 0. Source:
#: "Rounding policy for statistical publications", updated 30 October 2025. (Ofqual works percentages out
#: from exact figures; here they come from the rounded ones.)
OFQUAL = Policy("ofqual", rounded_to=5, hidden="fewer than 5")

#: NHS England (formerly NHS Digital), hospital statistics below national level: 1 to 7 shown as ``*``, others
#: rounded, percentages worked out from rounded figures. Source: "Disclosure control methodology for Hospital
#: Episode Statistics and Emergency Care Data Set", from September 2018. Read in extracts only: that the
#: rounding is to the nearest 5 and that zeros are shown is unverified.
NHS = Policy("nhs", threshold=7, rounded_to=5, hidden="*")

#: NHS England, older mental health statistics: under 5, zero included, shown as ``*``. Source: "Mental Health
#: Bulletin, annual report 2013-14". That others were rounded to the nearest 5 is unverified.
NHS_ZEROS_HIDDEN = Policy("nhs-zeros-hidden", zeros_shown=False, rounded_to=5, hidden="*")

POLICIES = {each.name: each for each in (LAPWING, STRICT, DFE, DFE_ROUNDED, OFQUAL, NHS, NHS_ZEROS_HIDDEN)}
