"""A plan on a screen that is read from across a room: few numbers, large, each with its word and shape."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from lapwing.contexts.improvement.presenters import marks
from lapwing.contexts.improvement.presenters.control_chart import control_of
from lapwing.contexts.improvement.queries.wall import Wall
from lapwing.domain.statistics.spc_words import VARIATION
from lapwing.platform.ui.filters import day, plural
from lapwing.platform.ui.marks import StatusCount

# How often a screen asks, in seconds.
EVERY = 300


@dataclass(frozen=True)
class Shown:
    """``at`` is when it was brought up to date; ``changing`` what control charts say, most first."""

    title: str
    partnership: str
    at: datetime
    counts: tuple[StatusCount, ...]
    overdue: int
    overdue_was: str
    due_this_week: int
    due_words: str
    cycle_words: str
    cycle_figure: str
    measures: str
    changing: tuple[tuple[int, str], ...]
    every: int = EVERY


def present(found: Wall, now: datetime) -> Shown:
    """The counts as they are shown."""
    figure, words = _cycle(found)
    return Shown(
        title=found.plan.title,
        partnership=found.plan.partnership,
        at=now,
        counts=tuple(marks.counts(found.plan.key, found.counts)),
        overdue=found.overdue,
        overdue_was=f"{found.overdue_before} thirty days ago" if found.overdue_before is not None else "",
        due_this_week=found.due_this_week,
        due_words=f"next on {day(found.next_due)}" if found.next_due else "nothing more has a date ahead",
        cycle_figure=figure,
        cycle_words=words,
        measures=_measures(found),
        changing=_changing(found),
    )


def _cycle(found: Wall) -> tuple[str, str]:
    """The days until updates close, and the day in words."""
    if found.closes_on is None:
        return "–", "no reporting cycle is planned"
    left = (found.closes_on - found.plan.on).days
    state = "updates close" if found.is_open else "next updates close"
    when = "today" if not left else f"in {plural(left, 'day')}"
    return str(left), f"{state} {when}, on {day(found.closes_on)}"


def _measures(found: Wall) -> str:
    each = found.measures
    total = each.total
    return f"{each.met + each.on_path} of {total} lines of measures are met or on path" if total else ""


def _changing(found: Wall) -> tuple[tuple[int, str], ...]:
    """How many control charts say what, by the words of the charts."""
    charts = [chart for chart in map(control_of, found.series) if chart is not None]
    counted = Counter(VARIATION[chart.variation].word for chart in charts)
    return tuple((number, word) for word, number in counted.most_common())
