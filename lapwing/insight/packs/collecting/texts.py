"""Dates, figures and marks as a pack prints them."""

from __future__ import annotations

from datetime import date

from lapwing.contexts.improvement import public as improvement
from lapwing.insight.packs.shapes import Day, Figure, Mark
from lapwing.platform.ui import filters
from lapwing.platform.ui.marks import StatusMark

NOBODY_KNOWS = Figure(None, filters.NONE)
NOT_SET = "No date set"
ROW = 120


def day(on: date | None, none: str = filters.NONE) -> Day:
    """3 May 2026; the words ``none`` where there is no date."""
    return Day(on, filters.day(on) if on else none)


def due(then: improvement.DueThen) -> Day:
    """A date of a milestone: the day it comes to, or its words while they come to none."""
    return day(then.on, then.as_written or NOT_SET)


def due_of(line: improvement.MilestoneLine) -> Day:
    """When a milestone is due now."""
    return day(line.last_due, line.due_as_written or NOT_SET)


def number(value: int | None) -> Figure:
    """A count."""
    return NOBODY_KNOWS if value is None else Figure(float(value), filters.number(value))


def measured(value: float | None, unit: str) -> Figure:
    """A value of a measure with its unit, to a tenth."""
    return Figure(value, improvement.figure(value, unit))


def times(count: int) -> Figure:
    """How often: not, once, twice, 3 times."""
    words = {0: "not moved", 1: "once", 2: "twice"}
    return Figure(float(count), words.get(count, f"{count} times"))


def mark(found: StatusMark) -> Mark:
    """A mark of the kit, as it is frozen."""
    return Mark(found.label, found.shape, found.colour, found.meaning)


def named(line: improvement.MilestoneLine) -> str:
    """A milestone in a few words: "1.2.1 a Publish the offer"."""
    place = " ".join(part for part in (line.action_number, line.label) if part)
    return improvement.shortened(f"{place} {' '.join(line.text.split())}".strip(), ROW)


def owners(line: improvement.MilestoneLine | improvement.ActionLine) -> str:
    """The roles that own it; people are not named in a pack."""
    return "; ".join(improvement.names_of(line.owners)) or "No owner named"


def own_words(plan: improvement.PlanHead) -> dict[str, str]:
    """What the plan calls its groups and objectives, as a title begins; empty where it is Lapwing's word."""
    lapwings = improvement.LAPWINGS_TERMS
    return {
        "group": "" if plan.terms.group == lapwings.group else plan.terms.group.titled,
        "objective": "" if plan.terms.objective == lapwings.objective else plan.terms.objective.titled,
    }
