"""The plan's tables, one aggregate a file."""

from lapwing.contexts.improvement.rules.workflow import Move, StepDeed, StepHolder, UpdateState

from .action import (
    Action,
    CriterionJudgement,
    DuePoint,
    Judgement,
    Milestone,
    Occurrence,
    OwnerAlias,
    OwnerRole,
    Ownership,
    PrintedStatus,
    RoleHolder,
    Service,
    StatusReport,
    SuccessCriterion,
)
from .change_rule import ChangeRule
from .cycle import Asked, Cycle, Expected, Rhythm, RhythmKind
from .dependency import Dependency
from .display import Display
from .draft import DraftEdit, DraftState, EditKind, PlanDraft
from .evidence import Evidence, EvidenceForm, EvidenceKind
from .feed import CalendarFeed
from .follow import Follow
from .measure import (
    Actual,
    Baseline,
    Comparator,
    Direction,
    Measure,
    MeasureAction,
    Recalculation,
    Series,
    Target,
    TargetType,
)
from .plan import (
    Area,
    Document,
    Finding,
    FindingObjective,
    Group,
    Objective,
    Plan,
    PlanKind,
    QuarterBasis,
    Question,
    Remainder,
    TwoInThree,
)
from .publication import InspectionReport, PlanPublication, PublicationTerm
from .request import ChangeRequest, RequestKind
from .status import Colour, ColourKey, Shape, Status
from .update import Confidence, Update, UpdateMove, WorkflowStep
from .version import PlanVersion

__all__ = [
    "Action",
    "Actual",
    "Area",
    "Asked",
    "Baseline",
    "CalendarFeed",
    "ChangeRequest",
    "ChangeRule",
    "Colour",
    "ColourKey",
    "Comparator",
    "Confidence",
    "CriterionJudgement",
    "Cycle",
    "Dependency",
    "Direction",
    "Display",
    "Document",
    "DraftEdit",
    "DraftState",
    "DuePoint",
    "EditKind",
    "Evidence",
    "EvidenceForm",
    "EvidenceKind",
    "Expected",
    "Finding",
    "FindingObjective",
    "Follow",
    "Group",
    "InspectionReport",
    "Judgement",
    "Measure",
    "MeasureAction",
    "Milestone",
    "Move",
    "Objective",
    "Occurrence",
    "OwnerAlias",
    "OwnerRole",
    "Ownership",
    "Plan",
    "PlanDraft",
    "PlanKind",
    "PlanPublication",
    "PlanVersion",
    "PrintedStatus",
    "PublicationTerm",
    "QuarterBasis",
    "Question",
    "Recalculation",
    "Remainder",
    "RequestKind",
    "Rhythm",
    "RhythmKind",
    "RoleHolder",
    "Series",
    "Service",
    "Shape",
    "Status",
    "StatusReport",
    "StepDeed",
    "StepHolder",
    "SuccessCriterion",
    "Target",
    "TargetType",
    "TwoInThree",
    "Update",
    "UpdateMove",
    "UpdateState",
    "WorkflowStep",
]
