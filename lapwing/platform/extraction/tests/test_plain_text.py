"""Text files keep their lines, and tables drawn with pipes are tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.platform.extraction.document import Document, Grid
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.plain_text import decode_text, text_document

_OUTER = """Wolds plan

| Ref | Action | Lead | RAG |
|-----|--------|------|-----|
| 1.1 | Open a clinic | Nurse Lead | |
| 1.2 | Open another in the north of the | DCO | G |
|     | county (by June) |  | |
"""
_BARE = """Ref | Action | Lead
1.1 | Do this
and that | Head
1.2 | Something | Lead
of things
"""
_RULED = """+----+------+---+
| Ref | Action | Lead |
+----+------+---+
| 1  | Train staff | DCO |
|    | Write to schools | |
+----+------+---+
| 2  | Open a clinic | DCO |
+----+------+---+
"""


def _rows(text: str) -> list[list[str]]:
    (grid,) = text_document(text, "plan.txt").grids
    return _cells(grid)


def _cells(grid: Grid) -> list[list[str]]:
    found = [["" for _ in range(grid.columns)] for _ in range(grid.rows)]
    for cell in grid.cells:
        found[cell.row][cell.column] = cell.text
    return found


def test_a_table_with_outer_pipes_and_a_rule_has_its_titles_marked_and_wrapped_cells_joined() -> None:
    document = text_document(_OUTER, "plan.txt")
    (grid,) = document.grids
    assert _cells(grid) == [
        ["Ref", "Action", "Lead", "RAG"],
        ["1.1", "Open a clinic", "Nurse Lead", ""],
        ["1.2", "Open another in the north of the county (by June)", "DCO", "G"],
    ]
    assert {cell.text for cell in grid.cells if cell.header} == {"Ref", "Action", "Lead", "RAG"}
    assert grid.lines == (3, 7)
    assert [(p.text, p.lines) for p in document.paragraphs] == [("Wolds plan", (1, 1))]


def test_a_table_without_outer_pipes_may_wrap_its_cells_over_lines() -> None:
    assert _rows(_BARE) == [
        ["Ref", "Action", "Lead"],
        ["1.1", "Do this and that", "Head"],
        ["1.2", "Something", "Lead of things"],
    ]


def test_rules_between_rows_say_where_a_row_of_several_lines_ends() -> None:
    assert _rows(_RULED)[1:] == [["1", "Train staff\nWrite to schools", "DCO"], ["2", "Open a clinic", "DCO"]]


def test_nine_columns_of_colours_keep_their_places_when_blank() -> None:
    titles = " | ".join(["Ref", "Action", *(f"Month {n}" for n in range(1, 10))])
    row = "1.1 | Open a clinic | G | G | A | | | R | | | B"
    assert _rows(f"{titles}\n{row}\n{row}\n")[1][2:] == ["G", "G", "A", "", "", "R", "", "", "B"]


def test_a_footer_with_pipes_is_no_table() -> None:
    assert text_document("Words\n\nWolds | Plan | Page 3\n\nMore words\n", "plan.txt").grids == ()


def test_an_escaped_pipe_is_a_word_and_a_break_a_new_line() -> None:
    assert _rows("| A | B \\| C |\n|---|---|\n| 1 | x<br>y |\n") == [["A", "B | C"], ["1", "x\ny"]]


def test_items_of_a_list_are_paragraphs_of_their_own_with_their_marks() -> None:
    paragraphs = text_document("Heading:\n• one\n  more\n  • inner\n- two\n", "plan.txt").paragraphs
    assert [(p.mark, p.level, p.text) for p in paragraphs] == [
        (None, 0, "Heading:"),
        ("•", 1, "one\nmore"),
        ("•", 2, "inner"),
        ("-", 1, "two"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_that_people_save_in(encoding: str) -> None:
    assert decode_text("the board’s plan – £5".encode(encoding)) == "the board’s plan – £5"


def test_a_damaged_character_does_not_spoil_the_others() -> None:
    data = "the board’s plan – “5” – and “6”".encode() + b"\xe2\x80 end"
    assert decode_text(data).startswith("the board’s plan – “5”")
    assert "\ufffd" in decode_text(data)


@pytest.mark.parametrize("data", [b"a\x00\x00b", b"\x01\x02\x03\x04\x05\x06 program", b"\x00\x00\x01"])
def test_what_is_not_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        decode_text(data)
    assert caught.value.code == "not-text"


def _covers_every_filled_line(document: Document) -> bool:
    numbers = {n for each in document.elements for n in range(each.lines[0], each.lines[1] + 1)}
    return all(n in numbers for n, line in enumerate(document.lines, start=1) if line.strip())


@given(st.lists(st.sampled_from(["|", " | ", "a", "1.1", "\n", "|---|", "x\ny", "", "- b"]), max_size=30))
def test_any_drawing_is_read_and_every_filled_line_stands_in_an_element(pieces: list[str]) -> None:
    document = text_document("".join(pieces), "plan.txt")
    assert _covers_every_filled_line(document)
    for grid in document.grids:
        assert len({(cell.row, cell.column) for cell in grid.cells}) == len(grid.cells)
