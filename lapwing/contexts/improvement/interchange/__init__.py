"""The interchange form of a plan, ``lapwing-plan/1``: read, imported and exported alike.

Frozen dataclasses with plain values only, so that a plan can be read, compared and written without a
database. ``as_written`` is what the document prints and is never replaced; a value that could not be
resolved is ``None`` and a question says why. ``source`` is the first and last line (counted from 1).
"""

from lapwing.contexts.improvement.interchange.json_text import InterchangeError, from_json, to_json
from lapwing.contexts.improvement.interchange.shapes import (
    FORMAT,
    Action,
    Actual,
    Area,
    Baseline,
    Comparator,
    Direction,
    Due,
    DuePoint,
    Finding,
    Group,
    Inspection,
    Measure,
    Milestone,
    Objective,
    Plan,
    QuarterBasis,
    Question,
    Remainder,
    Series,
    Span,
    SuccessCriterion,
    Target,
    TargetType,
)

__all__ = [
    "FORMAT",
    "Action",
    "Actual",
    "Area",
    "Baseline",
    "Comparator",
    "Direction",
    "Due",
    "DuePoint",
    "Finding",
    "Group",
    "Inspection",
    "InterchangeError",
    "Measure",
    "Milestone",
    "Objective",
    "Plan",
    "QuarterBasis",
    "Question",
    "Remainder",
    "Series",
    "Span",
    "SuccessCriterion",
    "Target",
    "TargetType",
    "from_json",
    "to_json",
]
