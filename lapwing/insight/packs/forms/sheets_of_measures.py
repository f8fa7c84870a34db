"""Measures as rows of two sheets: the series with what is said of them, and every figure."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.insight.packs.forms.arrangement.lines import day_text
from lapwing.insight.packs.forms.sheet_shapes import Rows, Title, Value
from lapwing.insight.packs.shapes import Day, Figure, Measure, Series

SERIES: tuple[Title, ...] = (
    ("Measure", 10), ("Name", 40), ("Measure stands", 16), ("Series", 30), ("How it stands", 16),
    ("Unit", 16), ("Finding", 46), ("Of what", 40), ("In words", 60), ("Started at", 14), ("Started on", 18),
    ("Latest", 14), ("Latest period", 20), ("Expected now", 14), ("Next target", 24), ("Why", 40),
    ("Variation", 40), ("Variation, short", 24), ("Target in reach", 30), ("Actions", 18), ("Source", 26),
)  # fmt: skip
FIGURES: tuple[Title, ...] = (
    ("Measure", 10), ("Series", 30), ("What", 20), ("From", 18), ("To", 18), ("When", 22), ("Figure", 14),
    ("Counted", 18), ("Variation", 22), ("Note", 30), ("Source", 26),
)  # fmt: skip


def series(found: tuple[Measure, ...]) -> Rows:
    """A row for each series, and one for a measure without any."""
    for measure in found:
        head = measure.number, measure.name, measure.mark
        tail = measure.actions, measure.source
        for each in measure.series:
            yield *head, *_said(each), *tail
        if not measure.series:
            yield *head, *([None] * (len(SERIES) - len(head) - len(tail))), *tail


def figures(found: tuple[Measure, ...]) -> Rows:
    """A row for each figure, target, day of what was expected, comparison and limit."""
    for measure in found:
        for each in measure.series:
            for row in _figures(each):
                yield measure.number, each.label, *row


def _said(each: Series) -> tuple[Value, ...]:
    spc = each.spc
    return (
        each.label, each.mark, each.unit, each.finding, each.subtitle, each.sentence, each.baseline,
        each.baseline_on, each.latest, each.latest_period, each.expected, each.next_target, each.reason,
        spc.text if spc else each.plain_reason, spc.variation_text if spc else None,
        spc.assurance_text if spc else None,
    )  # fmt: skip


def _approved(by: str) -> str:
    return f"Approved by: {by}" if by else ""


def _figures(each: Series) -> Iterator[tuple[Value, ...]]:
    for point in each.points:
        begin = Day(point.from_, day_text(point.from_)) if point.from_ else None
        end = Day(point.to, day_text(point.to))
        yield (
            "Figure", begin, end, point.period, point.value, point.counted, point.spc, point.note,
            point.source,
        )  # fmt: skip
    for broken in each.breaks:
        yield "The line breaks here", None, broken, None, None, None, None, None, None
    for change in each.broken:
        why = " ".join(filter(None, (change.reason, _approved(change.approved_by))))
        yield "The line breaks here", None, change.on, change.text, None, None, None, why, None
    for step in each.targets:
        confirm = "needs confirming" if step.needs_confirming else None
        yield "Target", None, step.by, step.text, step.value, None, None, confirm, None
    for expected in each.trajectory:
        if expected.text:
            on = Day(expected.on, day_text(expected.on))
            yield "Expected", None, on, None, Figure(expected.value, expected.text), None, None, None, None
    for level in each.comparators:
        yield level.name, None, level.as_at, None, level.value, None, None, None, None
    for limits in each.spc.segments if each.spc else ():
        days = Day(limits.from_, day_text(limits.from_)), Day(limits.to, day_text(limits.to))
        lines = (("Mean", limits.mean), ("Lower limit", limits.lower), ("Upper limit", limits.upper))
        for name, value in lines:
            yield name, *days, None, value, None, None, limits.reason, None
