"""Figures month after month, for tests that need a control chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from lapwing.contexts.improvement.models import Actual, Series
from lapwing.contexts.improvement.tests.factories import NOW
from lapwing.platform.access.actor import Actor

LOW_THEN_HIGH = (*(50.0, 52.0) * 7, *(70.0, 72.0) * 7)


def month_end(number: int, first_year: int = 2023) -> date:
    """The last day of a month; months are counted from January of the first year, from 0."""
    after = number + 1
    return date(first_year + after // 12, after % 12 + 1, 1) - timedelta(days=1)


def record_monthly(series: Series, actor: Actor, values: Sequence[float] = LOW_THEN_HIGH) -> list[Actual]:
    """A standing figure for each month from January 2023."""
    assert actor.user_id is not None
    return Actual.objects.bulk_create(
        Actual(
            partnership_id=series.partnership_id,
            series=series,
            to_date=month_end(number),
            from_date=month_end(number).replace(day=1),
            value=value,
            effective_on=NOW.date(),
            recorded_at=NOW,
            recorded_by_id=actor.user_id,
        )
        for number, value in enumerate(values)
    )
