"""Markdown is read on its own lines, so that every part can be shown where its author wrote it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.platform.extraction.document import Document, Kind
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.markdown import read_markdown
from lapwing.platform.extraction.tests.office_files import rows, texts
from lapwing.platform.extraction.writer import Writer


def _read(text: str) -> Document:
    writer = Writer(Kind.MARKDOWN, "plan.md")
    read_markdown(text.encode(), writer)
    return writer.document()


def test_headings_and_paragraphs_stand_on_the_lines_of_the_file() -> None:
    found = _read("# Plan *one*\r\n\r\nSome **bold**\r\nwords [here](x)\r\n")
    assert found.lines == ("# Plan *one*", "", "Some **bold**", "words [here](x)", "")
    assert [(each.text, each.heading, each.lines) for each in found.paragraphs] == [
        ("Plan one", 1, (1, 1)),
        ("Some bold\nwords here", None, (3, 4)),
    ]


def test_lists_have_their_marks_and_levels() -> None:
    found = _read("- a\n  more\n  - b\n- c\n\n  Again\n\n3. d\n4) e\n")
    assert [(each.mark, each.text, each.level, each.lines) for each in found.paragraphs] == [
        ("•", "a\nmore", 1, (1, 2)),
        ("•", "b", 2, (3, 3)),
        ("•", "c", 1, (4, 4)),
        (None, "Again", 1, (6, 6)),
        ("3.", "d", 1, (8, 8)),
        ("4)", "e", 1, (9, 9)),
    ]


def test_pipe_tables_are_tables_with_a_line_for_each_row() -> None:
    found = _read("| Ref | Action |\n|---|:-:|\n| 1 | a \\| **b**<br>c |\n| 2 |  |\n")
    (grid,) = found.grids
    assert rows(grid) == [["Ref", "Action"], ["1", "a | b\nc"], ["2", ""]]
    assert grid.lines == (1, 4)
    assert [cell.lines for cell in grid.cells] == [(1, 1), (1, 1), (3, 3), (3, 3), (4, 4)]
    assert [cell.header for cell in grid.cells] == [True, True, False, False, False]


def test_lists_of_html_in_a_cell_are_items() -> None:
    (grid,) = _read("| Ref | Action |\n|---|---|\n| 1 | <ul><li>a &amp; b</li><li>c</li></ul> |\n").grids
    assert rows(grid)[1] == ["1", "• a & b\n• c"]


def test_tables_without_their_rule_are_found_too() -> None:
    (grid,) = _read("Ref | Action | Due\n1 | a | May\n2 | b | June\n").grids
    assert rows(grid)[2] == ["2", "b", "June"]


def test_tables_parted_by_tabs_are_left_as_their_lines() -> None:
    text = "Ref\tAction\tLead\n1\t<ul><li>a</li></ul>\tHead\n"
    found = _read(text)
    assert found.grids == ()
    assert texts(found) == [text.strip()]


def test_tables_of_html_are_tables_even_over_blank_lines() -> None:
    found = _read(
        "Before\n\n<table>\n<tr><th>Ref</th><th>Action</th></tr>\n\n<tr><td>1</td><td>a</td></tr>\n</table>\n\nAfter\n"
    )
    (grid,) = found.grids
    assert rows(grid) == [["Ref", "Action"], ["1", "a"]]
    assert grid.lines == (3, 7)
    assert texts(found) == ["Before", "After"]


def test_lists_within_a_table_of_html_are_its_own() -> None:
    found = _read("<table><tr><td>1</td><td>\n\n- a\n\n</td></tr></table>\n\n- b\n")
    assert rows(found.grids[0]) == [["1", "- a"]]
    assert texts(found) == ["• b"]


def test_folded_parts_are_read_and_scripts_are_not() -> None:
    found = _read("<details><summary>More</summary>\n\nInside\n\n</details>\n\n<script>no()</script>\n")
    assert texts(found) == ["More", "Inside"]


def test_code_is_left_as_its_lines() -> None:
    assert texts(_read("```\n| a | b |\n```\n")) == ["```\n| a | b |\n```"]


def test_what_is_not_text_is_refused() -> None:
    writer = Writer(Kind.MARKDOWN, "plan.md")
    with pytest.raises(UnreadableFileError):
        read_markdown(bytes(range(32)) * 50, writer)


def test_lists_without_bottom_are_read_or_refused() -> None:
    assert _read("> " * 3_000 + "x").lines
    assert _read("".join("  " * at + "- x\n" for at in range(300))).elements


_PIECES = (
    ("# ", "- ", "1. ", "| a | b |", "|---|---|", "\n", "\n\n", "words", "\t", "    ", "> ", "---"),
    ("<table>", "</table>", "<tr>", "<td>", "<div>", "</div>", "<br>", "<!--", "-->", "```", "\\|", "*"),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([piece for pieces in _PIECES for piece in pieces])))
def test_every_element_stands_on_lines_of_the_file(pieces: list[str]) -> None:
    found = _read("x" + "".join(pieces))
    for element in found.elements:
        assert 1 <= element.lines[0] <= element.lines[1] <= len(found.lines)
    for grid in found.grids:
        assert all(grid.lines[0] <= cell.lines[0] <= cell.lines[1] <= grid.lines[1] for cell in grid.cells)
