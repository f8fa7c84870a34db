"""Every write of a plan: keyword-only, ``actor`` and ``now`` passed in, one transaction.

``version`` is that of the record as it was read. Raised by all, unless said otherwise: ``NotVisible``
(unknown or not the actor's), ``EditedByAnotherError`` (with ``current``, the record as it stands), and
``RefusedError`` (with a sentence for a person, and ``field``, the detail at fault).
"""

from lapwing.platform.access.rules import NotVisible

from .actions import (
    ActionDetails,
    CriterionDetails,
    MilestoneDetails,
    create_action,
    create_criterion,
    create_milestone,
    edit_action,
    edit_criterion,
    edit_milestone,
    judge_criterion,
)
from .actuals import AlreadyRecordedError, correct_actual, record_actual, withdraw_actual
from .actuals_rows import ActualRow, RowsRefusedError, record_actuals
from .by_request import set_change_rule
from .common import EditedByAnotherError, RefusedError
from .cycles import (
    CycleDetails,
    add_cycle,
    change_cycle,
    close_cycle,
    extend_cycle,
    open_cycle,
    report_cycle,
    sign_off_cycle,
    void_cycle,
)
from .dates import DueDetails, add_occurrence, generate_occurrences, read_dates, set_due_points
from .dependencies import EndRef, add_dependency, take_back_dependency
from .details import (
    ActualDetails,
    BaselineDetails,
    ComparatorDetails,
    MeasureDetails,
    SeriesDetails,
    TargetDetails,
)
from .evidence import (
    accept_evidence,
    change_evidence,
    give_evidence,
    return_evidence,
    withdraw_evidence,
)
from .evidence_parts import EvidenceDetails, Sent
from .findings import FindingDetails, create_finding, edit_finding
from .following import follow, stop_following
from .handing_over import hand_over, held_by
from .key import set_key_line
from .measures import (
    add_target,
    create_measure,
    create_series,
    edit_measure,
    edit_series,
    say_same,
    set_baseline,
    set_comparators,
    set_targets,
)
from .owners import (
    add_holder,
    create_owner_role,
    edit_owner_role,
    end_holder,
    join_roles,
    part_roles,
    set_owners,
)
from .plans import (
    AreaDetails,
    GroupDetails,
    ObjectiveDetails,
    PlanDetails,
    create_area,
    create_group,
    create_objective,
    create_plan,
    edit_area,
    edit_group,
    edit_objective,
    edit_plan,
)
from .publication import (
    PublicationDetails,
    say_published,
    set_publication_term,
    set_report_day,
    withdraw_publication,
)
from .questions import answer_question, take_back_answer
from .recalculations import recalculate, take_back_recalculation
from .relative import resolve_targets
from .report_unsaid import withdraw_report_words
from .request_shapes import targets_of
from .requests import (
    AlreadyDecidedError,
    approve_request,
    ask_for_baseline,
    ask_for_dates,
    ask_for_targets,
    refuse_request,
    take_back_request,
)
from .requests_further import ask_for_turn, ask_to_take_out
from .rhythms import Following, RhythmDetails, check_rhythm, following, plan_ahead, set_rhythm
from .statuses import report_status, take_back_report
from .steps import StepDetails, set_leads, set_steps
from .together import report_together, take_back_together
from .turns_again import TurnsAdded
from .update_moves import DecidedTogether, decide_together, pass_update, return_update, sign_off_update
from .update_parts import NotCompleteError
from .update_unsaid import withdraw_words
from .updates import save_update, submit_update, take_back_update
from .updates_together import (
    EACH_BY_ITSELF,
    SAME_OF_SEVERAL,
    TakenBack,
    TogetherRefusedError,
    submit_together,
)
from .updates_together import take_back_together as take_back_updates_together
from .voiding import bring_back, move, void

__all__ = [
    "EACH_BY_ITSELF",
    "SAME_OF_SEVERAL",
    "ActionDetails",
    "ActualDetails",
    "ActualRow",
    "AlreadyDecidedError",
    "AlreadyRecordedError",
    "AreaDetails",
    "BaselineDetails",
    "ComparatorDetails",
    "CriterionDetails",
    "CycleDetails",
    "DecidedTogether",
    "DueDetails",
    "EditedByAnotherError",
    "EndRef",
    "EvidenceDetails",
    "FindingDetails",
    "Following",
    "GroupDetails",
    "MeasureDetails",
    "MilestoneDetails",
    "NotCompleteError",
    "NotVisible",
    "ObjectiveDetails",
    "PlanDetails",
    "PublicationDetails",
    "RefusedError",
    "RhythmDetails",
    "RowsRefusedError",
    "Sent",
    "SeriesDetails",
    "StepDetails",
    "TakenBack",
    "TargetDetails",
    "TogetherRefusedError",
    "TurnsAdded",
    "accept_evidence",
    "add_cycle",
    "add_dependency",
    "add_holder",
    "add_occurrence",
    "add_target",
    "answer_question",
    "approve_request",
    "ask_for_baseline",
    "ask_for_dates",
    "ask_for_targets",
    "ask_for_turn",
    "ask_to_take_out",
    "bring_back",
    "change_cycle",
    "change_evidence",
    "check_rhythm",
    "close_cycle",
    "correct_actual",
    "create_action",
    "create_area",
    "create_criterion",
    "create_finding",
    "create_group",
    "create_measure",
    "create_milestone",
    "create_objective",
    "create_owner_role",
    "create_plan",
    "create_series",
    "decide_together",
    "edit_action",
    "edit_area",
    "edit_criterion",
    "edit_finding",
    "edit_group",
    "edit_measure",
    "edit_milestone",
    "edit_objective",
    "edit_owner_role",
    "edit_plan",
    "edit_series",
    "end_holder",
    "extend_cycle",
    "follow",
    "following",
    "generate_occurrences",
    "give_evidence",
    "hand_over",
    "held_by",
    "join_roles",
    "judge_criterion",
    "move",
    "open_cycle",
    "part_roles",
    "pass_update",
    "plan_ahead",
    "read_dates",
    "recalculate",
    "record_actual",
    "record_actuals",
    "refuse_request",
    "report_cycle",
    "report_status",
    "report_together",
    "resolve_targets",
    "return_evidence",
    "return_update",
    "save_update",
    "say_published",
    "say_same",
    "set_baseline",
    "set_change_rule",
    "set_comparators",
    "set_due_points",
    "set_key_line",
    "set_leads",
    "set_owners",
    "set_publication_term",
    "set_report_day",
    "set_rhythm",
    "set_steps",
    "set_targets",
    "sign_off_cycle",
    "sign_off_update",
    "stop_following",
    "submit_together",
    "submit_update",
    "take_back_answer",
    "take_back_dependency",
    "take_back_recalculation",
    "take_back_report",
    "take_back_request",
    "take_back_together",
    "take_back_update",
    "take_back_updates_together",
    "targets_of",
    "void",
    "void_cycle",
    "withdraw_actual",
    "withdraw_evidence",
    "withdraw_publication",
    "withdraw_report_words",
    "withdraw_words",
]
