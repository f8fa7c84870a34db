"""What the figures of a series leave open: those missing, unclear, hidden or in another unit."""

from __future__ import annotations

import re

from lapwing.contexts.improvement.interchange import Target
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.measure_grids.built import BuiltSeries
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind
from lapwing.contexts.improvement.reading.measure_grids.values import Form, Value

_MISSING = {
    Form.AWAITED: "These targets are still to be set. What are they?",
    Form.NO_DATA: "These targets are still to be set. What are they?",
    Form.WORDS: "These targets are given in words, without a figure. What figure is meant?",
    Form.DATE: "These targets are only a date. What is to be reached by then?",
    Form.HIDDEN: "These targets are hidden by a sign. What are they?",
}
_UNCLEAR = {Kind.BASELINE: "baseline", Kind.ACTUAL: "actual"}
_MOST_PER_CENT = 100
# A number so much greater than all others of its measure may be two that ran together.
_RUN_TOGETHER = re.compile(r"(?<![\d,.£])\d{4,}(?![\d,.%])")
_MUCH_GREATER = 20


def ask_about_values(built: BuiltSeries, where: str, doubts: Doubts) -> None:
    """Record the doubts about the figures of one series, which stands at ``where``."""
    _ask_unit(built, where, doubts)
    _ask_unsure(built, where, doubts)
    for value, target in zip(built.targets, built.series.targets, strict=True):
        _ask_target(value, target, where, doubts)
    for value in built.unread:
        if value.form is not Form.UNSURE:
            text = "Some results are words, hidden or only a limit, and were left out. What are the figures?"
            doubts.add("actual.unread", where, text, cause="measures", raw=value.written)
    for raw in built.twice:
        text = "Two results are printed for the same time; the first is kept. Which is right?"
        doubts.add("actual.twice", where, text, raw=raw)
    _ask_hidden(built, where, doubts)
    _ask_start(built, where, doubts)
    _ask_too_much(built, where, doubts)
    _ask_run_together(built, where, doubts)


def _ask_unit(built: BuiltSeries, where: str, doubts: Doubts) -> None:
    if built.unit.doubt:
        doubts.add(
            "measure.unit",
            where,
            f"The figures of a measure are not all in one unit: {built.unit.doubt}. What is the unit of "
            f"each?",
            cause=f"clash {built.unit.doubt}",
            raw=" | ".join(value.written for _, value in built.draft.values),
        )


def _ask_unsure(built: BuiltSeries, where: str, doubts: Doubts) -> None:
    for column, value in built.draft.values:
        if value.form is not Form.UNSURE:
            continue
        if value.why == "to or by":
            doubts.add(
                "target.ambiguous",
                where,
                "The words can mean a rise or fall to the figure or by it. Which is meant?",
                cause="to or by",
                choices=("to the figure", "by the figure"),
                raw=value.written,
            )
            continue
        doubts.add(
            f"{_UNCLEAR.get(column.kind, 'target')}.unclear",
            where,
            f"Figures cannot be told for certain ({value.why}). They are kept as printed, without a value. "
            "What are they?",
            cause=value.why,
            raw=f"{column.text}: {value.written}",
        )


def _ask_target(value: Value, target: Target, where: str, doubts: Doubts) -> None:
    if value.form in _MISSING:
        text = _MISSING[value.form]
        doubts.add("target.missing", where, text, cause=text, raw=value.written)
    elif value.form is Form.BENCHMARK:
        doubts.add(
            "target.benchmark",
            where,
            "Targets are set against the figure of another place. Is the target the figure as it was "
            "printed, or that place's own figure as it changes?",
            cause="measures",
            choices=("the figure as printed", "the other place's figure, as it changes"),
            raw=value.written,
        )
    elif value.form is Form.KEEP and target.value is None:
        doubts.add("target.missing", where, "A level is to be kept, and it is not said which.", cause="keep")
    if value.strict:
        doubts.add(
            "note.bounds",
            "plan",
            "Limits such as “under 30” or “more than 30” are held as that figure; reaching it exactly "
            "counts as met.",
            raw=value.written,
        )


def _ask_hidden(built: BuiltSeries, where: str, doubts: Doubts) -> None:
    for column, value in built.draft.values:
        limited = value.has_figure and value.bound is not None and column.kind is Kind.BASELINE
        if (value.form is Form.HIDDEN and column.kind is Kind.BASELINE) or limited:
            doubts.add(
                "baseline.missing",
                where,
                "Some figures are hidden by a sign, or only a limit is printed (“<5”). What are they?",
                cause="hidden",
                raw=f"{column.text}: {value.written}",
            )


def _ask_start(built: BuiltSeries, where: str, doubts: Doubts) -> None:
    """``from 49% to 60%`` beside a baseline that is not 49%."""
    baseline = built.series.baseline.value
    for value in built.targets:
        moves = value.form in {Form.NUMBER, Form.CHANGE} and value.start is not None
        if moves and value.start is not None and baseline not in {None, value.start}:
            if any(target.value == value.start for target in built.series.targets):
                continue
            doubts.add(
                "baseline.several",
                where,
                f"The target starts from {value.start:g}, the baseline is {baseline:g}. Which one is the "
                f"baseline?",
                choices=(f"{baseline:g}", f"{value.start:g}"),
                raw=value.written,
            )


def _ask_too_much(built: BuiltSeries, where: str, doubts: Doubts) -> None:
    """More than all of them, in a baseline or result; targets are looked at with their measure."""
    if not (built.series.unit or "").startswith("%"):
        return
    for column, value in built.draft.values:
        own = column.kind in {Kind.BASELINE, Kind.ACTUAL} and value.form is Form.NUMBER
        if own and value.value is not None and value.value > _MOST_PER_CENT:
            doubts.add(
                "target.too-much",
                where,
                f"A figure is more than all of them (“{value.written}”). What is meant?",
                cause="measures",
                raw=value.written,
            )


def _ask_run_together(built: BuiltSeries, where: str, doubts: Doubts) -> None:
    """A figure that is out of all proportion to the others: two that ran together (*12080* for *120 80*)."""
    figures = [
        (column, value)
        for column, value in built.draft.values
        if value.form is Form.NUMBER and value.value is not None
    ]
    for column, value in figures:
        others = [abs(each.value or 0) for _, each in figures if each is not value]
        lone = len(others) > 1 and (value.value or 0) > _MUCH_GREATER * max([1, *others])
        if lone and _RUN_TOGETHER.search(value.written):
            doubts.add(
                f"{_UNCLEAR.get(column.kind, 'target')}.unclear",
                where,
                "A figure is many times the others of its measure. Did two numbers run together?",
                cause="run together",
                raw=f"{column.text}: {value.written}",
            )
