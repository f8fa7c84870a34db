"""How sensitive what a plan holds is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import OWN, WORKING, Held, Sort

TABLES = {
    # a plan is published, or will be: it names roles, and nobody who is not in public office
    **dict.fromkeys(
        (
            "improvement_plan",
            "improvement_area",
            "improvement_group",
            "improvement_objective",
            "improvement_finding",
            "improvement_findingobjective",
            "improvement_question",
            "improvement_document",
            "improvement_remainder",
            "improvement_colourkey",
            "improvement_action",
            "improvement_service",
            "improvement_milestone",
            "improvement_duepoint",
            "improvement_dependency",
            "improvement_occurrence",
            "improvement_statusreport",
            "improvement_printedstatus",
            "improvement_successcriterion",
            "improvement_criterionjudgement",
            "improvement_ownerrole",
            "improvement_owneralias",
            "improvement_roleholder",
            "improvement_ownership",
            "improvement_plandraft",
            "improvement_draftedit",
            "improvement_measure",
            "improvement_measureaction",
            "improvement_series",
            "improvement_baseline",
            "improvement_target",
            "improvement_actual",
            "improvement_comparator",
            "improvement_recalculation",
            "improvement_planversion",
            "improvement_rhythm",
            "improvement_cycle",
            "improvement_expected",
            "improvement_asked",
            "improvement_workflowstep",
            "improvement_update",
            "improvement_updatemove",
            "improvement_evidence",
            "improvement_changerequest",
            "improvement_publicationterm",
            "improvement_inspectionreport",
            "improvement_planpublication",
        ),
        WORKING,
    ),
    "improvement_follow": Held(
        Sort.PERSONAL,
        ends="Kept though nobody is told by it once the person's last role has ended.",
        noted=OWN,
    ),
    "improvement_calendarfeed": Held(
        Sort.PERSONAL,
        ends="Kept though it leads nowhere once the person's last role has ended.",
        noted=OWN,
        fields={"token_hash": Sort.SECRET},
    ),
    # where a screen hangs, and who made its address
    "improvement_display": Held(Sort.WORKING, fields={"token_hash": Sort.SECRET}),
}
