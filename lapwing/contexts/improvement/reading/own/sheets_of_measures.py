"""The sheets of a workbook that hold measures, their lines, comparators, targets and actuals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from lapwing.contexts.improvement.interchange import Series
from lapwing.contexts.improvement.interchange.plain import one_line
from lapwing.contexts.improvement.publishing import forms, words
from lapwing.contexts.improvement.publishing.layout import Form
from lapwing.contexts.improvement.publishing.notation import day_in
from lapwing.contexts.improvement.reading.own.drafts import MeasureDraft, Pending, PlanDraft
from lapwing.contexts.improvement.reading.own.measure_rows import ask_of_actual, opened, serves_in
from lapwing.contexts.improvement.reading.own.tables import OwnRow
from lapwing.contexts.improvement.reading.own.values import actual_of, baseline_of, comparator_of, target_of

_Read = Callable[[PlanDraft, MeasureDraft, int, OwnRow], None]


def read_measure_sheets(sheets: Mapping[Form, Sequence[OwnRow]], draft: PlanDraft) -> None:
    """Measures first, then their lines, then what belongs to a line."""
    for row in sheets.get(forms.SHEET_MEASURES, ()):
        measure = opened(one_line(row["Measure"]), row["Name"], row["Direction"], row["Source"], row)
        measure.measure = replace(measure.measure, refs=words.run_in(row["Numbers"]))
        measure.serves = serves_in(row["Serves actions"])
        draft.measures.append(measure)
    measures = {each.measure.key: each for each in reversed(draft.measures)}
    numbers: dict[tuple[str, str], int] = {}
    for row in _named(sheets.get(forms.SHEET_LINES, ()), measures, draft):
        _line(draft, measures[row["Of measure"]], row)
        key = row["Of measure"], one_line(row["Line"])
        numbers.setdefault(key, len(measures[row["Of measure"]].series) - 1)
    for form, read in _READ.items():
        for row in _named(sheets.get(form, ()), measures, draft):
            at = numbers.get((row["Of measure"], one_line(row["Line"])))
            if at is None:
                _ask(draft, row, f"line {row['Line']} of measure {row['Of measure']}")
            else:
                read(draft, measures[row["Of measure"]], at, row)


def _named(
    rows: Sequence[OwnRow], measures: Mapping[str, MeasureDraft], draft: PlanDraft
) -> Sequence[OwnRow]:
    """The rows with the measure they belong to; an empty name is that of the row above."""
    found: list[OwnRow] = []
    name = line = ""
    for row in rows:
        line = one_line(row["Line"]) or (line if not row["Of measure"] else "1")
        name = one_line(row["Of measure"]) or name
        if name in measures:
            found.append(OwnRow({**row.cells, "Of measure": name, "Line": line}, row.lines))
        else:
            _ask(draft, row, f"measure {name}")
    return found


def _ask(draft: PlanDraft, row: OwnRow, what: str) -> None:
    text = f"The workbook has no {what}. Which one is meant?"
    draft.doubts.append(("plan", Pending("ref.dangling", text, row.raw)))


def _line(draft: PlanDraft, measure: MeasureDraft, row: OwnRow) -> None:
    part = f"s{len(measure.series) + 1}"
    measure.series.append(
        Series(
            label=row["Label"] or measure.measure.name,
            unit=one_line(row["Unit"]) or None,
            breakdown=words.pairs_in(row["Breakdown"]),
            baseline=baseline_of(
                row["Baseline"],
                row["Baseline date"],
                row["Sample"],
                row["Baseline note"],
                draft.basis,
                part,
                measure.doubts,
            ),
        )
    )


def _comparator(draft: PlanDraft, measure: MeasureDraft, at: int, row: OwnRow) -> None:
    found = comparator_of(row["Comparator"], row["Its figure"], row["As at"], f"s{at + 1}", measure.doubts)
    line = measure.series[at]
    measure.series[at] = replace(line, comparators=(*line.comparators, found))


def _target(draft: PlanDraft, measure: MeasureDraft, at: int, row: OwnRow) -> None:
    found = target_of(
        row["By when"],
        row["Target"],
        row["Settled by"],
        day_in(row["Settled on"]),
        draft.basis,
        f"s{at + 1}",
        measure.doubts,
    )
    line = measure.series[at]
    measure.series[at] = replace(line, targets=(*line.targets, found))


def _actual(draft: PlanDraft, measure: MeasureDraft, at: int, row: OwnRow) -> None:
    found = actual_of(row["Period of actual"], row["Actual"], row["Where from"], row["Note on actual"])
    if found is None:
        ask_of_actual(measure, row, f"s{at + 1}")
        return
    line = measure.series[at]
    measure.series[at] = replace(line, actuals=(*line.actuals, found))


_READ: dict[Form, _Read] = {
    forms.SHEET_COMPARATORS: _comparator,
    forms.SHEET_TARGETS: _target,
    forms.SHEET_ACTUALS: _actual,
}
