"""A flattened measure table of an invented area: every shape of row, its values and its questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.interchange import Measure, Question, Series
from lapwing.contexts.improvement.reading.tests.invented_measures import (
    GRADED,
    GROUPED,
    INHERITED,
    POPULATIONS,
    RANGE_WITHOUT_REFERENCE,
    RELATIVE,
    SINGLE,
    SLIPPED,
    WITHOUT_BASELINE,
    read,
)

EVERY_ROW = (
    SINGLE,
    GROUPED,
    GRADED,
    RELATIVE,
    RANGE_WITHOUT_REFERENCE,
    WITHOUT_BASELINE,
    SLIPPED,
    INHERITED,
    POPULATIONS,
)


def only(*rows: str) -> tuple[Measure, tuple[Question, ...]]:
    measures, questions = read(*rows)
    assert len(measures) == 1
    return measures[0], questions


def values(series: Series) -> list[float | None]:
    return [target.value for target in series.targets]


def codes(questions: tuple[Question, ...]) -> list[str]:
    return [question.code for question in questions]


def about(questions: tuple[Question, ...], code: str) -> Question:
    return next(question for question in questions if question.code == code)


def test_a_table_of_every_shape_gives_one_measure_a_row_and_keys_in_order() -> None:
    measures, _ = read(*EVERY_ROW)
    assert [measure.key for measure in measures] == [f"M{n}" for n in range(1, 10)]
    assert [len(measure.series) for measure in measures] == [1, 2, 3, 1, 1, 2, 3, 1, 4]
    assert sum(len(series.targets) for measure in measures for series in measure.series) == 39


def test_a_single_series_has_its_name_baseline_dates_targets_and_source() -> None:
    measure, _ = only(SINGLE)
    assert measure.name == "Fewer pupils in Alderbrook wait for a first visit"
    assert (measure.refs, measure.actions) == (("7.1.1",), ("A0-7.1.1",))
    assert (measure.direction, measure.source_as_written) == ("decrease", "Visits ledger")
    (series,) = measure.series
    assert (series.unit, series.baseline.value, series.baseline.date_as_written) == ("%", 31.0, "FY 21/22")
    assert (series.baseline.from_, series.baseline.to) == (date(2021, 4, 1), date(2022, 3, 31))
    assert [target.by_as_written for target in series.targets] == ["By June 23", "By June 24", "By June 25"]
    assert [target.latest for target in series.targets] == [
        date(2023, 6, 30),
        date(2024, 6, 30),
        date(2025, 6, 30),
    ]
    assert values(series) == [26.0, 22.0, 15.0]
    assert all(target.type == "absolute" and target.resolved == target.value for target in series.targets)


def test_two_digit_years_in_a_row_a_year_apart_are_said_once_for_the_plan() -> None:
    _, questions = read(SINGLE, GROUPED)
    assert about(questions, "due.two-digit-year").where == ("plan",)


def test_grouped_series_are_told_apart_by_the_words_before_their_values() -> None:
    measure, questions = only(GROUPED)
    assert measure.refs == ("7.1.2", "7.1.3 a", "7.1.4")
    assert measure.actions == ("A1-7.1.2", "A2-7.1.3", "A3-7.1.4")
    reply, visit = measure.series
    assert (reply.label, visit.label) == ("10-day reply given", "30-day visit made")
    assert (reply.baseline.value, visit.baseline.value) == (17.0, 38.0)
    assert (values(reply), values(visit)) == ([50.0, 60.0, 70.0], [45.0, 55.0, 65.0])
    assert [target.as_written for target in reply.targets][-1] == "10-day reply at 70%"
    assert measure.source_as_written == "Desk / Log"
    assert about(questions, "due.year-kind").where == ("M1/baseline",)


def test_a_year_of_no_stated_kind_leaves_the_baseline_without_bounds() -> None:
    measure, _ = only(GROUPED)
    assert all(series.baseline.date_as_written == "21/22" for series in measure.series)
    assert all(series.baseline.from_ is None and series.baseline.to is None for series in measure.series)


def test_graded_series_are_read_from_cells_by_column_and_over_the_end_of_a_page() -> None:
    measure, questions = only(GRADED)
    high, middling, low = measure.series
    assert (values(high), values(middling), values(low)) == ([40.0, 55.0], [40.0, 30.0], [15.0, 10.0])
    assert [series.baseline.value for series in measure.series] == [30.0, 45.0, 25.0]
    assert [comparator.value for series in measure.series for comparator in series.comparators] == [
        41,
        38,
        21,
    ]
    assert low.comparators[0].name == "national average"
    assert measure.source_as_written == "Letter Check 9"
    assert [series.breakdown["direction"] for series in measure.series] == [
        "increase",
        "decrease",
        "decrease",
    ]
    assert "95% (By Mar 23)" in about(questions, "target.not-a-sum").text


def test_sample_sizes_are_remarks_and_never_targets() -> None:
    measure, _ = only(GRADED)
    baseline = measure.series[0].baseline
    assert baseline.sample == "based on a monthly sample of 12 letters"
    assert baseline.note == "By Mar 23: Based on 18 letters a month; By Mar 24: Based on 24 letters a month"


def test_changes_stay_unresolved_and_the_reading_that_the_overall_target_proves_is_named() -> None:
    measure, questions = only(RELATIVE)
    (series,) = measure.series
    assert [(t.type, t.value, t.resolved) for t in series.targets] == [
        ("relative", 25.0, None),
        ("relative", 15.0, None),
    ]
    assert [target.as_written for target in series.targets] == ["+ 25%", "+15%"]
    asked = about(questions, "target.relative")
    assert "“points added to the previous target”" in asked.text
    assert len(asked.choices) == 4


def test_a_range_keeps_both_ends_and_a_row_without_reference_takes_the_one_above() -> None:
    measures, questions = read(RELATIVE, RANGE_WITHOUT_REFERENCE)
    (series,) = measures[1].series
    assert measures[1].name == "Average score of club visits goes up"
    assert measures[1].refs == ("7.3.1",)
    assert [(t.type, t.low, t.high, t.value) for t in series.targets] == [
        ("range", 2.4, 2.6, None),
        ("range", 3.0, 3.2, None),
    ]
    assert (series.unit, series.baseline.value, measures[1].direction) == ("score 0-5", 2.1, "increase")
    assert about(questions, "cell.merged").where == ("M2/reference",)


def test_a_missing_baseline_is_asked_about_and_at_least_is_a_minimum() -> None:
    measure, questions = only(WITHOUT_BASELINE)
    notes, calls = measure.series
    assert (notes.label, calls.label) == ("Notes answered in time", "Calls answered in time")
    assert notes.baseline.value is None
    assert notes.baseline.note == "New measurement no baseline yet"
    assert [target.type for target in (*notes.targets, *calls.targets)] == [
        "minimum",
        "minimum",
        "absolute",
        "absolute",
    ]
    assert (values(notes), values(calls)) == ([70.0, 80.0], [60.0, 90.0])
    assert about(questions, "baseline.missing").where == ("M1",)


def test_a_mistyped_reference_is_kept_as_printed_and_asked_about() -> None:
    measure, questions = only(WITHOUT_BASELINE)
    assert (measure.refs, measure.actions) == (("7..4.1",), ("A5-7.4.1",))
    assert "7.4.1" in about(questions, "ref.typing").text


def test_a_reference_to_no_action_is_asked_about_once() -> None:
    measures, questions = read(RELATIVE, RANGE_WITHOUT_REFERENCE)
    assert [measure.actions for measure in measures] == [(), ()]
    assert about(questions, "ref.dangling").where == ("M1", "M2")


def test_a_row_that_slipped_into_the_next_measure_is_given_back_and_asked_about() -> None:
    measures, questions = read(SLIPPED, INHERITED)
    plans, files = measures
    assert [values(series) for series in plans.series] == [[55.0, 60.0], [30.0, 40.0], [81.0, 82.0]]
    assert [series.breakdown for series in plans.series] == [{"part": "P"}, {"part": "Q"}, {"part": "R"}]
    assert [values(series) for series in files.series] == [[93.0, 95.0]]
    slipped = about(questions, "cell.slipped")
    assert (slipped.where, slipped.raw) == (("M1/s3",), "R 81% R 82%")


def test_without_the_row_that_slipped_the_series_has_no_targets_and_a_question() -> None:
    measure, questions = only(SLIPPED)
    assert values(measure.series[2]) == []
    assert "target.missing" in codes(questions)


def test_without_the_measure_whose_row_slipped_out_no_target_is_read_and_what_is_left_is_shown() -> None:
    measure, questions = only(INHERITED)
    assert not any(series.targets for series in measure.series)
    assert "R 81% R 82%" in (about(questions, "cell.slipped").raw or "")
    assert "target.missing" in codes(questions)


def test_a_measure_without_dates_of_its_own_takes_those_above_and_asks() -> None:
    measures, questions = read(SLIPPED, INHERITED)
    assert [target.by_as_written for target in measures[1].series[0].targets] == ["By March 23", "By Mar 24"]
    assert measures[1].source_as_written == "Office files"
    assert about(questions, "cell.merged").where == ("M2/dates",)


def test_the_source_of_a_measure_without_dates_of_its_own_is_no_part_of_its_baseline() -> None:
    measures, _ = read(SLIPPED, INHERITED)
    without, questions = read(SLIPPED, INHERITED.replace("R 81% R 82% \n\n", ""))
    assert replace(without[1], source=measures[1].source) == measures[1]
    assert "target.missing" in codes(questions)


@pytest.mark.parametrize("last", ["within three weeks of it", "All of them were asked, and answered."])
def test_the_rest_of_a_baseline_is_not_taken_for_a_source(last: str) -> None:
    row = INHERITED.replace("R 81% R 82% \n\nOffice files", last)
    measures, questions = read(SLIPPED, row)
    assert last.rstrip(".") in (measures[1].series[0].baseline.note or measures[1].series[0].label)
    assert "M2/source" in about(questions, "cell.merged").where


def test_a_baseline_with_its_year_left_out_is_asked_about() -> None:
    measures, questions = read(SLIPPED, INHERITED)
    baseline = measures[1].series[0].baseline
    assert (baseline.value, baseline.date_as_written, baseline.to) == (91.0, "FY", None)
    assert about(questions, "baseline.missing").where == ("M2/baseline date",)


def test_rows_of_one_label_go_to_the_populations_in_order_and_this_is_asked() -> None:
    measure, questions = only(POPULATIONS)
    assert [series.label for series in measure.series] == [
        "Town Left",
        "Town Began",
        "Coast Left",
        "Coast Began",
    ]
    assert [values(series) for series in measure.series] == [[-10, -4], [-5, -2], [-20, -5], [-30, -50]]
    assert measure.series[3].breakdown == {"group": "Coast", "part": "Began"}
    assert {series.unit for series in measure.series} == {"children"}
    assert (measure.direction, measure.source_as_written) == ("decrease", "Roll book")
    assert about(questions, "cell.unlabelled").where == ("M1/s1", "M1/s2", "M1/s3", "M1/s4")


def test_rows_of_the_same_amounts_may_stand_in_any_order() -> None:
    text = POPULATIONS.replace("-20%", "-10%").replace("Left\x20\n-5%", "Left\x20\n-4%")
    _, questions = only(text)
    assert about(questions, "cell.unlabelled").where == ("M1/s2", "M1/s4")


def test_labels_that_no_series_has_are_given_by_order_and_asked_about() -> None:
    text = WITHOUT_BASELINE.replace("Notes\x20\nat", "Hens\x20\nat").replace("Calls\x20\nat", "Cats\x20\nat")
    measure, questions = only(text)
    assert [values(series) for series in measure.series] == [[70.0, 80.0], [60.0, 90.0]]
    assert about(questions, "cell.unlabelled").where == ("M1/s1", "M1/s2")


def test_a_change_of_a_count_offers_no_points_and_shows_where_a_reading_turns_back() -> None:
    _, questions = only(POPULATIONS)
    asked = about(questions, "target.relative")
    assert len(asked.choices) == 2
    assert "Town Left 360, 384 (turning back)" in asked.text
    assert asked.raw == "% decrease from baseline"


def test_a_count_so_small_that_people_could_be_recognised_is_asked_about() -> None:
    _, questions = only(POPULATIONS)
    assert "“Coast Began” is 4" in about(questions, "target.small-number").text


def test_the_same_numbers_in_two_rows_are_asked_to_be_one_measure() -> None:
    _, questions = read(SLIPPED, INHERITED, SINGLE, SINGLE.replace("Fewer", "Again fewer"))
    assert about(questions, "measure.duplicate").where == ("M3", "M4")


def test_different_numbers_are_no_duplicate() -> None:
    _, questions = read(SINGLE, SINGLE.replace("22%", "23%"))
    assert "measure.duplicate" not in codes(questions)


def test_a_sign_against_the_words_is_kept_as_typed_and_asked_about() -> None:
    text = POPULATIONS.replace("-", "+")
    measure, questions = only(text)
    assert measure.direction == "decrease"
    assert values(measure.series[0]) == [10, 4]
    assert about(questions, "target.sign").where == ("M1",)
    assert "Town Left 360, 345.6" in about(questions, "target.relative").text


def test_a_rise_of_something_unwanted_leaves_the_direction_open() -> None:
    text = SINGLE.replace("Fewer pupils in Alderbrook", "Pupils").replace("31%", "31% absent")
    measure, questions = only(text.replace("26% 22% 15%", "33% 35% 38%"))
    assert measure.direction == "none"
    assert about(questions, "target.direction").where == ("M1/s1",)


def test_cells_that_do_not_fill_the_dates_are_left_out_and_shown_in_a_question() -> None:
    measure, questions = only(SINGLE.replace("26% 22% 15%", "26% 22%"))
    assert values(measure.series[0]) == []
    assert about(questions, "cell.slipped").raw == "26% 22%"


def test_a_slipped_row_of_another_width_is_not_given_back() -> None:
    measures, questions = read(SLIPPED, INHERITED.replace("R 81% R 82%", "R 81% R 82% R 83%"))
    assert values(measures[0].series[2]) == []
    assert {"cell.slipped", "target.missing"} <= set(codes(questions))


def test_baselines_of_different_dates_in_one_cell_keep_each_its_own() -> None:
    text = GROUPED.replace("30-day visit made", "Baseline June 2022\n30-day visit made")
    measure, _ = only(text)
    assert [series.baseline.date_as_written for series in measure.series] == ["21/22", "June 2022"]
    assert measure.series[0].baseline.note == "Dates in the same cell: 21/22, June 2022"


def test_levels_to_keep_are_noted() -> None:
    _, questions = only(SINGLE.replace("26% 22% 15%", "26% 26% 15%"))
    note = about(questions, "note.level-targets")
    assert (note.where, note.choices) == (("plan",), ())
    assert "M1" in note.text


@pytest.mark.parametrize("row", EVERY_ROW)
def test_a_line_left_out_never_changes_a_value_silently(row: str) -> None:
    whole = facts(read(row)[0])
    lines = row.split("\n")
    for left_out in range(len(lines)):
        measures, questions = read("\n".join(lines[:left_out] + lines[left_out + 1 :]))
        asked = {place.split("/")[0] for question in questions for place in question.where}
        assert all(measure.key in asked for measure in measures if facts((measure,)) - whole)


def facts(measures: tuple[Measure, ...]) -> set[tuple[object, ...]]:
    """What is read of values, whatever the series is called."""
    every = [series for measure in measures for series in measure.series]
    return {(t.as_written, t.value, t.low, t.latest) for series in every for t in series.targets}


@given(st.text(alphabet="BAby Oct2345.%/&-+\n\f()•:", max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    read(text)


@given(st.permutations(range(len(EVERY_ROW))), st.integers(0, 4000))
def test_a_table_cut_off_anywhere_is_read_without_failing(order: list[int], length: int) -> None:
    read("".join(EVERY_ROW[index] for index in order)[:length])


def test_dates_out_of_order_and_shares_above_all_are_asked_about() -> None:
    _, questions = only(SINGLE.replace("By June\x20\n25", "By June\x20\n22").replace("15%", "150%"))
    assert {"due.order", "target.too-much"} <= set(codes(questions))


def test_an_empty_table_has_no_measures_and_no_questions() -> None:
    assert read() == ((), ())


@pytest.mark.parametrize("row", EVERY_ROW[:7])
def test_the_lines_of_a_measure_are_its_source(row: str) -> None:
    measure, _ = only(row)
    first, last = measure.source or (0, 0)
    assert first == 7
    assert last <= 6 + len(row.split("\n"))
