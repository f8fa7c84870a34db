"""Measures: a chart of each series, the same in words, what matters beside it, and all its figures."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.insight.packs.forms.arrangement.lines import (
    cell,
    day_text,
    figure,
    plain,
    quiet,
    strong,
    table,
)
from lapwing.insight.packs.forms.blocks import Block, Column, Heading, Picture, Row, Table, Text, Together
from lapwing.insight.packs.shapes import Measure, MeasuresSection, Series

_FIGURES = (Column("When", 26), Column("What", 15), Column("Figure", 17, figures=True), Column("More", 42))


def measures(section: MeasuresSection) -> Iterator[Block]:
    """Every measure and its series, in the order of the plan."""
    for measure in section.measures:
        heading = _heading(measure)
        for at, series in enumerate(measure.series):
            yield Together((*(heading if at == 0 else ()), *_series(measure, series)))
        if not measure.series:
            yield Together(tuple(heading))


def _heading(measure: Measure) -> tuple[Block, ...]:
    name = " ".join(filter(None, (measure.number, measure.name)))
    about = " · ".join(
        f"{label}: {text}"
        for label, text in (("Actions", measure.actions), ("Source", measure.source))
        if text
    )
    return (
        Heading(2, name, measure.key, mark=measure.mark, link=measure.link),
        *((Text(about, "quiet"),) if about else ()),
    )


def _series(measure: Measure, series: Series) -> Iterator[Block]:
    named = series.label and series.label != measure.name
    mark = None if len(measure.series) == 1 and series.mark == measure.mark else series.mark
    yield Heading(3, series.label if named else series.finding, series.key, mark=mark)
    yield Picture(
        series.key,
        series.finding if named else "",
        series.subtitle,
        series.sentence,
        figures_of(series, measure),
    )
    yield Text(series.sentence)
    told = [series.reason, series.spc.text if series.spc else series.plain_reason]
    if words := " ".join(filter(None, told)):
        yield Text(words, "quiet")
    yield _key_figures(series)


def _key_figures(series: Series) -> Table:
    columns = (
        Column("Started at", 25),
        Column("Latest", 25),
        Column("Expected now", 22),
        Column("Next target", 28),
    )
    row = Row(
        (
            cell(strong(series.baseline.text), quiet(series.baseline_on.text)),
            cell(strong(series.latest.text), quiet(series.latest_period)),
            cell(strong(series.expected.text)),
            cell(strong(series.next_target)),
        )
    )
    return Table(f"{series.label}: where it started, stands and should be", columns, (row,))


def figures_of(series: Series, measure: Measure) -> Table:
    """Every figure of a series, in the order in which they are frozen."""
    rows = [*_points(series, measure.source), *_targets(series), *_others(series), *_limits(series)]
    return table(series.label or measure.name, _FIGURES, tuple(rows))


def _points(series: Series, source: str) -> Iterator[Row]:
    for point in series.points:
        yield Row(
            (
                cell(plain(point.period)),
                cell(plain("Figure")),
                cell(figure(point.value)),
                cell(
                    quiet(
                        point.counted, point.spc, point.note, "" if point.source == source else point.source
                    )
                ),
            )
        )
    for each in series.breaks:
        yield Row((cell(plain(each.text)), cell(plain("The line breaks here")), (), ()))
    for broken in series.broken:
        yield Row(
            (
                cell(plain(broken.on.text)),
                cell(plain("The line breaks here")),
                (),
                cell(
                    plain(broken.text),
                    plain(broken.reason, "Why", "quiet"),
                    plain(broken.approved_by, "Approved by", "quiet"),
                ),
            )
        )


def _targets(series: Series) -> Iterator[Row]:
    for step in series.targets:
        confirm = quiet("needs confirming") if step.needs_confirming else None
        same = step.text in (step.value.text, step.by.text)
        yield Row(
            (
                cell(plain(step.by.text)),
                cell(plain("Target")),
                cell(figure(step.value)),
                cell(None if same else quiet(step.text), confirm),
            )
        )


def _others(series: Series) -> Iterator[Row]:
    for each in series.comparators:
        yield Row(
            (cell(plain(each.as_at.text)), cell(plain(each.name)), cell(figure(each.value)), ()),
        )


def _limits(series: Series) -> Iterator[Row]:
    """The lines of the control chart, a row for each."""
    for each in series.spc.segments if series.spc else ():
        when = f"{day_text(each.from_)} to {day_text(each.to)}"
        lines = (("Mean", each.mean), ("Lower limit", each.lower), ("Upper limit", each.upper))
        for what, number in lines:
            yield Row((cell(plain(when)), cell(plain(what)), cell(figure(number)), cell(quiet(each.reason))))
