"""The sheets of a workbook: rows that name the action or measure they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from lapwing.contexts.improvement.interchange import Action, Group, Milestone, Objective, SuccessCriterion
from lapwing.contexts.improvement.interchange.plain import lines_of, one_line
from lapwing.contexts.improvement.publishing import forms
from lapwing.contexts.improvement.publishing.forms import DUE, OWNERS, STATUS, Parts
from lapwing.contexts.improvement.publishing.layout import Form
from lapwing.contexts.improvement.publishing.workbook import ITSELF
from lapwing.contexts.improvement.reading.own.drafts import ActionDraft, Pending, PlanDraft
from lapwing.contexts.improvement.reading.own.sheets_of_measures import read_measure_sheets
from lapwing.contexts.improvement.reading.own.tables import OwnRow
from lapwing.contexts.improvement.reading.own.values import due_of, judgement_of, report_of, status_of

Sheets = Mapping[Form, Sequence[OwnRow]]
T = TypeVar("T")


def read_sheets(sheets: Sheets, draft: PlanDraft) -> None:
    """Read every sheet there is: first what others name, then what names it."""
    _outline(sheets.get(forms.GROUPS, ()), draft)
    for row in sheets.get(forms.SHEET_ACTIONS, ()):
        draft.actions.append(_action(row))
    actions = by_name((each.key, each.action.ref, each) for each in draft.actions)
    _each(sheets.get(forms.SHEET_MILESTONES, ()), actions, draft, _milestone)
    _each(sheets.get(forms.SHEET_REPORTS, ()), actions, draft, _report)
    _each(sheets.get(forms.SHEET_CRITERIA, ()), actions, draft, _criterion)
    read_measure_sheets(sheets, draft)


def by_name(found: Iterable[tuple[str, str | None, T]]) -> dict[str, T]:
    """Things by their key, and by their number where no key says the same."""
    listed = list(found)
    names = {number: thing for _, number, thing in reversed(listed) if number}
    return names | {key: thing for key, _, thing in reversed(listed) if key}


def _outline(rows: Sequence[OwnRow], draft: PlanDraft) -> None:
    number, part, title = forms.GROUPS.titles
    for row in rows:
        said, text = one_line(row[part]).casefold(), row[title]
        if said == Parts.GROUP.casefold():
            draft.groups.append(Group(ref=one_line(row[number]), title=one_line(text), source=row.lines))
        elif said == Parts.OBJECTIVE.casefold() and draft.groups:
            draft.objectives.append(
                Objective(
                    ref=one_line(row[number]),
                    group=draft.groups[-1].ref,
                    title=one_line(text),
                    source=row.lines,
                )
            )
        elif said == Parts.SUBTITLE.casefold() and draft.objectives:
            draft.objectives[-1] = replace(draft.objectives[-1], subtitle=text)
        elif said == Parts.QUOTED.casefold() and draft.objectives:
            last = draft.objectives[-1]
            draft.objectives[-1] = replace(last, findings=(*last.findings, text))
        else:
            draft.ask_of_row("plan", row.raw)


def _action(row: OwnRow) -> ActionDraft:
    action = Action(
        key="",
        ref=one_line(row["Action no."]) or None,
        group=one_line(row["Group"]) or None,
        objective=one_line(row["Objective"]) or None,
        text=row["Action"],
        key_area=row["Key area"] or None,
        owners=lines_of(row[OWNERS]),
        accountable=lines_of(row["Accountable"]),
        governance=row["Workstream"] or None,
        rationale=row["Why"] or None,
        progress=row["Progress"] or None,
    )
    return ActionDraft(action, key=one_line(row["Key"]), lines=[row.lines])


def _each(
    rows: Sequence[OwnRow],
    actions: Mapping[str, ActionDraft],
    draft: PlanDraft,
    read: Callable[[PlanDraft, ActionDraft, OwnRow], None],
) -> None:
    """Read rows into the actions they name; an empty name is that of the row above."""
    name = ""
    for row in rows:
        name = one_line(row["Of action"]) or name
        if name in actions:
            read(draft, actions[name], row)
        else:
            text = f"No action on the sheet “Actions” has the key or number “{name}”. Which one is meant?"
            draft.doubts.append(("plan", Pending("ref.dangling", text, row.raw)))


def _milestone(draft: PlanDraft, action: ActionDraft, row: OwnRow) -> None:
    part = f"m{len(action.milestones) + 1}"
    itself = one_line(row["Milestone"]) == ITSELF
    action.milestones.append(
        Milestone(
            label=one_line(row["Mark"]) or None,
            text=action.action.text if itself else row["Milestone"],
            due=due_of(row[DUE], draft.basis, part, action.doubts),
            status=status_of(row[STATUS], part, action.doubts),
            source=row.lines,
        )
    )


def _report(draft: PlanDraft, action: ActionDraft, row: OwnRow) -> None:
    number = one_line(row["Milestone no."])
    at = int(number) - 1 if number.isdecimal() and len(number) < 6 else -1
    if not 0 <= at < len(action.milestones):
        draft.ask_of_row(action.action.ref or "plan", row.raw)
        return
    told = report_of(row["Reported"], row["Counts as"], row["Period"], row["Note"])
    milestone = action.milestones[at]
    action.milestones[at] = replace(milestone, reports=(*milestone.reports, told))


def _criterion(draft: PlanDraft, action: ActionDraft, row: OwnRow) -> None:
    judged = judgement_of(row["Judged"], f"c{len(action.criteria) + 1}", action.doubts)
    action.criteria.append(
        SuccessCriterion(text=row["What success looks like"], status=judged, source=row.lines)
    )
