"""By how long a step is late."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.insight.public_version.rules.late import late_by


@pytest.mark.parametrize(
    ("due", "on", "said"),
    [
        (date(2026, 11, 21), date(2026, 11, 22), "1 day late"),
        (date(2026, 11, 9), date(2026, 11, 22), "13 days late"),
        (date(2026, 11, 8), date(2026, 11, 22), "2 weeks late"),
        (date(2026, 9, 23), date(2026, 11, 22), "8 weeks late"),
        (date(2026, 9, 22), date(2026, 11, 22), "2 months late"),
        (date(2026, 8, 31), date(2026, 11, 30), "2 months late"),
        (date(2026, 8, 22), date(2026, 11, 22), "3 months late"),
        (date(2025, 11, 22), date(2026, 11, 22), "12 months late"),
        (date(2024, 11, 23), date(2026, 11, 22), "23 months late"),
        (date(2023, 5, 1), date(2026, 11, 22), "3 years late"),
    ],
)
def test_it_is_said_in_the_largest_unit_that_passed_whole(due: date, on: date, said: str) -> None:
    assert late_by((on - due).days, on) == said
