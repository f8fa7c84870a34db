"""What is not certain in a measure table is asked, once for each cause; what is certain is not."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.interchange import Action
from lapwing.contexts.improvement.reading.measure_grids.tests.making import one, read


@pytest.mark.parametrize(
    ("baseline", "goal", "name"),
    [
        ("62%", "75%", "Plans on time"),
        ("62% of plans", "at least 80%", "Plans on time"),
        ("49%", "increase from 49% to 60%", "Plans on time"),
        ("49%", "49% to 60%", "Plans on time"),
        ("88%", "increase by 3 percentage points", "Attendance"),
        ("45 weeks", "no more than 30 weeks", "Longest wait"),
        ("62", "75", "Percentage of plans on time"),
        ("37 of 72 (51%)", "75%", "Plans on time"),
        ("£1.2m", "£900k", "Spent on agency staff"),
        ("No", "Yes", "A joint strategy is published"),
        ("60%", "Maintain", "Families who feel heard"),
        ("60% (England 55%)", "70%", "Families who feel heard"),
        ("60%", "65-70%", "Families who feel heard"),
    ],
)
def test_nothing_is_asked_of_what_is_clear(baseline: str, goal: str, name: str) -> None:
    assert one(baseline, goal, name).questions == ()


@pytest.mark.parametrize(
    ("baseline", "goal", "name", "code"),
    [
        ("62%", "4549%", "Plans on time", "target.unclear"),
        ("75%80%85%", "90%", "Plans on time", "baseline.unclear"),
        ("146 (2024), 131 (2025)", "12080", "Appeals", "target.unclear"),
        ("62%", "75", "Plans on time", "measure.unit"),
        ("62%", "18 weeks", "Plans on time", "measure.unit"),
        ("0.62", "0.75", "% of plans on time", "measure.unit"),
        ("62%", "TBC", "Plans on time", "target.missing"),
        ("62%", "", "Plans on time", "target.missing"),
        ("62%", "The majority", "Plans on time", "target.missing"),
        ("62%", "July 2026", "Plans on time", "target.missing"),
        ("n/a", "75%", "Plans on time", "baseline.missing"),
        ("c", "75%", "Plans on time", "baseline.missing"),
        ("<5", "2", "Exclusions", "baseline.missing"),
        ("62%", "in line with national (70%)", "Plans on time", "target.benchmark"),
        ("62%", "England average", "Plans on time", "target.benchmark"),
        ("62%", "Increased 75%", "Plans on time", "target.ambiguous"),
        ("62%", "+10%", "Plans on time", "target.relative"),
        ("62%", "by 10%", "Plans on time", "target.relative"),
        ("40", "+10%", "Decrease in exclusions", "target.sign"),
        ("62%", "50%", "Increase in plans on time", "target.direction"),
        ("62%", "from 49% to 75%", "Plans on time", "baseline.several"),
        ("62%", "under 80%", "Plans on time", "target.direction"),
        ("62%", "75% (July 2025, July 2026)", "Plans on time", "due.several-in-cell"),
        ("162%", "80%", "Plans on time", "target.too-much"),
        ("62%", "180%", "Plans on time", "target.too-much"),
        ("SALT 62%\nOT 70%", "80%\n90%", "Plans on time", "cell.unlabelled"),
        ("SALT 62%\nOT 70%", "80%", "Plans on time", "cell.unlabelled"),
        ("SALT 62%\nOT 70%", "80%\n90%\n95%", "Plans on time", "cell.slipped"),
        ("62%\n70%", "80%", "Plans on time", "cell.slipped"),
    ],
)
def test_what_is_open_is_asked(baseline: str, goal: str, name: str, code: str) -> None:
    assert code in one(baseline, goal, name).codes


@pytest.mark.parametrize(
    ("baseline", "goal"),
    [
        ("62%", "4549%"),
        ("62%", "75%80%85%"),
        ("62%", "TBC"),
        ("62%", "The majority"),
        ("62%", "Increased 75%"),
        ("62%", "60% 70%"),
    ],
)
def test_what_cannot_be_read_is_kept_as_printed_without_a_value(baseline: str, goal: str) -> None:
    (target,) = one(baseline, goal).measures[0].series[0].targets
    assert (target.as_written, target.value, target.resolved) == (goal, None, None)


def test_one_cause_is_one_question_for_all_measures() -> None:
    found = read(
        [
            ("KPI", "Baseline", "Target"),
            ("Plans on time", "62%", "TBC"),
            ("Reviews on time", "52%", "TBC"),
            ("Advice on time", "42%", "TBC"),
        ]
    )
    assert sorted((question.code, question.where) for question in found.questions) == [
        ("baseline.missing", ("M1/baseline date", "M2/baseline date", "M3/baseline date")),
        ("target.missing", ("M1/s1", "M2/s1", "M3/s1")),
        ("target.undated", ("M1", "M2", "M3")),
    ]


def test_not_applicable_is_no_target_and_no_result() -> None:
    found = read(
        [
            ("KPI", "Baseline (May 2024)", "By May 2025", "By May 2026", "Actual (May 2025)"),
            ("Plans on time", "62%", "n/a", "80%", "n/a"),
        ]
    )
    assert found.questions == ()
    series = found.measures[0].series[0]
    assert [target.by_as_written for target in series.targets] == ["By May 2026"]
    assert series.actuals == ()


def test_points_are_added_where_they_are_said_and_there_is_one_baseline() -> None:
    (target,) = one("88%", "increase by 3 percentage points", "Attendance").measures[0].series[0].targets
    assert (target.type, target.value, target.resolved) == ("relative", 3, 91)


def test_a_number_that_names_no_action_is_asked_about() -> None:
    found = read(
        [
            ("Action ref", "KPI", "Baseline (May 2024)", "Target (May 2026)"),
            ("1.1", "Calls answered", "40%", "60%"),
            ("1.9", "Visits", "10", "20"),
        ],
        actions=(Action(key="1.1", ref="1.1"),),
    )
    assert [m.actions for m in found.measures] == [("1.1",), ()]
    (question,) = found.questions
    assert (question.code, question.where) == ("ref.dangling", ("M2",))


def test_a_measures_own_number_is_no_slip() -> None:
    found = read(
        [
            ("KPI no.", "KPI", "Baseline (May 2024)", "Target (May 2026)"),
            ("KPI 7", "Calls answered (1.1)", "40%", "60%"),
        ],
        actions=(Action(key="1.1", ref="1.1"),),
    )
    (measure,) = found.measures
    assert (measure.name, measure.refs, measure.actions) == ("Calls answered", ("KPI 7", "1.1"), ("1.1",))
    assert found.questions == ()


def test_numbers_that_count_the_measures_and_name_actions_too_are_asked_about() -> None:
    found = read(
        [
            ("No.", "KPI", "Baseline (May 2024)", "Target (May 2026)"),
            ("1", "Calls answered", "40%", "60%"),
            ("2", "Visits", "10", "20"),
        ],
        actions=(Action(key="1", ref="1"), Action(key="2", ref="2"), Action(key="3", ref="3")),
    )
    assert [m.actions for m in found.measures] == [("1",), ("2",)]
    (question,) = found.questions
    assert (question.code, question.where) == ("ref.meaning", ("M1", "M2"))


def test_series_beyond_the_target_they_share_do_not_go_back_silently() -> None:
    found = read(
        [
            ("KPI", "Service", "Baseline (May 2024)", "Target (May 2026)"),
            ("Seen in time", "SALT", "74%", "80%"),
            ("", "Physio", "100%", "80%"),
        ]
    )
    assert found.measures[0].direction == "none"
    assert found.codes == {"target.direction"}


def test_columns_that_no_measure_holds_are_asked_about_together() -> None:
    found = read(
        [
            ("KPI", "Lead", "Baseline (May 2024)", "Target (May 2026)", "Frequency"),
            ("Calls answered", "Head of Service", "40%", "60%", "Monthly"),
        ]
    )
    (question,) = found.questions
    assert (question.code, question.raw) == ("cell.unread", "Lead\nFrequency")
