"""The tables that documents and workbooks have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lapwing.contexts.improvement.interchange import Area, Objective, Plan, Question
from lapwing.contexts.improvement.interchange.plain import block, one_line
from lapwing.contexts.improvement.publishing import forms, words
from lapwing.contexts.improvement.publishing.forms import NO, PART, SECTIONS, WHAT, About, Parts
from lapwing.contexts.improvement.publishing.layout import Form, Look, Row, Table
from lapwing.contexts.improvement.publishing.notation import day_text


def about(plan: Plan) -> Table:
    """What the plan is: its title, area, inspection, quarters, board."""
    said = {
        About.TITLE: one_line(plan.title),
        About.AREA: one_line(plan.local_area),
        About.INSPECTED: one_line(plan.inspection.as_written),
        About.FROM: day_text(plan.inspection.from_),
        About.TO: day_text(plan.inspection.to),
        About.OUTCOME: block(plan.inspection.outcome),
        About.GOVERNED: one_line(plan.governance_group),
        About.QUARTERS: words.BASES.get(plan.quarter_basis or "", ""),
        About.KIND: "" if plan.document == "plan" else plan.document,
    }
    label, text = forms.ABOUT.titles
    rows = tuple(Row({label: name, text: value}) for name, value in said.items() if value)
    return Table(forms.ABOUT, rows, label)


def areas(plan: Plan) -> Table:
    """Each area with what the inspectors recommend and what they found."""
    rows = tuple(row for area in plan.areas_for_improvement for row in _area(area))
    return Table(forms.AREAS, rows, SECTIONS["areas"])


def findings(plan: Plan) -> Table:
    rows = tuple(
        filled(
            forms.FINDINGS,
            one_line(each.ref),
            block(each.text),
            one_line(each.area),
            words.run_text(each.objectives),
        )
        for each in plan.findings
    )
    return Table(forms.FINDINGS, rows, SECTIONS["findings"])


def questions(asked: Iterable[Question]) -> Table:
    rows = tuple(filled(forms.QUESTIONS, *_question(each)) for each in asked)
    return Table(forms.QUESTIONS, rows, SECTIONS["questions"])


def legend(plan: Plan) -> Table:
    rows = tuple(
        filled(
            forms.LEGEND,
            one_line(each.word),
            block(each.meaning),
            words.status_text(each.status or ""),
            one_line(each.colour),
        )
        for each in plan.legend
    )
    return Table(forms.LEGEND, rows, SECTIONS["legend"])


def objective_rows(objective: Objective) -> list[Row]:
    """What stands under the heading of an objective, above its actions."""
    subtitle = block(objective.subtitle)
    found = [Row({PART: Parts.SUBTITLE, WHAT: subtitle}, Look.ASIDE)] if subtitle else []
    return found + [
        Row({PART: Parts.QUOTED, WHAT: block(quoted)}, Look.ASIDE) for quoted in objective.findings
    ]


def aside(part: str, text: str) -> Iterator[Row]:
    """A row that says more of the one above; none for nothing."""
    if text:
        yield Row({PART: part, WHAT: text}, Look.ASIDE)


def filled(form: Form, *texts: str) -> Row:
    """A row of a form with its texts in the order of its columns."""
    return Row(dict(zip(form.titles, texts, strict=True)))


def _area(area: Area) -> Iterator[Row]:
    yield Row({NO: one_line(area.ref), PART: Parts.AREA, WHAT: block(area.title)}, Look.BAND)
    yield from aside(Parts.GOVERNED, one_line(area.governance_group))
    for text in area.recommendations:
        yield Row({PART: Parts.RECOMMENDATION, WHAT: block(text)})
    for text in area.narrative:
        yield Row({PART: Parts.BACKGROUND, WHAT: block(text)})


def _question(question: Question) -> tuple[str, ...]:
    return (
        one_line(question.code),
        block(question.text),
        words.run_text(question.where),
        words.items_text(question.choices),
        block(question.raw),
        block(question.answer),
    )
