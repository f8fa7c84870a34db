"""A line of a measure as it may be read, when it was judged what of it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lapwing.domain.disclosure import Point, Policy, ShownPoint
from lapwing.insight.packs import shapes
from lapwing.insight.public_version import content
from lapwing.insight.public_version.rules.handling import Handling

NOT_COUNTED = "not shown"
_BETTER = {"increase": "higher", "decrease": "lower"}


def as_it_stands(series: shapes.Series) -> content.Series:
    """Every figure as the pack has it."""
    rows = tuple(
        content.Row(point.period, point.value.text, point.counted, *_days(point)) for point in series.points
    )
    return _line(series, rows, aims=True)


def protected(
    series: shapes.Series,
    how: Handling,
    policy: Policy,
    points: Sequence[Point],
    told: Sequence[ShownPoint],
    *,
    hides: bool,
) -> content.Series:
    """The figures that may be read. ``points`` and ``told`` are one for each of the series, ``hides`` whether
    anything of it is hidden."""
    rows = tuple(
        _row(at, point, text, how) for at, point, text in zip(series.points, points, told, strict=True)
    )
    # a target that was worked out from a figure could tell it, or what it was before it was rounded
    aims = not hides and policy.rounded_to == 1 and not _began_small(series, how, policy)
    return _line(series, rows, aims=aims)


def _line(series: shapes.Series, rows: tuple[content.Row, ...], *, aims: bool) -> content.Series:
    return content.Series(
        series.key,
        series.label,
        series.unit,
        rows,
        target=series.next_target if aims else "",
        steps=tuple(_steps(series)) if aims else (),
        better=_BETTER.get(series.direction, ""),
    )


def _row(at: shapes.ActualPoint, point: Point, text: ShownPoint, how: Handling) -> content.Row:
    on, since = _days(at)
    if point.numerator is None:
        return content.Row(at.period, NOT_COUNTED, on=on, since=since)
    if how is Handling.CHILDREN:
        return content.Row(at.period, text.numerator, on=on, since=since)
    both = f"{text.numerator} of {text.denominator}" if text.is_shown else ""
    return content.Row(at.period, text.percentage, both, on, since)


def _days(at: shapes.ActualPoint) -> tuple[str, str]:
    """The last and the first day of a figure, as a row has them."""
    return at.to.isoformat(), at.from_.isoformat() if at.from_ else ""


def _began_small(series: shapes.Series, how: Handling, policy: Policy) -> bool:
    """Whether the baseline, from which targets are worked out, is a small number of children."""
    began = series.baseline.value
    return how is Handling.CHILDREN and began is not None and policy.is_small(round(began))


def _steps(series: shapes.Series) -> Iterator[content.Step]:
    """The targets with a day and a value, to a tenth as their words say it, in the order of time."""
    dated = [each for each in series.targets if each.by.on is not None]
    for each in sorted(dated, key=lambda step: str(step.by.on)):
        if each.by.on is not None and each.value.value is not None:
            yield content.Step(each.by.on.isoformat(), round(float(each.value.value), 1), each.text)
