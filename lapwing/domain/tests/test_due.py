"""Due phrases as plans write them. Invented sentences; forms and bounds from the plans' guide."""

from datetime import date

import pytest

from lapwing.domain.due import DueReading, read_due


def _read(text: str) -> list[tuple[str, str, str | None, str | None]]:
    return [(p.role, p.as_written, _iso(p.earliest), _iso(p.latest)) for p in read_due(text).points]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _codes(reading: DueReading) -> list[str]:
    return [doubt.code for doubt in reading.doubts]


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("by January 2025", "2025-01-01", "2025-01-31"),
        ("By March 2025", "2025-03-01", "2025-03-31"),
        ("by February 2028", "2028-02-01", "2028-02-29"),
        ("By Sept 2026.", "2026-09-01", "2026-09-30"),
        ("by February 25", "2025-02-01", "2025-02-28"),
        ("By Apr ’27", "2027-04-01", "2027-04-30"),
        ("by\nJuly 24,", "2024-07-01", "2024-07-31"),
        ("by the end of July 2026", "2026-07-01", "2026-07-31"),
        ("by Autumn 2025", "2025-09-01", "2025-12-31"),
        ("Spring term 2025/26", "2026-01-01", "2026-03-31"),
        ("Summer 2026", "2026-04-01", "2026-07-31"),
        ("Q2 2026", "2026-04-01", "2026-06-30"),
        ("Q1-2026", "2026-01-01", "2026-03-31"),
        ("Quarter 4 2026", "2026-10-01", "2026-12-31"),
        ("Q4 2025/26", "2026-01-01", "2026-03-31"),
        ("24/25 (census)", "2025-01-01", "2025-01-31"),
        ("academic year 21/22", "2021-09-01", "2022-08-31"),
        ("FY 23/24", "2023-04-01", "2024-03-31"),
        ("17th March 2018", "2018-03-17", "2018-03-17"),
        ("1 st October 2018", "2018-10-01", "2018-10-01"),
        ("27-Oct-17", "2017-10-27", "2017-10-27"),
        ("01.10.23", "2023-10-01", "2023-10-01"),
        ("2025-06-30", "2025-06-30", "2025-06-30"),
        ("by 2027", "2027-01-01", "2027-12-31"),
    ],
)
def test_a_single_date_has_the_bounds_of_its_form(written: str, earliest: str, latest: str) -> None:
    [(role, _, first, last)] = _read(written)
    assert (role, first, last) == ("complete", earliest, latest)


@pytest.mark.parametrize(
    "written", ["2022/27", "Year 9 pupils", "62% to 93% of settings", "see 1.2.3", "FY ", ""]
)
def test_what_is_no_date_gives_no_point(written: str) -> None:
    assert read_due(written).points == ()


@pytest.mark.parametrize(
    "written", ["by May", "within six months", "in year 1", "by end of Q1", "31 June 2025"]
)
def test_a_date_that_cannot_be_placed_keeps_its_words_and_is_doubted(written: str) -> None:
    reading = read_due(written)
    [point] = reading.points
    assert (point.earliest, point.latest) == (None, None)
    assert point.as_written in written
    assert reading.doubts


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("by February 25", "due.two-digit-year"),
        ("by Autumn 2025", "due.season"),
        ("Q3 2026", "due.quarter-basis"),
        ("by May", "due.no-year"),
        ("by 2027", "due.year-only"),
        ("23/24", "due.year-kind"),
        ("by early March 2026", "due.vague"),
        ("before March 2026", "due.before"),
        ("as the May 2024 survey showed", "due.in-text"),
    ],
)
def test_a_form_that_can_be_read_two_ways_is_doubted(written: str, code: str) -> None:
    assert _codes(read_due(written)) == [code]


@pytest.mark.parametrize("written", ["by January 2025", "17th March 2018", "Q4 2025/26", "FY 23/24"])
def test_a_form_with_one_reading_is_not_doubted(written: str) -> None:
    assert read_due(written).doubts == ()


def test_a_quarter_follows_the_basis_of_the_plan_and_is_then_not_doubted() -> None:
    reading = read_due("Q2 2026", "financial")
    assert (reading.points[0].earliest, reading.points[0].latest) == (date(2026, 7, 1), date(2026, 9, 30))
    assert reading.doubts == ()
    assert read_due("Q4 2026", "financial").points[0].latest == date(2027, 3, 31)
    assert read_due("Q4 2026", "calendar").points[0].latest == date(2026, 12, 31)


def test_before_a_month_ends_the_day_before_it() -> None:
    assert _read("before March 2025") == [("complete", "March 2025", None, "2025-02-28")]


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("Work to start in January 2025 for completion by May 2025", ["start", "complete"]),
        ("Rota to be developed by June 2025 and implemented by September 2025", ["develop", "implement"]),
        ("The new rota runs from April 2024 to March 2025", ["start", "complete"]),
        ("Review to be completed by May 2025 and implemented by July 2027", ["complete", "implement"]),
        ("Two nurses recruited by March 2025 and desks ready by May 2025", ["recruit", "complete"]),
        ("First part to be run by May 2025 and second part by May 2026", ["part 1", "part 2"]),
        ("phase 1 by May 2025, phase 2 by June 2025", ["phase 1", "phase 2"]),
        ("A tender will be launched in May 2025. Service implemented by June 2026", ["start", "implement"]),
        ("Q2 2026 Q4 2026", ["complete", "complete"]),
    ],
)
def test_each_of_several_dates_has_the_role_its_words_give(sentence: str, roles: list[str]) -> None:
    assert [point.role for point in read_due(sentence).points] == roles


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Visits to commence by February 2025", "start"),
        ("To launch a trial of the agreed model with two nurseries by March 2025", "start"),
        ("Guide to be developed by March 2025", "complete"),
        ("The trial is to finish by March 2025", "complete"),
        ("Work with Bright Start Nurseries by March 2025", "complete"),
        ("First draft by March 2025", "complete"),
    ],
)
def test_a_lone_date_is_a_start_or_a_completion(sentence: str, role: str) -> None:
    assert [point.role for point in read_due(sentence).points] == [role]


@pytest.mark.parametrize(
    ("sentence", "recurrence"),
    [
        ("Report to be shared by January 2025 and every term thereafter.", "every term thereafter"),
        ("First visit by May 2025 and thereafter 1 session per term.", "1 session per term"),
        ("Plan in place by October 2025 and thereafter termly reviewed by the group", "termly"),
        ("Meetings set up and run termly.", "termly"),
        ("Quarterly reviews will commence by June 2025", "quarterly"),
        ("Dates to be gathered annually by September 2025", "annually"),
        ("Plan for schools, e.g. annual briefings, by June 2025", "annual"),
        ("Part two as a rolling programme by June 2025", "rolling programme"),
        ("Regularly review the list of providers by July 2025", "regularly"),
        ("Twice a year", "Twice a year"),
        ("Ongoing", "Ongoing"),
        ("Quality of Annual Reviews to be checked by June 2025", None),
        ("A regular survey to be designed by June 2025", None),
        ("The team will regularly check plans. The tool to be in use by June 2025", None),
        ("A one year pilot to finish by June 2025", None),
    ],
)
def test_what_recurs_is_told_from_what_only_sounds_like_it(sentence: str, recurrence: str | None) -> None:
    assert read_due(sentence).recurrence == recurrence


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("Guide published by March 2025", True),
        ("Guide published by March 2025,", True),
        ("Report shared by January 2025 and every term thereafter.", True),
        ("By March 2025 a guide will be written", False),
        ("Guide published", False),
    ],
)
def test_a_milestone_is_known_to_end_with_its_date(sentence: str, ends: bool) -> None:
    assert read_due(sentence).ends_with_due is ends


@pytest.mark.parametrize(
    ("text", "latest", "doubts"),
    [
        ("2026 Q2", "2026-06-30", ["due.quarter-basis"]),
        ("Q2 26", "2026-06-30", ["due.two-digit-year", "due.quarter-basis"]),
        ("by Q2 ’26.", "2026-06-30", ["due.two-digit-year", "due.quarter-basis"]),
        ("Q2 26/27", "2026-09-30", []),
        ("2026/27 Q4", "2027-03-31", []),
    ],
)
def test_a_quarter_may_stand_after_its_year_or_before_two_digits(
    text: str, latest: str, doubts: list[str]
) -> None:
    reading = read_due(text)
    assert [str(point.latest) for point in reading.points] == [latest]
    assert [doubt.code for doubt in reading.doubts] == doubts


def test_a_count_after_a_quarter_is_no_year() -> None:
    assert [point.latest for point in read_due("by Q2 26 visits").points] == [None]


def test_quarters_in_a_row_are_each_a_date() -> None:
    assert [str(point.latest) for point in read_due("Q2 26 Q4 26").points] == ["2026-06-30", "2026-12-31"]


def test_a_range_of_days_may_be_joined_to_its_year_by_a_hyphen() -> None:
    first, last = read_due("29th June - 3rd July-24").points
    assert (str(first.earliest), str(last.latest)) == ("2024-06-29", "2024-07-03")
