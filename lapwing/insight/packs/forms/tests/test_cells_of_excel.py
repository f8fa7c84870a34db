"""Every value of a pack stands in its own sheet of the workbook, in its row, and under its own heading."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from lapwing.insight.packs import shapes
from lapwing.insight.packs.forms.excel import to_excel
from lapwing.insight.packs.forms.sheets_of_data import DATA
from lapwing.insight.packs.forms.tests.differing import differing_pack
from lapwing.insight.packs.forms.tests.texts import displayed, tidied
from lapwing.insight.packs.shapes import Day, Figure, Mark

Row = dict[str, str]
# From the headings of a sheet to the fields of a line, by the line's shape.
FIELDS: dict[type, dict[str, str]] = {
    shapes.ExceptionLine: {
        "How it stands": "mark", "Action": "action", "Milestone": "milestone", "Group": "group",
        "Text": "text", "Owners": "owners", "First date": "original", "Due": "due", "Forecast": "forecast",
        "Late": "days_late", "Moved": "moved", "Why": "why", "What is done about it": "mitigation",
        "Next": "next_steps", "Confidence": "confidence", "Said by": "said",
    },
    shapes.AskedLine: {
        "Decision asked for": "text", "Why": "why", "Asked by": "asked_by",
        "Escalated from": "escalated_from", "Asked of": "asked_of",
    },
    shapes.DueLine: {
        "Due": "due", "In": "left", "How it stands": "mark", "Action": "action", "Milestone": "milestone",
        "Group": "group", "Text": "text", "Owners": "owners",
    },
    shapes.VoiceLine: {
        "Kind": "kind_text", "About": "about", "Text": "text", "What families said": "response", "By": "by",
        "On": "on", "Accepted": "accepted", "Shown by": "shown_by",
    },
    shapes.DateChangeLine: {
        "What moved": "what", "From": "from_", "To": "to", "Changed": "changed", "Why": "reason",
        "Approved by": "approved_by", "Times moved": "times",
    },
    shapes.RiskLine: {
        "How heavy": "mark", "Kind": "kind_text", "Text": "text", "Cause": "cause", "Effect": "effect",
        "Likelihood": "likelihood", "Impact": "impact", "Score": "score", "Moved": "moved",
        "What is done about it": "mitigation", "Owner": "owner", "Review": "review",
    },
    shapes.DecisionLine: {
        "What is to be done": "text", "Decided": "decided", "Meeting": "meeting", "Owner": "owner",
        "By": "by", "How it stands": "mark", "Outcome": "outcome",
    },
    shapes.QuestionLine: {
        "On": "line", "Question": "text", "Asked by": "asked_by", "Asked": "asked", "Answer": "answer",
        "Answered by": "answered_by", "Answered": "answered", "How it stands": "mark",
    },
    shapes.TermLine: {"Word": "term", "What it means here": "meaning"},
    shapes.ActionData: {
        "Group": "group", "Objective": "objective", "Action": "number", "Text": "text", "Owners": "owners",
        "How it stands": "mark", "Milestones": "milestones", "Done": "done", "Overdue": "overdue",
        "Without a date": "undated", "Next due": "next_due",
    },
    shapes.MilestoneData: {
        "Group": "group", "Action": "action", "Milestone": "milestone", "Text": "text", "Owners": "owners",
        "How it stands": "mark", "First date": "original", "Due": "due", "Moved": "moved",
        "Late": "days_late", "In words": "late", "Note": "note", "Forecast": "forecast",
        "What was done": "activity", "Impact": "impact", "What is done about it": "mitigation",
        "Next": "next_steps", "Confidence": "confidence", "Said by": "said",
    },
    shapes.CriterionData: {
        "Action": "action", "Success criterion": "text", "Judgement": "judgement", "Judged": "judged",
        "Judged by": "judged_by", "Note": "note", "Shown by": "shown_by",
    },
    shapes.EvidenceData: {
        "Action": "action", "Milestone": "milestone", "Success criterion": "criterion",
        "Kind": "kind_text", "What it is": "form", "Title": "title", "Words": "words", "Of": "on",
        "Supplied by": "supplied_by", "Accepted": "accepted", "Accepted by": "accepted_by",
    },
}  # fmt: skip
# Codes and where a line leads: no form prints them.
UNSAID = {"key", "kind", "link"}
# The sheets of the data, where each line is a row, by the name of the field.
DATA_SHEETS = {
    "actions": "actions",
    "milestones": "milestones",
    "date_changes": "dates moved",
    "risks": "risks and issues",
    "decisions": "decisions",
    "criteria": "success criteria",
    "evidence": "evidence",
}


@cache
def pack() -> shapes.Pack:
    return differing_pack()


@cache
def book() -> dict[str, list[Row]]:
    """The rows of every sheet as they are displayed, each by its headings; empty cells are left out."""
    found: dict[str, list[Row]] = {}
    for sheet in openpyxl.load_workbook(BytesIO(to_excel(pack(), "0" * 64))).worksheets:
        head, *rows = ([tidied(displayed(cell)) for cell in row] for row in sheet.iter_rows())
        found[sheet.title] = [_filled(dict(zip(head, row, strict=True))) for row in rows]
    return found


def test_every_line_of_a_section_stands_under_its_headings() -> None:
    plain = [each for each in pack().sections if hasattr(each, "lines")]
    assert len(plain) == 9
    for section in plain:
        assert book()[section.title] == [by_fields(line) for line in section.lines], section.kind


@pytest.mark.parametrize(("name", "sheet"), DATA_SHEETS.items())
def test_every_line_of_the_data_stands_under_its_headings(name: str, sheet: str) -> None:
    assert book()[f"{DATA}{sheet}"] == [by_fields(line) for line in getattr(pack().data, name)]


def test_no_field_of_a_line_is_without_its_heading() -> None:
    for kind, fields in FIELDS.items():
        assert set(fields.values()) == {each.name for each in dataclasses.fields(kind)} - UNSAID, kind


def test_closed_risks_stand_with_how_they_ended() -> None:
    data = pack().data
    assert data
    assert book()[f"{DATA}closed risks and issues"] == [
        by_fields(each.line) | {"Closed": said(each.closed), "How it ended": each.outcome}
        for each in data.closed_risks
    ]


def test_the_summary_stands_row_by_row() -> None:
    section = only(shapes.SummarySection)
    told = section.summary
    counted = [("Milestones", each.mark, each) for each in told.milestones]
    counted += [("Measures", each.mark, each) for each in told.measures]
    assert book()[section.title] == [
        row(Part="Headline", In_words=told.headline),
        row(Part="Compared with", Before=told.compared_with),
        *(row(Part=part, What=mark, Before=each.before, Now=each.now) for part, mark, each in counted),
        *(row(Part="Also counted", What=x.label, Before=x.before, Now=x.now) for x in told.facts),
        row(Part="In words", In_words=told.milestones_text),
        row(Part="In words", In_words=told.measures_text),
        *(
            row(Part="What moved", What=x.what, Before=x.before, Now=x.now, In_words=x.text)
            for x in told.moved
        ),
        row(Part="What moved", In_words=told.moved_left_out),
    ]


def test_every_action_stands_with_its_milestones_below_it() -> None:
    section = only(shapes.ActionsSection)
    wanted: list[Row] = []
    for action in section.actions:
        head = {"Group": action.group, "Action": action.number}
        wanted.append(
            row(
                **head, Text=action.text, Owners=action.owners, How_it_stands=action.mark, Done=action.done,
                Overdue=action.overdue,
            )
        )  # fmt: skip
        wanted += (
            row(
                **head, Milestone=each.label, Text=each.text, Due=each.due, How_it_stands=each.mark,
                Late=each.late, Note=each.note,
            )
            for each in action.milestones
        )  # fmt: skip
    assert book()[section.title] == wanted


@pytest.mark.parametrize("of_data", [False, True])
def test_every_series_and_each_of_its_figures_stand_under_their_headings(of_data: bool) -> None:
    data, section = pack().data, only(shapes.MeasuresSection)
    assert data
    found = data.measures if of_data else section.measures
    series, figures = (
        (f"{DATA}measures", f"{DATA}figures") if of_data else (section.title, f"{section.title}, figures")
    )
    every = [(measure, each) for measure in found for each in measure.series]
    assert book()[series] == [series_row(*each) for each in every]
    assert book()[figures] == [
        row(Measure=measure.number, Series=each.label) | line
        for measure, each in every
        for line in figure_rows(each)
    ]


def series_row(measure: shapes.Measure, each: shapes.Series) -> Row:
    assert each.spc
    return row(
        Measure=measure.number, Name=measure.name, Measure_stands=measure.mark, Series=each.label,
        How_it_stands=each.mark, Unit=each.unit, Finding=each.finding, Of_what=each.subtitle,
        In_words=each.sentence, Started_at=each.baseline, Started_on=each.baseline_on, Latest=each.latest,
        Latest_period=each.latest_period, Expected_now=each.expected, Next_target=each.next_target,
        Why=each.reason, Variation=each.spc.text, Target_in_reach=each.spc.assurance_text,
        Actions=measure.actions, Source=measure.source,
    ) | {"Variation, short": each.spc.variation_text}  # fmt: skip


def figure_rows(each: shapes.Series) -> Iterator[Row]:
    for point in each.points:
        yield row(
            What="Figure", From=point.from_, To=point.to, When=point.period, Figure=point.value,
            Counted=point.counted, Variation=point.spc, Note=point.note, Source=point.source,
        )  # fmt: skip
    for day in each.breaks:
        yield row(What="The line breaks here", To=day)
    for change in each.broken:
        note = f"{change.reason} Approved by: {change.approved_by}"
        yield row(What="The line breaks here", To=change.on, When=change.text, Note=note)
    for step in each.targets:
        yield row(What="Target", To=step.by, When=step.text, Figure=step.value, Note="needs confirming")
    for expected in each.trajectory:
        yield row(What="Expected", To=expected.on, Figure=expected.text)
    for level in each.comparators:
        yield row(What=level.name, To=level.as_at, Figure=level.value)
    for limits in each.spc.segments if each.spc else ():
        lines = ("Mean", limits.mean), ("Lower limit", limits.lower), ("Upper limit", limits.upper)
        for name, value in lines:
            yield row(What=name, From=limits.from_, To=limits.to, Figure=value, Note=limits.reason)


def only(kind: type[Any]) -> Any:
    (found,) = (each for each in pack().sections if isinstance(each, kind))
    return found


def by_fields(line: Any) -> Row:
    return _filled({head: said(getattr(line, name)) for head, name in FIELDS[type(line)].items()})


def row(**values: Any) -> Row:
    """By headings, whose blanks are written as underscores."""
    return _filled({head.replace("_", " "): said(value) for head, value in values.items()})


def said(value: Any) -> str:
    if isinstance(value, Mark):
        return value.label
    if isinstance(value, Day | Figure):
        return value.text
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    return " ".join(value) if isinstance(value, tuple) else value or ""


def _filled(values: Row) -> Row:
    return {head: text for head, text in values.items() if text}
