"""Making and changing success measures and their series, baselines, targets and comparators."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.by_request import (
    ASK_FOR_BASELINE,
    ASK_FOR_TARGETS,
    refuse_direct,
)
from lapwing.contexts.improvement.commands.checks import (
    checked_baseline,
    checked_comparator,
    checked_target,
)
from lapwing.contexts.improvement.commands.common import (
    RefusedError,
    clean,
    created,
    fetch,
    fields_of,
    next_position,
    recorded,
    refuse_named,
    required,
    save_changes,
    unique_key,
    withdraw,
)
from lapwing.contexts.improvement.commands.details import (
    BaselineDetails,
    ComparatorDetails,
    MeasureDetails,
    SeriesDetails,
    TargetDetails,
)
from lapwing.contexts.improvement.events import tells_of_change
from lapwing.contexts.improvement.models import (
    Action,
    Baseline,
    Comparator,
    Direction,
    Measure,
    MeasureAction,
    Plan,
    Series,
    Target,
)
from lapwing.contexts.improvement.rules import Period
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor


@transaction.atomic
@tells_of_change
def create_measure(*, actor: Actor, now: datetime, plan_ref: str, details: MeasureDetails) -> Measure:
    """A new measure at the plan's end, with one series for everybody. Raises NotVisible and RefusedError."""
    plan = fetch(actor, access.EDIT, Plan, plan_ref)
    of_plan = Measure.objects.filter(plan=plan)
    measure = Measure.objects.create(
        **created(actor, now, plan.partnership_id),
        plan=plan,
        position=next_position(of_plan),
        key=unique_key("", list(of_plan.values_list("key", flat=True))),
        **_measure_fields(details),
    )
    link_actions(measure, details.action_refs)
    Series.objects.create(**created(actor, now, plan.partnership_id), measure=measure, label="All")
    return measure


@transaction.atomic
@tells_of_change
def edit_measure(*, actor: Actor, now: datetime, ref: str, version: int, details: MeasureDetails) -> Measure:
    """Change a measure and its actions. Raises NotVisible, EditedByAnotherError and RefusedError."""
    measure = fetch(actor, access.EDIT, Measure, ref, version=version)
    save_changes(measure, _measure_fields(details))
    if link_actions(measure, details.action_refs) and measure.version == version:
        measure.version += 1
        measure.save(update_fields=["version"])
    return measure


@transaction.atomic
@tells_of_change
def create_series(*, actor: Actor, now: datetime, measure_ref: str, details: SeriesDetails) -> Series:
    """A new series of a measure, after the others. Raises NotVisible and RefusedError."""
    measure = fetch(actor, access.EDIT, Measure, measure_ref)
    return Series.objects.create(
        **created(actor, now, measure.partnership_id),
        measure=measure,
        position=next_position(Series.objects.filter(measure=measure)),
        **_series_fields(details),
    )


@transaction.atomic
@tells_of_change
def edit_series(*, actor: Actor, now: datetime, ref: str, version: int, details: SeriesDetails) -> Series:
    """Change a series. Raises NotVisible, EditedByAnotherError and RefusedError."""
    return save_changes(fetch(actor, access.EDIT, Series, ref, version=version), _series_fields(details))


@transaction.atomic
@tells_of_change
def set_baseline(
    *,
    actor: Actor,
    now: datetime,
    series_ref: str,
    version: int,
    details: BaselineDetails,
    reason: str = "",
    named_nobody: Collection[str] = (),
) -> Series:
    """Say where a series started; a reason is needed when it was said before.

    Raises NotVisible, EditedByAnotherError, and RefusedError, also while it is changed by request only.
    """
    series = fetch(actor, access.EDIT, Series, series_ref, version=version)
    found = checked_baseline(details)
    # one that was still to be found has no figure: saying it is no change
    if Baseline.objects.standing().filter(series=series, value__isnull=False).exists():
        refuse_direct(series.measure.plan, ASK_FOR_BASELINE)
    texts = {"note": details.note, "reason": reason}
    refuse_named(series.partnership_id, texts, named_nobody)
    return replace_recorded(series, Baseline, [found], actor, now, reason, "Say why the baseline changes.")


@transaction.atomic
@tells_of_change
def set_targets(
    *,
    actor: Actor,
    now: datetime,
    series_ref: str,
    version: int,
    targets: Sequence[TargetDetails],
    reason: str = "",
    named_nobody: Collection[str] = (),
) -> Series:
    """Replace the targets of a series; the old ones stay on record with the reason.

    Raises NotVisible, EditedByAnotherError, and RefusedError, also while they are changed by request only.
    """
    series = fetch(actor, access.EDIT, Series, series_ref, version=version)
    if Target.objects.standing().filter(series=series).exists():
        refuse_direct(series.measure.plan, ASK_FOR_TARGETS)
    refuse_named(series.partnership_id, {"reason": reason}, named_nobody)
    found = [checked_target(target, by=actor.name, on=now) for target in targets]
    return replace_recorded(series, Target, found, actor, now, reason, "Say why the targets change.")


@transaction.atomic
@tells_of_change
def add_target(
    *, actor: Actor, now: datetime, series_ref: str, version: int, target: TargetDetails
) -> Series:
    """Agree one more target of a series; those that stand go on standing.

    Raises NotVisible, EditedByAnotherError, and RefusedError when there is one for that day already, or one
    for a later day while targets are changed by request only.
    """
    series = fetch(actor, access.EDIT, Series, series_ref, version=version)
    found = checked_target(target, by=actor.name, on=now)
    standing = Target.objects.standing().filter(series=series)
    if found.latest is None:
        raise RefusedError("Enter the day by which it should be reached.", field="latest")
    if standing.filter(latest=found.latest).exists():
        raise RefusedError("There is a target for that day already. Change that one instead.", field="latest")
    if standing.filter(latest__gt=found.latest).exists():
        refuse_direct(series.measure.plan, ASK_FOR_TARGETS)
    Target.objects.create(
        **recorded(actor, now, series.partnership_id),
        series=series,
        position=next_position(standing),
        **fields_of(found),
    )
    series.version += 1
    series.save(update_fields=["version"])
    return series


@transaction.atomic
@tells_of_change
def set_comparators(
    *, actor: Actor, now: datetime, series_ref: str, version: int, comparators: Sequence[ComparatorDetails]
) -> Series:
    """Replace the figures to compare with. Raises NotVisible, EditedByAnotherError and RefusedError."""
    series = fetch(actor, access.EDIT, Series, series_ref, version=version)
    found = [checked_comparator(each) for each in comparators]
    return replace_recorded(
        series, Comparator, found, actor, now, "Figures to compare with brought up to date.", ""
    )


@transaction.atomic
@tells_of_change
def say_same(*, actor: Actor, now: datetime, ref: str, version: int, same_as_ref: str) -> Measure:
    """Say that a measure is printed twice, so that it is counted once; "" says that it is not.

    Raises NotVisible, EditedByAnotherError and RefusedError.
    """
    measure = fetch(actor, access.EDIT, Measure, ref, version=version)
    other = None
    if same_as_ref:
        other = Measure.objects.in_force().filter(plan_id=measure.plan_id, ref=same_as_ref).first()
        if other is None or other.pk == measure.pk:
            raise RefusedError("Choose another measure of this plan.", field="same_as_ref")
        if other.same_as_id is not None or measure.copies.filter(voided_at=None).exists():
            raise RefusedError(
                "Choose the measure that is kept, not one that is a copy.", field="same_as_ref"
            )
    return save_changes(measure, {"same_as_id": other.pk if other else None})


def _replace_rows(
    model: type[Any], series: Series, found: Sequence[object], actor: Actor, now: datetime, reason: str
) -> None:
    """Withdraw what stands of a series and record what replaces it."""
    withdraw(model._default_manager.filter(series=series), actor, now, reason)
    positions = any(field.name == "position" for field in model._meta.fields)
    model._default_manager.bulk_create(
        model(
            **recorded(actor, now, series.partnership_id, reason=reason),
            series=series,
            **({"position": position} if positions else {}),
            **fields_of(each),
        )
        for position, each in enumerate(found)
    )


def replace_recorded(
    series: Series,
    model: type[Any],
    found: Sequence[object],
    actor: Actor,
    now: datetime,
    reason: str,
    ask_why: str,
) -> Series:
    """Put other baselines, targets or comparators in place of those of a series, unless they are the same."""
    before = list(model._default_manager.filter(series=series, withdrawn_at=None))
    if len(before) == len(found) and list(map(_as_details, before, found)) == list(found):
        return series
    if before:
        reason = required(reason, field="reason", message=ask_why)
    with for_reason(reason):
        _replace_rows(model, series, found, actor, now, reason)
        series.version += 1
        series.save(update_fields=["version"])
    return series


def _as_details(row: object, like: object) -> object:
    """A row as the details that were typed for it, for comparing."""
    return type(like)(**{name: getattr(row, name) for name in fields_of(like)})


def _measure_fields(details: MeasureDetails) -> dict[str, object]:
    if details.direction not in Direction.values:
        raise RefusedError("Choose which way is better.", field="direction")
    return {
        "name": required(details.name, field="name", message="Enter what is measured."),
        "direction": details.direction,
        "source_as_written": clean(details.source_as_written),
        "numbers_as_written": [text for text in map(clean, details.numbers_as_written) if text],
    }


def _series_fields(details: SeriesDetails) -> dict[str, object]:
    return {
        "label": required(details.label, field="label", message="Enter whom or what this line is about."),
        "breakdown": {clean(k): clean(v) for k, v in details.breakdown if clean(k)},
        "unit": clean(details.unit),
        "agreed_each": _how_often(details.agreed_each),
    }


def _how_often(agreed_each: str) -> str:
    if agreed_each and agreed_each not in list(Period):
        raise RefusedError("Choose how often the next target is agreed.", field="agreed_each")
    return agreed_each


def link_actions(measure: Measure, action_refs: Sequence[str]) -> bool:
    """Let the measure show whether these actions work; whether that changed anything."""
    wanted = list(dict.fromkeys(action_refs))
    rows = Action.objects.in_force().filter(plan_id=measure.plan_id, ref__in=wanted)
    ids = {row.ref: row.pk for row in rows}
    if len(ids) < len(wanted):
        raise RefusedError("Choose actions of this plan.", field="action_refs")
    before = list(MeasureAction.objects.filter(measure=measure).values_list("action_id", flat=True))
    if before == [ids[ref] for ref in wanted]:
        return False
    MeasureAction.objects.filter(measure=measure).delete()
    MeasureAction.objects.bulk_create(
        MeasureAction(
            partnership_id=measure.partnership_id, measure=measure, action_id=ids[ref], position=position
        )
        for position, ref in enumerate(wanted)
    )
    return True
