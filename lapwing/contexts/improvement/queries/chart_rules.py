"""By which rule control charts call points special: a measure's own or its plan's, on any day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lapwing.contexts.improvement.models import Measure, Plan, TwoInThree
from lapwing.contexts.improvement.queries.standing import When
from lapwing.domain.statistics.spc_types import TwoSigma
from lapwing.platform.history.queries import column_as_it_was


def rules_of_charts(plan: Plan, rows: Sequence[Measure], asked: When) -> dict[int, TwoSigma]:
    """The rule of each measure's control charts, by the number of its row."""
    plans = rule_of_plan(plan, asked)
    return {pk: TwoSigma(own or plans) for pk, own in rules_of_measures(rows, asked).items()}


def rule_of_plan(plan: Plan, asked: When) -> str:
    """One of ``TwoInThree``."""
    return _as_it_was(Plan, {plan.pk: plan.two_in_three}, asked)[plan.pk] or TwoInThree.BETWEEN.value


def rules_of_measures(rows: Sequence[Measure], asked: When) -> dict[int, str]:
    """What each measure has of its own, by the number of its row; "" where it goes by its plan's."""
    return _as_it_was(Measure, {row.pk: row.two_in_three for row in rows}, asked)


def _as_it_was(model: type[Plan | Measure], now: Mapping[int, str], asked: When) -> dict[int, str]:
    """The rules as they stand, or from the history for an earlier moment: of the time before there was a
    choice it has none."""
    if asked.moment is None:
        return dict(now)
    before = column_as_it_was(model, now, "two_in_three", [asked.moment])[asked.moment]
    return {pk: before.get(pk, rule) or "" for pk, rule in now.items()}
