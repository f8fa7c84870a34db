"""Dates written as quarters, worked out again when somebody says what a quarter means."""

from __future__ import annotations

from lapwing.contexts.improvement.commands.by_request import ASK_FOR_DATE, refuse_direct
from lapwing.contexts.improvement.commands.effects import Effects
from lapwing.contexts.improvement.models import DuePoint, Plan, Target
from lapwing.contexts.improvement.rules.quarters import quarter_bounds
from lapwing.domain.due import QuarterBasis
from lapwing.platform.refs import new_ref


def read_quarters_as(plan: Plan, basis: str, effects: Effects) -> None:
    """Replace each due point and target date that is written as a quarter by what it means on this basis.

    Raises RefusedError when that would change a date while dates are changed by request only.
    """
    meant: QuarterBasis = "financial" if basis == "financial" else "calendar"
    points = DuePoint.objects.standing().filter(milestone__action__plan=plan)
    moved = [point for point in points if _moves(point, meant)]
    targets = Target.objects.standing().filter(series__measure__plan=plan)
    turned = [target for target in targets if _target_moves(target, meant)]
    known = [point.latest for point in moved] + [target.latest for target in turned]
    if any(known):
        refuse_direct(plan, ASK_FOR_DATE)
    _replace_points(moved, meant, effects)
    _replace_targets(turned, meant, effects)


def _replace_points(points: list[DuePoint], basis: QuarterBasis, effects: Effects) -> None:
    standing = DuePoint.objects.filter(pk__in=[point.pk for point in points])
    again = []
    for point in points:
        bounds = quarter_bounds(point.as_written, basis)
        assert bounds is not None
        point.pk, point.ref = None, new_ref()
        point.earliest, point.latest = bounds
        again.append(point)
    effects.replace(standing, again)


def _replace_targets(targets: list[Target], basis: QuarterBasis, effects: Effects) -> None:
    standing = Target.objects.filter(pk__in=[target.pk for target in targets])
    again = []
    for target in targets:
        bounds = quarter_bounds(target.by_as_written, basis)
        assert bounds is not None
        target.pk, target.ref = None, new_ref()
        target.latest = bounds[1]
        again.append(target)
    effects.replace(standing, again)


def _moves(point: DuePoint, basis: QuarterBasis) -> bool:
    bounds = quarter_bounds(point.as_written, basis)
    return bounds is not None and bounds != (point.earliest, point.latest)


def _target_moves(target: Target, basis: QuarterBasis) -> bool:
    bounds = quarter_bounds(target.by_as_written, basis)
    return bounds is not None and bounds[1] != target.latest
