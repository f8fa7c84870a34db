"""Every form of figure that measure tables print, and what is not taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.reading.measure_grids.entries import read_entry
from lapwing.contexts.improvement.reading.measure_grids.values import Form


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("62%", 62, "%"),
        ("62 %", 62, "%"),
        ("50·3%", 50.3, "%"),
        ("62 per cent", 62, "%"),
        ("62% of EHC plans", 62, "% of EHC plans"),
        ("1,330", 1330, None),
        ("0", 0, None),
        ("nil", 0, None),
        ("18 weeks", 18, "weeks"),
        ("18wks", 18, "wks"),
        ("9.5 months", 9.5, "months"),
        ("40 schools", 40, "schools"),
        ("2 per term", 2, "per term"),
        ("£1.2m", 1_200_000, "£"),
        ("£450,000", 450_000, "£"),
        ("£900k", 900_000, "£"),
        ("3.2 per 1,000", 3.2, "per 1,000"),
        ("1 in 5", 20, "%"),
        ("1.4 (scale 0-2)", 1.4, "score 0-2"),
        ("60% (a rise of 10%)", 60, "%"),
        ("increase to 60%", 60, "%"),
        ("6 weeks at 70%", 70, "%"),
    ],
)
def test_a_figure_has_its_value_and_unit(text: str, value: float, unit: str | None) -> None:
    read = read_entry(text)
    assert (read.form, read.value, read.unit) == (Form.NUMBER, value, unit)
    assert read.written == text


@pytest.mark.parametrize(
    ("text", "value", "bound", "strict"),
    [
        ("at least 80%", 80, "minimum", False),
        ("≥ 95%", 95, "minimum", False),
        ("80% or more", 80, "minimum", False),
        ("80%+", 80, "minimum", False),
        (">90%", 90, "minimum", True),
        ("more than 50", 50, "minimum", True),
        ("under 30 weeks", 30, "maximum", True),
        ("fewer than 10", 10, "maximum", True),
        ("<5", 5, "maximum", True),
        ("no more than 5", 5, "maximum", False),
        ("26 weeks or less", 26, "maximum", False),
        ("within 20 weeks", 20, "maximum", False),
        ("No family waits more than 18 weeks", 18, "maximum", False),
    ],
)
def test_a_limit_says_on_which_side_it_holds(text: str, value: float, bound: str, strict: bool) -> None:
    read = read_entry(text)
    assert (read.value, read.bound, read.strict) == (value, bound, strict)


@pytest.mark.parametrize(
    ("text", "value", "points"),
    [
        ("+10%", 10, False),
        ("-5%", -5, False),
        ("- 10%", -10, False),
        ("by 10%", 10, False),
        ("10% reduction", -10, False),
        ("a reduction of 5%", -5, False),
        ("Reduce by 20%", -20, False),
        ("10 percentage points", 10, True),
        ("increase by 3 percentage points", 3, True),
        ("+ 4pp", 4, True),
    ],
)
def test_a_change_keeps_its_sign_and_whether_points_are_said(text: str, value: float, points: bool) -> None:
    read = read_entry(text)
    assert (read.form, read.value, read.points) == (Form.CHANGE, value, points)


@pytest.mark.parametrize(
    "text", ["from 49% to 60%", "increase from 49% to 60%", "49% → 60%", "Increase 49% to 60%"]
)
def test_a_way_from_one_figure_to_another_is_its_end_with_its_start(text: str) -> None:
    read = read_entry(text)
    assert (read.form, read.start, read.value) == (Form.NUMBER, 49, 60)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("80-85%", 80, 85), ("between 60 and 70%", 60, 70), ("5% to 10%", 5, 10), ("1.6-1.7", 1.6, 1.7)],
)
def test_a_range_has_both_ends(text: str, low: float, high: float) -> None:
    read = read_entry(text)
    assert (read.form, read.low, read.high, read.value) == (Form.RANGE, low, high, None)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("37 of 72 (51%)", 51, "%"),
        ("51% (37 of 72)", 51, "%"),
        ("37 out of 72", 37, "count of 72"),
        ("3/15", 3, "count of 15"),
    ],
)
def test_a_part_of_a_whole_keeps_both(text: str, value: float, unit: str) -> None:
    read = read_entry(text)
    assert (read.value, read.unit) == (value, unit)
    assert (read.part, read.whole) in {(37, 72), (3, 15)}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("4549%", "figures run together"),
        ("75%80%85%", "figures run together"),
        ("45%49", "figures run together"),
        ("12.513.0", "figures run together"),
        ("1,3301,450", "figures run together"),
        ("37 of 72 (60%)", "a share that is not part over whole"),
        ("62% 45%", "more figures than one"),
        ("4 9%", "more figures than one"),
        ("Year 9 70", "more figures than one"),
        ("Increased 75%", "to or by"),
        ("↑ 75%", "to or by"),
        ("5% year on year", "to or by"),
        ("10% per year", "to or by"),
        ("an increase of 10% to 60%", "to or by"),
    ],
)
def test_what_can_be_read_two_ways_is_not_read(text: str, why: str) -> None:
    read = read_entry(text)
    assert (read.form, read.why) == (Form.UNSURE, why)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("TBC", Form.AWAITED),
        ("To be confirmed", Form.AWAITED),
        ("TBC by July 2026", Form.AWAITED),
        ("awaiting data", Form.AWAITED),
        ("n/a", Form.NOT_APPLICABLE),
        ("-", Form.NOT_APPLICABLE),
        ("no data", Form.NO_DATA),
        ("Not currently recorded", Form.NO_DATA),
        ("c", Form.HIDDEN),
        ("*", Form.HIDDEN),
        ("July 2026", Form.DATE),
        ("The majority of families", Form.WORDS),
        ("half of all settings", Form.WORDS),
        ("Maintain", Form.KEEP),
        ("England average", Form.BENCHMARK),
    ],
)
def test_words_that_stand_for_a_figure_have_none(text: str, form: Form) -> None:
    read = read_entry(text)
    assert (read.form, read.value) == (form, None)


@pytest.mark.parametrize(
    ("text", "value"), [("Yes", 1), ("In place", 1), ("✓", 1), ("No", 0), ("Not in place", 0)]
)
def test_yes_and_no_are_one_and_nought(text: str, value: float) -> None:
    read = read_entry(text)
    assert (read.form, read.value, read.unit) == (Form.YES_NO, value, "yes/no")


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("in line with national (50.3%)", 50.3, None),
        ("above national average (60%)", 60, "minimum"),
        ("below the regional figure of 12%", 12, "maximum"),
    ],
)
def test_a_benchmark_in_place_of_a_target_is_told(text: str, value: float, bound: str | None) -> None:
    read = read_entry(text)
    assert (read.form, read.value, read.bound) == (Form.BENCHMARK, value, bound)
    assert [other.value for other in read.others] == [value]


@pytest.mark.parametrize(
    "text", ["62% (England 50%)", "62%, England 50%", "62% compared with 50% nationally", "62% England: 50%"]
)
def test_the_figure_of_another_place_is_kept_apart_from_ones_own(text: str) -> None:
    read = read_entry(text)
    assert (read.form, read.value) == (Form.NUMBER, 62)
    assert [other.value for other in read.others] == [50]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("75% by July 2026", "by July 2026"),
        ("By July 2026: 75%", "By July 2026"),
        ("75% (Dec 24)", "Dec 24"),
        ("2026: 75%", "2026"),
        ("2025/26 75%", "2025/26"),
    ],
)
def test_a_date_beside_a_figure_is_its_date(text: str, time: str) -> None:
    read = read_entry(text)
    assert (read.value, [each.as_written for each in read.times]) == (75, [time])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("SALT 75%", "SALT"),
        ("Physio: 100%", "Physio"),
        ("Section C 55", "Section C"),
        ("IN 23%", "IN"),
        ("EHCP 16-17 93.8%", "EHCP 16-17"),
        ("Requires improvement 37%", "Requires improvement"),
        ("currently 62%", ""),
        ("62% of plans", ""),
    ],
)
def test_the_words_before_a_figure_name_its_series(text: str, label: str) -> None:
    assert read_entry(text).label == label


def test_a_sample_and_a_start_in_brackets_are_not_figures_of_the_entry() -> None:
    sampled, started = read_entry("62% (n=45)"), read_entry("Reduce by 10% (baseline 561)")
    assert (sampled.value, sampled.sample) == (62, "n=45")
    assert (started.form, started.value, started.start) == (Form.CHANGE, -10, 561)


@given(st.text(alphabet="0123456789%.,- /()→£abtoyesn<>≥+\n", max_size=24))
def test_no_text_breaks_the_reading_and_all_of_it_is_kept(text: str) -> None:
    read = read_entry(text)
    assert read.written == " ".join(text.split())


@given(st.integers(0, 100), st.integers(0, 100))
def test_two_percentages_side_by_side_are_never_one_figure(first: int, second: int) -> None:
    assert read_entry(f"{first}%{second}%").form is Form.UNSURE
    assert read_entry(f"{first}% {second}%").form is Form.UNSURE
