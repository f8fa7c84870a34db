"""A board pack as it is frozen: every word and figure, as people read it.

One pack is drawn as Word, PDF, Excel and a page. So that all four say the same, nothing is worked out or
put into words when one is drawn: ``text`` beside a date or a figure is what is printed, the value beside it
is for charts, sums and sorting only. ``lapwing.insight.packs.frozen`` writes a pack as JSON and reads it.

Every line has a ``key`` that is unique in its pack and stays the same from one pack to the next, so that a
question can be asked on it. The shapes are changed by adding, and then ``SHAPE`` counts up: packs that were
frozen before go on being read.
"""

from __future__ import annotations

from lapwing.insight.packs.shapes.basics import Colour, Cover, Day, Figure, Link, LinkKind, Mark, MarkShape
from lapwing.insight.packs.shapes.data import (
    ActionData,
    ClosedRisk,
    CriterionData,
    Data,
    EvidenceData,
    MilestoneData,
)
from lapwing.insight.packs.shapes.lines import (
    ActionStanding,
    AskedLine,
    CountLine,
    DateChangeLine,
    DecisionLine,
    DueLine,
    ExceptionLine,
    FactLine,
    MilestoneStanding,
    MovedLine,
    QuestionLine,
    RiskLine,
    Summary,
    TermLine,
    VoiceLine,
)
from lapwing.insight.packs.shapes.sections import (
    SHAPE,
    ActionsSection,
    AskedSection,
    DateChangesSection,
    DecisionsSection,
    DueSection,
    ExceptionsSection,
    GlossarySection,
    Headed,
    MeasuresSection,
    Pack,
    QuestionsSection,
    RisksSection,
    Section,
    SummarySection,
    VoiceSection,
)
from lapwing.insight.packs.shapes.series import (
    ActualPoint,
    Break,
    ComparatorLevel,
    Limits,
    Measure,
    PathPoint,
    Series,
    Spc,
    TargetStep,
)

__all__ = [
    "SHAPE", "ActionData", "ActionStanding", "ActionsSection", "ActualPoint", "AskedLine", "AskedSection",
    "Break", "ClosedRisk", "Colour", "ComparatorLevel", "CountLine", "Cover", "CriterionData", "Data",
    "DateChangeLine", "DateChangesSection", "Day", "DecisionLine", "DecisionsSection", "DueLine",
    "DueSection", "EvidenceData", "ExceptionLine", "ExceptionsSection", "FactLine", "Figure",
    "GlossarySection", "Headed", "Limits", "Link", "LinkKind", "Mark", "MarkShape", "Measure",
    "MeasuresSection", "MilestoneData", "MilestoneStanding", "MovedLine", "Pack", "PathPoint",
    "QuestionLine", "QuestionsSection", "RiskLine", "RisksSection", "Section", "Series", "Spc", "Summary",
    "SummarySection", "TargetStep", "TermLine", "VoiceLine", "VoiceSection",
]  # fmt: skip
