"""The page that is read by whoever reads one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from lapwing.contexts.improvement import public as improvement
from lapwing.contexts.improvement.public import ORDER, OUTCOME_WORDS, PlanReported, mark_of, mark_of_outcome
from lapwing.insight.packs.collecting.order import LETTERS_IN_A_LINE, SectionOrder, Told, lines_of
from lapwing.insight.packs.collecting.texts import NOBODY_KNOWS, ROW, day, mark, named, number
from lapwing.insight.packs.shapes import CountLine, FactLine, Figure, Link, MovedLine, Summary, SummarySection
from lapwing.platform.ui import filters

# More would not leave it one page; the sections that follow hold them all.
MOVED_SHOWN, MOVED_AT_LEAST = 16, 4
# How many lines there are for a note and for what moved.
_LINES, _LETTERS_OF_A_NAME = 34, 18
_WORST_FIRST = ("red", "amber", "grey", "green", "blue")


def summary_section(told: Told, asked: SectionOrder) -> SummarySection:
    """Counts now and last time, and what moved."""
    return SummarySection(
        key="summary",
        title="Summary",
        annotation=asked.annotation,
        empty="",
        summary=_summary(told, asked.annotation),
    )


def _summary(told: Told, note: str) -> Summary:
    plan = told.plan
    moved = sorted(_moved(plan), key=lambda line: _WORST_FIRST.index(line.now.colour) if line.now else 9)
    milestones, measures = _milestones(plan), _measures(plan)
    shown = with_room(moved, milestones, note, further=1 if _of_wholes(plan) else 0)
    left = len(moved) - len(shown)
    return Summary(
        headline=_headline(plan),
        compared_with=day(plan.since),
        milestones=milestones,
        milestones_text=_in_words(milestones, "milestone", "The plan has no milestones."),
        measures=measures,
        measures_text=_in_words(
            measures, "line of a measure", "The plan has no measures.", "lines of measures"
        ),
        facts=(*_facts(told), *_of_cycle(told)),
        moved=shown,
        moved_left_out=f"And {filters.number(left)} more." if left > 0 else "",
    )


def with_room(
    moved: Sequence[MovedLine], counted: Sequence[CountLine], note: str, *, further: int = 0
) -> tuple[MovedLine, ...]:
    """As many as leave the summary one page below this note, the worst of them.

    A colour with a long name takes several lines of its column; ``further`` lines are taken above.
    """
    names = sum(ceil(len(line.mark.label) / _LETTERS_OF_A_NAME) - 1 for line in counted)
    left, shown = _LINES - lines_of(note) - names - further, 0
    for line in moved[:MOVED_SHOWN]:
        left -= ceil(len(line.text) / LETTERS_IN_A_LINE)
        shown += left >= 0 or shown < MOVED_AT_LEAST
    return tuple(moved[:shown])


def _headline(plan: PlanReported) -> str:
    """Off track and overdue, each beside how many there were."""
    if not plan.milestones:
        return f"The plan has no milestones yet.{_of_wholes(plan)}"
    off = plan.counts.of(improvement.Colour.RED)
    off_then = plan.then.counts.of(improvement.Colour.RED) if plan.then else None
    overdue_then = plan.then.overdue if plan.then else None
    return (
        f"Of {filters.plural(plan.counts.total, 'milestone')}, {filters.number(off)} "
        f"{'is' if off == 1 else 'are'} off track{_was(off_then)} and {filters.number(plan.overdue)} "
        f"{'is' if plan.overdue == 1 else 'are'} overdue{_was(overdue_then)}.{_of_wholes(plan)}"
    )


def _of_wholes(plan: PlanReported) -> str:
    """How many actions are said to be in trouble as a whole; nothing where none is, nor was last time."""
    now = [line.whole.status for line in plan.actions if line.whole]
    then = [line.whole.status for line in plan.then.actions.values() if line.whole] if plan.then else None
    said = [
        f"{filters.number(now.count(status))} {status.label.lower()}"
        f"{_was(None if then is None else then.count(status))}"
        for status in (improvement.Status.OFF_TRACK, improvement.Status.AT_RISK)
        if status in now or (then and status in then)
    ]
    return f" Of actions as a whole it is said: {', '.join(said)}." if said else ""


def _was(before: int | None) -> str:
    return "" if before is None else f" (last time {filters.number(before)})"


def _milestones(plan: PlanReported) -> tuple[CountLine, ...]:
    key = plan.plan.key
    return tuple(
        CountLine(
            f"count:milestones:{colour.value}",
            mark(mark_of(key, colour)),
            number(plan.counts.of(colour)),
            number(plan.then.counts.of(colour)) if plan.then else NOBODY_KNOWS,
        )
        for colour in ORDER
    )


def _measures(plan: PlanReported) -> tuple[CountLine, ...]:
    now = [line.line.outcome for each in plan.measures for line in each.series]
    mine = {line.line.ref for each in plan.measures for line in each.series}
    before = [found for ref, found in plan.then.outcomes.items() if ref in mine] if plan.then else []
    if not now:
        return ()
    return tuple(
        CountLine(
            f"count:measures:{outcome.value}",
            mark(mark_of_outcome(plan.plan.key, outcome)),
            number(now.count(outcome)),
            number(before.count(outcome)) if plan.then else NOBODY_KNOWS,
        )
        for outcome in OUTCOME_WORDS
    )


def _in_words(lines: Iterable[CountLine], one: str, nothing: str, many: str = "") -> str:
    """ "20 milestones: 9 on track, 2 off track."; what there is none of is left out."""
    counted = [(line.mark.label, int(line.now.value or 0), line.now.text) for line in lines]
    total = sum(count for _, count, _ in counted)
    if not total:
        return nothing
    parts = ", ".join(f"{text} {label.lower()}" for label, count, text in counted if count)
    return f"{filters.plural(total, one, many or None)}: {parts}."


def _facts(told: Told) -> tuple[FactLine, ...]:
    plan, last = told.plan, told.order.from_moment
    moves = sum(
        move.moment > last for story in plan.dates.values() for move in (*story.moves, *story.turn_moves)
    )
    undated = _undated(plan.milestones)
    overdue_then = plan.then.overdue if plan.then else None
    undated_then = _undated(plan.then.milestones.values()) if plan.then else None
    return (
        FactLine("fact:overdue", "Milestones overdue", number(plan.overdue), number(overdue_then)),
        FactLine("fact:undated", "Open milestones without a date", number(undated), number(undated_then)),
        FactLine("fact:moved", "Dates moved since last time", number(moves), NOBODY_KNOWS),
        *_turns(plan),
    )


def _turns(plan: PlanReported) -> Iterator[FactLine]:
    """Turns of recurring milestones that were missed, where there are any now or were last time."""
    then = plan.then.missed_turns if plan.then else None
    if plan.missed_turns or then:
        yield FactLine("fact:turns", "Turns missed", number(plan.missed_turns), number(then))


def _of_cycle(told: Told) -> Iterator[FactLine]:
    """How many of the updates that the reporting cycle expects were signed off by the day of the pack."""
    order = told.order
    if order.cycle_ref:
        counts = improvement.cycle_counts(actor=told.actor, cycle_ref=order.cycle_ref, by=order.as_at)
        now = Figure(
            float(counts.signed_off),
            f"{filters.number(counts.signed_off)} of {filters.number(counts.expected)}",
        )
        yield FactLine("fact:updates", "Updates signed off in the reporting cycle", now, NOBODY_KNOWS)


def _undated(lines: Iterable[improvement.MilestoneLine]) -> int:
    return sum(line.last_due is None and not improvement.is_closed(line) for line in lines)


def _moved(plan: PlanReported) -> Iterator[MovedLine]:
    if plan.then is None:
        return
    key = plan.plan.key
    for line in plan.milestones:
        was = plan.then.milestones.get(line.ref)
        if was is not None and was.status != line.status:
            yield MovedLine(
                key=f"moved:{line.ref}",
                what=named(line),
                text=f"{named(line)}: {line.status.label.lower()} (was {was.status.label.lower()})",
                before=mark(improvement.mark_said(key, was.status, was.colour)),
                now=mark(improvement.mark_said(key, line.status, line.colour)),
                link=Link("milestone", line.ref),
            )
    for action in plan.actions:
        yield from _moved_whole(plan, action)
    for each in plan.measures:
        for series in each.series:
            yield from _moved_series(plan, series)


def _moved_whole(plan: PlanReported, line: improvement.ActionLine) -> Iterator[MovedLine]:
    """An action of which something else is said as a whole than was last time."""
    before = plan.then.actions.get(line.ref) if plan.then else None
    if before is None or line.whole is None:
        return
    was, now = before.whole, line.whole
    if was is not None and was.status is now.status:
        return
    what = improvement.shortened(f"{line.number} as a whole: {' '.join(line.text.split())}".strip(), ROW)
    yield MovedLine(
        key=f"moved:{line.ref}",
        what=what,
        text=f"{what}: {now.status.label.lower()} (was {was.status.label.lower() if was else 'not said'})",
        before=mark(improvement.mark_said(plan.plan.key, was.status, was.colour)) if was else None,
        now=mark(improvement.mark_said(plan.plan.key, now.status, now.colour)),
        link=Link("action", line.ref),
    )


def _moved_series(plan: PlanReported, series: improvement.SeriesDetail) -> Iterator[MovedLine]:
    line = series.line
    was = plan.then.outcomes.get(line.ref) if plan.then else None
    if was is None or was is line.outcome:
        return
    before, now = (mark(mark_of_outcome(plan.plan.key, each)) for each in (was, line.outcome))
    what = improvement.shortened(improvement.subtitle(series, line.measure_name), ROW)
    yield MovedLine(
        key=f"moved:{line.ref}",
        what=what,
        text=f"{what}: {now.label.lower()} (was {before.label.lower()})",
        before=before,
        now=now,
        link=Link("measure", line.measure_ref),
    )
