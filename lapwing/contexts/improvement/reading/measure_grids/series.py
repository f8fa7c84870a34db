"""From drafts to the series of the interchange form: baseline, comparators, targets and actuals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lapwing.contexts.improvement.interchange import Baseline, Comparator, Series, Target, TargetType
from lapwing.contexts.improvement.reading.measure_assembly import breakdowns_of
from lapwing.contexts.improvement.reading.measure_grids.actuals import actuals_of
from lapwing.contexts.improvement.reading.measure_grids.built import BuiltSeries, time_of
from lapwing.contexts.improvement.reading.measure_grids.drafts import DraftMeasure, DraftSeries
from lapwing.contexts.improvement.reading.measure_grids.table import Column, Layout
from lapwing.contexts.improvement.reading.measure_grids.times import Time, times_in
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind
from lapwing.contexts.improvement.reading.measure_grids.units import UnitReading, unit_of
from lapwing.contexts.improvement.reading.measure_grids.values import Form, Value
from lapwing.contexts.improvement.reading.measure_targets import plain

_TYPES: dict[Form, TargetType] = {Form.CHANGE: "relative", Form.RANGE: "range", Form.KEEP: "maintain"}


def build_series(layout: Layout, draft: DraftMeasure, name: str, *, census: bool) -> list[BuiltSeries]:
    """Every series of a measure, in order."""
    breakdowns = _breakdowns(layout, draft, name)
    built = [_build(layout, draft, each, name, census=census) for each in draft.series]
    for each, breakdown in zip(built, breakdowns, strict=True):
        fields = {**each.series.__dict__, "breakdown": breakdown}
        each.series = Series(**fields)
    return built


def _breakdowns(layout: Layout, draft: DraftMeasure, name: str) -> list[dict[str, str]]:
    """By the column of labels where there is one, with the names inside the cells as parts."""
    if len(draft.series) < 2:
        return [{} for _ in draft.series]
    if not any(each.row_label for each in draft.series):
        return breakdowns_of([each.label for each in draft.series], name)
    columns = layout.of(Kind.LABEL)
    title = plain(columns[0].text) if columns and columns[0].text else "group"
    title = "part" if title in {"kpi", "measure", "indicator"} else title
    return [
        ({title: each.row_label} if each.row_label else {}) | ({"part": each.label} if each.label else {})
        for each in draft.series
    ]


def _build(layout: Layout, draft: DraftMeasure, each: DraftSeries, name: str, *, census: bool) -> BuiltSeries:
    row = each.rows[0]
    unit = unit_of(name, layout.text(row, Kind.UNIT), each.values)
    built = BuiltSeries(Series(label=each.name or name), each, unit)
    baseline = _baseline(layout, draft, each, built, census=census)
    built.series = Series(
        label=each.name or name,
        unit=unit.unit,
        baseline=baseline,
        comparators=tuple(_comparators(each)),
        targets=tuple(_targets(layout, each, built, baseline, name)),
        actuals=tuple(actuals_of(layout, each, built, census=census)),
    )
    return built


def _baseline(
    layout: Layout, draft: DraftMeasure, each: DraftSeries, built: BuiltSeries, *, census: bool
) -> Baseline:
    found = each.of(Kind.BASELINE)
    built.baselines = found
    sample = "; ".join(dict.fromkeys(draft.samples)) or layout.text(each.rows[0], Kind.SAMPLE) or None
    note = ". ".join(dict.fromkeys(remark.rstrip(".") for remark in draft.notes)) or None
    if not found:
        return _moved_from(each, sample, note)
    column, value = _latest(found)
    time = time_of(layout, each, column, value, Kind.BASELINE_DATE, census=census)
    if time:
        built.times.append(time)
    if value.part is not None and value.percent and sample is None:
        sample = f"{value.part:g} of {value.whole:g}"
    several = [other.written for _, other in found] if len(found) > 1 else []
    return Baseline(
        as_written=value.written,
        value=value.value
        if value.form in {Form.NUMBER, Form.YES_NO, Form.KEEP} and not value.bound
        else None,
        date_as_written=time.as_written if time else None,
        from_=time.earliest if time else None,
        to=time.latest if time else None,
        sample=sample,
        note="; ".join(filter(None, [note, "Printed: " + "; ".join(several) if several else ""])) or None,
    )


def _moved_from(each: DraftSeries, sample: str | None, note: str | None) -> Baseline:
    """The figure that a target moves from (*from 49% to 60%*) where no baseline is printed."""
    for _, value in each.of(Kind.TARGET):
        if value.start is not None and value.form in {Form.NUMBER, Form.CHANGE}:
            return Baseline(as_written=value.written, value=value.start, sample=sample, note=note)
    return Baseline(sample=sample, note=note)


def _latest(found: Sequence[tuple[Column, Value]]) -> tuple[Column, Value]:
    """Among several baselines the last by date; without dates the last printed."""
    dated = [pair for pair in found if (time := _own_time(*pair)) and time.latest]
    return max(dated, key=lambda pair: _end(_own_time(*pair))) if len(dated) == len(found) else found[-1]


def _own_time(column: Column, value: Value) -> Time | None:
    return value.times[0] if value.times else column.time


def _end(time: Time | None) -> date:
    return time.latest if time and time.latest else date.min


def _comparators(each: DraftSeries) -> list[Comparator]:
    found = [
        Comparator(
            name=column.words.strip(" -–:()") or column.text,
            as_written=value.written,
            value=value.value if value.form is Form.NUMBER and not value.bound else None,
            as_at=_end(time) if (time := _own_time(column, value)) and time.latest else None,
        )
        for column, value in each.of(Kind.COMPARATOR)
        if value.form not in {Form.NOT_APPLICABLE, Form.NO_DATA}
    ]
    for _, value in each.of(Kind.BASELINE, Kind.TARGET, Kind.ACTUAL):
        found += [other for other in value.others if other.value is not None]
    return list(dict.fromkeys(found))


def _named_time(name: str) -> Time | None:
    """The date by which the name itself says that something is to be reached."""
    prefixed = [time for time in times_in(name) if time.prefixed]
    return prefixed[0] if len(prefixed) == 1 else None


def _targets(
    layout: Layout, each: DraftSeries, built: BuiltSeries, baseline: Baseline, name: str
) -> list[Target]:
    found: list[Target] = []
    pairs = each.of(Kind.TARGET)
    for column, value in pairs:
        if value.form is Form.NOT_APPLICABLE:
            continue
        time = time_of(layout, each, column, value, Kind.TARGET_DATE, census=False) or _named_time(name)
        if time:
            built.times.append(time)
        built.targets.append(value)
        single = sum(other.form is Form.CHANGE for _, other in pairs) == 1
        found.append(_target(value, time, column, baseline, built.unit, each, alone=single))
    return found


def _target(
    value: Value,
    time: Time | None,
    column: Column,
    baseline: Baseline,
    unit: UnitReading,
    each: DraftSeries,
    *,
    alone: bool,
) -> Target:
    way = _is_way(value, baseline)
    kind = "absolute" if way else _TYPES.get(value.form, "absolute")
    if value.bound == "minimum" and kind == "absolute" and value.value is not None:
        kind = "minimum"
    figure = (
        value.high
        if way and value.start == value.low
        else value.low
        if way
        else _figure(value, baseline, each)
    )
    ordinal = column.words if time is None and any(letter.isdigit() for letter in column.words) else None
    is_range = kind == "range"
    return Target(
        by_as_written=time.as_written if time else ordinal,
        as_written=value.written,
        type=kind,
        latest=time.latest if time else None,
        value=None if is_range else figure,
        low=value.low if is_range else None,
        high=value.high if is_range else None,
        resolved=_resolved(value, figure, kind, baseline, unit, alone=alone),
    )


def _is_way(value: Value, baseline: Baseline) -> bool:
    """``49% to 60%`` under a baseline of 49% is no range but the way from it."""
    return value.form is Form.RANGE and value.start is not None and value.start == baseline.value


def _figure(value: Value, baseline: Baseline, each: DraftSeries) -> float | None:
    if value.form is Form.KEEP:
        return value.value if value.value is not None else baseline.value
    if value.form is Form.BENCHMARK and value.value is None:
        return _benchmark(value, each)
    return value.value if value.has_figure or value.form is Form.BENCHMARK else None


def _benchmark(value: Value, each: DraftSeries) -> float | None:
    """The figure of the benchmark that a target names, where a column prints it."""
    named = plain(" ".join(other.name for other in value.others)).split()
    fitting = [
        other.value
        for column, other in each.of(Kind.COMPARATOR)
        if other.form is Form.NUMBER and set(plain(column.words).split()) & set(named) - {"average", "the"}
    ]
    return fitting[0] if len(fitting) == 1 else None


def _resolved(
    value: Value,
    figure: float | None,
    kind: TargetType,
    baseline: Baseline,
    unit: UnitReading,
    *,
    alone: bool,
) -> float | None:
    """The figure to reach, where nothing about it is open. Points are added to one baseline in one way."""
    if unit.doubt or value.form in {Form.UNSURE, Form.BENCHMARK}:
        return None
    if kind == "relative":
        certain = alone and value.points and baseline.value is not None and (unit.unit or "").startswith("%")
        return (
            round(baseline.value + figure, 9) if certain and baseline.value is not None and figure else None
        )
    return None if kind == "range" else figure
