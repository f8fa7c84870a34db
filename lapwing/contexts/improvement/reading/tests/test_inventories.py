"""The published plans against their hand-checked inventories, with the figures printed.

Runs only where the plans stand beside the repository; the invented plans exercise the reader everywhere.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Iterable
from functools import cache

import pytest

from lapwing.contexts.improvement.interchange import from_json, to_json
from lapwing.contexts.improvement.reading.pipeline import read_plan
from lapwing.contexts.improvement.reading.tests.comparison import (
    Outcome,
    action_fields,
    exact_target_points,
    heading_fields,
    measure_fields,
    outcome_of,
    overdue,
)
from lapwing.contexts.improvement.reading.tests.published import inventory, published, published_plan

_SURE = {
    "number of due points",
    "due role",
    "due dates",
    "target date",
    "target type",
    "target value",
    "target resolved",
}


@cache
def _hillingdon() -> Outcome:
    known, plan = inventory("hillingdon"), published_plan("hillingdon")
    fields = [
        *heading_fields(plan, known),
        *action_fields(plan.actions, known["actions"]),
        *measure_fields(plan.measures, known["measures"]),
    ]
    return outcome_of(plan, fields)


def _show(capsys: pytest.CaptureFixture[str], title: str, lines: Iterable[str]) -> None:
    """Prints past the capturing of output, in a worker too, so that the figures are seen on every run."""
    with capsys.disabled():
        print("", title, *lines, sep="\n", file=sys.stderr)


def test_hillingdon_has_the_parts_that_were_counted_by_hand() -> None:
    plan, counts = published_plan("hillingdon"), inventory("hillingdon")["counts"]
    milestones = [milestone for action in plan.actions for milestone in action.milestones]
    assert len(plan.areas_for_improvement) == counts["areas_for_improvement"]
    assert [len(area.recommendations) for area in plan.areas_for_improvement] == [6, 3, 0, 3]
    assert len(plan.findings) == counts["reference_table_rows"]
    assert len(plan.groups) == counts["ambition_groups"]
    assert len(plan.objectives) == counts["objectives"]
    assert len(plan.actions) == counts["actions"]
    assert len({action.ref for action in plan.actions}) == counts["distinct_action_numbers"]
    assert len({action.key for action in plan.actions}) == counts["actions"]
    assert len(milestones) == counts["milestones"]
    assert sum(len(milestone.due.points) for milestone in milestones) == counts["due_points"]
    assert sum(not milestone.due.points for milestone in milestones) == counts["milestones_without_any_date"]
    assert sum(bool(milestone.due.recurrence) for milestone in milestones) == counts["milestones_recurring"]
    assert sum(len(action.owners) for action in plan.actions) == counts["owner_mentions"]
    assert all(action.owners for action in plan.actions)
    assert len(plan.measures) == counts["measure_rows"]
    assert sum(len(measure.series) for measure in plan.measures) == counts["series"]


def test_hillingdon_says_what_it_is() -> None:
    plan, known = published_plan("hillingdon"), inventory("hillingdon")
    assert plan.title == known["plan"]
    assert plan.inspection.from_
    assert plan.inspection.to
    assert plan.inspection.from_.isoformat() == known["inspection"]["from"]
    assert plan.inspection.to.isoformat() == known["inspection"]["to"]
    assert plan.inspection.outcome == known["inspection"]["outcome"]
    assert plan.governance_group == known["governance"]["board"]
    assert plan.local_area
    assert plan.local_area in known["plan"]


def test_hillingdons_headings_are_as_printed() -> None:
    plan, known = published_plan("hillingdon"), inventory("hillingdon")
    assert {group.ref: group.title for group in plan.groups} == known["ambitions"]
    assert [(area.ref, area.title) for area in plan.areas_for_improvement] == [
        (area["id"], area["title"]) for area in known["areas"]
    ]
    assert [(each.ref, each.title, each.subtitle, each.findings) for each in plan.objectives] == [
        (each["id"], each["title"], each["subtitle"], tuple(each["inspection_findings_quoted"]))
        for each in known["objectives"]
    ]
    for finding, row in zip(plan.findings, known["reference_table"], strict=True):
        assert " & ".join(finding.objectives) == row["objectives_as_written"]
        assert finding.ref == row["finding"] or finding.text.startswith(row["finding"])


def test_hillingdon_field_by_field(capsys: pytest.CaptureFixture[str]) -> None:
    plan, outcome = published_plan("hillingdon"), _hillingdon()
    exact = exact_target_points(plan.measures, inventory("hillingdon")["measures"])
    _show(
        capsys,
        "Hillingdon against its inventory",
        [
            *outcome.lines(),
            f"target points exactly right: {exact} of 180",
            f"questions: {len(plan.questions)}",
        ],
    )
    assert outcome.right_and_unquestioned >= 0.9
    assert [field for field in outcome.silently_wrong if field.kind in _SURE] == []
    assert [field for field, _ in outcome.fields if field.kind.startswith("due") and not field.right] == []
    assert exact >= 150
    assert len(plan.questions) <= 60


@pytest.mark.parametrize(
    ("on", "count"),
    [
        ("2024-12-31", 4),
        ("2025-04-01", 36),
        ("2025-09-30", 61),
        ("2025-12-31", 81),
        ("2026-04-01", 90),
        ("2026-12-31", 97),
        ("2027-12-31", 100),
    ],
)
def test_hillingdons_milestones_are_overdue_as_worked_out_by_hand(on: str, count: int) -> None:
    assert overdue(published_plan("hillingdon"), on) == count


def test_ealing_has_the_parts_that_were_counted_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    plan, counts = published_plan("ealing"), inventory("ealing")["counts"]
    parts = [milestone for action in plan.actions for milestone in action.milestones]
    criteria = sum(len(action.success_criteria) for action in plan.actions)
    owners = sum(len(action.owners) for action in plan.actions)
    _show(
        capsys,
        "Ealing against its inventory",
        [
            f"parts {len(parts)} of {counts['sub_actions']}, measures {len(plan.measures)} of 30",
            f"criteria {criteria} of {counts['success_criteria']}",
            f"owner mentions {owners} of {counts['owner_mentions']}",
            f"questions: {len(plan.questions)}",
        ],
    )
    assert len(plan.areas_for_improvement) == counts["areas"]
    assert sum(len(area.recommendations) for area in plan.areas_for_improvement) >= 10
    assert len(plan.actions) == counts["actions"]
    assert len(parts) == counts["sub_actions"]
    assert len(plan.measures) == counts["quantified_statements"]
    assert len(plan.questions) <= 45


def test_ealings_due_points_are_as_printed_and_asked_about() -> None:
    plan, known = published_plan("ealing"), inventory("ealing")
    for action, row in zip(plan.actions, known["actions"], strict=True):
        for milestone in action.milestones:
            assert [point.as_written for point in milestone.due.points] == row["due_as_written"]
            calendar = [tuple(due["calendar_quarter"]) for due in row["due"]]
            assert [(str(p.earliest), str(p.latest)) for p in milestone.due.points] == calendar
    [question] = [each for each in plan.questions if each.code == "due.quarter-basis"]
    assert set(question.where) == {action.key for action in plan.actions}


# What an irregularity of an inventory ends as. A line of the document's note counts, and so does a field that
# shows it: a range, a sample size, a due point that only starts.
_ENDS_AS = {
    "duplicate action numbers": "ref.duplicate",
    "dangling references": "ref.dangling",
    "typed ids": "ref.typing",
    "ambiguous short references": "ref.dangling",
    "merged cells lost": "cell.merged",
    "wrong year": "due.before-plan",
    "due before or at publication": "note.at-publication",
    "range due": "due.several-in-cell",
    "two dates in one milestone": "due.several-in-cell",
    "no date": "due.none",
    "season": "due.season",
    "two-digit years": "due.two-digit-year",
    "recurrences": "due.recurrence",
    "start-by dates": "note.start-only",
    "capital By, missing by": "note.joined",
    "relative targets": "target.relative",
    '"% decrease from baseline" that shrinks': "target.relative",
    "wrong sign": "target.sign",
    "wrong direction": "target.direction",
    "flat targets": "note.level-targets",
    "no baseline": "baseline.missing",
    "baseline date missing": "baseline.missing",
    "several baselines": "baseline.several",
    "distribution": "target.not-a-sum",
    "displaced row": "cell.slipped",
    "inherited date header": "cell.merged",
    "embedded measure in a milestone": "measure.in-text",
    "duplicate measures": "measure.duplicate",
    "name against unit": "measure.unit",
    "owner variants": "owner.alias",
    "text disagreement": "text.disagrees",
    "line-break hyphens": "note.joined",
    "spelling of systems": "note.document",
    "no numeric baselines": "baseline.missing",
    "quarter dues": "due.quarter-basis",
    "two dues in one row": "due.several-in-cell",
    "header differs": "note.document",
    "bullets lost": "text.split",
    "HTML left in cells": "note.document",
    "numbering styles": "note.document",
    "copy-paste criteria": "text.repeated",
    "stale reference": "ref.dangling",
    "retrospective start": "due.before-plan",
    "date against date": "due.conflict",
    "ambiguous wording": "target.ambiguous",
    "method note that looks like a target": "measure.in-text",
    "duplicated narrative": "text.repeated",
    "board names": "group.alias",
    "typos": "note.document",
    "no glossary": "note.document",
    "missing parts": "note.document",
}
_SHOWN = {"range target", "sampling note inside target header"}


@pytest.mark.parametrize("name", ["hillingdon", "ealing"])
def test_every_irregularity_ends_as_a_question_or_in_sight(name: str) -> None:
    codes = {question.code for question in published_plan(name).questions}
    kinds = {each["kind"] for each in inventory(name)["irregularities"]}
    assert {kind: _ENDS_AS[kind] for kind in kinds - _SHOWN if _ENDS_AS[kind] not in codes} == {}


def test_irregularities_that_a_field_shows_are_shown() -> None:
    series = [series for measure in published_plan("hillingdon").measures for series in measure.series]
    assert any(target.type == "range" for each in series for target in each.targets)
    assert any(each.baseline.sample for each in series)


@pytest.mark.parametrize("name", ["hillingdon", "ealing"])
def test_a_published_plan_survives_being_written_and_read_back(name: str) -> None:
    assert from_json(to_json(published_plan(name))) == published_plan(name)


@pytest.mark.parametrize("name", [pytest.param("hillingdon", marks=pytest.mark.slow), "ealing"])
def test_reading_takes_little_time_and_memory(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = published(name)
    began = time.perf_counter()
    read_plan(text)
    seconds = time.perf_counter() - began
    tracemalloc.start()
    read_plan(text)
    megabytes = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    _show(capsys, f"Reading {name}", [f"{seconds:.2f} s, {megabytes:.0f} MB at most"])
    assert megabytes < 300
