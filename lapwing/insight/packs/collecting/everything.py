"""All that the plan holds on the day, for the workbook: whatever sections were chosen for reading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement import public as improvement
from lapwing.insight.packs.collecting.evidence import criteria_and_evidence
from lapwing.insight.packs.collecting.exceptions import (
    Stands,
    days_late,
    days_late_of_turn,
    forecast_of,
    forecast_said,
    last_said,
    mitigation_of,
    said_by,
    said_in,
    said_of_turn,
)
from lapwing.insight.packs.collecting.governed import closed_risks_of, decisions_of, risks_of
from lapwing.insight.packs.collecting.measures import measures_of
from lapwing.insight.packs.collecting.milestones import (
    AS_A_WHOLE,
    date_changes_of,
    mark_of_said,
    mark_of_turn,
    text_of_turn,
)
from lapwing.insight.packs.collecting.order import Told
from lapwing.insight.packs.collecting.people import posts
from lapwing.insight.packs.collecting.texts import day, due, due_of, mark, number, owners, times
from lapwing.insight.packs.shapes import ActionData, Data, Day, Figure, MilestoneData, Section


def everything(told: Told, sections: Sequence[Section]) -> Data:
    """Beside the sections that a pack has: what one of them holds whole is not held twice."""
    there = {each.kind for each in sections}
    criteria, evidence = criteria_and_evidence(told)
    return Data(
        actions=tuple(_action(told, line) for line in told.plan.actions),
        milestones=_milestones(told),
        measures=() if "measures" in there else measures_of(told),
        date_changes=date_changes_of(told, since=None),
        risks=() if "risks" in there else risks_of(told),
        decisions=decisions_of(told),
        criteria=criteria,
        evidence=evidence,
        closed_risks=closed_risks_of(told),
    )


def _action(told: Told, line: improvement.ActionLine) -> ActionData:
    return ActionData(
        key=f"data-action:{line.ref}",
        number=line.number,
        group=improvement.group_name(line),
        objective=line.objective_number,
        text=line.text,
        mark=mark(improvement.mark_of(told.plan.plan.key, line.colour)),
        owners=owners(line),
        milestones=number(line.milestones),
        done=number(line.done),
        overdue=number(line.overdue),
        undated=number(line.undated),
        next_due=day(line.next_due),
    )


def _milestones(told: Told) -> tuple[MilestoneData, ...]:
    """Every milestone with its turns below it; above those of an action what is said of it as a whole."""
    plan = told.plan
    said = {line.ref: last_said(plan, line) for line in plan.milestones}
    wholes = {line.ref: plan.words.latest.get(line.ref) for line in plan.actions}
    of_turns = (plan.words.latest.get(turn.ref) for turns in plan.turns.values() for turn in turns)
    updates = [*said.values(), *wholes.values(), *of_turns]
    known = posts(told, (update.said_by_id for update in updates if update))
    found: list[MilestoneData] = []
    for line in plan.actions:
        if update := wholes[line.ref]:
            found.append(_whole(plan, line, update, known))
        for each in plan.by_action.get(line.ref, ()):
            found.append(_milestone(plan, each, said[each.ref], known))
            found += (_turn(plan, each, turn, known) for turn in plan.turns.get(each.ref, ()))
    return tuple(found)


def _turn(
    plan: improvement.PlanReported,
    line: improvement.MilestoneLine,
    turn: improvement.OccurrenceLine,
    known: governance.Posts,
) -> MilestoneData:
    """A turn of a recurring milestone, below it."""
    update = plan.words.latest.get(turn.ref)
    return MilestoneData(
        key=f"data-turn:{turn.ref}",
        action=line.action_number,
        group=improvement.group_name(line),
        milestone=line.label,
        text=text_of_turn(line, turn),
        owners=owners(line),
        mark=mark_of_turn(plan, turn),
        original=day(turn.moved.first),
        due=day(turn.due_on),
        moved=times(turn.moved.times),
        days_late=days_late_of_turn(plan, turn),
        late="Missed" if turn.is_missed else "",
        note=turn.note,
        **_words(update, said_of_turn(turn, update, known), turn, forecast_said(turn, update)),
    )


def _whole(
    plan: improvement.PlanReported,
    line: improvement.ActionLine,
    update: improvement.UpdateReported,
    known: governance.Posts,
) -> MilestoneData:
    """What was last signed off of an action as a whole, whether it still stands or not."""
    status = update.status or improvement.Status.NOT_STARTED
    said = improvement.WholeSaid(status, update.said_on, "", update.ref)
    return MilestoneData(
        key=f"data-whole:{line.ref}",
        action=line.number,
        group=improvement.group_name(line),
        milestone=AS_A_WHOLE,
        text=line.text,
        owners=owners(line),
        mark=mark(improvement.mark_said(plan.plan.key, said.status, said.colour)),
        original=day(None, ""),
        due=day(None, ""),
        moved=Figure(None, ""),
        days_late=Figure(None, ""),
        late="",
        note="" if line.whole else "All its milestones are closed since: this counts no more.",
        **_words(update, said_by(update, known), None, update.forecast_on),
    )


def _milestone(
    plan: improvement.PlanReported,
    line: improvement.MilestoneLine,
    update: improvement.UpdateReported | None,
    known: governance.Posts,
) -> MilestoneData:
    story = plan.dates.get(line.ref)
    return MilestoneData(
        key=f"data-milestone:{line.ref}",
        action=line.action_number,
        group=improvement.group_name(line),
        milestone=line.label,
        text=line.text,
        owners=owners(line),
        mark=mark_of_said(plan, line),
        original=due(story.first) if story else due_of(line),
        due=due_of(line),
        moved=times(len(story.moves) if story else 0),
        days_late=days_late(line),
        late=line.lateness_words,
        note=line.note,
        **_words(update, said_in(line, update, known) if update else "", line, forecast_of(plan, line)),
    )


class _Words(TypedDict):
    forecast: Day
    activity: str
    impact: str
    mitigation: str
    next_steps: str
    confidence: str
    said: str


def _words(
    update: improvement.UpdateReported | None, said: str, line: Stands | None, forecast: date | None
) -> _Words:
    """The words of an update, or nothing in their places; with what was said of its line since."""
    return _Words(
        forecast=day(forecast, ""),
        activity=update.done if update else "",
        impact=update.impact if update else "",
        mitigation=mitigation_of(line, update),
        next_steps=update.next_steps if update else "",
        confidence=update.confidence if update else "",
        said=said,
    )
