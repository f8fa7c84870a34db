"""What is due next, which dates moved, and the whole plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from lapwing.contexts.improvement import public as improvement
from lapwing.contexts.improvement.public import MilestoneLine, OccurrenceLine, PlanReported
from lapwing.insight.packs.collecting.order import SectionOrder, Told
from lapwing.insight.packs.collecting.people import approved, posts
from lapwing.insight.packs.collecting.texts import day, due, due_of, mark, named, number, owners, times
from lapwing.insight.packs.shapes import (
    ActionsSection,
    ActionStanding,
    DateChangeLine,
    DateChangesSection,
    DueLine,
    DueSection,
    Link,
    Mark,
    MilestoneStanding,
)
from lapwing.platform.ui import filters

# What stands in the place of a milestone where a line is about a whole action.
AS_A_WHOLE = "As a whole"


def mark_of_said(plan: PlanReported, line: MilestoneLine) -> Mark:
    """What was said of a milestone."""
    return mark(improvement.mark_said(plan.plan.key, line.status, line.colour))


def mark_of_whole(plan: PlanReported, whole: improvement.WholeSaid) -> Mark:
    """What was said of an action as a whole."""
    return mark(improvement.mark_said(plan.plan.key, whole.status, whole.colour))


def due_section(told: Told, asked: SectionOrder) -> DueSection:
    """Open milestones, and turns of them, due from the day of the pack to the last day of the next period.

    The soonest first.
    """
    plan, after, until = told.plan, told.order.as_at, told.order.until
    dated: list[tuple[date | None, MilestoneLine, OccurrenceLine | None]] = [
        *((line.last_due, line, None) for line in plan.open),
        *((turn.due_on, line, turn) for line, turn in plan.open_turns),
    ]
    found = sorted(
        ((on, line, turn) for on, line, turn in dated if on is not None and after <= on <= until),
        key=lambda each: each[0],
    )
    return DueSection(
        key="due",
        title=f"Due next, until {filters.day(until)}",
        annotation=asked.annotation,
        empty="" if found else f"No open milestone is due until {filters.day(until)}.",
        lines=tuple(_due(told, *each) for each in found),
    )


def _due(told: Told, on: date, line: MilestoneLine, turn: OccurrenceLine | None) -> DueLine:
    after = told.order.as_at
    return DueLine(
        key=f"due:{turn.ref if turn else line.ref}",
        mark=mark_of_turn(told.plan, turn) if turn else mark_of_said(told.plan, line),
        action=line.action_number,
        group=improvement.group_name(line),
        milestone=line.label,
        text=text_of_turn(line, turn) if turn else line.text,
        owners=owners(line),
        due=day(on),
        left="today" if on == after else f"in {filters.plural((on - after).days, 'day')}",
        link=Link("milestone", line.ref),
    )


def mark_of_turn(plan: PlanReported, turn: OccurrenceLine) -> Mark:
    """What was said of a turn of a recurring milestone."""
    return mark(improvement.mark_said(plan.plan.key, turn.status, turn.colour))


def text_of_turn(line: MilestoneLine, turn: OccurrenceLine) -> str:
    """ "Meet every term: Autumn term 2026"."""
    return f"{line.text}: {turn.label}"


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
        (move, by_ref[ref], sum(each.turn == move.turn for each in moves), of)
        for ref, story in plan.dates.items()
        for of, moves in (("", story.moves), ("turn:", story.turn_moves))
        for move in moves
        if ref in by_ref and (since is None or move.moment > since)
    ]
    found.sort(key=lambda each: each[0].on, reverse=True)
    known = posts(told, (who for move, line, *_ in found for who in _who_moved(plan, line, move)))
    return tuple(
        _date_change(line, move, of_all, of, approved(known, *_who_moved(plan, line, move)))
        for move, line, of_all, of in found
    )


def _who_moved(
    plan: PlanReported, line: MilestoneLine, move: improvement.DateMove
) -> tuple[int | None, int | None]:
    """Who approved that a date moves, where it was asked for; and who moved it."""
    return plan.words.approvals.get((line.ref, move.moment)), move.by_id


def _date_change(
    line: MilestoneLine, move: improvement.DateMove, of_all: int, of: str, approved_by: str
) -> DateChangeLine:
    """``of_all``: how often the same date moved, that of the milestone or of this turn. ``of`` is what tells
    the moves of turns from those of the milestone, whose number may be the same."""
    return DateChangeLine(
        key=f"date:{line.ref}:{of}{move.number}",
        what=named(line),
        from_=due(move.before),
        to=due(move.after),
        changed=day(move.on),
        reason=move.reason or "No reason was given.",
        approved_by=approved_by,
        times=times(of_all),
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
        milestones=(
            *_as_a_whole(plan, line),
            *(_milestone(plan, each) for each in plan.by_action.get(line.ref, ())),
        ),
        link=Link("action", line.ref),
    )


def _as_a_whole(plan: PlanReported, line: improvement.ActionLine) -> Iterator[MilestoneStanding]:
    """What was said of the whole action, as a row above its milestones: not counted among them."""
    if line.whole is not None:
        update = plan.words.by_ref.get(line.whole.update_ref)
        yield MilestoneStanding(
            key=f"whole:{line.ref}",
            label="",
            text=AS_A_WHOLE,
            mark=mark_of_whole(plan, line.whole),
            due=day(update.forecast_on if update else None, ""),
            late="Forecast" if update and update.forecast_on else "",
            note=f"Said {filters.day(line.whole.on)}"
            + (f": {update.done}" if update and update.done else ""),
            link=Link("action", line.ref),
        )


def _milestone(plan: PlanReported, each: MilestoneLine) -> MilestoneStanding:
    return MilestoneStanding(
        key=f"milestone:{each.ref}",
        label=each.label,
        text=each.text,
        mark=mark_of_said(plan, each),
        due=due_of(each),
        late=each.lateness_words,
        note=each.note,
        link=Link("milestone", each.ref),
    )
