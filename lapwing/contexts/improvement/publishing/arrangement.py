"""A plan as a document: title, areas, findings, actions by group and objective, measures, questions."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.contexts.improvement.interchange import Objective, Plan, Question
from lapwing.contexts.improvement.interchange.places import strays
from lapwing.contexts.improvement.interchange.plain import one_line
from lapwing.contexts.improvement.interchange.visible import tidied
from lapwing.contexts.improvement.publishing import forms, shared
from lapwing.contexts.improvement.publishing.action_parts import action_rows
from lapwing.contexts.improvement.publishing.forms import SECTIONS, Parts
from lapwing.contexts.improvement.publishing.layout import Block, Heading, Layout, Part, Prose, Table
from lapwing.contexts.improvement.publishing.measure_parts import measure_rows

_READING = (
    "Everything is shown as the plan writes it. What stands in square brackets is what it is taken to mean, "
    "where the words do not say so by themselves. Each milestone shows how it stands, by shape and word: "
    "○ not started or stopped, ● on track or done with evidence awaited, ◆ at risk, ▲ off track, "
    "■ done and evidenced.",
    "This document can be edited and read back: change a word, add or remove a row, then bring the file in. "
    "Keep the titles of the columns and the words in the column “Part”.",
)


def layout_of(plan: Plan) -> Layout:
    """The plan as a document."""
    plan = tidied(plan)
    return Layout(
        title=one_line(plan.title),
        under=tuple(filter(None, (one_line(plan.local_area), one_line(plan.governance_group)))),
        parts=tuple(part for part in _parts(plan) if part.blocks),
    )


def _parts(plan: Plan) -> Iterator[Part]:
    yield Part((shared.about(plan), Heading(1, SECTIONS["reading"]), *(Prose(text) for text in _READING)))
    yield Part((*_areas(plan), *_findings(plan)))
    yield Part((*_actions(plan), *_measures(plan)), landscape=True)
    yield Part((*_questions(plan.questions), *_legend(plan)), landscape=True)


def _areas(plan: Plan) -> Iterator[Block]:
    if plan.areas_for_improvement:
        yield Heading(1, SECTIONS["areas"])
        yield shared.areas(plan)


def _findings(plan: Plan) -> Iterator[Block]:
    if plan.findings:
        yield Heading(1, SECTIONS["findings"])
        yield shared.findings(plan)


def _actions(plan: Plan) -> Iterator[Block]:
    """A heading and a table for each place in the outline, in its order."""
    if not (plan.actions or plan.groups or plan.objectives):
        return
    yield Heading(1, SECTIONS["actions"])
    for group in plan.groups:
        yield Heading(2, heading_text(Parts.GROUP, group.ref, group.title))
        yield from _table(plan, group.ref, None)
        for objective in plan.objectives:
            if objective.group == group.ref:
                yield Heading(3, heading_text(Parts.OBJECTIVE, objective.ref, objective.title))
                yield from _table(plan, group.ref, objective)
    rows = [row for action in strays(plan) for row in action_rows(plan, action, placed=False)]
    if rows:
        yield Heading(2, forms.NO_GROUP)
        yield Table(forms.ACTIONS, tuple(rows), forms.NO_GROUP)


def heading_text(word: str, ref: str, title: str) -> str:
    """``Objective 1.2: A shorter wait``."""
    return f"{word} {one_line(ref)}: {one_line(title)}"


def _table(plan: Plan, group: str, objective: Objective | None) -> Iterator[Table]:
    rows = shared.objective_rows(objective) if objective else []
    for action in plan.actions:
        if (action.group, action.objective) == (group, objective.ref if objective else None):
            rows += action_rows(plan, action, placed=True)
    if rows:
        name = objective.ref if objective else group
        yield Table(forms.ACTIONS, tuple(rows), f"Actions of {one_line(name)}")


def _measures(plan: Plan) -> Iterator[Block]:
    if plan.measures:
        yield Heading(1, SECTIONS["measures"])
        rows = tuple(row for measure in plan.measures for row in measure_rows(plan, measure))
        yield Table(forms.MEASURES, rows, SECTIONS["measures"])


def _questions(questions: tuple[Question, ...]) -> Iterator[Block]:
    if questions:
        yield Heading(1, SECTIONS["questions"])
        yield shared.questions(questions)


def _legend(plan: Plan) -> Iterator[Block]:
    if plan.legend:
        yield Heading(1, SECTIONS["legend"])
        yield shared.legend(plan)
