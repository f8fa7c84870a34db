"""Success measures: how each series stands, and everything its chart and table show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import (
    Action,
    Actual,
    Baseline,
    Comparator,
    Measure,
    MeasureAction,
    Plan,
    Recalculation,
    Series,
    Target,
)
from lapwing.contexts.improvement.queries.chart_rules import rules_of_charts
from lapwing.contexts.improvement.queries.loading import load_actions
from lapwing.contexts.improvement.queries.measure_lines import (
    MeasureLine,
    OutcomeCounts,
    SeriesLine,
)
from lapwing.contexts.improvement.queries.pages import MeasureList, MeasurePage
from lapwing.contexts.improvement.queries.questions import questions_about
from lapwing.contexts.improvement.queries.requests import requests_of_series
from lapwing.contexts.improvement.queries.rows import among
from lapwing.contexts.improvement.queries.series import SeriesRows, series_detail, series_line
from lapwing.contexts.improvement.queries.standing import When, head_of, names_of, plan_and_head, when
from lapwing.contexts.improvement.rules import worst_of_series
from lapwing.domain.progress import Outcome
from lapwing.domain.statistics.spc_types import TwoSigma
from lapwing.platform.access.actor import Actor


@dataclass(frozen=True)
class LoadedMeasures:
    """The measures of a plan in its order, with the rows behind each series."""

    measures: tuple[MeasureLine, ...]
    series: Mapping[str, SeriesRows]
    rows: Mapping[str, Measure]


def list_measures(*, actor: Actor, plan_ref: str, on: date, as_at: date | None = None) -> MeasureList:
    """The plan's measures with how each series stands. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, as_at)
    loaded = load_measures(plan, when(on, as_at))
    return MeasureList(head, outcome_counts(loaded.measures), loaded.measures)


def measure_page(*, actor: Actor, measure_ref: str, on: date, as_at: date | None = None) -> MeasurePage:
    """Is it moving, will we get there? Raises NotVisible."""
    measure = access.measures.fetch(
        actor,
        access.READ,
        queryset=Measure.objects.in_force().filter(plan__voided_at=None).select_related("plan__partnership"),
        ref=measure_ref,
    )
    asked = when(on, as_at)
    loaded = load_measures(measure.plan, asked, only=[measure.pk], whole=True)
    line = next((each for each in loaded.measures if each.ref == measure_ref), None)
    if line is None:
        raise access.NotVisible("No such measure on that day")
    names = names_of(by for rows in loaded.series.values() for by in rows.people)
    of_copies = MeasureAction.objects.filter(_of_or_printed_again([measure.pk])).values("action")
    actions = Action.objects.filter(pk__in=of_copies)
    return MeasurePage(
        plan=head_of(actor, measure.plan, on, as_at),
        line=line,
        series=tuple(series_detail(loaded.series[each.ref], asked.on, names) for each in line.series),
        actions=load_actions(actions, asked).actions,
        copies=tuple(
            Measure.objects.in_force().filter(same_as=measure).order_by("position").values_list("ref", "name")
        ),
        questions=questions_about(measure.plan, {measure.key}),
        requests=requests_of_series([rows.series.pk for rows in loaded.series.values()], asked),
        source=_source(measure),
        version=measure.version,
        may_record=access.measures.permits(actor, access.ENTER, measure),
    )


def measures_of_actions(plan: Plan, action_ids: Iterable[int], asked: When) -> tuple[MeasureLine, ...]:
    """The measures that show whether some actions work; one printed twice stands once."""
    links = MeasureAction.objects.filter(action__in=list(action_ids), measure__voided_at=None)
    wanted = {same or own for own, same in links.values_list("measure_id", "measure__same_as_id")}
    return load_measures(plan, asked, only=wanted).measures


def load_measures(
    plan: Plan,
    asked: When,
    *,
    only: Collection[int] | None = None,
    whole: bool = False,
    linked: bool = True,
) -> LoadedMeasures:
    """The plan's measures, or those of the numbers ``only``, in a fixed number of queries.

    ``whole`` loads all that was ever measured, for a chart; lines need the latest figure alone. Which
    actions each measure is of is left out unless ``linked``.
    """
    found = asked.editable(Measure.objects.filter(plan=plan)).select_related("same_as")
    rows = list(found if only is None else found.filter(pk__in=only))
    series = list(asked.editable(Series.objects.filter(among("measure_id", (row.pk for row in rows)))))
    for row in rows:
        row.plan = plan
    by_id = {row.pk: row for row in rows}
    # charts are drawn of what is loaded whole
    rules = rules_of_charts(plan, rows, asked if whole else When(asked.on))
    behind = _rows_behind(series, by_id, asked, whole=whole, rules=rules)
    links = _links(by_id) if linked else {}
    lines: dict[int, list[SeriesLine]] = defaultdict(list)
    for each in series:
        lines[each.measure_id].append(series_line(behind[each.ref], asked.on))
    return LoadedMeasures(
        measures=tuple(_measure_line(row, lines[row.pk], links.get(row.pk, ())) for row in rows),
        series=behind,
        rows={row.ref: row for row in rows},
    )


def _links(measures: Mapping[int, Measure]) -> dict[int, list[str]]:
    """The actions of each measure, with those of its copies: one measure, many links."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = MeasureAction.objects.filter(_of_or_printed_again(list(measures)), action__voided_at=None)
    for measure_id, same_as, ref in rows.values_list("measure_id", "measure__same_as_id", "action__ref"):
        for each in (measure_id, same_as):
            if each is not None and each in measures and ref not in found[each]:
                found[each].append(ref)
    return found


def _of_or_printed_again(measure_ids: Sequence[int]) -> Q:
    of_copies = Q(among("measure__same_as_id", measure_ids), measure__voided_at=None)
    return Q(among("measure_id", measure_ids)) | of_copies


def outcome_counts(measures: Iterable[MeasureLine]) -> OutcomeCounts:
    """How many series stand how; a measure that is printed twice is counted once."""
    found = [line.outcome for measure in measures if not measure.same_as_ref for line in measure.series]
    near = found.count(Outcome.NEAR)
    return OutcomeCounts(
        met=found.count(Outcome.MET),
        on_path=found.count(Outcome.ON_PATH),
        off_path=found.count(Outcome.OFF_PATH) + near,
        near=near,
        unknown=found.count(Outcome.UNKNOWN),
    )


def _rows_behind(
    series: Sequence[Series],
    measures: Mapping[int, Measure],
    asked: When,
    *,
    whole: bool,
    rules: Mapping[int, TwoSigma],
) -> dict[str, SeriesRows]:
    of_these = among("series_id", [row.pk for row in series])
    found = asked.ever_recorded if whole else asked.recorded
    started = list(found(Baseline.objects.filter(of_these)))
    aimed = list(found(Target.objects.filter(of_these)))
    baselines = {row.series_id: row for row in started if asked.stands(row.withdrawn_at)}
    targets: dict[int, list[Target]] = defaultdict(list)
    for target in aimed:
        if asked.stands(target.withdrawn_at):
            targets[target.series_id].append(target)
    ever: dict[int, list[Baseline | Target]] = defaultdict(list)
    rows: list[Baseline | Target] = [*started, *aimed] if whole else []
    for each in rows:
        ever[each.series_id].append(each)
    actuals: dict[int, list[Actual]] = defaultdict(list)
    measured = asked.recorded(Actual.objects.filter(of_these, to_date__lte=asked.on))
    if not whole:
        measured = measured.order_by("series_id", "-to_date", "-id").distinct("series_id")
    for actual in measured:
        actuals[actual.series_id].append(actual)
    comparators: dict[int, list[Comparator]] = defaultdict(list)
    if whole:
        for comparator in asked.recorded(Comparator.objects.filter(of_these)):
            comparators[comparator.series_id].append(comparator)
    recalculations: dict[int, list[Recalculation]] = defaultdict(list)
    if whole:
        for recalculation in asked.recorded(Recalculation.objects.filter(of_these)):
            recalculations[recalculation.series_id].append(recalculation)
    return {
        row.ref: SeriesRows(
            row,
            measures[row.measure_id],
            baselines.get(row.pk),
            tuple(targets[row.pk]),
            tuple(actuals[row.pk]),
            tuple(comparators[row.pk]),
            tuple(ever[row.pk]),
            tuple(recalculations[row.pk]),
            rules[row.measure_id],
        )
        for row in series
    }


def _measure_line(row: Measure, series: Sequence[SeriesLine], action_refs: Sequence[str]) -> MeasureLine:
    return MeasureLine(
        ref=row.ref,
        key=row.key,
        name=row.name,
        numbers_as_written=tuple(row.numbers_as_written),
        direction=row.direction,
        source_as_written=row.source_as_written,
        same_as_ref=row.same_as.ref if row.same_as else "",
        same_as_name=row.same_as.name if row.same_as else "",
        colour=worst_of_series(line.colour for line in series),
        series=tuple(series),
        action_refs=tuple(action_refs),
    )


def _source(row: Measure) -> tuple[int, int, int] | None:
    if row.source_first is None or row.source_last is None:
        return None
    return row.source_first, row.source_last, row.source_document
