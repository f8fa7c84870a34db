"""The titles of measure tables: what their columns hold, and the dates in them."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.reading.measure_grids.titles import Kind, title_of


@pytest.mark.parametrize(
    ("text", "kind", "time"),
    [
        ("KPI", Kind.NAME, None),
        ("Success measure", Kind.NAME, None),
        ("What we will measure", Kind.NAME, None),
        ("KPI ref", Kind.NUMBER, None),
        ("Ref.", Kind.NUMBER, None),
        ("Action no.", Kind.ACTION, None),
        ("Linked action(s)", Kind.ACTION, None),
        ("Unit of measure", Kind.UNIT, None),
        ("Number/%", Kind.UNIT, None),
        ("Polarity", Kind.POLARITY, None),
        ("Good is", Kind.POLARITY, None),
        ("Baseline (March 2024)", Kind.BASELINE, "March 2024"),
        ("Baseline (April 2024 – March 2025)", Kind.BASELINE, "April 2024 – March 2025"),
        ("Baseline date", Kind.BASELINE_DATE, None),
        ("Where are we now?", Kind.BASELINE, None),
        ("Target", Kind.TARGET, None),
        ("Target by July 2026", Kind.TARGET, "by July 2026"),
        ("By Sept 26", Kind.TARGET, "By Sept 26"),
        ("Milestone 1 (Dec 24)", Kind.TARGET, "Dec 24"),
        ("Targets – 2025/26", Kind.TARGET, "2025/26"),
        ("12 months", Kind.TARGET, "12 months"),
        ("Within 6 months", Kind.TARGET, "6 months"),
        ("Actual Q1", Kind.ACTUAL, "Q1"),
        ("Actuals 2025/26 – Q1", Kind.ACTUAL, "Q1 2025/26"),
        ("Latest (Q1 2025/26)", Kind.ACTUAL, "Q1 2025/26"),
        ("Baseline – Value", Kind.BASELINE, None),
        ("Baseline – Date", Kind.BASELINE_DATE, None),
        ("Target – Figure", Kind.TARGET, None),
        ("Target – By when", Kind.TARGET_DATE, None),
        ("July 2025", Kind.DATED, "July 2025"),
        ("2026", Kind.DATED, "2026"),
        ("England", Kind.COMPARATOR, None),
        ("Statistical neighbours", Kind.COMPARATOR, None),
        ("Direction of travel", Kind.TRAVEL, None),
        ("RAG", Kind.RATING, None),
        ("Data source", Kind.SOURCE, None),
        ("How will this be measured?", Kind.SOURCE, None),
        ("Cohort", Kind.LABEL, None),
        ("Commentary", Kind.OTHER, None),
        ("", Kind.OTHER, None),
    ],
)
def test_a_title_tells_what_its_column_holds(text: str, kind: Kind, time: str | None) -> None:
    title = title_of(text)
    assert (title.kind, title.time.as_written if title.time else None) == (kind, time)


def test_a_year_of_two_numbers_is_not_placed_until_a_person_says_which_it_is() -> None:
    time = title_of("Target 2025-26").time
    assert time is not None
    assert time.stroke
    assert time.latest is None
