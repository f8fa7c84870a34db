"""What programs are given and send. Names are those of the interchange form (docs/guides/api.md).

``ref`` is the opaque reference by which something is asked for; ``number`` and ``key`` are what the plan
prints. Nobody's name is given: owners are roles.
"""

from __future__ import annotations

from lapwing.shell.api.shapes.actions import (
    ActionOut,
    ActionPage,
    DueOut,
    EarlierDateOut,
    MilestoneDetailOut,
    MilestoneOut,
    MilestonePage,
    OccurrenceOut,
    OwnerOut,
    ReportOut,
)
from lapwing.shell.api.shapes.basics import Number, Ref, Sent, Shape, Text, Version
from lapwing.shell.api.shapes.decisions import ClosingIn, DecisionOut, DecisionPage
from lapwing.shell.api.shapes.figures import (
    ActualIn,
    ActualOut,
    ActualPage,
    BatchIn,
    BatchOut,
    CorrectionIn,
    FigureIn,
    RowIn,
    RowOut,
    WithdrawalIn,
)
from lapwing.shell.api.shapes.measures import (
    MeasureOut,
    MeasurePage,
    SeriesOut,
    SeriesPage,
    TargetOut,
    TargetPage,
)
from lapwing.shell.api.shapes.packs import PackFileOut, PackIn, PackOut, PackPage
from lapwing.shell.api.shapes.plans import (
    CountsOut,
    DocumentOut,
    DocumentPage,
    GroupOut,
    ObjectiveOut,
    PartnershipOut,
    PartnershipPage,
    PlanOut,
    PlanPage,
    PlanTreeOut,
    QuestionsOut,
    TokenOut,
)
from lapwing.shell.api.shapes.problems import FaultOut, ProblemOut
from lapwing.shell.api.shapes.updates import (
    CycleOut,
    CyclePage,
    SubmissionIn,
    UpdateIn,
    UpdateOut,
    UpdatePage,
)

__all__ = [
    "ActionOut",
    "ActionPage",
    "ActualIn",
    "ActualOut",
    "ActualPage",
    "BatchIn",
    "BatchOut",
    "ClosingIn",
    "CorrectionIn",
    "CountsOut",
    "CycleOut",
    "CyclePage",
    "DecisionOut",
    "DecisionPage",
    "DocumentOut",
    "DocumentPage",
    "DueOut",
    "EarlierDateOut",
    "FaultOut",
    "FigureIn",
    "GroupOut",
    "MeasureOut",
    "MeasurePage",
    "MilestoneDetailOut",
    "MilestoneOut",
    "MilestonePage",
    "Number",
    "ObjectiveOut",
    "OccurrenceOut",
    "OwnerOut",
    "PackFileOut",
    "PackIn",
    "PackOut",
    "PackPage",
    "PartnershipOut",
    "PartnershipPage",
    "PlanOut",
    "PlanPage",
    "PlanTreeOut",
    "ProblemOut",
    "QuestionsOut",
    "Ref",
    "ReportOut",
    "RowIn",
    "RowOut",
    "Sent",
    "SeriesOut",
    "SeriesPage",
    "Shape",
    "SubmissionIn",
    "TargetOut",
    "TargetPage",
    "Text",
    "TokenOut",
    "UpdateIn",
    "UpdateOut",
    "UpdatePage",
    "Version",
    "WithdrawalIn",
]
