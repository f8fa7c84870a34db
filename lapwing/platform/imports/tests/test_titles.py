"""Which column is which: by its title, by what was said before, and never by guessing."""

from __future__ import annotations

import pytest

from lapwing.platform.imports.reading.cells import Row
from lapwing.platform.imports.tests.test_understanding import FEED
from lapwing.platform.imports.titles import find_titles, is_certain, left_over, propose, what_is_missing


@pytest.mark.parametrize("title", ["Seen", "seen", " SEEN ", "Seen on", "seen_on", "Seen-on:", "date"])
def test_a_title_is_known_however_it_is_written(title: str) -> None:
    assert propose(FEED, ["Name", title], {})["seen"] == 1


def test_of_two_columns_with_one_title_the_first_is_taken_and_the_other_is_left_over() -> None:
    columns = propose(FEED, ["Name", "Number", "Number"], {})
    assert columns["number"] == 1
    assert left_over(["Name", "Number", "Number"], columns) == ["Number"]


def test_of_two_titles_for_one_column_one_is_taken() -> None:
    columns = propose(FEED, ["Name", "Date", "Seen on"], {})
    assert columns["seen"] == 1


def test_a_missing_column_is_asked_for() -> None:
    columns = propose(FEED, ["Number", ""], {})
    assert what_is_missing(FEED, columns) == ["Say which column is “Name”."]
    assert not is_certain(FEED, ["Number", ""], columns)


def test_columns_without_a_title_are_not_left_over() -> None:
    columns = propose(FEED, ["Name", "", "Seen"], {})
    assert left_over(["Name", "", "Seen"], columns) == []
    assert is_certain(FEED, ["Name", "", "Seen"], columns)


def test_what_was_said_before_holds_while_the_titles_are_the_same() -> None:
    saved = {"name": "Species", "seen": "", "number": "", "nests": "", "where": ""}
    titles = ["Species", "Date", "Colour"]
    columns = propose(FEED, titles, saved)
    assert (columns["name"], columns["seen"]) == (0, None)
    assert is_certain(FEED, titles, columns, left_out=["date", "Colour"])
    assert propose(FEED, ["Bird", "Date"], saved)["name"] is None


def test_a_title_that_was_not_left_out_before_is_asked_about() -> None:
    titles = ["Name", "Number", "Corrected number"]
    columns = propose(FEED, titles, {"name": "Name", "number": "Number"})
    assert not is_certain(FEED, titles, columns, left_out=["Colour"])


def test_a_column_that_was_in_no_file_before_is_found_by_its_own_title() -> None:
    saved = {"name": "Name", "seen": "", "number": "Number"}
    titles = ["Name", "Number", "Date"]
    assert propose(FEED, titles, saved, left_out=["Colour"])["seen"] == 2
    assert propose(FEED, titles, saved, left_out=["date"])["seen"] is None
    assert propose(FEED, titles, saved)["seen"] is None


def test_of_two_columns_with_one_title_a_person_says_which_each_time() -> None:
    titles = ["Name", "Number", "Number"]
    columns = propose(FEED, titles, {"name": "Name", "number": "Number"})
    assert not is_certain(FEED, titles, columns, left_out=["Number"])


def test_one_column_cannot_be_two() -> None:
    assert "One column of the file cannot be two of these." in what_is_missing(FEED, {"name": 0, "seen": 0})


def test_titles_are_found_below_what_stands_above_them() -> None:
    rows: list[Row] = [(1, ["Birds of the marsh"]), (3, ["Name", "Seen on"]), (4, ["Lapwing", "1/5/2026"])]
    assert find_titles(rows, FEED).line == 3


def test_where_no_title_is_known_the_first_row_holds_them() -> None:
    rows: list[Row] = [(2, ["Bird", "When"]), (3, ["Lapwing", "1/5/2026"])]
    found = find_titles(rows, FEED)
    assert (found.line, found.titles) == (2, ("Bird", "When"))
