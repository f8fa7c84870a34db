"""Cells of due dates, alone and with the others of their column. Invented cells in the forms plans use."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.domain.due import DueReading
from lapwing.domain.due_columns import evidence_in, read_due_cell, read_dues


def _codes(reading: DueReading) -> list[str]:
    return [doubt.code for doubt in reading.doubts]


def _points(reading: DueReading) -> list[tuple[str, str, str]]:
    return [(point.role, str(point.earliest), str(point.latest)) for point in reading.points]


@pytest.mark.parametrize(
    ("written", "earliest", "latest", "doubts"),
    [
        ("Q1 2026", "2026-01-01", "2026-03-31", ["due.quarter-basis"]),
        ("Q1 2025/26", "2025-04-01", "2025-06-30", []),
        ("Q2 & Q3 2025/26", "2025-07-01", "2025-12-31", []),
        ("3rd quarter of 2026", "2026-07-01", "2026-09-30", ["due.quarter-basis"]),
        ("by Autumn 2025", "2025-09-01", "2025-12-31", ["due.season"]),
        ("Autumn term 2025", "2025-09-01", "2025-12-31", ["due.season"]),
        ("Autumn 1 2025", "2025-09-01", "2025-10-31", ["due.season"]),
        ("Summer term 2 2026", "2026-06-01", "2026-07-31", ["due.season"]),
        ("Autumn/Spring 2025/26", "2025-09-01", "2026-03-31", ["due.season"]),
        ("Easter 2025", "2025-04-18", "2025-04-21", ["due.season"]),
        ("Easter 2024", "2024-03-29", "2024-04-01", ["due.season"]),
        ("October half term 2025", "2025-10-01", "2025-10-31", ["due.season"]),
        ("17th March 2018", "2018-03-17", "2018-03-17", []),
        ("1\nst\nOctober 2018", "2018-10-01", "2018-10-01", []),
        ("17 th March\n2018", "2018-03-17", "2018-03-17", []),
        ("27-Oct-17", "2017-10-27", "2017-10-27", []),
        ("27/10/2017", "2017-10-27", "2017-10-27", []),
        ("27.10.17", "2017-10-27", "2017-10-27", []),
        ("2025-10-27", "2025-10-27", "2025-10-27", []),
        ("03/04/2025", "2025-04-03", "2025-04-03", []),
        ("October-25", "2025-10-01", "2025-10-31", ["due.two-digit-year"]),
        ("Oct'25", "2025-10-01", "2025-10-31", []),
        ("Sept 2025", "2025-09-01", "2025-09-30", []),
        ("04/2025", "2025-04-01", "2025-04-30", []),
        ("04/25", "2025-04-01", "2025-04-30", ["due.two-digit-year"]),
        ("May/June 2025", "2025-05-01", "2025-06-30", []),
        ("academic year 21/22", "2021-09-01", "2022-08-31", []),
        ("AY 2021-22", "2021-09-01", "2022-08-31", []),
        ("2025/26 academic year", "2025-09-01", "2026-08-31", []),
        ("FY25/26", "2025-04-01", "2026-03-31", []),
        ("2025/26", "2025-09-01", "2026-08-31", ["due.year-kind"]),
        ("End of March 2026", "2026-03-01", "2026-03-31", []),
        ("mid-May 2025", "2025-05-01", "2025-05-31", ["due.vague"]),
        ("late 2026", "2026-01-01", "2026-12-31", ["due.year-only", "due.vague"]),
        ("w/c 12 May 2025", "2025-05-12", "2025-05-18", []),
        ("week commencing 12/05/2025", "2025-05-12", "2025-05-18", []),
        ("Monday 12th May 2025", "2025-05-12", "2025-05-12", []),
        ("Phase 1 September 2025", "2025-09-01", "2025-09-30", []),
        ("31st March 2025 (was December 2024)", "2025-03-31", "2025-03-31", ["due.moved"]),
        ("March 2025, revised to June 2025", "2025-06-01", "2025-06-30", ["due.moved"]),
        ("June 2025 (originally March 2025)", "2025-06-01", "2025-06-30", ["due.moved"]),
    ],
)
def test_a_cell_of_one_date_has_its_bounds_and_its_doubts(
    written: str, earliest: str, latest: str, doubts: list[str]
) -> None:
    reading = read_due_cell(written)
    assert _points(reading) == [("complete", earliest, latest)]
    assert _codes(reading) == doubts


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("23 – 25 May 2022", "2022-05-23", "2022-05-25"),
        ("Jan–Mar 2026", "2026-01-01", "2026-03-31"),
        ("Start: 01/09/24 End: 31/07/25", "2024-09-01", "2025-07-31"),
        ("Start Sept 2024\nEnd July 2025", "2024-09-01", "2025-07-31"),
        ("Sept 24 – Jul 25", "2024-09-01", "2025-07-31"),
        ("01/04/2025-31/03/2026", "2025-04-01", "2026-03-31"),
        ("Q1-Q4 2025/26", "2025-04-01", "2026-03-31"),
        ("2022/27", "2022-01-01", "2027-12-31"),
        ("2023-28", "2023-01-01", "2028-12-31"),
    ],
)
def test_start_and_end_in_one_cell_are_two_points(written: str, start: str, end: str) -> None:
    first, last = read_due_cell(written).points
    assert (first.role, str(first.earliest)) == ("start", start)
    assert (last.role, str(last.latest)) == ("complete", end)


@pytest.mark.parametrize(
    ("written", "anchor"),
    [
        ("in year 1", None),
        ("Year 2", None),
        ("by the end of year 2", None),
        ("within six months", None),
        ("3-6 months", None),
        ("within 12 weeks of publication", "publication"),
        ("12 months from the start of the contract", "start of the contract"),
        ("By next inspection", "next inspection"),
        ("Immediate", None),
        ("ASAP", None),
    ],
)
def test_what_is_counted_from_something_keeps_its_words_and_says_from_what(
    written: str, anchor: str | None
) -> None:
    reading = read_due_cell(written)
    (point,), (doubt,) = reading.points, reading.doubts
    assert (point.as_written, point.earliest, point.latest) == (written, None, None)
    assert (doubt.code, doubt.as_written, doubt.anchor) == ("due.relative", written, anchor)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("14 May", "due.no-year"),
        ("31st December", "due.no-year"),
        ("From September", "due.no-year"),
        ("by Easter", "due.no-year"),
        ("half term", "due.no-year"),
        ("End of term", "due.no-year"),
        ("Q1", "due.no-year"),
        ("Term 3 2025/26", "due.term"),
        ("31 June 2025", "due.no-such-day"),
        ("31/06/2025", "due.no-such-day"),
        ("05/13/2025", "due.no-such-day"),
    ],
)
def test_what_cannot_be_placed_is_kept_with_its_doubt_and_without_bounds(written: str, code: str) -> None:
    reading = read_due_cell(written)
    (point,) = reading.points
    assert (point.earliest, point.latest) == (None, None)
    assert code in _codes(reading)


@pytest.mark.parametrize(
    "written",
    [
        "TBC",
        "N/A",
        "Complete",
        "In place",
        "6 month review",
        "0-25",
        "16-19 year olds",
        "Year 9",
        "page 12",
        "Page 3 of 20",
        "v1.2",
        "Version 3",
        "",
    ],
)
def test_what_is_no_date_gives_no_point(written: str) -> None:
    assert read_due_cell(written).points == ()


def test_a_review_is_no_due_date_and_is_asked_about() -> None:
    reading = read_due_cell("Review March 2026")
    assert reading.points == ()
    assert _codes(reading) == ["due.in-text"]


@pytest.mark.parametrize("written", ["Completed May 2025", "Complete – May 2025", "Achieved: May 2025"])
def test_a_status_with_a_date_says_when_it_was_done_and_not_when_it_is_due(written: str) -> None:
    reading = read_due_cell(written)
    assert reading.points == ()
    assert reading.completed is not None
    assert (str(reading.completed.earliest), str(reading.completed.latest)) == ("2025-05-01", "2025-05-31")
    assert _codes(reading) == ["due.completed"]


def test_to_be_completed_by_a_date_is_due_then() -> None:
    reading = read_due_cell("Completed by May 2025")
    assert _points(reading) == [("complete", "2025-05-01", "2025-05-31")]
    assert reading.completed is None


@pytest.mark.parametrize(
    ("written", "recurrence"),
    [
        ("Ongoing", "Ongoing"),
        ("Termly", "termly"),
        ("December 2024 and ongoing", "ongoing"),
        ("September 2025 then termly", "termly"),
    ],
)
def test_what_goes_on_or_recurs_is_kept(written: str, recurrence: str) -> None:
    assert read_due_cell(written).recurrence == recurrence


def test_several_dates_in_a_cell_are_each_a_point() -> None:
    for written in ("a) May 2025 b) June 2025", "1. May 2025\n2. June 2025", "May 2025 / June 2025"):
        assert [str(point.latest) for point in read_due_cell(written).points] == ["2025-05-31", "2025-06-30"]


def test_months_of_years_beside_it_prove_that_two_digits_are_a_year() -> None:
    readings = read_dues(["May 25", "June 2025", "TBC"])
    assert _points(readings[0]) == [("complete", "2025-05-01", "2025-05-31")]
    assert readings[0].doubts == ()


def test_days_of_months_beside_it_prove_that_two_digits_are_a_day() -> None:
    may, *_ = read_dues(["May 25", "14 May", "3 June"])
    assert may.points[0].latest is None
    assert _codes(may) == ["due.no-year"]


def test_alone_or_beside_both_it_is_a_year_and_asked_about() -> None:
    for cells in (["May 25"], ["May 25", "June 25"], ["May 25", "June 2025", "14 May"]):
        reading = read_dues(cells)[0]
        assert _points(reading) == [("complete", "2025-05-01", "2025-05-31")]
        assert _codes(reading) == ["due.two-digit-year"]


def test_a_day_of_a_year_proves_nothing_about_months_and_years() -> None:
    assert not evidence_in(["14 May 2025", "3rd of June 2025"]).years
    assert evidence_in(["By Oct ’25"]).years


def test_figures_are_day_first_until_one_of_the_column_cannot_be() -> None:
    assert _codes(read_dues(["03/04/2025", "25/04/2025"])[0]) == []
    first, impossible = read_dues(["03/04/2025", "05/13/2025"])
    assert _points(first) == [("complete", "2025-04-03", "2025-04-03")]
    assert _codes(first) == ["due.day-first"]
    assert _codes(impossible) == ["due.no-such-day"]


_CELLS = st.sampled_from(
    [
        "May 25",
        "14 May",
        "June 2025",
        "Q1",
        "Q2 2026",
        "within 6 months",
        "Completed May 2025",
        "31/06/2025",
        "Autumn 1 2025",
        "2022/27",
        "TBC",
        "",
        "by",
        "Year 1",
        "was",
        "(",
        "03/04/25",
        "–",
        "and",
        "ongoing",
    ]
)


@given(st.lists(st.lists(_CELLS, max_size=4).map(" ".join), max_size=6))
def test_every_cell_has_a_reading_whose_bounds_are_in_order_and_whose_words_stand_in_it(
    cells: list[str],
) -> None:
    readings = read_dues(cells)
    assert len(readings) == len(cells)
    for cell, reading in zip(cells, readings, strict=True):
        for point in [*reading.points, *([reading.completed] if reading.completed else [])]:
            assert point.as_written in " ".join(cell.split())
            if point.earliest and point.latest:
                assert point.earliest <= point.latest
            if point.latest is None:
                assert reading.doubts


@given(st.text(max_size=80))
def test_any_text_is_a_cell_that_can_be_read(text: str) -> None:
    read_due_cell(text)


@given(st.integers(2000, 2060))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    (point,) = read_due_cell(f"Easter {year}").points
    assert point.earliest is not None
    sunday = date.fromordinal(point.earliest.toordinal() + 2)
    assert sunday.weekday() == 6
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


@given(st.permutations(["May 25", "June 2025", "TBC", "Autumn 2026"]))
def test_the_order_of_a_column_changes_no_reading(cells: list[str]) -> None:
    assert dict(zip(cells, read_dues(cells), strict=True))["May 25"].doubts == ()


@pytest.mark.parametrize(
    "written",
    ["Review: March 2026", "Review milestone: July 2026", "Reviewed by May 2026", "Review date May 2026"],
)
def test_a_date_of_review_is_not_due(written: str) -> None:
    reading = read_due_cell(written)
    assert reading.points == ()
    assert _codes(reading) == ["due.in-text"]


def test_a_review_beside_a_date_leaves_the_date() -> None:
    assert _points(read_due_cell("May 2026 (review July 2026)")) == [("complete", "2026-05-01", "2026-05-31")]
