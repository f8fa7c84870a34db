"""The tables that documents and workbooks share: about the plan, areas, findings, questions, legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast, get_args

from lapwing.contexts.improvement.interchange import (
    Area,
    DocumentKind,
    Finding,
    Inspection,
    LegendEntry,
    QuarterBasis,
    Question,
)
from lapwing.contexts.improvement.interchange.plain import lines_of, one_line
from lapwing.contexts.improvement.publishing import forms, words
from lapwing.contexts.improvement.publishing.forms import NO, PART, WHAT, About, Parts
from lapwing.contexts.improvement.publishing.notation import day_in
from lapwing.contexts.improvement.reading.own.drafts import Pending, PlanDraft
from lapwing.contexts.improvement.reading.own.tables import OwnRow


def read_about(rows: Sequence[OwnRow], draft: PlanDraft) -> None:
    """What the plan is."""
    label, text = forms.ABOUT.titles
    said = {one_line(row[label]): row[text] for row in rows}
    draft.title = one_line(said.get(About.TITLE, "")) or draft.title
    draft.local_area = one_line(said.get(About.AREA)) or None
    draft.governance_group = one_line(said.get(About.GOVERNED)) or None
    draft.basis = cast("QuarterBasis | None", words.basis_in(said.get(About.QUARTERS, "")))
    kind = said.get(About.KIND, "")
    draft.kind = kind if kind in get_args(DocumentKind) else ""
    days = {name: day_in(said.get(name, "")) for name in (About.FROM, About.TO)}
    draft.inspection = Inspection(
        from_=days[About.FROM],
        to=days[About.TO],
        as_written=one_line(said.get(About.INSPECTED)) or None,
        outcome=said.get(About.OUTCOME) or None,
    )
    for name, day in days.items():
        if said.get(name) and day is None:
            why = "This is not a day as in “3 May 2026”. On which day was it?"
            draft.doubts.append(("plan", Pending("inspection.date", why, said[name])))
    if said.get(About.QUARTERS) and draft.basis is None:
        why = "Quarters of the calendar year, or of the financial year (April to March)?"
        draft.doubts.append(("plan", Pending("due.quarter-basis", why, said[About.QUARTERS])))


def read_areas(rows: Sequence[OwnRow], draft: PlanDraft) -> None:
    """Areas, each with the rows under it."""
    for row in rows:
        part, text = one_line(row[PART]).casefold(), row[WHAT]
        if part == Parts.AREA.casefold():
            draft.areas.append(Area(ref=one_line(row[NO]) or None, title=text, source=row.lines))
            continue
        if not draft.areas:
            draft.ask_of_row("plan", row.raw)
            continue
        area = draft.areas[-1]
        assert area.source
        area = replace(area, source=(area.source[0], row.lines[1]))
        if part == Parts.RECOMMENDATION.casefold():
            draft.areas[-1] = replace(area, recommendations=(*area.recommendations, text))
        elif part == Parts.BACKGROUND.casefold():
            draft.areas[-1] = replace(area, narrative=(*area.narrative, text))
        elif part == Parts.GOVERNED.casefold():
            draft.areas[-1] = replace(area, governance_group=one_line(text))
        else:
            draft.ask_of_row(f"area {area.ref}", row.raw)


def read_findings(rows: Sequence[OwnRow], draft: PlanDraft) -> None:
    number, finding, area, objectives = forms.FINDINGS.titles
    draft.findings += [
        Finding(
            ref=one_line(row[number]) or None,
            text=row[finding],
            area=one_line(row[area]) or None,
            objectives=words.run_in(row[objectives]),
            source=row.lines,
        )
        for row in rows
    ]


def read_questions(rows: Sequence[OwnRow], draft: PlanDraft) -> None:
    code, text, where, choices, raw, answer = forms.QUESTIONS.titles
    draft.questions += [
        Question(
            code=one_line(row[code]),
            where=words.run_in(row[where]),
            text=row[text],
            choices=lines_of(row[choices]),
            raw=row[raw] or None,
            answer=row[answer] or None,
        )
        for row in rows
    ]


def read_legend(rows: Sequence[OwnRow], draft: PlanDraft) -> None:
    word, meaning, status, fill = forms.LEGEND.titles
    for row in rows:
        found = words.status_in(row[status]) if row[status] else None
        if row[status] and found is None:
            why = "This is no status that Lapwing knows. Which of its own does the word count as?"
            draft.doubts.append(("plan", Pending("status.unknown", why, row[status])))
        draft.legend.append(
            LegendEntry(
                word=one_line(row[word]),
                status=found,
                meaning=row[meaning] or None,
                colour=one_line(row[fill]) or None,
            )
        )
