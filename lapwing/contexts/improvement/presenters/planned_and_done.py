"""How many milestones were to be done by each month, by their first dates and today's, and how many were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from lapwing.contexts.improvement.queries.over_time import OverTime
from lapwing.contexts.improvement.rules import Status
from lapwing.platform.ui.chart_types import Drawing, Point
from lapwing.platform.ui.filters import plural
from lapwing.platform.ui.running_totals import Total, running_totals_chart


def present(page: OverTime) -> Drawing | None:
    """The chart; None when no milestone has a date. What was stopped is left out."""
    lines = [line for line in page.milestones if line.status is not Status.STOPPED]
    first = sorted(line.moved.first for line in lines if line.moved.first)
    now = sorted(line.last_due for line in lines if line.last_due)
    if not now:
        return None
    done = sorted(day for line in lines if (day := page.done_on.get(line.ref)))
    ends = _month_ends([*first, *now, *done], page.plan.on)
    planned = sum(day <= page.plan.on for day in first)
    due = [line for line in lines if line.last_due and line.last_due <= page.plan.on]
    kept = sum(line.ref in page.done_on for line in due)
    ahead = sum(line.ref in page.done_on for line in lines if line.last_due and line.last_due > page.plan.on)
    totals = [
        Total("Planned at first", "comparator", _totals(first, ends)),
        Total("Planned now", "steps", _totals(now, ends)),
        Total("Done", "actual", _totals(done, [day for day in ends if day < page.plan.on] + [page.plan.on])),
    ]
    moved = first != now
    return running_totals_chart(
        title=_title(kept, len(due), ahead, len(done) - kept - ahead),
        subtitle="Milestones, running total at each month's end",
        summary=_summary(len(done), len(due), planned, len(lines)),
        totals=totals if moved else totals[1:],
    )


def _title(kept: int, due: int, ahead: int, undated: int) -> str:
    """How many of those that were due are done; apart from them what is done and is not due yet, or never."""
    verb = "is" if 1 in (kept, due) else "are"
    said = f"{kept} of {plural(due, 'milestone')} due by now {verb} done"
    others = [f"{ahead} not due yet"] * bool(ahead) + [f"{undated} without a date"] * bool(undated)
    return ", and ".join([said, *others])


def _summary(done: int, due: int, planned: int, every: int) -> str:
    said = f"{done} done of {every} in all; {due} were due by today's dates"
    return f"{said}." if planned == due else f"{said}, {planned} by the first ones."


def _month_ends(days: Sequence[date], today: date) -> list[date]:
    """The last day of each month from the first of the days to the last, today's month too."""
    at, last = min([*days, today]).replace(day=1), max([*days, today])
    found = []
    while at <= last:
        at = (at + timedelta(days=32)).replace(day=1)
        found.append(at - timedelta(days=1))
    return found


def _totals(days: Sequence[date], ends: Iterable[date]) -> tuple[Point, ...]:
    return tuple(Point(end, sum(day <= end for day in days)) for end in ends)
