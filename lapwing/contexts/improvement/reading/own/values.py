"""Dates, figures and statuses of cells, with what a person should confirm of them."""

from __future__ import annotations

from datetime import date

from lapwing.contexts.improvement.interchange import (
    Actual,
    Baseline,
    Comparator,
    Due,
    QuarterBasis,
    StatusReport,
    Target,
)
from lapwing.contexts.improvement.interchange.plain import lines_of, one_line
from lapwing.contexts.improvement.publishing import words
from lapwing.contexts.improvement.publishing.figures import actual_in, figure_in, target_in
from lapwing.contexts.improvement.publishing.forms import COUNTS_AS
from lapwing.contexts.improvement.publishing.notation import NO_DAYS, Taken, day_in, days_in, due_in, taken_in
from lapwing.contexts.improvement.reading.own.drafts import Pending

_UNSURE = "The words of this date were changed and can be read in more than one way. When is it?"
_CONTRARY = (
    "The words of this date and the date in brackets behind them do not say the same. "
    "The words were followed. Is that right?"
)
_FIGURES = (
    "The words of this figure and the figure in brackets behind them do not say the same. "
    "The words were followed. Is that right?"
)


def due_of(text: str, basis: QuarterBasis | None, part: str, doubts: list[Pending]) -> Due:
    """The due of a cell."""
    due, taken = due_in(text, basis)
    _ask_of_days(taken, text, part, doubts)
    return due


def days_of(
    text: str, basis: QuarterBasis | None, part: str, doubts: list[Pending], *, last_only: bool = False
) -> Taken:
    """The one date of a cell: words and days."""
    taken = taken_in(text, basis, last_only=last_only)
    _ask_of_days(taken, text, part, doubts)
    if not taken:
        return Taken("", NO_DAYS)
    if len(taken) > 1:
        return Taken(one_line(text), (taken[0].days[0], taken[-1].days[1]))
    return taken[0]


def status_of(text: str, part: str, doubts: list[Pending]) -> str:
    """A status; what is no word of Lapwing's is asked about and counts as not started."""
    found = words.status_in(text) if text else "not started"
    if found is None:
        doubts.append(
            Pending("status.unknown", "How does it stand? This is no word of Lapwing’s.", text, part)
        )
    return found or "not started"


def judgement_of(text: str, part: str, doubts: list[Pending]) -> str:
    found = words.judgement_in(text) if text else "not yet"
    if found is None:
        doubts.append(Pending("status.unknown", "Is it met? This is no word of Lapwing’s.", text, part))
    return found or "not yet"


def report_of(reported: str, counts_as: str, period: str, note: str) -> StatusReport:
    """What was reported of a milestone: its word, what that counts as, when, and the note with it."""
    when = days_of(period, None, "", [], last_only=True)
    return StatusReport(
        as_written=one_line(reported),
        status=words.status_in(counts_as) if counts_as else None,
        period=when.words or None,
        on=when.days[1],
        note=note or None,
    )


def report_in(cell: str) -> tuple[str, str]:
    """The word of a report and what it counts as, as printed under one another."""
    lines = lines_of(cell)
    counts = next((line for line in lines if line.casefold().startswith(COUNTS_AS)), "")
    return " ".join(line for line in lines if line != counts), counts[len(COUNTS_AS) :].strip()


def baseline_of(
    figure: str,
    when: str,
    sample: str,
    note: str,
    basis: QuarterBasis | None,
    part: str,
    doubts: list[Pending],
) -> Baseline:
    found = figure_in(figure)
    if found.disagrees:
        doubts.append(Pending("baseline.disagrees", _FIGURES, figure, part))
    # what a baseline was is rarely a date alone: words without one are no doubt
    mild: list[Pending] = []
    taken = days_of(when, basis, part, mild)
    doubts += [each for each in mild if each.code != "due.none"]
    return Baseline(
        as_written=found.words or None,
        value=found.value,
        date_as_written=taken.words or None,
        from_=taken.days[0],
        to=taken.days[1],
        sample=sample or None,
        note=note or None,
    )


def comparator_of(name: str, figure: str, when: str, part: str, doubts: list[Pending]) -> Comparator:
    found = figure_in(figure)
    if found.disagrees:
        doubts.append(Pending("baseline.disagrees", _FIGURES, figure, part))
    as_at = day_in(when)
    if when and as_at is None:
        doubts.append(Pending("due.none", "This is not a day as in “3 May 2026”.", when, part))
    return Comparator(name=name, as_written=found.words, value=found.value, as_at=as_at)


def target_of(
    by: str,
    figure: str,
    settled_by: str,
    settled_on: date | None,
    basis: QuarterBasis | None,
    part: str,
    doubts: list[Pending],
) -> Target:
    target, disagrees = target_in(figure)
    if disagrees:
        doubts.append(Pending("target.disagrees", _FIGURES, figure, part))
    taken = days_of(by, basis, part, doubts, last_only=True)
    return Target(
        by_as_written=taken.words or None,
        as_written=target.as_written,
        type=target.type,
        latest=taken.days[1],
        value=target.value,
        low=target.low,
        high=target.high,
        resolved=target.resolved,
        resolved_by=settled_by or None,
        resolved_on=settled_on,
    )


def actual_of(when: str, figure: str, where_from: str, note: str) -> Actual | None:
    """An actual; None when its period or figure cannot be read."""
    found = actual_in(figure)
    first, last = days_in(one_line(when))
    if found is None or last is None:
        return None
    value, top, bottom = found
    return Actual(
        from_=first,
        to=last,
        value=value,
        numerator=top,
        denominator=bottom,
        source=one_line(where_from) or "entered",
        note=note or None,
    )


def _ask_of_days(taken: tuple[Taken, ...], raw: str, part: str, doubts: list[Pending]) -> None:
    if any(each.disagrees for each in taken):
        doubts.append(Pending("due.disagrees", _CONTRARY, raw, part))
    codes = dict.fromkeys(code for each in taken for code in each.doubts)
    doubts += [Pending(code, _UNSURE, raw, part) for code in codes]
