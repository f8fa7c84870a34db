"""Every page that changes something, and records for each to be about."""

from __future__ import annotations

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, day
from lapwing.contexts.improvement.models import (
    Action,
    Actual,
    Area,
    Cycle,
    Finding,
    Group,
    Measure,
    Milestone,
    Objective,
    Occurrence,
    OwnerRole,
    Question,
    RoleHolder,
    Series,
    StatusReport,
    SuccessCriterion,
)


def every_page(desk: Desk) -> list[str]:
    """The address of each page that changes something, with a turn and a report to be about."""
    recurring = desk.one(Milestone, text="Meet every term")
    turns = {"period": "term", **day("first", 2026, 1, 1), **day("until", 2026, 4, 1)}
    desk.post("occurrences", turns, milestone=recurring.ref)
    turn = desk.one(Occurrence)
    desk.post("report-occurrence", {"status": "done", **day("effective_on", 2026, 3, 3)}, occurrence=turn.ref)
    plan, measure, series = (
        {"plan": desk.plan.ref},
        desk.one(Measure, key="M2"),
        desk.one(Series, measure__key="M2"),
    )
    action, milestone = desk.one(Action, key="1.1.1"), {"milestone": recurring.ref}
    role, criterion = (
        {"owner_role": desk.one(OwnerRole).ref},
        {"success_criterion": desk.one(SuccessCriterion).ref},
    )
    made = {
        **day("from_date", 2027, 1, 1),
        **day("to_date", 2027, 2, 28),
        **day("opens_on", 2027, 2, 14),
        **day("closes_on", 2027, 3, 10),
    }
    desk.post("cycle-new", made, plan=desk.plan.ref)
    cycle = {"cycle": desk.one(Cycle).ref}
    turns_of_it = ("dates", "open", "more-time", "close", "sign-off", "report", "take-out")
    pages: list[tuple[str, dict[str, str]]] = [
        *(
            (name, {})
            for name in ("import", "plan-new", "owner-roles", "owner-role-new", "colour-key", "change-rule")
        ),
        *((name, plan) for name in ("plan-edit", "outline", "taken-out", "area-new", "group-new")),
        ("versions", plan),
        *((name, plan) for name in ("objective-new", "action-new", "measure-new")),
        *((name, {}) for name in ("figures-imports", "figures-send")),
        ("area-edit", {"area": desk.one(Area).ref}),
        ("finding-new", plan),
        ("finding-edit", {"finding": desk.one(Finding).ref}),
        ("group-edit", {"group": desk.one(Group).ref}),
        ("objective-edit", {"objective": desk.one(Objective).ref}),
        ("take-out", {"kind": "action", "ref": action.ref}),
        *((name, {"action": action.ref}) for name in ("action-edit", "action-owners", "milestone-new")),
        ("criterion-new", {"action": action.ref}),
        *((name, milestone) for name in ("milestone-edit", "milestone-dates", "occurrences", "report")),
        *((name, criterion) for name in ("criterion-edit", "criterion-judge")),
        ("report-occurrence", {"occurrence": turn.ref}),
        ("report-take-back", {"status_report": desk.one(StatusReport, occurrence=turn).ref}),
        *((name, {"measure": measure.ref}) for name in ("measure-edit", "measure-same", "series-new")),
        *(
            (name, {"series": series.ref})
            for name in ("series-edit", "baseline", "targets", "targets-resolve")
        ),
        *((name, {"series": series.ref}) for name in ("comparators", "actual-new")),
        ("recalculate", {"series": series.ref}),
        ("actual-take-back", {"actual": desk.one(Actual).ref}),
        ("answer", {"question": desk.one(Question, code="due.none").ref}),
        *((name, role) for name in ("owner-role-edit", "owner-role-join", "holder-new")),
        ("holder-end", {"role_holder": desk.one(RoleHolder).ref}),
        ("colour-key-edit", {"colour": "red"}),
        ("ask-dates", milestone),
        ("give-evidence", milestone),
        ("give-evidence-of-action", {"action": action.ref}),
        ("give-evidence-of-criterion", criterion),
        *((name, {"series": series.ref}) for name in ("ask-baseline", "ask-targets", "next-target")),
        *((name, plan) for name in ("reporting", "rhythm", "cycle-new")),
        *((f"cycle-{turn}", cycle) for turn in turns_of_it),
    ]
    return [desk.url(name, **parts) for name, parts in pages]
