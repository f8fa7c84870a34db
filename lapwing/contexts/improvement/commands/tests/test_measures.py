"""Measures, baselines, targets and actuals."""

from datetime import date

import pytest

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import (
    ActualDetails,
    AlreadyRecordedError,
    BaselineDetails,
    ComparatorDetails,
    EditedByAnotherError,
    MeasureDetails,
    NotVisible,
    RefusedError,
    SeriesDetails,
    TargetDetails,
)
from lapwing.contexts.improvement.models import (
    Action,
    Actual,
    Baseline,
    Measure,
    OwnerRole,
    Plan,
    Series,
    Target,
)
from lapwing.contexts.improvement.tests.factories import LATER, NOW, acting_as
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import People

MARCH = ActualDetails(from_date=date(2026, 3, 1), to_date=date(2026, 3, 31), numerator=37, denominator=72)


@pytest.fixture
def series(plan: Plan) -> Series:
    return Series.objects.get(label="Under fives")


def test_a_measure_is_made_with_one_series_and_edited(plan: Plan, manager: Actor) -> None:
    action = Action.objects.get(key="1.1.1")
    details = MeasureDetails(name="Places open", direction="increase", action_refs=(action.ref,))
    measure = commands.create_measure(actor=manager, now=NOW, plan_ref=plan.ref, details=details)
    assert [each.label for each in measure.series.all()] == ["All"]
    assert list(measure.actions.all()) == [action]
    edited = commands.edit_measure(
        actor=manager, now=NOW, ref=measure.ref, version=1, details=MeasureDetails(name="Places open")
    )
    assert (edited.direction, list(edited.actions.all())) == ("none", [])
    with pytest.raises(RefusedError, match="which way"):
        commands.edit_measure(
            actor=manager,
            now=NOW,
            ref=measure.ref,
            version=2,
            details=MeasureDetails(name="x", direction="up"),
        )


def test_a_series_is_added_and_edited(plan: Plan, manager: Actor) -> None:
    measure = Measure.objects.get(key="M1")
    details = SeriesDetails(label="Girls", unit="%", breakdown=(("sex", "girls"),))
    series = commands.create_series(actor=manager, now=NOW, measure_ref=measure.ref, details=details)
    assert (series.position, series.breakdown) == (2, {"sex": "girls"})
    edited = commands.edit_series(
        actor=manager, now=NOW, ref=series.ref, version=1, details=SeriesDetails(label="Women")
    )
    assert edited.label == "Women"


def test_a_baseline_of_zero_is_a_value(series: Series, manager: Actor) -> None:
    commands.set_baseline(
        actor=manager,
        now=LATER,
        series_ref=series.ref,
        version=1,
        details=BaselineDetails(value=0.0, to_date=date(2026, 3, 31)),
        reason="Counted again",
    )
    assert Baseline.objects.standing().get(series=series).value == 0.0
    assert Baseline.objects.filter(series=series).count() == 2


def test_a_target_typed_by_hand_is_resolved_as_typed(series: Series, manager: Actor) -> None:
    targets = [
        TargetDetails(value=60.0, latest=date(2026, 12, 31)),
        TargetDetails(type="range", low=70.0, high=75.0, latest=date(2027, 12, 31)),
        TargetDetails(type="relative", value=10.0),
    ]
    commands.set_targets(
        actor=manager, now=LATER, series_ref=series.ref, version=1, targets=targets, reason="Agreed anew"
    )
    first, second, third = Target.objects.standing().filter(series=series)
    assert (first.resolved, first.as_written) == (60.0, "60")
    assert (second.low, second.high, second.as_written) == (70.0, 75.0, "70 to 75")
    assert third.resolved is None


def test_targets_that_change_need_a_reason_and_the_version_that_was_read(
    series: Series, manager: Actor
) -> None:
    targets = [TargetDetails(value=60.0)]
    with pytest.raises(RefusedError) as refused:
        commands.set_targets(actor=manager, now=LATER, series_ref=series.ref, version=1, targets=targets)
    assert refused.value.field == "reason"
    commands.set_targets(
        actor=manager, now=LATER, series_ref=series.ref, version=1, targets=targets, reason="x"
    )
    with pytest.raises(EditedByAnotherError):
        commands.set_targets(
            actor=manager, now=LATER, series_ref=series.ref, version=1, targets=[], reason="x"
        )


@pytest.mark.parametrize(
    ("target", "field"),
    [
        (TargetDetails(), "value"),
        (TargetDetails(value=float("nan")), "value"),
        (TargetDetails(type="range", low=5.0), "low"),
        (TargetDetails(type="range", low=5.0, high=4.0), "low"),
        (TargetDetails(type="wish", value=1.0), "type"),
    ],
)
def test_what_is_wrong_with_a_target_is_said(
    target: TargetDetails, field: str, series: Series, manager: Actor
) -> None:
    with pytest.raises(RefusedError) as refused:
        commands.set_targets(
            actor=manager, now=LATER, series_ref=series.ref, version=1, targets=[target], reason="x"
        )
    assert refused.value.field == field


def test_relative_targets_are_resolved_by_the_reading_chosen(plan: Plan, manager: Actor) -> None:
    relative = Series.objects.get(measure__key="M2")
    commands.resolve_targets(
        actor=manager, now=LATER, series_ref=relative.ref, version=1, reading="percent-compounding"
    )
    target = Target.objects.standing().get(series=relative)
    assert (target.resolved, target.resolved_by, target.resolved_on) == (
        18.0,
        "Olive Owner",
        date(2026, 4, 20),
    )


def test_nothing_is_resolved_without_relative_targets(series: Series, manager: Actor) -> None:
    with pytest.raises(RefusedError, match="nothing can be resolved"):
        commands.resolve_targets(
            actor=manager, now=LATER, series_ref=series.ref, version=1, reading="points-added"
        )


def test_figures_to_compare_with_are_replaced(plan: Plan, manager: Actor) -> None:
    series = Series.objects.get(measure__key="M2")
    commands.set_comparators(
        actor=manager,
        now=LATER,
        series_ref=series.ref,
        version=1,
        comparators=[ComparatorDetails(name="London", value=11.0)],
    )
    assert [c.name for c in series.comparators.filter(withdrawn_at=None)] == ["London"]


def test_a_figure_is_recorded_and_replaced_with_a_reason(series: Series, manager: Actor) -> None:
    first = commands.record_actual(actor=manager, now=LATER, series_ref=series.ref, details=MARCH)
    assert commands.record_actual(actor=manager, now=LATER, series_ref=series.ref, details=MARCH) == first
    better = ActualDetails(from_date=MARCH.from_date, to_date=MARCH.to_date, value=0.0)
    with pytest.raises(AlreadyRecordedError) as refused:
        commands.record_actual(actor=manager, now=LATER, series_ref=series.ref, details=better)
    assert refused.value.current == first
    commands.record_actual(
        actor=manager, now=LATER, series_ref=series.ref, details=better, reason="Counted again"
    )
    assert Actual.objects.standing().get(series=series).value == 0.0
    assert Actual.objects.get(pk=first.pk).withdrawn_reason == "Counted again"


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (ActualDetails(to_date=date(2026, 4, 21), value=1.0), "to_date"),
        (ActualDetails(to_date=date(2026, 4, 1)), "value"),
        (ActualDetails(to_date=date(2026, 4, 1), numerator=1.0), "numerator"),
        (ActualDetails(to_date=date(2026, 4, 1), numerator=1.0, denominator=0.0), "denominator"),
        (ActualDetails(to_date=date(2026, 4, 1), numerator=-1.0, denominator=2.0), "numerator"),
        (ActualDetails(to_date=date(2026, 4, 1), value=float("inf")), "value"),
        (ActualDetails(from_date=date(2026, 4, 2), to_date=date(2026, 4, 1), value=1.0), "to_date"),
    ],
)
def test_what_is_wrong_with_a_figure_is_said(
    details: ActualDetails, field: str, series: Series, manager: Actor
) -> None:
    with pytest.raises(RefusedError) as refused:
        commands.record_actual(actor=manager, now=LATER, series_ref=series.ref, details=details)
    assert refused.value.field == field


def test_an_action_owner_records_for_measures_of_their_own_actions_only(
    series: Series, manager: Actor, partnership: Partnership
) -> None:
    owner = registry.member(partnership, "action-owner")
    with acting_as(owner) as actor, pytest.raises(NotVisible):
        commands.record_actual(actor=actor, now=LATER, series_ref=series.ref, details=MARCH)
    with acting_as(registry.member(partnership, "programme-manager")) as another:
        commands.add_holder(
            actor=another,
            now=NOW,
            role_ref=OwnerRole.objects.get(name="Head of Play").ref,
            user_id=owner.pk,
            from_date=date(2026, 1, 1),
        )
    with acting_as(owner) as actor:
        actual = commands.record_actual(actor=actor, now=LATER, series_ref=series.ref, details=MARCH)
        commands.withdraw_actual(actor=actor, now=LATER, actual_ref=actual.ref, reason="Wrong month")


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_others_record_nothing(who: str, series: Series, people: People) -> None:
    with acting_as(getattr(people, who)) as actor, pytest.raises(NotVisible):
        commands.record_actual(actor=actor, now=LATER, series_ref=series.ref, details=MARCH)


def test_measures_printed_twice_are_said_to_be_one(plan: Plan, manager: Actor) -> None:
    first, second = Measure.objects.filter(plan=plan)
    commands.say_same(actor=manager, now=NOW, ref=second.ref, version=1, same_as_ref=first.ref)
    with pytest.raises(RefusedError, match="copy"):
        commands.say_same(actor=manager, now=NOW, ref=first.ref, version=1, same_as_ref=second.ref)
    with pytest.raises(RefusedError, match="same as this one"):
        commands.void(actor=manager, now=NOW, model=Measure, ref=first.ref, version=1, reason="x")
    assert (
        commands.say_same(actor=manager, now=NOW, ref=second.ref, version=2, same_as_ref="").same_as is None
    )
