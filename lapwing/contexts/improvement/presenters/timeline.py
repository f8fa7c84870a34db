"""The timeline: each milestone on one scale of days, where it was first to be, and where it is now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.queries.lines import MilestoneLine
from lapwing.contexts.improvement.queries.over_time import Forecast, OverTime
from lapwing.platform.ui.filters import day_short, plural
from lapwing.platform.ui.marks import StatusMark
from lapwing.platform.ui.strips import Scale, Strip, scale_of


@dataclass(frozen=True)
class Row:
    """A milestone. ``slip`` is how many days later it is due than at first: less than 0 is earlier.

    ``ahead`` is how many days after its date its owner forecasts it; less than 0 is before.
    """

    line: MilestoneLine
    url: str
    mark: StatusMark
    first: date | None
    due: date
    slip: int
    done_on: date | None
    strip: Strip
    forecast: Forecast | None = None
    forecast_url: str = ""
    ahead: int = 0
    today: date = date.min

    @property
    def forecast_words(self) -> str:
        """ "forecast 31 Aug 2026, 92 days after its date"; what has passed says so."""
        if self.forecast is None:
            return ""
        return f"forecast {day_short(self.forecast.on)}, {_apart(self.ahead)}"

    @property
    def forecast_has_passed(self) -> bool:
        return self.forecast is not None and self.forecast.on < self.today

    @property
    def slipped(self) -> str:
        """ "62 days later, moved twice"; empty when it never moved."""
        if not self.line.moved.times:
            return ""
        if not self.slip:
            return f"back where it was, {self.line.moved.words}"
        way = "later" if self.slip > 0 else "earlier"
        return f"{plural(abs(self.slip), 'day')} {way}, {self.line.moved.words}"


@dataclass(frozen=True)
class Rows:
    """The milestones of one group of the plan."""

    title: str
    rows: tuple[Row, ...]

    @property
    def totals(self) -> str:
        return totals_in_words(self.rows)


@dataclass(frozen=True)
class Timeline:
    scale: Scale | None
    groups: tuple[Rows, ...]
    finding: str
    undated: int
    totals: str = ""


def present(here: Here, page: OverTime) -> Timeline:
    """The timeline of a plan, by group and then by date."""
    dated = [line for line in page.milestones if line.last_due is not None]
    if not dated:
        return Timeline(None, (), "No milestone has a date yet.", len(page.milestones))
    days = [day for line in dated for day in (line.last_due, line.moved.first) if day is not None]
    scale = scale_of([*days, *(each.on for each in page.forecasts.values())], page.plan.on)
    groups = tuple(_groups(here, page, dated, scale))
    rows = [row for each in groups for row in each.rows]
    return Timeline(scale, groups, _finding(rows), len(page.milestones) - len(dated), totals_in_words(rows))


def totals_in_words(rows: Sequence[Row]) -> str:
    """How many days some milestones slipped together, and how many more their owners forecast.

    Days of several milestones are added: a sum to watch, not a length of time.
    """
    later = [row.slip for row in rows if row.slip > 0]
    earlier = [-row.slip for row in rows if row.slip < 0]
    ahead = [row.ahead for row in rows if row.ahead > 0]
    parts = []
    if later:
        parts.append(f"{plural(len(later), 'milestone')} later than at first by {plural(sum(later), 'day')}")
    if earlier:
        parts.append(
            f"{plural(len(earlier), 'milestone')} earlier than at first by {plural(sum(earlier), 'day')}"
        )
    if ahead:
        dates = "its date" if len(ahead) == 1 else "their dates"
        parts.append(
            f"{plural(len(ahead), 'milestone')} forecast later than {dates} by {plural(sum(ahead), 'day')}"
        )
    return "; ".join(parts)


def _groups(here: Here, page: OverTime, dated: Sequence[MilestoneLine], scale: Scale) -> Iterator[Rows]:
    for (number, title), lines in groupby(dated, key=lambda line: (line.group_number, line.group_title)):
        rows = sorted((_row(here, page, line, scale) for line in lines), key=lambda row: row.due)
        yield Rows(f"{number} {title}".strip() or f"In no {here.plan.terms.group.one}", tuple(rows))


def _row(here: Here, page: OverTime, line: MilestoneLine, scale: Scale) -> Row:
    assert line.last_due is not None
    mark, first = here.said(line.status, line.colour), line.moved.first
    forecast = page.forecasts.get(line.ref)
    return Row(
        line=line,
        url=here.to("milestone", milestone=line.ref),
        mark=mark,
        first=first,
        due=line.last_due,
        slip=(line.last_due - first).days if first else 0,
        done_on=page.done_on.get(line.ref),
        strip=Strip(
            at=scale.place(line.last_due),
            mark=mark,
            first=scale.place(first) if first else None,
            forecast=scale.place(forecast.on) if forecast and forecast.on != line.last_due else None,
        ),
        forecast=forecast,
        forecast_url=here.to("update", update=forecast.update_ref)
        if forecast and forecast.update_ref
        else "",
        ahead=(forecast.on - line.last_due).days if forecast else 0,
        today=page.plan.on,
    )


def _apart(days: int) -> str:
    """How a forecast stands to the date of the plan."""
    if not days:
        return "on its date"
    return f"{plural(abs(days), 'day')} {'after' if days > 0 else 'before'} its date"


def _finding(rows: Sequence[Row]) -> str:
    """What the picture shows, as a sentence."""
    later = sorted(row.slip for row in rows if row.slip > 0)
    earlier = sum(row.slip < 0 for row in rows)
    every = plural(len(rows), "dated milestone")
    if not later:
        return (
            f"{earlier} of {every} {_is(earlier)} due earlier than at first."
            if earlier
            else (f"None of {every} is due later than at first.")
        )
    typically = f"typically by {plural(later[len(later) // 2], 'day')}"
    also = f"; {earlier} {_is(earlier)} due earlier" if earlier else ""
    return f"{len(later)} of {every} {_is(len(later))} due later than at first, {typically}{also}."


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
