"""From drafts to the series of the interchange form: baselines, targets by date, units and breakdowns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lapwing.contexts.improvement.interchange import Baseline, Series, Target, TargetType
from lapwing.contexts.improvement.reading.amounts import Amount
from lapwing.contexts.improvement.reading.measure_baselines import BaselineItem
from lapwing.contexts.improvement.reading.measure_dates import Period
from lapwing.contexts.improvement.reading.measure_series import DraftMeasure, DraftSeries
from lapwing.contexts.improvement.reading.measure_targets import TargetCell, plain

_BY_LIST = re.compile(r"\bby (?P<what>[\w ]{2,30}?):\s*(?P<list>.+)$", re.IGNORECASE)


def assemble_series(draft: DraftMeasure, *, census: bool) -> tuple[Series, ...]:
    """Every series of a measure. A measure of a single, unnamed value gives it its own name."""
    breakdowns = _breakdowns(draft)
    return tuple(
        Series(
            label=each.label or draft.raw.name,
            breakdown=breakdown,
            unit=_unit(each),
            baseline=_baseline(draft, each),
            comparators=each.item.comparators,
            targets=_targets(draft, each, census=census),
        )
        for each, breakdown in zip(draft.series, breakdowns, strict=True)
    )


def _unit(series: DraftSeries) -> str | None:
    """The unit of the baseline; without one that of the targets. A change in per cent has none of its own."""
    if series.item.unit:
        return series.item.unit
    if series.item.amount:
        return "count"
    amounts = [cell.amount for cell in series.row.cells] if series.row else []
    if any(amount.percent and not amount.signed for amount in amounts):
        return "%"
    return "count" if amounts and not any(amount.signed for amount in amounts) else None


def _baseline(draft: DraftMeasure, series: DraftSeries) -> Baseline:
    item = series.item
    placed = item.period if item.period and item.period.earliest and item.period.latest else None
    return Baseline(
        as_written=item.as_written,
        value=item.amount.value if item.amount else None,
        date_as_written=item.date_as_written,
        from_=placed.earliest if placed else None,
        to=placed.latest if placed else None,
        sample=draft.cell.sample,
        note=_note(draft, item),
    )


def _note(draft: DraftMeasure, item: BaselineItem) -> str | None:
    """What else the cells say of the baseline, and how large the samples behind the targets are to be."""
    parts = [draft.cell.none_yet] if draft.cell.none_yet else []
    parts += draft.cell.notes
    if item.candidates:
        parts.append("; ".join(f"{title}: {value}".removeprefix(": ") for title, value in item.candidates))
    if len(set(draft.cell.dates)) > 1:
        parts.append(f"Dates in the same cell: {', '.join(dict.fromkeys(draft.cell.dates))}")
    header = draft.raw.header
    if header and header.notes:
        dated = zip((cell.as_written for cell in header.cells), header.notes, strict=False)
        parts.append("; ".join(f"{by}: {note}" for by, note in dated))
    return ". ".join(part.rstrip(".") for part in parts) or None


def _targets(draft: DraftMeasure, series: DraftSeries, *, census: bool) -> tuple[Target, ...]:
    if series.row is None or draft.header is None:
        return ()
    header = draft.header
    columns = zip(header.cells, header.periods(census=census), series.row.cells, strict=True)
    return tuple(_target(date_cell.as_written, period, cell) for date_cell, period, cell in columns)


def _target(by: str, period: Period | None, cell: TargetCell) -> Target:
    amount = cell.amount
    kind = _type(amount)
    latest = period.latest if period else None
    certain = kind in {"absolute", "minimum"} and latest is not None
    return Target(
        by_as_written=by,
        as_written=cell.as_written,
        type=kind,
        latest=latest,
        value=amount.value,
        low=amount.low,
        high=amount.high,
        resolved=amount.value if certain else None,
    )


def _type(amount: Amount) -> TargetType:
    if amount.is_range:
        return "range"
    if amount.signed:
        return "relative"
    return "minimum" if amount.minimum else "absolute"


def _breakdowns(draft: DraftMeasure) -> list[dict[str, str]]:
    series = draft.series
    if len(series) > 1 and any(each.item.heading for each in series):
        return [_with_heading(each) for each in series]
    return breakdowns_of([each.label for each in series], draft.raw.name)


def breakdowns_of(labels: Sequence[str], name: str) -> list[dict[str, str]]:
    """What tells the series of a measure apart: what its name says it lists, a word they share, or a part."""
    if len(labels) < 2 or not any(labels):
        return [{} for _ in labels]
    if listed := _listed_by(name, labels):
        return [{listed: label} for label in labels]
    first = {label.split()[0] for label in labels if len(label.split()) > 1}
    if len(first) == 1 and all(len(label.split()) > 1 for label in labels):
        shared = first.pop()
        return [{shared.casefold(): label.split(maxsplit=1)[1]} for label in labels]
    return [{"part": label} for label in labels]


def _with_heading(series: DraftSeries) -> dict[str, str]:
    heading = series.label.removesuffix(series.item.label).strip()
    return {"group": heading, "part": series.item.label} if heading else {"part": series.label}


def _listed_by(name: str, labels: Sequence[str]) -> str | None:
    """What the name says it is broken down by, when it lists the very labels: ``by region: North, South``."""
    match = _BY_LIST.search(name)
    if match and all(plain(label) in plain(match["list"]) for label in labels):
        return match["what"].strip().casefold()
    return None
