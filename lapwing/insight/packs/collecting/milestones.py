"""What is off track or late, what is due next, which dates moved, and the whole plan."""

from __future__ import annotations

from datetime import datetime

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement import public as improvement
from lapwing.contexts.improvement.public import DateStory, MilestoneLine, PlanReported, Status
from lapwing.insight.packs.collecting.order import SectionOrder, Told
from lapwing.insight.packs.collecting.people import approved, posts, who_said
from lapwing.insight.packs.collecting.texts import day, due, due_of, mark, named, number, owners, times
from lapwing.insight.packs.shapes import (
    ActionsSection,
    ActionStanding,
    DateChangeLine,
    DateChangesSection,
    DueLine,
    DueSection,
    ExceptionLine,
    ExceptionsSection,
    Figure,
    Link,
    Mark,
    MilestoneStanding,
)
from lapwing.platform.ui import filters

_NO_REASON = "Nobody has said why."
_NO_MITIGATION = "No signed-off update says what is done about it."


def exceptions_section(told: Told, asked: SectionOrder) -> ExceptionsSection:
    """Off track first, then late, then at risk; the longest late first."""
    found = sorted(
        (line for line in told.plan.milestones if improvement.is_exception(line)), key=_worst_first
    )
    said = {line.ref: last_said(told.plan, line) for line in found}
    known = posts(told, (update.said_by_id for update in said.values() if update))
    return ExceptionsSection(
        key="exceptions",
        title="Off track, at risk and late",
        annotation=asked.annotation,
        empty="" if found else "Nothing is off track, at risk or late.",
        lines=tuple(_exception(told.plan, line, said[line.ref], known) for line in found),
    )


def last_said(plan: PlanReported, line: MilestoneLine) -> improvement.UpdateReported | None:
    """The last signed-off update of a milestone; where it has none, that of its action as a whole."""
    return plan.words.latest.get(line.ref) or plan.words.latest.get(line.action_ref)


def _worst_first(line: MilestoneLine) -> tuple[int, int]:
    worst = 0 if line.status is Status.OFF_TRACK else 1 if line.is_overdue else 2
    return worst, -(line.days_overdue or 0)


def _exception(
    plan: PlanReported,
    line: MilestoneLine,
    update: improvement.UpdateReported | None,
    known: governance.Posts,
) -> ExceptionLine:
    story = plan.dates.get(line.ref)
    return ExceptionLine(
        key=f"exception:{line.ref}",
        mark=_said(plan, line),
        action=line.action_number,
        group=improvement.group_name(line),
        milestone=line.label,
        text=line.text,
        owners=owners(line),
        original=due(story.first) if story else due_of(line),
        due=due_of(line),
        forecast=day(update.forecast_on if update else None, "Not given"),
        days_late=days_late(line),
        moved=times(len(story.moves) if story else 0),
        why=_why(line, update),
        mitigation=(update.mitigation if update else "") or _NO_MITIGATION,
        said=said_in(line, update, known),
        link=Link("milestone", line.ref),
        next_steps=update.next_steps if update else "",
        confidence=update.confidence if update else "",
    )


def _why(line: MilestoneLine, update: improvement.UpdateReported | None) -> str:
    """The words of what was done; what was said later without an update comes before them."""
    is_later = update is None or (line.said_on is not None and line.said_on > update.said_on)
    said = line.note if is_later or update is None else update.done
    return said or line.disagreement or _NO_REASON


def said_in(line: MilestoneLine, update: improvement.UpdateReported | None, known: governance.Posts) -> str:
    """Who said it and when, and since when it is signed off."""
    if update is None:
        return f"Said {filters.day(line.said_on)}" if line.said_on else "Nothing said yet"
    of_action = "" if update.milestone_ref else ", of the action as a whole"
    said, signed = filters.day(update.said_on), filters.day(update.signed_off_on)
    return f"{who_said(update, known)}, {said}{of_action}; signed off {signed}"


def days_late(line: MilestoneLine) -> Figure:
    """By how many days it is overdue."""
    late = line.days_overdue
    return Figure(None, "Not late") if late is None else Figure(float(late), filters.plural(late, "day"))


def _said(plan: PlanReported, line: MilestoneLine) -> Mark:
    return mark(improvement.mark_said(plan.plan.key, line.status, line.colour))


def due_section(told: Told, asked: SectionOrder) -> DueSection:
    """Open milestones due from the day of the pack to the last day of the next period, soonest first."""
    after, until = told.order.as_at, told.order.until
    dated = ((line.last_due, line) for line in told.plan.open)
    found = sorted(
        ((on, line) for on, line in dated if on is not None and after <= on <= until),
        key=lambda pair: pair[0],
    )
    return DueSection(
        key="due",
        title=f"Due next, until {filters.day(until)}",
        annotation=asked.annotation,
        empty="" if found else f"No open milestone is due until {filters.day(until)}.",
        lines=tuple(
            DueLine(
                key=f"due:{line.ref}",
                mark=_said(told.plan, line),
                action=line.action_number,
                group=improvement.group_name(line),
                milestone=line.label,
                text=line.text,
                owners=owners(line),
                due=day(on),
                left="today" if on == after else f"in {filters.plural((on - after).days, 'day')}",
                link=Link("milestone", line.ref),
            )
            for on, line in found
        ),
    )


def date_changes_section(told: Told, asked: SectionOrder) -> DateChangesSection:
    """Dates whose words were replaced since last time."""
    found = date_changes_of(told, since=told.order.from_moment)
    return DateChangesSection(
        key="date_changes",
        title="Dates that moved",
        annotation=asked.annotation,
        empty="" if found else f"No date has moved since {filters.day(told.plan.since)}.",
        lines=found,
    )


def date_changes_of(told: Told, *, since: datetime | None) -> tuple[DateChangeLine, ...]:
    """Every date that moved after a moment, or ever: the latest first."""
    plan = told.plan
    by_ref = {line.ref: line for line in plan.milestones}
    found = [
        (move, by_ref[ref], story)
        for ref, story in plan.dates.items()
        for move in story.moves
        if ref in by_ref and (since is None or move.moment > since)
    ]
    found.sort(key=lambda each: each[0].on, reverse=True)
    known = posts(told, (who for move, line, _ in found for who in _who_moved(plan, line, move)))
    return tuple(
        _date_change(line, move, story, approved(known, *_who_moved(plan, line, move)))
        for move, line, story in found
    )


def _who_moved(
    plan: PlanReported, line: MilestoneLine, move: improvement.DateMove
) -> tuple[int | None, int | None]:
    """Who approved that a date moves, where it was asked for; and who moved it."""
    return plan.words.approvals.get((line.ref, move.moment)), move.by_id


def _date_change(
    line: MilestoneLine, move: improvement.DateMove, story: DateStory, approved_by: str
) -> DateChangeLine:
    return DateChangeLine(
        key=f"date:{line.ref}:{move.number}",
        what=named(line),
        from_=due(move.before),
        to=due(move.after),
        changed=day(move.on),
        reason=move.reason or "No reason was given.",
        approved_by=approved_by,
        times=times(len(story.moves)),
        link=Link("milestone", line.ref),
    )


def actions_section(told: Told, asked: SectionOrder) -> ActionsSection:
    """The whole plan."""
    plan = told.plan
    return ActionsSection(
        key="actions",
        title="Every action",
        annotation=asked.annotation,
        empty="" if plan.actions else "The plan has no actions yet.",
        actions=tuple(_action(plan, line) for line in plan.actions),
    )


def _action(plan: PlanReported, line: improvement.ActionLine) -> ActionStanding:
    return ActionStanding(
        key=f"action:{line.ref}",
        number=line.number,
        group=improvement.group_name(line),
        text=line.text,
        mark=mark(improvement.mark_of(plan.plan.key, line.colour)),
        owners=owners(line),
        done=f"{line.done} of {line.milestones} done" if line.milestones else "No milestones",
        overdue=number(line.overdue),
        milestones=tuple(
            MilestoneStanding(
                key=f"milestone:{each.ref}",
                label=each.label,
                text=each.text,
                mark=_said(plan, each),
                due=due_of(each),
                late=each.lateness_words,
                note=each.note,
                link=Link("milestone", each.ref),
            )
            for each in plan.by_action.get(line.ref, ())
        ),
        link=Link("action", line.ref),
    )
