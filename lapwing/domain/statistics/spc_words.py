"""What a control chart's icons, labels and types say in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.domain.statistics.spc_types import Assurance, Cause, PointType, Variation


@dataclass(frozen=True)
class Said:
    """A few words, and a sentence that says what they mean."""

    word: str
    meaning: str


VARIATION: dict[Variation, Said] = {
    Variation.COMMON: Said(
        "No significant change", "The latest figure shows only the usual ups and downs (common cause)."
    ),
    Variation.IMPROVEMENT_HIGH: Said(
        "Improving, higher",
        "The latest figure is part of a rise that chance does not explain, for the better.",
    ),
    Variation.IMPROVEMENT_LOW: Said(
        "Improving, lower",
        "The latest figure is part of a fall that chance does not explain, for the better.",
    ),
    Variation.CONCERN_HIGH: Said(
        "Of concern, higher",
        "The latest figure is part of a rise that chance does not explain, for the worse.",
    ),
    Variation.CONCERN_LOW: Said(
        "Of concern, lower",
        "The latest figure is part of a fall that chance does not explain, for the worse.",
    ),
    Variation.NEUTRAL_HIGH: Said(
        "Changed, higher",
        "The latest figure is part of a rise that chance does not explain; no way is better or worse.",
    ),
    Variation.NEUTRAL_LOW: Said(
        "Changed, lower",
        "The latest figure is part of a fall that chance does not explain; no way is better or worse.",
    ),
}
ASSURANCE: dict[Assurance, Said] = {
    Assurance.PASS: Said(
        "Meets the target reliably", "As things are, figures can be expected to meet the target every time."
    ),
    Assurance.FAIL: Said(
        "Misses the target",
        "As things are, no figure can be expected to meet the target: something must change.",
    ),
    Assurance.INCONSISTENT: Said(
        "Hit or miss", "As things are, figures meet the target at one time and miss it at another, by chance."
    ),
}
TYPES: dict[PointType, str] = {
    PointType.COMMON: "Usual ups and downs",
    PointType.IMPROVEMENT: "Improvement",
    PointType.CONCERN: "Concern",
    PointType.NEUTRAL_HIGH: "Change upwards",
    PointType.NEUTRAL_LOW: "Change downwards",
}
CAUSES: dict[Cause, str] = {
    Cause.COMMON: "",
    Cause.ABOVE_LIMIT: "above the upper limit",
    Cause.BELOW_LIMIT: "below the lower limit",
    Cause.RISING: "seven or more rising in a row",
    Cause.FALLING: "seven or more falling in a row",
    Cause.NEAR_ABOVE: "two of three near the upper limit",
    Cause.NEAR_BELOW: "two of three near the lower limit",
    Cause.SHIFT_ABOVE: "seven or more above the mean in a row",
    Cause.SHIFT_BELOW: "seven or more below the mean in a row",
}
