"""Rows of text files: however they are encoded and parted, each with the number that a spreadsheet shows."""

from __future__ import annotations

import pytest

from lapwing.platform.imports.reading.cells import MOST_COLUMNS
from lapwing.platform.imports.reading.refusals import RefusedFileError
from lapwing.platform.imports.reading.separated import separated_rows, separator_of

PLAIN = "measure,value\nCafé,5\n"


def read(text: str | bytes) -> list[tuple[int, list[object]]]:
    data = text.encode() if isinstance(text, str) else text
    return [(number, list(cells)) for number, cells in separated_rows(data)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_file_is_read_in_each_encoding_that_programs_save(encoding: str, ends: str) -> None:
    data = PLAIN.replace("\n", ends).encode(encoding)
    assert read(data) == [(1, ["measure", "value"]), (2, ["Café", "5"])]


def test_a_few_damaged_letters_of_utf_8_are_problems_of_their_cells_alone() -> None:
    data = "name\nCafé Zoë naïve über\nÅsa Ödön\n".encode() + b"Caf\xe9\n"
    rows = read(data)
    assert rows[1] == (2, ["Café Zoë naïve über"])
    assert isinstance(rows[3][1][0], dict)


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n1,6;2,6\n", ";"),
        ("a\tb\n1,000\t2\n1,001\t2\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ('a,b\n"x;y;z",2\n', ","),
    ],
)
def test_the_sign_between_cells_is_found_out(text: str, separator: str) -> None:
    assert separator_of(text) == separator


def test_a_file_that_says_its_sign_is_believed() -> None:
    assert read("sep=;\r\na;b,c\r\n1;2\r\n") == [(1, ["a", "b,c"]), (2, ["1", "2"])]


def test_a_line_break_within_quotation_marks_ends_no_row() -> None:
    assert read('a,b\n"one\ntwo",2\n3,4\n') == [(1, ["a", "b"]), (2, ["one\ntwo", "2"]), (3, ["3", "4"])]


def test_quotation_marks_within_a_cell_are_doubled() -> None:
    assert read('a\n"say ""so"""\n')[1] == (2, ['say "so"'])


def test_blank_lines_are_left_out_and_counted() -> None:
    assert read("a,b\n\n , \n1,2\n") == [(1, ["a", "b"]), (4, ["1", "2"])]


def test_rows_may_be_shorter_and_longer_than_their_titles() -> None:
    assert read("a,b\n1\n1,2,3\n") == [(1, ["a", "b"]), (2, ["1"]), (3, ["1", "2", "3"])]


def test_of_a_line_that_is_far_too_wide_no_more_is_read_than_can_be_said_to_be_wrong() -> None:
    assert len(read("a,b\n" + ",".join("x" * (MOST_COLUMNS + 10)) + "\n")[1][1]) == MOST_COLUMNS


def test_the_apostrophe_before_a_formula_is_taken_off_and_the_formula_is_never_run() -> None:
    assert read("a,b\n'=1+1,=1+1\n")[1] == (2, ["=1+1", "=1+1"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x00\x01\x02\x03" * 50, "not-text"),
        (b'a,b\n"' + b"x" * 1_000_001 + b'"\n', "damaged"),
    ],
    ids=["no text", "a cell without an end"],
)
def test_what_is_no_table_is_refused_in_words(data: bytes, code: str) -> None:
    with pytest.raises(RefusedFileError) as refused:
        read(data)
    assert refused.value.code == code
    assert "Excel" in str(refused.value)
