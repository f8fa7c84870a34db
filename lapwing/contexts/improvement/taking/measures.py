"""Measures with their series, baselines, targets and figures to compare with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.commands.common import unique_key
from lapwing.contexts.improvement.commands.details import BaselineDetails, ComparatorDetails, TargetDetails
from lapwing.contexts.improvement.commands.measures import link_actions, replace_recorded
from lapwing.contexts.improvement.comparing import Difference, Kind, Part, Place, part_at
from lapwing.contexts.improvement.comparing.fields import target_words
from lapwing.contexts.improvement.importing.measures import save_measures, save_series
from lapwing.contexts.improvement.models import Action, Baseline, Comparator, Measure, Target
from lapwing.contexts.improvement.taking.frame import Columns, change_words
from lapwing.contexts.improvement.taking.work import Taking

WORDS: Mapping[Part, Mapping[str, Columns]] = {
    Part.MEASURE: {
        "name": lambda measure: {"name": measure.name},
        "source_as_written": lambda measure: {"source_as_written": measure.source_as_written or ""},
        "direction": lambda measure: {"direction": measure.direction},
    },
    Part.SERIES: {
        "label": lambda series: {"label": series.label, "breakdown": dict(series.breakdown)},
        "unit": lambda series: {"unit": series.unit or ""},
    },
}


def take_measures(taking: Taking) -> None:
    """Everything of measures but what goes."""
    change_words(taking, WORDS)
    for each in taking.taken(Kind.CHANGED, Part.MEASURE, "refs"):
        _link(taking, each)
    for each in taking.taken(Kind.CHANGED, Part.SERIES):
        _figures(taking, each)
    _add_measures(taking)
    _add_series(taking)


def _link(taking: Taking, difference: Difference) -> None:
    measure: interchange.Measure = taking.after(difference)
    taking.change(difference, {"numbers_as_written": list(measure.refs)})
    row: Measure = taking.row(difference)
    if link_actions(row, [action.ref for action in _actions_of(taking, measure)]):
        row.version += 1
        row.save(update_fields=["version"])


def _actions_of(taking: Taking, measure: interchange.Measure) -> list[Action]:
    """The rows of the actions that a measure of the new version names, of those that are here."""
    actions = taking.comparison.after.actions
    places = {action.key: Place(Part.ACTION, (at,)) for at, action in enumerate(actions)}
    rows = [taking.row_after(places.get(key)) for key in measure.actions]
    return [row for row in rows if row is not None and row.voided_at is None]


def _figures(taking: Taking, difference: Difference) -> None:
    """Figures are replaced by those of the document; the ones before stay on record with the reason."""
    series: interchange.Series = taking.after(difference)
    found: list[Any]
    model: Any
    if difference.field == "baseline":
        model, found = Baseline, [_baseline(series.baseline)]
    elif difference.field == "targets":
        assert difference.before is not None
        before = part_at(taking.comparison.before, difference.before)
        model, found = Target, _targets(before, series)
    elif difference.field == "comparators":
        model, found = Comparator, [_comparator(each) for each in series.comparators]
    else:
        return
    row = taking.row(difference)
    replace_recorded(row, model, found, taking.actor, taking.now, taking.reason, "")


def _baseline(found: interchange.Baseline) -> BaselineDetails:
    return BaselineDetails(
        value=found.value,
        as_written=found.as_written or "",
        date_as_written=found.date_as_written or "",
        from_date=found.from_,
        to_date=found.to,
        sample=found.sample or "",
        note=found.note or "",
    )


def _targets(before: interchange.Series, after: interchange.Series) -> list[TargetDetails]:
    """The targets of the document; one that is printed as before stays as people settled it."""
    settled = {target_words(target): target for target in before.targets}
    return [_target(settled.get(target_words(target), target)) for target in after.targets]


def _target(found: interchange.Target) -> TargetDetails:
    return TargetDetails(
        type=found.type,
        value=found.value,
        low=found.low,
        high=found.high,
        resolved=found.resolved,
        latest=found.latest,
        as_written=found.as_written,
        by_as_written=found.by_as_written or "",
        resolved_by=found.resolved_by or "",
        resolved_on=found.resolved_on,
    )


def _comparator(found: interchange.Comparator) -> ComparatorDetails:
    return ComparatorDetails(
        name=found.name, value=found.value, as_written=found.as_written, as_at=found.as_at
    )


def _add_measures(taking: Taking) -> None:
    """New measures come as an import brings them, with the actions that are here."""
    added = list(taking.taken(Kind.ADDED, Part.MEASURE))
    if not added:
        return
    keys = list(Measure.objects.filter(plan=taking.plan).values_list("key", flat=True))
    wanted: list[interchange.Measure] = []
    rows_by_key: dict[str, Action] = {}
    for each in added:
        measure: interchange.Measure = taking.after(each)
        rows = _actions_of(taking, measure)
        rows_by_key |= {row.key: row for row in rows}
        keys.append(unique_key(measure.key, keys))
        wanted.append(replace(measure, key=keys[-1], actions=tuple(row.key for row in rows)))
    before = set(Measure.objects.filter(plan=taking.plan).values_list("pk", flat=True))
    save_measures(
        replace(taking.comparison.after, measures=tuple(wanted)), taking.plan, rows_by_key, taking.importing
    )
    made = Measure.objects.filter(plan=taking.plan).exclude(pk__in=before).order_by("pk")
    for each, row in zip(added, made, strict=True):
        assert each.after is not None
        taking.made[each.after] = row


def _add_series(taking: Taking) -> None:
    for each in taking.taken(Kind.ADDED, Part.SERIES):
        assert each.after is not None
        row = taking.row_after(each.after.above)
        assert isinstance(row, Measure)
        holder = interchange.Measure(key=row.key, name=row.name, series=(taking.after(each),))
        (taking.made[each.after],) = save_series([row], [holder], taking.importing)
