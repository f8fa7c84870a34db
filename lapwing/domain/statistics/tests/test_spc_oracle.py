"""Every case that the reference implementation worked out: the same figures, labels and icons."""

from typing import Any

import pytest

from lapwing.domain.statistics.spc import Method, control_chart
from lapwing.domain.statistics.spc_types import Better, ControlChart, PointType
from lapwing.domain.statistics.tests.oracle import differences, oracle_cases


@pytest.mark.parametrize("case", oracle_cases())
def test_a_chart_equals_the_reference(case: dict[str, Any]) -> None:
    given, expected = case["input"], case["expect"]
    one = not isinstance(given["values"], list)
    chart = control_chart(
        [given["values"]] if one else given["values"],
        better=Better(given["improvement_direction"]),
        target=given["target"],
        recalculated_at=[at - 1 for at in _listed(given["rebase_at_1based"])],
        method=Method(given["screen_outliers"], given["fix_after_n_points"]),
    )
    found = _as_expected(chart)
    if one:
        found = {key: value[0] if isinstance(value, list) else value for key, value in found.items()}
    assert differences(found, expected) == []


def _listed(found: object) -> list[int]:
    return [] if found is None else found if isinstance(found, list) else [found]  # type: ignore[list-item]


def _as_expected(chart: ControlChart) -> dict[str, Any]:
    return {
        "mean": [point.limits.mean for point in chart.points],
        "lpl": [point.limits.lower for point in chart.points],
        "upl": [point.limits.upper for point in chart.points],
        "special_cause_type": [point.cause.value for point in chart.points],
        "point_type": [point.type.value for point in chart.points],
        "short_group_warning": [point.short for point in chart.points],
        "variation": chart.last.type.value,
        "assurance": chart.assurance and chart.assurance.value,
    }


def test_the_types_are_the_words_of_the_reference() -> None:
    assert [each.value for each in PointType][:2] == ["common_cause", "special_cause_improvement"]
