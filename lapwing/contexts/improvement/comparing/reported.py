"""What a later version tells of how things stand: statuses by period, criteria met, figures measured.

These are offered, never taken for changes of the plan: what people reported in Lapwing is not the document's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.comparing.shapes import Part

# What is reported, which of several, and both in words.
Told = Iterator[tuple[str, int, str, str]]


def reported(part: Part, old: Any, new: Any) -> Told:
    """Each report of a matched part that the plan does not hold yet."""
    if part is Part.MILESTONE:
        yield from _statuses(old, new)
    elif part is Part.CRITERION:
        if new.status not in (old.status, "not yet"):
            yield "judgement", 0, old.status, new.status
    elif part is Part.SERIES:
        yield from _actuals(old, new)


def statuses_of(milestone: interchange.Milestone) -> tuple[interchange.StatusReport, ...]:
    """What a document reports of a milestone: its history, or its one status as a report without a date."""
    known = tuple(report for report in milestone.reports if report.status)
    if known or milestone.status == "not started":
        return known
    return (interchange.StatusReport(as_written=milestone.status, status=milestone.status),)


def status_words(report: interchange.StatusReport) -> str:
    when = report.period or (f"{report.on.day} {report.on:%B %Y}" if report.on else "")
    printed = "" if report.as_written.casefold() == report.status else f" (“{report.as_written}”)"
    return "".join([report.status or report.as_written, printed, f", {when}" if when else ""])


def actual_words(actual: interchange.Actual) -> str:
    figure = (
        f"{actual.value:g}" if actual.value is not None else f"{actual.numerator:g} of {actual.denominator:g}"
    )
    return f"{figure} to {actual.to.day} {actual.to:%B %Y}"


def _statuses(old: interchange.Milestone, new: interchange.Milestone) -> Told:
    known = {(report.status, report.period, report.on) for report in statuses_of(old)}
    for item, report in enumerate(statuses_of(new)):
        says_more = bool(report.period or report.on or report.note) or report.status != old.status
        if (report.status, report.period, report.on) not in known and says_more:
            words = "\n".join(filter(None, (status_words(report), report.note)))
            yield "status", item, old.status, words


def _actuals(old: interchange.Series, new: interchange.Series) -> Told:
    known = {(actual.from_, actual.to): actual for actual in old.actuals}
    for item, actual in enumerate(new.actuals):
        before = known.get((actual.from_, actual.to))
        same = before is not None and _figures(before) == _figures(actual)
        if not same:
            yield "actual", item, actual_words(before) if before else "", actual_words(actual)


def _figures(actual: interchange.Actual) -> tuple[float | None, ...]:
    return actual.value, actual.numerator, actual.denominator
