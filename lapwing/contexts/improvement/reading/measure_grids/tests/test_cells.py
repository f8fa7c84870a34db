"""Cells of one entry and of several: by lines, by marks, by names and by dates."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.reading.measure_grids.cells import entries_of
from lapwing.contexts.improvement.reading.measure_grids.values import Form


@pytest.mark.parametrize(
    "text",
    [
        "SALT 75%\nOT 80%",
        "SALT\n75%\nOT\n80%",
        "SALT:\n75%\nOT:\n80%",
        "• SALT - 75%\n• OT – 80%",
        "SALT 75% OT 80%",
        "SALT 75%, OT 80%",
        "SALT: 75%; OT: 80%",
        "SALT 75% / OT 80%",
        "SALT 75% and OT 80%",
    ],
)
def test_several_figures_in_a_cell_have_their_names(text: str) -> None:
    assert [(value.label, value.value) for value in entries_of(text)] == [("SALT", 75), ("OT", 80)]


@pytest.mark.parametrize(
    "text",
    [
        "60% by Dec 2025\n75% by Dec 2026",
        "60% by Dec 2025, 75% by Dec 2026",
        "60% by Dec 2025; 75% by Dec 2026",
        "60% by Dec 2025 75% by Dec 2026",
        "by Dec 2025 60%\nby Dec 2026 75%",
        "by Dec 2025\n60%\nby Dec 2026\n75%",
    ],
)
def test_several_dates_in_a_cell_have_their_figures(text: str) -> None:
    found = [(value.times[0].as_written, value.value) for value in entries_of(text)]
    assert found == [("by Dec 2025", 60), ("by Dec 2026", 75)]


def test_a_heading_names_every_line_under_it() -> None:
    text = "SEN Support:\nsuspensions 561\nexclusions 14\nEHCP:\nsuspensions 344\nexclusions 3"
    assert [(value.label, value.value) for value in entries_of(text)] == [
        ("SEN Support suspensions", 561),
        ("SEN Support exclusions", 14),
        ("EHCP suspensions", 344),
        ("EHCP exclusions", 3),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "increase from 49%\nto 60%",
        "60%\n(March 2024)",
        "60%\nof EHC plans",
        "60% of children\nseen within 12 weeks",
        "60%\nEngland 50%",
        "Baseline: 60%",
        "60% agreed (2024 survey, n=212)",
    ],
)
def test_lines_that_go_on_are_one_entry(text: str) -> None:
    (value,) = entries_of(text)
    assert value.value == 60


def test_short_names_in_capitals_are_names_and_not_small_words() -> None:
    found = entries_of("G 40%\nRI 37%\nIN 23%")
    assert [(value.label, value.value) for value in found] == [("G", 40), ("RI", 37), ("IN", 23)]


def test_names_under_their_figures_are_not_given_to_the_next_one() -> None:
    found = entries_of("75%\nSALT\n80%\nOT")
    assert {value.form for value in found} == {Form.UNSURE}


def test_a_remark_beside_a_figure_is_kept_as_words() -> None:
    figure, remark = entries_of("62%\nBased on 40 plans audited")
    assert figure.value == 62
    assert (remark.form, remark.sample) == (Form.WORDS, "Based on 40 plans audited")


def test_an_empty_cell_has_no_entry() -> None:
    assert entries_of("") == ()
    assert entries_of(" \n ") == ()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("41% of 2,310", "%"),
        ("41% of 2,310 pupils", "% of pupils"),
        ("41% of all 120 plans", "% of all plans"),
    ],
)
def test_how_many_a_percentage_is_of_is_no_figure_of_its_own(text: str, unit: str) -> None:
    (value,) = entries_of(text)
    assert (value.value, value.unit) == (41, unit)
    assert value.sample in {"2,310", "120"}


def test_a_percentage_of_a_percentage_stays_unsure() -> None:
    (value,) = entries_of("20% of 15%")
    assert value.form is Form.UNSURE
