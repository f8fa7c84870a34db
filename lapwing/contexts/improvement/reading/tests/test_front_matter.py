"""What the prose of an invented plan says of the plan itself."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement.reading.front_matter import FrontMatter, read_front_matter
from lapwing.contexts.improvement.reading.lines import lines_of


def _read(text: str) -> FrontMatter:
    return read_front_matter(lines_of(text))


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("A plan for the London Borough of Fenmarsh and its partners.", "Fenmarsh"),
        ("This Fenmarsh SEND Local Area Partnership Improvement Plan is new.", "Fenmarsh"),
        ("The plan of Fenmarsh’s Local Area Partnership", "Fenmarsh"),
        ("It was agreed by Marsh and Vale Council in June.", "Marsh and Vale"),
        ("The SEND Partnership\nLocal Area Plan of us all", None),
        ("Nothing here names a place.", None),
    ],
)
def test_the_local_area_is_told_by_the_phrases_around_it(text: str, area: str | None) -> None:
    assert _read(text).local_area == area


def test_the_name_used_most_is_the_local_area() -> None:
    text = (
        "Uplands Council sent advice. The Fenmarsh Local Area knows. Fenmarsh SEND Local Area leaders agree."
    )
    assert _read(text).local_area == "Fenmarsh"


def test_a_title_on_a_line_of_its_own_wins_over_the_prose() -> None:
    text = (
        "Fenmarsh SEND Action Plan\n\nThe Marsh Improvement Plan was older. The Marsh Improvement Plan ended."
    )
    assert _read(text).title == "Fenmarsh SEND Action Plan"


def test_without_such_a_line_the_title_is_the_one_the_prose_uses_most() -> None:
    text = (
        "The aim of this\nFenmarsh Improvement Plan is plain. The Fenmarsh Improvement Plan has four parts."
    )
    assert _read(text).title == "Fenmarsh Improvement Plan"


def test_an_inspection_over_several_days_has_its_first_and_last() -> None:
    inspection = _read(
        "In May 2031 we said so. The inspection took place between 30th September and 4th\nOctober 2030."
    ).inspection
    assert (inspection.from_, inspection.to) == (date(2030, 9, 30), date(2030, 10, 4))


def test_an_inspection_dated_by_month_gets_no_days_but_a_first_possible_one() -> None:
    front = _read("The inspection of services was conducted in October 2031.")
    assert (front.inspection.from_, front.inspection.to) == (None, None)
    assert front.inspection.as_written == "October 2031"
    assert front.inspected == date(2031, 10, 1)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (
            "arrangements typically lead to positive experiences and outcomes",
            "typically lead to positive experiences",
        ),
        (
            "arrangements lead to inconsistent experiences and outcomes",
            "inconsistent experiences and outcomes",
        ),
        ("there are widespread and/or systemic failings", "widespread and/or systemic failings"),
    ],
)
def test_the_outcome_is_one_of_the_three_that_inspectors_give(text: str, outcome: str) -> None:
    assert (_read(text).inspection.outcome or "").startswith(outcome)


def test_the_board_that_watches_over_the_plan_is_named() -> None:
    text = "The plan will be monitored by the Fenmarsh Inclusion Board (FIB). The Housing Board is told."
    assert _read(text).governance_group == "Fenmarsh Inclusion Board (FIB)"
    assert _read("No board is named.").governance_group is None


def test_a_name_with_small_words_is_kept_whole_in_the_title_and_told_from_the_board() -> None:
    front = _read(
        "Fenmarsh upon Wye SEND Improvement Plan\n\nIt is overseen by Fenmarsh upon Wye’s Strategic Board."
    )
    assert front.title == "Fenmarsh upon Wye SEND Improvement Plan"
    assert front.governance_group == "Strategic Board"
