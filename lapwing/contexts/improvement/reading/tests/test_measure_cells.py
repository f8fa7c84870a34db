"""The parts of a measure row: references, baseline statements, target rows, directions."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.interchange import Action, Baseline, Direction, Series, Target
from lapwing.contexts.improvement.reading.lines import lines_of
from lapwing.contexts.improvement.reading.measure_baselines import BaselineCell, read_baseline
from lapwing.contexts.improvement.reading.measure_direction import Course, course_of, direction_of_all
from lapwing.contexts.improvement.reading.measure_refs import (
    actions_named,
    find_ref_groups,
    is_mistyped,
    is_ref_line,
    number_of,
)
from lapwing.contexts.improvement.reading.measure_series import match
from lapwing.contexts.improvement.reading.measure_stream import joined, lines_in, words_of
from lapwing.contexts.improvement.reading.measure_targets import TargetZone, read_targets


@pytest.mark.parametrize(
    "text", ["1.2.1 &", "& 1.2.3", "&", "1.2.1 & 1.2.2 c", "5..2.1&", "4.3.1b", "1.2.1, 1.2.2"]
)
def test_a_line_of_references_and_joining_signs_is_one(text: str) -> None:
    assert is_ref_line(text)


@pytest.mark.parametrize(
    "text", ["1.6-1.7 1.8-1.9", "12.00% 12.50%", "6 10 15", "24/25", "1.2.1 shows that", ""]
)
def test_amounts_years_and_sentences_are_no_references(text: str) -> None:
    assert not is_ref_line(text)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("1.2.1 &\n1.2.2 c\n\n&\n1.2.3\n\nName", [("1.2.1", "1.2.2 c", "1.2.3")]),
        ("5.3.1 a\n\n\n5.3.1 b\n\nName", [("5.3.1 a",), ("5.3.1 b",)]),
        ("1.5.1\n&\n\n4.2.1\n\nName", [("1.5.1", "4.2.1")]),
        ("2.1.1 Name of it", [("2.1.1",)]),
    ],
)
def test_references_over_lines_belong_together_where_a_sign_joins_them(
    text: str, groups: list[tuple[str, ...]]
) -> None:
    found = find_ref_groups(lines_in(words_of(lines_of(text))))
    assert [group.refs for group in found] == groups


def test_a_reference_names_every_action_of_its_number_and_a_letter_of_its_own_first() -> None:
    actions = [Action(key=key, ref=ref) for key, ref in (("a", "1.3.1"), ("b", "1.3.1"), ("c", "1.4.1 b"))]
    assert actions_named("1.3.1 d", actions) == ("a", "b")
    assert actions_named("1.4.1b", actions) == ("c",)
    assert actions_named("9.9.9", actions) == ()


def test_slips_of_typing_are_noticed_and_numbers_read_without_them() -> None:
    assert [is_mistyped(ref) for ref in ("5..2.1", "4.3.1b", "4.3.1 b", "1.2.1")] == [
        True,
        True,
        False,
        False,
    ]
    assert [number_of(ref) for ref in ("5..2.1", "4.3.1b", "4.3.1 b", "3.1.2.")] == [
        "5.2.1",
        "4.3.1",
        "4.3.1",
        "3.1.2",
    ]


def baseline(text: str, *titles: str) -> BaselineCell:
    return read_baseline(lines_in(words_of(lines_of(text))), titles)


@pytest.mark.parametrize(
    ("text", "label", "value", "unit", "written"),
    [
        ("Baseline 23/24 30%", "", 30, "%", "23/24"),
        ("Baseline 22/23 - 44%", "", 44, "%", "22/23"),
        ("Baseline 41%", "", 41, "%", None),
        ("Baseline\n18 clubs with a ramp", "clubs with a ramp", 18, None, None),
        ("Baseline Jul 24\nAverage stay - 9.5 months", "Average stay", 9.5, "months", "Jul 24"),
        ("Baseline September 2024 - 3/15 visits\nmade", "visits made", 3, "count of 15", "September 2024"),
        (
            "Baseline Jul 24\n16% of clubs that were\nvisited twice.",
            "clubs that were visited twice",
            16,
            "%",
            "Jul 24",
        ),
        ("Baseline (01.10.23- 01.10.24)\n\n→ Visits 1330", "Visits", 1330, None, "01.10.23- 01.10.24"),
        ("Baseline Average 2.1 clubs seen", "Average clubs seen", 2.1, None, None),
        ("Baseline Jul 24\nclubs\n\nTown: 14", "Town", 14, "clubs", "Jul 24"),
    ],
)
def test_a_baseline_statement_gives_a_value_its_label_unit_and_date(
    text: str, label: str, value: float, unit: str | None, written: str | None
) -> None:
    (item,) = baseline(text).items
    assert item.amount is not None
    assert (item.label, item.amount.value, item.unit, item.date_as_written) == (label, value, unit, written)


def test_other_places_are_compared_with_and_are_no_series() -> None:
    (item,) = baseline("Baseline 23/24 census\nAlderbrook 11.86%\nEngland 13.41%").items
    assert [(other.name, other.value) for other in item.comparators] == [("England", 13.41)]


def test_an_amount_with_a_plus_is_no_baseline() -> None:
    cell = baseline("Baseline June 2024 40%\n+5% a term")
    assert [item.amount.value for item in cell.items if item.amount] == [40]
    assert cell.notes == ("+5% a term",)


def test_a_figure_of_another_place_alone_is_no_baseline() -> None:
    cell = baseline("Baseline 23/24\nEngland 13.41%")
    assert (cell.items, cell.notes) == ((), ("England 13.41%",))


def test_a_number_without_a_name_beside_named_values_is_no_series() -> None:
    cell = baseline("Baseline June 2024\nTown: 14\n\n25")
    assert [item.label for item in cell.items] == ["Town"]
    assert cell.notes == ("25",)


def test_a_change_is_a_remark_and_never_a_baseline() -> None:
    cell = baseline("Baseline 23/24 30%\nWe look for a 10% increase each year over the\nbaseline")
    assert [item.amount.value for item in cell.items if item.amount] == [30]
    assert cell.notes == ("We look for a 10% increase each year over the baseline",)


def test_a_small_table_takes_the_column_called_baseline_and_keeps_the_others() -> None:
    cell = baseline(
        "Baseline\n\nMusic 62% 63% 74%\n\nArt 24% 57% 61%", "May 24", "June 24", "Baseline Quarterly"
    )
    assert [(item.label, item.amount.value) for item in cell.items if item.amount] == [
        ("Music", 74),
        ("Art", 61),
    ]
    assert cell.items[0].candidates == (("May 24", "62%"), ("June 24", "63%"), ("Baseline Quarterly", "74%"))


def test_several_values_without_titles_leave_the_baseline_open() -> None:
    (item,) = baseline("Baseline\nMusic 62% 63%").items
    assert item.amount is None
    assert [value for _, value in item.candidates] == ["62%", "63%"]


def targets(text: str, columns: int, *known: str) -> TargetZone:
    return read_targets(words_of(lines_of(text)), columns, known)


def rows(zone: TargetZone) -> list[tuple[str, list[float | None]]]:
    return [(row.label, [cell.amount.value for cell in row.cells]) for row in zone.rows]


@pytest.mark.parametrize(
    ("text", "expected", "source"),
    [
        ("Log book\n26% 22%", [("", [26, 22])], "Log book"),
        ("26% 22%\n\nLog book", [("", [26, 22])], "Log book"),
        ("Log 9\nP 1% P 2%\nQ 3% Q 4%", [("P", [1, 2]), ("Q", [3, 4])], "Log 9"),
        ("Log\nP 1%\nQ 3%\n\nP 2%\nQ 4%", [("P", [1, 2]), ("Q", [3, 4])], "Log"),
        ("Log\nbook\n6 10", [("", [6, 10])], "Log book"),
        ("Log\n1% 2%\n3% 4%", [("", [1, 2]), ("", [3, 4])], "Log"),
        ("Web\nVisits\n153\nVisits\n173\nOff\n4%\nOff\n5%", [("Visits", [153, 173]), ("Off", [4, 5])], "Web"),
        ("P\n-1%\nP\n-2%\nP\n-3%\nP\n-4%", [("P", [-1, -2]), ("P", [-3, -4])], None),
    ],
)  # fmt: skip
def test_targets_are_rows_by_label_and_the_rest_is_their_source(
    text: str, expected: list[tuple[str, list[float | None]]], source: str | None
) -> None:
    zone = targets(text, 2)
    assert (rows(zone), zone.source, zone.odd) == (expected, source, ())


def test_a_label_printed_once_titles_its_row_and_is_parted_from_the_source_by_the_baseline() -> None:
    zone = targets(
        "Team\nfile and\nTown school\n14-15\n\n9%\n8%\nCoast school\n7% 6%",
        2,
        "in Town school 14-15",
        "Coast school",
    )
    assert rows(zone) == [("Town school 14-15", [9, 8]), ("Coast school", [7, 6])]
    assert zone.source == "Team file and"
    assert zone.rows[0].cells[0].as_written == "9%"


def test_amounts_left_over_from_several_rows_make_no_row_of_their_own() -> None:
    zone = targets("P 1% 2% 8%\nQ 3% 4% 9%", 2, "P", "Q")
    assert rows(zone) == [("P", [1, 2]), ("Q", [3, 4])]
    assert [cell.amount.value for row in zone.odd for cell in row.cells] == [8, 9]


def test_a_row_that_does_not_fill_the_dates_is_kept_apart() -> None:
    zone = targets("P 1% P 2% Q 3%", 2)
    assert rows(zone) == [
        ("P", [1, 2]),
    ]
    assert [len(row.cells) for row in zone.odd] == [1]


@pytest.mark.parametrize(
    ("label", "series", "full"),
    [
        ("C", "Section C", True),
        ("Exit", "Exit rate", True),
        ("8 weeks at", "8 weeks reply", True),
        ("8 weeks at", "9 weeks reply", False),
        ("C", "Section D", False),
        ("", "Section C", False),
    ],
)
def test_a_label_matches_the_series_that_holds_all_its_words(label: str, series: str, full: bool) -> None:
    assert (match(label, series) == 1) is full


def series(start: float | None, *values: float, label: str = "Visits", kind: str = "absolute") -> Series:
    made = tuple(
        Target(
            by_as_written=None, as_written="", value=v, type="relative" if kind == "relative" else "absolute"
        )
        for v in values
    )
    return Series(label=label, baseline=Baseline(value=start), targets=made)


@pytest.mark.parametrize(
    ("given", "words", "expected"),
    [
        (series(10, 20), "", Course("increase")),
        (series(10, 5), "", Course("decrease")),
        (series(10, 5), "a reduction", Course("decrease")),
        (series(10, 10), "", Course("none")),
        (series(10, 10), "to be raised and increased", Course("increase")),
        (series(None, 5, 9), "", Course("increase")),
        (series(10, 20), "a reduction", Course("none", "direction")),
        (series(10, 20, label="Absences"), "", Course("none", "direction")),
        (series(10, 2, 2, kind="relative"), "% decrease", Course("decrease", "sign")),
        (series(10, -2, -2, kind="relative"), "", Course("decrease")),
        (series(10, 20), "more visits, fewer calls", Course("increase")),
    ],
)
def test_a_direction_comes_from_targets_and_words_and_a_quarrel_is_a_doubt(
    given: Series, words: str, expected: Course
) -> None:
    assert course_of(given, words) == expected


@pytest.mark.parametrize(
    ("courses", "expected"),
    [
        ([Course("increase"), Course("none")], "increase"),
        ([Course("increase"), Course("decrease")], "none"),
        ([Course("increase"), Course("none", "direction")], "none"),
        ([], "none"),
    ],
)
def test_a_measure_has_a_direction_where_its_series_agree(courses: list[Course], expected: Direction) -> None:
    assert direction_of_all(courses) == expected


def test_words_broken_at_a_line_end_are_joined_and_numbers_keep_their_hyphen() -> None:
    assert (
        joined(["the aver-", "age of 0-", "19 and non-", "Town clubs"])
        == "the average of 0-19 and non-Town clubs"
    )
