"""Words that others read and packs print are looked through for children's names, wherever they are typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, day, words
from lapwing.contexts.improvement.models import (
    Action,
    Actual,
    Evidence,
    Milestone,
    Plan,
    Series,
    StatusReport,
    SuccessCriterion,
    TwoInThree,
)
from lapwing.contexts.improvement.tests.factories import acting_as

NAMED = "Jayden (9) has a place now."
Page = tuple[str, dict[str, str], dict[str, Any]]


def today(name: str) -> dict[str, str]:
    now = timezone.localdate()
    return day(name, now.year, now.month, now.day)


def report(desk: Desk) -> Page:
    row = desk.one(Milestone, text="Begin talks")
    return "report", {"milestone": row.ref}, {"status": "on track", "note": NAMED, **today("effective_on")}


def reported(desk: Desk) -> Page:
    name, parts, sent = report(desk)
    assert desk.post(name, {**sent, "note": ""}, who=None, **parts).status_code == 302
    return "report-take-back", {"status_report": desk.one(StatusReport).ref}, {"reason": NAMED}


def criterion(desk: Desk) -> Page:
    row = desk.one(SuccessCriterion)
    return "criterion-judge", {"success_criterion": row.ref}, {"judgement": "met", "note": NAMED}


def figure(desk: Desk) -> Page:
    row = desk.one(Series, label="Others")
    sent = {"value": "3", "note": NAMED, **day("from_date", 2025, 8, 1), **day("to_date", 2025, 8, 31)}
    return "actual-new", {"series": row.ref}, sent


def figure_withdrawn(desk: Desk) -> Page:
    return "actual-take-back", {"actual": desk.one(Actual).ref}, {"reason": NAMED}


def dates(desk: Desk) -> Page:
    row = desk.one(Milestone, text="Begin talks")
    sent = {"version": row.version, "count": "1", "as_written-0": "by June 2026", "role-0": "complete"}
    return "milestone-dates", {"milestone": row.ref}, {**sent, "reason": NAMED}


def baseline(desk: Desk) -> Page:
    row = desk.one(Series, label="Others")
    return "baseline", {"series": row.ref}, {"version": row.version, "value": "1", "reason": NAMED}


def targets(desk: Desk) -> Page:
    row = desk.one(Series, label="Others")
    sent = {"version": row.version, "count": "1", "type-0": "absolute", "value-0": "60", "reason": NAMED}
    return "targets", {"series": row.ref}, sent


def evidence(desk: Desk, page: str) -> Page:
    details = commands.EvidenceDetails(
        kind="impact", form="quote", title="A morning", words="We waited less.", on=timezone.localdate()
    )
    with acting_as(desk.owner) as actor:
        row: Evidence = commands.give_evidence(
            actor=actor,
            now=timezone.now(),
            action_ref=Action.objects.get(key="1.1.1").ref,
            details=details,
        )
    return page, {"evidence": row.ref}, {"version": row.version, "reason": NAMED}


def returned(desk: Desk) -> Page:
    return evidence(desk, "evidence-return")


def withdrawn(desk: Desk) -> Page:
    return evidence(desk, "evidence-withdraw")


def chart_rule(desk: Desk) -> Page:
    row = desk.one(Plan)
    return (
        "chart-rule",
        {"plan": row.ref},
        {"version": row.version, "two_in_three": TwoInThree.BEYOND, "reason": NAMED},
    )


def taken_out(desk: Desk) -> Page:
    row = desk.one(Milestone, text="Begin talks")
    return "take-out", {"kind": "milestone", "ref": row.ref}, {"version": row.version, "reason": NAMED}


def owners(desk: Desk) -> Page:
    row = desk.one(Action, key="1.1.1")
    return "action-owners", {"action": row.ref}, {"version": row.version, "reason": NAMED, "role_refs": []}


def words_of_a_report(desk: Desk) -> Page:
    name, parts, sent = report(desk)
    assert desk.post(name, {**sent, "note": "It goes well."}, who=None, **parts).status_code == 302
    return (
        "report-withdraw-words",
        {"status_report": desk.one(StatusReport, note="It goes well.").ref},
        {"reason": NAMED},
    )


@pytest.mark.parametrize(
    "page",
    [
        words_of_a_report,
        chart_rule,
        taken_out,
        owners,
        report,
        reported,
        criterion,
        figure,
        figure_withdrawn,
        dates,
        baseline,
        targets,
        returned,
        withdrawn,
    ],
)
def test_a_name_is_asked_about_once_and_nothing_is_saved_before(
    desk: Desk, page: Callable[[Desk], Page]
) -> None:
    name, parts, sent = page(desk)
    asked = desk.post(name, sent, who=None, **parts)
    assert asked.status_code == 200
    assert "It looks as if a child is named here: “Jayden”" in words(asked)
    assert 'name="no_child_named"' in asked.content.decode()
    confirmed = {**sent, "asked_about": "Jayden", "no_child_named": "on"}
    answer = desk.post(name, confirmed, who=None, **parts)
    assert answer.status_code == 302, words(answer)
