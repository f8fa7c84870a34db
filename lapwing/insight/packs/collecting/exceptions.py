"""What is off track, at risk or late: milestones, their turns, and actions said to be so as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement import public as improvement
from lapwing.contexts.improvement.public import (
    ActionLine,
    MilestoneLine,
    OccurrenceLine,
    PlanReported,
    Status,
    UpdateReported,
)
from lapwing.insight.packs.collecting.milestones import (
    AS_A_WHOLE,
    mark_of_said,
    mark_of_turn,
    mark_of_whole,
    text_of_turn,
)
from lapwing.insight.packs.collecting.order import SectionOrder, Told
from lapwing.insight.packs.collecting.people import posts, who_said
from lapwing.insight.packs.collecting.texts import NOT_SET, day, due, due_of, owners, times
from lapwing.insight.packs.shapes import Day, ExceptionLine, ExceptionsSection, Figure, Link
from lapwing.platform.ui import filters

Stands = MilestoneLine | OccurrenceLine

_NO_REASON = "Nobody has said why."
_NO_MITIGATION = "No signed-off update says what is done about it."
# Of a whole action: neither counted nor dated.
_NONE = Figure(None, "")
_NO_DAY = Day(None, "")


def exceptions_section(told: Told, asked: SectionOrder) -> ExceptionsSection:
    """Off track first, then late, then at risk; the longest late first, whole actions before milestones."""
    plan = told.plan
    milestones = [line for line in plan.milestones if improvement.is_exception(line)]
    said = {line.ref: last_said(plan, line) for line in milestones}
    wholes = [(line, plan.words.by_ref[whole.update_ref]) for line, whole in plan.troubled]
    turns = [(line, turn, plan.words.latest.get(turn.ref)) for line, turn in plan.troubled_turns]
    updates = [*said.values(), *(update for _, update in wholes), *(update for _, _, update in turns)]
    known = posts(told, (update.said_by_id for update in updates if update))
    found = [
        *((_worst_first(update.status), _whole(plan, line, update, known)) for line, update in wholes),
        *(
            (_worst_first(line.status, line.days_overdue), _milestone(plan, line, said[line.ref], known))
            for line in milestones
        ),
        *(
            (_worst_first(turn.status, _turn_late(plan, turn)), _turn(plan, line, turn, update, known))
            for line, turn, update in turns
        ),
    ]
    found.sort(key=lambda each: each[0])
    return ExceptionsSection(
        key="exceptions",
        title="Off track, at risk and late",
        annotation=asked.annotation,
        empty="" if found else "Nothing is off track, at risk or late.",
        lines=tuple(line for _, line in found),
    )


def last_said(plan: PlanReported, line: MilestoneLine) -> UpdateReported | None:
    """The last signed-off update of a milestone; where it has none, that of its action as a whole."""
    return plan.words.latest.get(line.ref) or plan.words.latest.get(line.action_ref)


def _worst_first(status: Status | None, late: int | None = None) -> tuple[int, int]:
    worst = 0 if status is Status.OFF_TRACK else 1 if late is not None else 2
    return worst, -(late or 0)


def _milestone(
    plan: PlanReported, line: MilestoneLine, update: UpdateReported | None, known: governance.Posts
) -> ExceptionLine:
    story = plan.dates.get(line.ref)
    return ExceptionLine(
        key=f"exception:{line.ref}",
        mark=mark_of_said(plan, line),
        action=line.action_number,
        group=improvement.group_name(line),
        milestone=line.label,
        text=line.text,
        owners=owners(line),
        original=due(story.first) if story else due_of(line),
        due=due_of(line),
        days_late=days_late(line),
        moved=times(len(story.moves) if story else 0),
        why=_why(line, update),
        said=said_in(line, update, known),
        link=Link("milestone", line.ref),
        **_done_about_it(update, line, forecast_of(plan, line)),
    )


def _turn(
    plan: PlanReported,
    line: MilestoneLine,
    turn: OccurrenceLine,
    update: UpdateReported | None,
    known: governance.Posts,
) -> ExceptionLine:
    """A turn of a recurring milestone, which has one day of its own."""
    return ExceptionLine(
        key=f"exception:{turn.ref}",
        mark=mark_of_turn(plan, turn),
        action=line.action_number,
        group=improvement.group_name(line),
        milestone=line.label,
        text=text_of_turn(line, turn),
        owners=owners(line),
        original=day(turn.moved.first),
        due=day(turn.due_on),
        days_late=days_late_of_turn(plan, turn),
        moved=times(turn.moved.times),
        why=why_of_turn(turn, update) or _NO_REASON,
        said=said_of_turn(turn, update, known) or "Nothing said yet",
        link=Link("milestone", line.ref),
        **_done_about_it(update, turn, forecast_said(turn, update)),
    )


def why_of_turn(turn: OccurrenceLine, update: UpdateReported | None) -> str:
    """The words of what was done; what was said later without an update comes before them."""
    return turn.note if update is None or _is_later(turn, update) else update.done


def said_of_turn(turn: OccurrenceLine, update: UpdateReported | None, known: governance.Posts) -> str:
    """Who said it and when; empty where nobody said anything."""
    if update is not None:
        return said_by(update, known)
    return f"Said {filters.day(turn.said_on)}" if turn.said_on else ""


def mitigation_of(line: Stands | None, update: UpdateReported | None) -> str:
    """What is done about it, by what was said last: in an update, or of the line at once."""
    if line is not None and update is not None and _is_later(line, update):
        return line.mitigation
    if line is not None and line.mitigation and not _is_earlier(line, update):
        return line.mitigation
    return update.mitigation if update else ""


def forecast_of(plan: PlanReported, line: MilestoneLine) -> date | None:
    """By when a milestone will be done, by what was said last of it itself: as the timeline has it.

    What was forecast of a turn, or of its action as a whole, stands on the line of that.
    """
    found = plan.forecasts.get(line.ref)
    return found.on if found else None


def forecast_said(turn: OccurrenceLine, update: UpdateReported | None) -> date | None:
    """By when a turn will be done, by what was said last: in an update, or of it at once."""
    if update is not None and _is_later(turn, update):
        return turn.forecast_on
    if turn.forecast_on is not None and not _is_earlier(turn, update):
        return turn.forecast_on
    return update.forecast_on if update else None


def _is_later(line: Stands, update: UpdateReported) -> bool:
    """Whether a status was said, without an update, after the last signed-off one."""
    return line.said_on is not None and line.said_on > update.said_on


def _is_earlier(line: Stands, update: UpdateReported | None) -> bool:
    return update is not None and (line.said_on is None or line.said_on < update.said_on)


def _turn_late(plan: PlanReported, turn: OccurrenceLine) -> int | None:
    return (plan.plan.on - turn.due_on).days if turn.is_missed else None


def _whole(
    plan: PlanReported, line: ActionLine, update: UpdateReported, known: governance.Posts
) -> ExceptionLine:
    """An action that has no date of its own: due when the last of its open milestones is."""
    assert line.whole is not None, "asked for"
    return ExceptionLine(
        key=f"exception:{line.ref}",
        mark=mark_of_whole(plan, line.whole),
        action=line.number,
        group=improvement.group_name(line),
        milestone=AS_A_WHOLE,
        text=line.text,
        owners=owners(line),
        original=_NO_DAY,
        due=_last_due(plan.by_action.get(line.ref, ())),
        days_late=_NONE,
        moved=_NONE,
        why=update.done or _NO_REASON,
        said=said_by(update, known),
        link=Link("action", line.ref),
        **_done_about_it(update, None, update.forecast_on),
    )


class _DoneAboutIt(TypedDict):
    forecast: Day
    mitigation: str
    next_steps: str
    confidence: str


def _done_about_it(update: UpdateReported | None, line: Stands | None, forecast: date | None) -> _DoneAboutIt:
    """What was said of the time ahead, in an update or at once; what was not is said where it counts."""
    return _DoneAboutIt(
        forecast=day(forecast, "Not given"),
        mitigation=mitigation_of(line, update) or _NO_MITIGATION,
        next_steps=update.next_steps if update else "",
        confidence=update.confidence if update else "",
    )


def _last_due(milestones: Iterable[MilestoneLine]) -> Day:
    days = [line.last_due for line in milestones if not improvement.is_closed(line)]
    known = [each for each in days if each is not None]
    return day(max(known) if known and len(known) == len(days) else None, NOT_SET)


def _why(line: MilestoneLine, update: UpdateReported | None) -> str:
    """The words of what was done; what was said later without an update comes before them."""
    said = line.note if update is None or _is_later(line, update) else update.done
    return said or line.disagreement or _NO_REASON


def said_in(line: MilestoneLine, update: UpdateReported | None, known: governance.Posts) -> str:
    """Who said it and when, and since when it is signed off."""
    if update is None:
        return f"Said {filters.day(line.said_on)}" if line.said_on else "Nothing said yet"
    return said_by(update, known)


def said_by(update: UpdateReported, known: governance.Posts) -> str:
    """The same of an update, and of what it is where that is a turn or an action as a whole."""
    of = (
        f", of {update.turn}" if update.turn else "" if update.milestone_ref else ", of the action as a whole"
    )
    said, signed = filters.day(update.said_on), filters.day(update.signed_off_on)
    return f"{who_said(update, known)}, {said}{of}; signed off {signed}"


def days_late(line: MilestoneLine) -> Figure:
    """By how many days it is overdue."""
    return _late(line.days_overdue)


def days_late_of_turn(plan: PlanReported, turn: OccurrenceLine) -> Figure:
    """By how many days a turn was missed."""
    return _late(_turn_late(plan, turn))


def _late(late: int | None) -> Figure:
    return Figure(None, "Not late") if late is None else Figure(float(late), filters.plural(late, "day"))
