"""Web pages are read without the menus, notices and offers around them."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.platform.extraction.document import Document, Grid, Kind
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.tests.office_files import rows, texts
from lapwing.platform.extraction.web_page import read_html
from lapwing.platform.extraction.writer import Writer


def _read(html: str | bytes) -> Document:
    writer = Writer(Kind.HTML, "plan.html")
    read_html(html.encode() if isinstance(html, str) else html, writer)
    return writer.document()


def _grid(html: str) -> Grid:
    (grid,) = _read(html).grids
    return grid


def test_headings_paragraphs_and_line_breaks() -> None:
    found = _read("<h1>Plan</h1><p>Some <b>bold</b>\n words<br>and more</p>loose<div>boxed</div>")
    assert texts(found) == ["Plan", "Some bold words\nand more", "loose", "boxed"]
    assert found.paragraphs[0].heading == 1


def test_lists_have_their_marks_and_levels() -> None:
    found = _read(
        "<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>more of c</p></li></ul>"
        "<ol start=3 type=a><li>d</li><li value=9>e</li></ol>"
    )
    assert texts(found) == ["• a", "• b", "• c", "more of c", "c. d", "i. e"]
    assert [paragraph.level for paragraph in found.paragraphs] == [1, 2, 1, 1, 1, 1]


def test_lists_as_word_saves_them_have_one_blank_after_their_mark() -> None:
    item = "<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;&nbsp; </span></span>"
    assert texts(_read(f"<p class=MsoListParagraph><![if !supportLists]>{item}<![endif]>Agree it</p>")) == [
        "· Agree it"
    ]


def test_definitions_are_labels_with_values() -> None:
    found = _read(
        "<dl><div><dt>Due date:</dt><dd>May 25</dd></div><dt>Lead</dt><dd>A<br>B</dd>"
        "<dt>Alone</dt><dt>Listed</dt><dd><ul><li>x</li></ul></dd></dl>"
    )
    assert texts(found) == ["Due date: May 25", "Lead: A\nB", "Alone", "Listed", "• x"]


def test_what_stands_around_a_page_is_left_out() -> None:
    found = _read(
        "<header>Council</header><nav>Menu</nav><div class='cookie-banner'>Cookies</div><aside>Else</aside>"
        "<div role='search'>Search</div><div id='relatedDocuments'>Other</div><p hidden>no</p>"
        "<p style='display: none'>no</p><script>no()</script><form>Subscribe<input></form>"
        "<article><header><h1>Plan</h1></header><p>Words of the plan that count</p></article>"
        "<details><summary>More</summary><p>Inside</p></details><footer>Foot</footer>"
    )
    assert texts(found) == ["Plan", "Words of the plan that count", "More", "Inside"]


def test_links_under_a_heading_that_offers_other_documents_are_left_out() -> None:
    found = _read(
        "<h2>Plan</h2><p>Words</p><h2>Related documents</h2><ul><li><a href='x'>Other</a></li></ul>"
        "<h2>Next</h2><ul><li><a href='y'>Kept</a></li></ul>"
    )
    assert texts(found) == ["Plan", "Words", "Next", "• Kept"]


def test_a_form_around_the_whole_page_is_no_form() -> None:
    assert texts(_read("<form id='aspnetForm'><h1>Plan</h1><p>Words</p></form>")) == ["Plan", "Words"]


def test_a_table_is_read_whatever_its_wrapping_is_called() -> None:
    html = "<div class='related-actions'><table><tr><td>1</td><td>a</td></tr></table></div><p>More words</p>"
    assert rows(_grid(html)) == [["1", "a"]]


def test_the_main_part_of_a_page_is_read_when_it_is_marked() -> None:
    found = _read("<p>Welcome</p><main><h1>Plan</h1><p>Words of the plan</p></main><p>Contact</p>")
    assert texts(found) == ["Plan", "Words of the plan"]


def test_a_main_part_that_leaves_tables_out_is_not_the_whole() -> None:
    found = _read("<main><h1>Plan</h1></main><table><tr><td>1</td><td>a</td></tr></table>")
    assert len(found.grids) == 1


def test_merged_cells_titles_and_captions() -> None:
    grid = _grid(
        "<table><caption> Actions  of 2026</caption>"
        "<thead><tr><th rowspan=2>Ref</th><td colspan=2>Year</td></tr><tr><td>Q1</td><td>Q2</td></tr></thead>"
        "<tr><td rowspan=0>1</td><td>a</td><td><b>b</b></td></tr><tr><td>c</td></tr></table>"
    )
    assert grid.title == "Actions of 2026"
    assert rows(grid) == [["Ref", "Year", ""], ["", "Q1", "Q2"], ["1", "a", "b"], ["", "c", ""]]
    assert [(cell.text, cell.rows, cell.columns) for cell in grid.cells if cell.rows + cell.columns > 2] == [
        ("Ref", 2, 1),
        ("Year", 1, 2),
        ("1", 2, 1),
    ]
    assert [cell.text for cell in grid.cells if cell.header] == ["Ref", "Year", "Q1", "Q2", "b"]


def test_cells_never_cover_the_same_place() -> None:
    grid = _grid(
        "<table><tr><td>a</td><td rowspan=2>b</td></tr><tr><td colspan=3>c</td><td>d</td></tr></table>"
    )
    places = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    assert len(places) == len(set(places))


def test_lists_and_paragraphs_in_a_cell_are_lines() -> None:
    grid = _grid(
        "<table><tr><td>1</td><td><p>One</p><ul><li>a<ol><li>b</li></ol></li></ul>x<br>y</td></tr></table>"
    )
    assert grid.cells[1].text == "One\n• a\n  1. b\nx\ny"


def test_a_number_without_words_is_the_text_of_its_cell() -> None:
    grid = _grid("<table><tr><td><ol start=3><li></li></ol></td><td><ul><li></ul>a</td></tr></table>")
    assert rows(grid) == [["3.", "a"]]


@pytest.mark.parametrize(
    ("cell", "colour"),
    [
        ("<td style='background-color: #ffc000'>x</td>", "FFC000"),
        ("<td style='color:red;background:#f00 url(x)'>x</td>", "FF0000"),
        ("<td style='background: rgb(0, 176, 80)'>x</td>", "00B050"),
        ("<td style='background: rgba(0, 176, 80, 0)'>x</td>", None),
        ("<td bgcolor='green'>x</td>", "008000"),
        ("<td bgcolor=white>x</td>", None),
        ("<td class='other amb'>x</td>", "FFBF00"),
        ("<td><span style='background:red'>x</span></td>", "FF0000"),
        ("<td style='background:nonsense'>x</td>", None),
        ("<td style='color:red'>x</td>", None),
    ],
)
def test_grounds_are_colours(cell: str, colour: str | None) -> None:
    grid = _grid(f"<style>.amb {{ background: #FFBF00; }}</style><table><tr><td>1</td>{cell}</tr></table>")
    assert grid.cells[1].colour == colour


def test_a_row_colours_its_cells() -> None:
    grid = _grid("<table><tr bgcolor='#FFC000'><td>1</td><td bgcolor='#FF0000'>x</td></tr></table>")
    assert [cell.colour for cell in grid.cells] == ["FFC000", "FF0000"]


def test_a_table_that_lays_out_a_page_is_not_a_table() -> None:
    found = _read(
        "<table><tr><td>Menu words</td><td><h1>Plan</h1><table><tr><td>1</td><td>a</td></tr>"
        "<tr><td>2</td><td>b</td></tr></table></td></tr></table>"
    )
    assert texts(found) == ["Menu words", "Plan"]
    assert rows(found.grids[0]) == [["1", "a"], ["2", "b"]]


def test_numbers_of_footnotes_do_not_run_into_words_and_raised_endings_do() -> None:
    found = _read("<p>By May 2025<sup><a href='#n1'>1</a></sup> or 17<sup>th</sup> June 2026<sup>2</sup></p>")
    assert texts(found) == ["By May 2025 or 17th June 2026²"]


def test_the_page_says_how_its_letters_are_written() -> None:
    latin = b"<meta charset='iso-8859-1'><p>Caf\xe9 \x96 75%</p>"
    other = "<meta http-equiv='Content-Type' content='text/html; charset=windows-1250'><p>Ł</p>".encode(
        "cp1250"
    )
    assert texts(_read(latin)) == ["Café – 75%"]
    assert texts(_read(other)) == ["Ł"]
    assert texts(_read(b"<meta charset='base64'><p>x</p>")) == ["x"]


def test_a_page_without_words_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnreadableFileError, match="save it as PDF") as refused:
        _read("<html><body><script>draw()</script><div id=app></div></body></html>")
    assert refused.value.code == "empty"


def test_entities_of_its_own_and_links_outside_are_left_alone() -> None:
    found = _read(
        '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname">]><p>x &a; &amp; &eacute;</p>'
        "<img src='http://127.0.0.1:1/x.png'><iframe src='http://127.0.0.1:1/'>no</iframe>"
    )
    assert "x &a; & é" in "\n".join(texts(found))


def test_a_page_without_bottom_is_read_or_refused() -> None:
    for piece in ("<div>", "<ul><li>", "<table><tr><td>", "<b>"):
        with contextlib.suppress(UnreadableFileError):
            _read("<p>Words</p>" + piece * 20_000 + "x")


_PIECES = (
    "<table> </table> <tr> </td> <th> <ul> <li> </ul> <dl> <dt> <dd> <p> </p> <h2> <br> words <form> <main>",
    "<!-- --> <![CDATA[ &#0; <caption> <pre> </div> <div> <td/rowspan=3> <td/colspan=2> <td>",
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(" ".join(_PIECES).split())))
def test_any_order_of_tags_is_read_or_refused(tags: list[str]) -> None:
    with contextlib.suppress(UnreadableFileError):
        for grid in _read("".join(tags) + " end").grids:
            assert all(cell.row + cell.rows <= grid.rows for cell in grid.cells)


def test_a_few_words_for_a_picture_in_a_cell_are_read_and_others_are_not() -> None:
    grid = _grid(
        '<table><tr><td>1</td><td><img alt="Green" src="g.png"></td></tr>'
        f'<tr><td>2</td><td><img alt="{"A map of the area " * 3}"></td></tr></table><img alt="Logo">'
    )
    assert rows(grid) == [["1", "Green"], ["2", ""]]
