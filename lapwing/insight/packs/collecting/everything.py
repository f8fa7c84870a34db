"""All that the plan holds on the day, for the workbook: whatever sections were chosen for reading."""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement import public as improvement
from lapwing.insight.packs.collecting.governed import decisions_of, risks_of
from lapwing.insight.packs.collecting.measures import measures_of
from lapwing.insight.packs.collecting.milestones import date_changes_of, days_late, last_said, said_in
from lapwing.insight.packs.collecting.order import Told
from lapwing.insight.packs.collecting.people import posts
from lapwing.insight.packs.collecting.texts import day, due, due_of, mark, number, owners, times
from lapwing.insight.packs.shapes import ActionData, Data, MilestoneData, Section


def everything(told: Told, sections: Sequence[Section]) -> Data:
    """Beside the sections that a pack has: what one of them holds whole is not held twice."""
    there = {each.kind for each in sections}
    return Data(
        actions=tuple(_action(told, line) for line in told.plan.actions),
        milestones=_milestones(told),
        measures=() if "measures" in there else measures_of(told),
        date_changes=date_changes_of(told, since=None),
        risks=() if "risks" in there else risks_of(told),
        decisions=decisions_of(told),
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
    said = {line.ref: last_said(told.plan, line) for line in told.plan.milestones}
    known = posts(told, (update.said_by_id for update in said.values() if update))
    return tuple(_milestone(told.plan, line, said[line.ref], known) for line in told.plan.milestones)


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
        mark=mark(improvement.mark_said(plan.plan.key, line.status, line.colour)),
        original=due(story.first) if story else due_of(line),
        due=due_of(line),
        moved=times(len(story.moves) if story else 0),
        days_late=days_late(line),
        late=line.lateness_words,
        note=line.note,
        forecast=day(update.forecast_on if update else None, ""),
        activity=update.done if update else "",
        impact=update.impact if update else "",
        mitigation=update.mitigation if update else "",
        next_steps=update.next_steps if update else "",
        confidence=update.confidence if update else "",
        said=said_in(line, update, known) if update else "",
    )
