"""Measure tables in the layouts that plans print, every field of every measure compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lapwing.contexts.improvement.interchange import (
    Action,
    Actual,
    Baseline,
    Comparator,
    Measure,
    Series,
    Target,
    TargetType,
)
from lapwing.contexts.improvement.reading.measure_grids.tests.making import Wide, read


def target(
    by: str | None,
    latest: date | None,
    as_written: str,
    value: float,
    kind: TargetType = "absolute",
    *,
    resolved: bool = True,
) -> Target:
    return Target(
        by_as_written=by,
        latest=latest,
        as_written=as_written,
        type=kind,
        value=value,
        resolved=value if resolved else None,
    )


def test_a_row_for_each_measure_with_dates_in_the_titles() -> None:
    found = read(
        [
            ("KPI", "Baseline (March 2024)", "Target (July 2026)", "Actual (July 2025)", "Source"),
            ("Plans finished in 20 weeks", "49%", "75%", "37 of 60 (61.7%)", "Case system"),
        ]
    )
    assert found.questions == ()
    assert found.measures == (
        Measure(
            key="M1",
            name="Plans finished in 20 weeks",
            direction="increase",
            source_as_written="Case system",
            source=(6, 10),
            series=(
                Series(
                    label="Plans finished in 20 weeks",
                    unit="%",
                    baseline=Baseline(
                        as_written="49%",
                        value=49,
                        date_as_written="March 2024",
                        from_=date(2024, 3, 1),
                        to=date(2024, 3, 31),
                    ),
                    targets=(target("July 2026", date(2026, 7, 31), "75%", 75),),
                    actuals=(
                        Actual(
                            from_=date(2025, 7, 1),
                            to=date(2025, 7, 31),
                            value=61.7,
                            numerator=37,
                            denominator=60,
                        ),
                    ),
                ),
            ),
        ),
    )


def test_milestones_as_columns_and_a_column_of_action_numbers() -> None:
    actions = (Action(key="1.2", ref="1.2"), Action(key="2.1", ref="2.1"))
    found = read(
        [
            (
                "Action no.",
                "Measure",
                "Baseline",
                "Baseline date",
                "Milestone 1 (Dec 2024)",
                "Milestone 2 (Dec 2025)",
            ),
            ("1.2, 2.1", "Longest wait", "74 weeks", "July 2024", "60 weeks", "under 30 weeks"),
        ],
        actions=actions,
    )
    assert found.codes == {"note.bounds"}
    assert found.measures == (
        Measure(
            key="M1",
            name="Longest wait",
            refs=("1.2", "2.1"),
            actions=("1.2", "2.1"),
            direction="decrease",
            source=(7, 12),
            series=(
                Series(
                    label="Longest wait",
                    unit="weeks",
                    baseline=Baseline(
                        as_written="74 weeks",
                        value=74,
                        date_as_written="July 2024",
                        from_=date(2024, 7, 1),
                        to=date(2024, 7, 31),
                    ),
                    targets=(
                        target("Dec 2024", date(2024, 12, 31), "60 weeks", 60),
                        target("Dec 2025", date(2025, 12, 31), "under 30 weeks", 30),
                    ),
                ),
            ),
        ),
    )


def test_titles_in_two_rows_with_years_under_a_merged_one() -> None:
    found = read(
        [
            (Wide("Indicator", rows=2), Wide("Baseline (July 2024)", rows=2), Wide("Targets", columns=2)),
            (None, None, "By July 2025", "By July 2026"),
            ("Settings with a named lead", "35%", "50%", "at least 80%"),
        ]
    )
    assert found.questions == ()
    (measure,) = found.measures
    assert measure.direction == "increase"
    assert measure.series[0].targets == (
        target("By July 2025", date(2025, 7, 31), "50%", 50),
        target("By July 2026", date(2026, 7, 31), "at least 80%", 80, "minimum"),
    )


def test_a_date_over_each_column_is_asked_about_once() -> None:
    found = read(
        [
            ("Measure", "Baseline (July 2024)", "July 2025", "July 2026"),
            ("Attendance", "88%", "90%", "92%"),
            ("Suspensions", "561", "500", "450"),
        ]
    )
    assert found.codes == {"measure.columns"}
    (question,) = found.questions
    assert question.where == ("M1", "M2")
    assert question.raw == "July 2025\nJuly 2026"
    assert [s.targets for m in found.measures for s in m.series] == [
        (
            target("July 2025", date(2025, 7, 31), "90%", 90),
            target("July 2026", date(2026, 7, 31), "92%", 92),
        ),
        (
            target("July 2025", date(2025, 7, 31), "500", 500),
            target("July 2026", date(2026, 7, 31), "450", 450),
        ),
    ]
    assert [measure.direction for measure in found.measures] == ["increase", "decrease"]


def test_several_series_in_a_cell() -> None:
    found = read(
        [
            ("Measure", "Baseline (April 2024)", "Target (April 2026)", "Source"),
            ("Seen within 12 weeks", "SALT 61%\nOT 70%", "SALT 75%\nOT 80%", "Trust"),
        ]
    )
    assert found.questions == ()
    (measure,) = found.measures
    assert (measure.name, measure.direction, measure.source_as_written) == (
        "Seen within 12 weeks",
        "increase",
        "Trust",
    )
    dated = Baseline(date_as_written="April 2024", from_=date(2024, 4, 1), to=date(2024, 4, 30))
    by = ("April 2026", date(2026, 4, 30))
    assert measure.series == (
        Series(
            label="SALT",
            breakdown={"part": "SALT"},
            unit="%",
            baseline=replace(dated, as_written="SALT 61%", value=61),
            targets=(target(*by, "SALT 75%", 75),),
        ),
        Series(
            label="OT",
            breakdown={"part": "OT"},
            unit="%",
            baseline=replace(dated, as_written="OT 70%", value=70),
            targets=(target(*by, "OT 80%", 80),),
        ),
    )


def test_a_name_over_several_rows_with_a_target_merged_over_them() -> None:
    found = read(
        [
            ("Indicator", "Service", "Baseline (May 2024)", "Target (May 2026)", "Source"),
            (
                Wide("Seen in time", rows=2),
                "Speech therapy",
                "61%",
                Wide("90%", rows=2),
                Wide("Trust", rows=2),
            ),
            (None, "Physiotherapy", "74%", None, None),
        ]
    )
    assert found.questions == ()
    (measure,) = found.measures
    assert measure.source == (6, 12)
    assert measure.source_as_written == "Trust"
    assert [(s.label, s.breakdown, s.baseline.value) for s in measure.series] == [
        ("Speech therapy", {"service": "Speech therapy"}, 61),
        ("Physiotherapy", {"service": "Physiotherapy"}, 74),
    ]
    assert all(s.targets == (target("May 2026", date(2026, 5, 31), "90%", 90),) for s in measure.series)


def test_rows_left_blank_under_a_name_as_sheets_leave_them() -> None:
    found = read(
        [
            ("KPI", "Cohort", "Baseline (Sept 2024)", "Target (Sept 2025)"),
            ("Attendance", "Primary", "94%", "95%"),
            ("", "Secondary", "88%", "91%"),
            ("Absence", "All", "22%", "18%"),
        ]
    )
    assert found.questions == ()
    assert [(m.name, [s.label for s in m.series]) for m in found.measures] == [
        ("Attendance", ["Primary", "Secondary"]),
        ("Absence", ["All"]),
    ]


def test_rows_without_a_name_or_a_part_are_asked_about() -> None:
    found = read(
        [
            ("KPI", "Baseline (Sept 2024)", "Target (Sept 2025)"),
            ("Attendance", "94%", "95%"),
            ("", "88%", "91%"),
        ]
    )
    assert found.codes == {"cell.merged", "cell.unlabelled"}
    assert [s.baseline.value for s in found.measures[0].series] == [94, 88]


def test_a_scorecard_with_other_places_and_a_rating() -> None:
    found = read(
        [
            (
                "Measure",
                "Polarity",
                "Latest (Q1 2025/26)",
                "Direction of travel",
                "RAG",
                "England (2024)",
                "Statistical neighbours",
            ),
            ("Plans on time", "H", "48%", "↑", "Amber", "50.3%", "46%"),
            ("Tribunals", "L", "12", "→", "Green", "n/a", ""),
        ]
    )
    assert found.questions == ()
    first, last = date(2025, 4, 1), date(2025, 6, 30)
    assert found.measures == (
        Measure(
            key="M1",
            name="Plans on time",
            direction="increase",
            source=(8, 14),
            series=(
                Series(
                    label="Plans on time",
                    unit="%",
                    comparators=(
                        Comparator(name="England", as_written="50.3%", value=50.3, as_at=date(2024, 12, 31)),
                        Comparator(name="Statistical neighbours", as_written="46%", value=46),
                    ),
                    actuals=(
                        Actual(from_=first, to=last, value=48, note="Direction of travel: ↑; RAG: Amber"),
                    ),
                ),
            ),
        ),
        Measure(
            key="M2",
            name="Tribunals",
            direction="decrease",
            source=(15, 20),
            series=(
                Series(
                    label="Tribunals",
                    unit="count",
                    actuals=(
                        Actual(from_=first, to=last, value=12, note="Direction of travel: →; RAG: Green"),
                    ),
                ),
            ),
        ),
    )


def test_results_by_quarter_under_a_merged_year() -> None:
    found = read(
        [
            (Wide("KPI", rows=2), Wide("Target (March 2026)", rows=2), Wide("Actual 2025/26", columns=3)),
            (None, None, "Q1", "Q2", "Q3"),
            ("Calls answered", "90%", "80%", "85%", ""),
        ]
    )
    assert found.codes == {"baseline.missing"}
    (measure,) = found.measures
    assert measure.direction == "increase"
    assert measure.series[0].actuals == (
        Actual(from_=date(2025, 4, 1), to=date(2025, 6, 30), value=80),
        Actual(from_=date(2025, 7, 1), to=date(2025, 9, 30), value=85),
    )


def test_results_of_quarters_without_a_year_are_left_out_and_asked_about() -> None:
    found = read([("KPI", "Target (March 2026)", "Actual Q1"), ("Calls answered", "90%", "80%")])
    assert found.measures[0].series[0].actuals == ()
    (question,) = found.asked("actual.undated")
    assert question.raw == "Actual Q1: 80%"


def test_units_and_directions_in_columns_of_their_own() -> None:
    found = read(
        [
            ("Performance indicator", "Unit", "Good is", "Baseline 31/03/2025", "Target 31/03/2026"),
            ("Plans issued in time", "%", "High", "49.2", "60"),
            ("Average wait", "Weeks", "Low", "31", "18"),
            ("Tribunals", "Number", "L", "42", "30"),
        ]
    )
    assert found.questions == ()
    assert [(m.direction, m.series[0].unit, m.series[0].targets[0].value) for m in found.measures] == [
        ("increase", "%", 60),
        ("decrease", "weeks", 18),
        ("decrease", "count", 30),
    ]


def test_measures_as_columns_of_a_table_of_actions_belong_to_the_action_of_the_row() -> None:
    actions = (
        Action(key="1.1", ref="1.1", text="Open a desk", source=(8, 14)),
        Action(key="1.2", ref="1.2", text="Write to families", source=(15, 18)),
    )
    found = read(
        [
            ("Ref", "Action", "Lead", "By when", "KPI", "Baseline (May 2024)", "Target (May 2026)"),
            ("1.1", "Open a desk", "Head of Service", "May 2025", "Calls answered", "40%", "60%"),
            ("1.2", "Write to families", "Head of Service", "June 2025", "", "", ""),
        ],
        actions=actions,
    )
    assert found.questions == ()
    (measure,) = found.measures
    assert (measure.name, measure.refs, measure.actions) == ("Calls answered", ("1.1",), ("1.1",))
    assert measure.series[0].targets == (target("May 2026", date(2026, 5, 31), "60%", 60),)


def test_columns_in_words_and_times_counted_from_the_start() -> None:
    found = read(
        [
            (
                "What we will measure",
                "Where are we now?",
                "6 months",
                "12 months",
                "How will this be measured?",
            ),
            ("Children waiting over a year", "412 (May 2025)", "300", "100", "Trust returns"),
        ]
    )
    assert found.codes == {"due.relative"}
    (measure,) = found.measures
    assert measure.source_as_written == "Trust returns"
    assert measure.series[0].baseline.date_as_written == "May 2025"
    assert measure.series[0].targets == (
        target("6 months", None, "300", 300),
        target("12 months", None, "100", 100),
    )


def test_several_tables_are_numbered_on_with_headings_and_repeated_titles_left_out() -> None:
    titles = ("KPI", "Baseline (May 2024)", "Target (May 2026)")
    found = read(
        [
            titles,
            (Wide("Priority 1", columns=3),),
            ("Calls answered", "40%", "60%"),
            titles,
            ("Visits", "10", "20"),
        ],
        [titles, ("Complaints", "8", "4")],
    )
    assert found.questions == ()
    assert [(m.key, m.name) for m in found.measures] == [
        ("M1", "Calls answered"),
        ("M2", "Visits"),
        ("M3", "Complaints"),
    ]


def test_tables_of_other_things_hold_no_measures() -> None:
    found = read(
        [("Risk", "Score", "Target score", "Owner"), ("Too few staff", "12", "6", "Head")],
        [("Name", "Role", "Date"), ("A. Person", "Chair", "May 2025")],
        [
            ("Ref", "Action", "Lead", "Target date", "Milestone", "RAG"),
            ("1.1", "Open a desk", "Head", "May 2025", "Desk is open by June 2025", "Green"),
        ],
        [("Measures of success", "Progress"), ("Families feel heard", "A survey was sent out")],
    )
    assert found.measures == ()
    assert found.questions == ()


def test_a_cell_merged_over_a_million_rows_is_read_as_far_as_there_are_rows() -> None:
    found = read(
        [
            ("KPI", "Baseline (May 2024)", "Target (May 2026)", "Source"),
            ("Calls answered", "40%", "60%", Wide("Survey", rows=1_000_000)),
            ("Visits", "10", "20", None),
        ]
    )
    assert [(m.name, m.source_as_written) for m in found.measures] == [
        ("Calls answered", "Survey"),
        ("Visits", "Survey"),
    ]


def test_each_measure_with_a_row_of_its_own_dates_over_its_targets() -> None:
    found = read(
        [
            ("Ref", "Measure", "Baseline (May 2024)", Wide("Targets", columns=2), "Source"),
            (
                Wide("1.1", rows=2),
                Wide("Calls answered", rows=2),
                Wide("40%", rows=2),
                "By Oct 25",
                "By Oct 26",
                "",
            ),
            (None, None, None, "60%", "80%", "Survey"),
            ("", "", "", "By April 25", "By April 26", ""),
            ("1.2", "Visits", "10", "20", "30", "Survey"),
        ],
        actions=(Action(key="1.1", ref="1.1"), Action(key="1.2", ref="1.2")),
    )
    assert [(m.name, [(t.by_as_written, t.value) for t in m.series[0].targets]) for m in found.measures] == [
        ("Calls answered", [("By Oct 25", 60), ("By Oct 26", 80)]),
        ("Visits", [("By April 25", 20), ("By April 26", 30)]),
    ]
    assert [(len(m.series), m.series[0].baseline.value) for m in found.measures] == [(1, 40), (1, 10)]
    assert [m.source_as_written for m in found.measures] == ["Survey", "Survey"]


def test_a_row_of_dates_beside_the_name_heads_the_figures_under_it() -> None:
    found = read(
        [
            ("Measure", "Baseline (May 2024)", Wide("Targets", columns=2)),
            ("Calls answered", "40%", "By Oct 25", "By Oct 26"),
            ("", "", "60%", "80%"),
        ]
    )
    assert found.questions == ()
    (series,) = found.measures[0].series
    assert series.baseline.value == 40
    assert [(t.by_as_written, t.value) for t in series.targets] == [("By Oct 25", 60), ("By Oct 26", 80)]


def test_a_table_that_goes_on_over_a_page_without_titles() -> None:
    first = [("KPI", "Baseline (May 2024)", "Target (May 2026)"), ("Calls answered", "40%", "60%")]
    found = read(first, [("Visits", "10", "20"), ("Complaints", "8", "TBC")])
    assert [(m.key, m.name, m.series[0].baseline.value) for m in found.measures] == [
        ("M1", "Calls answered", 40),
        ("M2", "Visits", 10),
        ("M3", "Complaints", 8),
    ]


def test_a_table_of_something_else_after_one_of_measures_does_not_go_on_with_it() -> None:
    first = [("KPI", "Baseline (May 2024)", "Target (May 2026)"), ("Calls answered", "40%", "60%")]
    found = read(first, [("Chair", "A. Person", "Council"), ("Member", "B. Person", "Trust")])
    assert [m.name for m in found.measures] == ["Calls answered"]


def test_a_stretch_of_dates_is_one_and_the_figure_to_reach_has_the_date_beside_it() -> None:
    found = read(
        [
            ("KPI", "Baseline (April 2024 – March 2025)", "Target"),
            ("Calls answered", "62%", "from 62% (March 2025) to 75% (March 2026)"),
        ]
    )
    assert found.questions == ()
    series = found.measures[0].series[0]
    assert (series.baseline.from_, series.baseline.to) == (date(2024, 4, 1), date(2025, 3, 31))
    assert series.targets == (
        target("March 2026", date(2026, 3, 31), "from 62% (March 2025) to 75% (March 2026)", 75),
    )
