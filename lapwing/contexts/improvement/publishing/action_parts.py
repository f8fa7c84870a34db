"""An action as rows of a document: itself, what is said of it, its milestones and what success looks like."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.contexts.improvement.interchange import Action, Milestone, Plan, QuarterBasis, StatusReport
from lapwing.contexts.improvement.interchange.plain import block, one_line
from lapwing.contexts.improvement.publishing import words
from lapwing.contexts.improvement.publishing.forms import (
    COUNTS_AS,
    DUE,
    NO,
    OWNERS,
    PART,
    STATUS,
    WHAT,
    Parts,
)
from lapwing.contexts.improvement.publishing.layout import Look, Row
from lapwing.contexts.improvement.publishing.notation import due_text, taken_text
from lapwing.contexts.improvement.publishing.shared import aside


def action_rows(plan: Plan, action: Action, *, placed: bool) -> Iterator[Row]:
    """The rows of an action. ``placed``: a heading above says which group and objective it is of."""
    own = own_milestone(action)
    yield Row(
        {
            NO: one_line(action.ref),
            PART: Parts.ACTION,
            WHAT: block(action.text),
            OWNERS: words.items_text(action.owners),
            DUE: due_text(own.due, plan.quarter_basis) if own else "",
            STATUS: words.status_text(own.status) if own else "",
        },
        Look.BAND,
    )
    yield from _asides(action, placed=placed)
    for milestone in action.milestones:
        if milestone is not own:
            yield _milestone(milestone, plan.quarter_basis)
        for report in milestone.reports:
            yield _report(report)
    for criterion in action.success_criteria:
        yield Row(
            {
                PART: Parts.SUCCESS,
                WHAT: block(criterion.text),
                STATUS: words.judgement_text(criterion.status),
            }
        )
    yield from aside(Parts.PROGRESS, block(action.progress))


def own_milestone(action: Action) -> Milestone | None:
    """The one milestone of an action without parts, which is the action itself."""
    if len(action.milestones) != 1:
        return None
    only = action.milestones[0]
    itself = not one_line(only.label) and block(only.text) == block(action.text)
    return only if itself else None


def report_words(report: StatusReport) -> str:
    """A reported word, and what it counts as where it is known."""
    word = one_line(report.as_written)
    return f"{word}\n{COUNTS_AS} {words.status_text(report.status)}" if report.status else word


def report_period(report: StatusReport) -> str:
    """The period as printed and its last day."""
    return taken_text(report.period, (None, report.on), None, last_only=True)


def _asides(action: Action, *, placed: bool) -> Iterator[Row]:
    if action.key != action.ref:
        yield from aside(Parts.KEY, one_line(action.key))
    if not placed:
        yield from aside(Parts.GROUP, one_line(action.group))
        yield from aside(Parts.OBJECTIVE, one_line(action.objective))
    yield from aside(Parts.KEY_AREA, block(action.key_area))
    yield from aside(Parts.WHY, block(action.rationale))
    yield from aside(Parts.ACCOUNTABLE, words.items_text(action.accountable))
    yield from aside(Parts.WORKSTREAM, block(action.governance))


def _milestone(milestone: Milestone, basis: QuarterBasis | None) -> Row:
    return Row(
        {
            NO: one_line(milestone.label),
            PART: Parts.MILESTONE,
            WHAT: block(milestone.text),
            DUE: due_text(milestone.due, basis),
            STATUS: words.status_text(milestone.status),
        }
    )


def _report(report: StatusReport) -> Row:
    return Row(
        {
            PART: Parts.REPORT,
            WHAT: block(report.note),
            DUE: report_period(report),
            STATUS: report_words(report),
        },
        Look.ASIDE,
    )
