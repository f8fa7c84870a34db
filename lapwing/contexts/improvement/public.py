"""What other packages may use of the improvement plan."""

from __future__ import annotations

from collections.abc import Iterable

from lapwing.contexts.improvement.access import EXPORT, READ, RUN
from lapwing.contexts.improvement.interchange import Measure as PlanMeasure
from lapwing.contexts.improvement.made_before import MADE_BEFORE, MadeBefore, Maker, OpenWords
from lapwing.contexts.improvement.models import EvidenceForm, EvidenceKind, Plan
from lapwing.contexts.improvement.presenters.beside import compared
from lapwing.contexts.improvement.presenters.control_chart import (
    choice_of,
    control_of,
    rule_in_words,
    starts_of,
)
from lapwing.contexts.improvement.presenters.cycle_pages import CYCLE_PAGES, CycleOffer
from lapwing.contexts.improvement.presenters.further import FURTHER_PAGES, FurtherPage
from lapwing.contexts.improvement.presenters.marks import (
    ORDER,
    OUTCOME_WORDS,
    mark_of,
    mark_of_measure,
    mark_of_outcome,
    mark_said,
)
from lapwing.contexts.improvement.presenters.measured import (
    aim,
    by,
    counted,
    during,
    figure,
    next_target,
    period,
    short_unit,
    target_words,
)
from lapwing.contexts.improvement.presenters.series_chart import (
    beside_of,
    expected_path,
    finding,
    in_words,
    left_out,
    starting_point,
    subtitle,
)
from lapwing.contexts.improvement.presenters.words import group_name, names_of, shortened
from lapwing.contexts.improvement.queries import list_plans, publication_standing
from lapwing.contexts.improvement.queries.cycle_lines import CycleHead
from lapwing.contexts.improvement.queries.cycles import cycle_counts, cycle_heads
from lapwing.contexts.improvement.queries.escalating import look_at_plan
from lapwing.contexts.improvement.queries.first_series import first_series
from lapwing.contexts.improvement.queries.going_on import followed_by
from lapwing.contexts.improvement.queries.inspected import InspectedUpdate, inspected
from lapwing.contexts.improvement.queries.inspected_changes import InspectedMove, InspectedRequest
from lapwing.contexts.improvement.queries.inspected_evidence import InspectedEvidence, reads_all_evidence
from lapwing.contexts.improvement.queries.judged import CriterionJudged, CriterionReported
from lapwing.contexts.improvement.queries.lines import (
    ActionLine,
    MilestoneLine,
    OccurrenceLine,
    PlanHead,
    WholeSaid,
)
from lapwing.contexts.improvement.queries.looked_at import (
    ActionAsked,
    AskedInCycle,
    CycleTurned,
    MeasureOff,
    PlanLookedAt,
    SaidInCycle,
    SeriesOff,
    ThingSaid,
)
from lapwing.contexts.improvement.queries.measure_lines import (
    ActualLine,
    BreakLine,
    ComparatorLine,
    SeriesDetail,
    TargetLine,
)
from lapwing.contexts.improvement.queries.pages import PlanLine
from lapwing.contexts.improvement.queries.reported import (
    DateMove,
    DateStory,
    DueThen,
    MeasureReported,
    PlanReported,
    StoodThen,
    is_closed,
    is_exception,
    plan_reported,
)
from lapwing.contexts.improvement.queries.reported_words import EvidenceReported, UpdateReported
from lapwing.contexts.improvement.queries.standing import day_of, end_of_day, plan_head
from lapwing.contexts.improvement.rules import ACTION_RULE, LATE_RULE, MEASURE_RULE, Colour, Status
from lapwing.contexts.improvement.rules.cycles import CycleState
from lapwing.contexts.improvement.rules.publication import Publication
from lapwing.contexts.improvement.rules.terms import LAPWINGS as LAPWINGS_TERMS
from lapwing.contexts.improvement.rules.terms import Terms, Word
from lapwing.contexts.improvement.starting.further import FURTHER_PARTS, FurtherPart
from lapwing.contexts.improvement.turned import AFTER_TURNS
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

__all__ = [
    "ACTION_RULE",
    "AFTER_TURNS",
    "CYCLE_PAGES",
    "EXPORT",
    "FURTHER_PAGES",
    "FURTHER_PARTS",
    "IMPACT",
    "LAPWINGS_TERMS",
    "LATE_RULE",
    "MADE_BEFORE",
    "MEASURE_RULE",
    "ORDER",
    "OUTCOME_WORDS",
    "QUOTE",
    "READ",
    "RUN",
    "ActionAsked",
    "ActionLine",
    "ActualLine",
    "AskedInCycle",
    "BreakLine",
    "Colour",
    "ComparatorLine",
    "CriterionJudged",
    "CriterionReported",
    "CycleHead",
    "CycleOffer",
    "CycleState",
    "CycleTurned",
    "DateMove",
    "DateStory",
    "DueThen",
    "EvidenceReported",
    "FurtherPage",
    "FurtherPart",
    "InspectedEvidence",
    "InspectedMove",
    "InspectedRequest",
    "InspectedUpdate",
    "MadeBefore",
    "Maker",
    "MeasureOff",
    "MeasureReported",
    "MilestoneLine",
    "OccurrenceLine",
    "OpenWords",
    "PlanHead",
    "PlanLine",
    "PlanLookedAt",
    "PlanMeasure",
    "PlanReported",
    "Publication",
    "SaidInCycle",
    "SeriesDetail",
    "SeriesOff",
    "Status",
    "StoodThen",
    "TargetLine",
    "Terms",
    "ThingSaid",
    "UpdateReported",
    "WholeSaid",
    "Word",
    "aim",
    "beside_of",
    "by",
    "choice_of",
    "compared",
    "control_of",
    "counted",
    "cycle_counts",
    "cycle_heads",
    "day_of",
    "during",
    "end_of_day",
    "expected_path",
    "figure",
    "finding",
    "first_series",
    "followed_by",
    "group_name",
    "in_words",
    "inspected",
    "is_closed",
    "is_exception",
    "left_out",
    "look_at_plan",
    "mark_of",
    "mark_of_measure",
    "mark_of_outcome",
    "mark_said",
    "names_of",
    "next_target",
    "period",
    "plan_head",
    "plan_reported",
    "plans_of",
    "publication_standing",
    "reads_all_evidence",
    "rule_in_words",
    "short_unit",
    "shortened",
    "standing_plans",
    "starting_point",
    "starts_of",
    "subtitle",
    "target_words",
    "titles_of",
]


# The codes of what a report quotes, and of what it counts as evidence of a change for children.
QUOTE, IMPACT = EvidenceForm.QUOTE.value, EvidenceKind.IMPACT.value


def plans_of(actor: Actor, partnership: Partnership) -> tuple[PlanLine, ...]:
    """The plans of a partnership that the actor may see, by title."""
    return list_plans(actor=actor, partnership_ref=partnership.ref)


def standing_plans() -> tuple[str, ...]:
    """The references of every plan that stands, for jobs: whoever acts sees them by the database's rules."""
    return tuple(Plan.objects.in_force().order_by("pk").values_list("ref", flat=True))


def titles_of(plan_refs: Iterable[str]) -> dict[str, str]:
    """What plans are called, by their references."""
    return dict(Plan.objects.filter(ref__in=list(plan_refs)).values_list("ref", "title"))
