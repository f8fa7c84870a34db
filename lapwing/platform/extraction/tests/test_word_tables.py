"""Tables of Word files keep their merged cells, their colours and what is set apart as a title."""

from __future__ import annotations

import io

import docx

from lapwing.platform.extraction.document import Grid, GridCell
from lapwing.platform.extraction.tests.office_files import (
    p,
    read,
    rows,
    run,
    tbl,
    tc,
    texts,
    tr,
    word_file,
)


def _grid(*rows_of_it: str, properties: str = "", styles: str = "") -> Grid:
    (grid,) = read(word_file(tbl(*rows_of_it, properties=properties), styles=styles)).grids
    return grid


def _cell(grid: Grid, row: int, column: int) -> GridCell:
    found = grid.at(row, column)
    assert found is not None
    return found


def _span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def _fill(colour: str, more: str = 'w:val="clear"') -> str:
    return f'<w:shd {more} w:fill="{colour}"/>'


def test_merged_cells_stand_once_with_their_extent() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    grid = _grid(
        tr(tc("Area", _span(3)), "Due"),
        tr(tc("1", down), "a", "b", "May"),
        tr(tc("", on), "c", "d", "June"),
        tr("2", "e", tc("f", _span(2))),
    )
    assert (_cell(grid, 0, 2).text, _cell(grid, 0, 2).columns) == ("Area", 3)
    assert (_cell(grid, 2, 0).text, _cell(grid, 2, 0).rows) == ("1", 2)
    assert _cell(grid, 3, 3).text == "f"
    assert (grid.rows, grid.columns) == (4, 4)


def test_a_cell_that_begins_its_own_merge_ends_the_one_above() -> None:
    down, on = '<w:vMerge w:val="restart"/>', '<w:vMerge w:val="continue"/>'
    grid = _grid(tr(tc("1", down), "a"), tr(tc("2", down), "b"), tr(tc("", on), "c"), tr("3", "d"))
    assert [(cell.text, cell.rows) for cell in grid.cells if cell.column == 0] == [
        ("1", 1),
        ("2", 2),
        ("3", 1),
    ]


def test_a_merge_that_goes_on_from_nothing_is_a_cell_of_its_own() -> None:
    grid = _grid(tr(tc("kept", "<w:vMerge/>"), "a"))
    assert _cell(grid, 0, 0).text == "kept"


def test_rows_that_begin_or_end_early_keep_their_columns() -> None:
    early = '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'
    grid = _grid(tr("a", "b", "c"), tr("d", properties=early))
    assert rows(grid) == [["a", "b", "c"], ["", "d", ""]]


def test_old_merges_along_a_row() -> None:
    grid = _grid(tr(tc("wide", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "x"))
    assert (_cell(grid, 0, 1).text, _cell(grid, 0, 2).text) == ("wide", "x")


def test_fills_are_colours_and_white_or_left_open_is_none() -> None:
    grid = _grid(
        tr(
            tc("a", _fill("ffc000")),
            tc("b", _fill("auto")),
            tc("c", _fill("FFFFFF")),
            tc("d", _fill("FFFFFF", 'w:val="pct50" w:color="000000"')),
            tc("e", _fill("auto", 'w:val="solid" w:color="00B050"')),
        )
    )
    assert [cell.colour for cell in grid.cells] == ["FFC000", None, None, "808080", "00B050"]


def test_a_cell_of_colour_without_words_is_kept_and_one_of_neither_is_not() -> None:
    grid = _grid(tr("1", tc("", _fill("FF0000")), ""))
    assert [(cell.text, cell.colour) for cell in grid.cells] == [("1", None), ("", "FF0000")]


def test_a_coloured_spot_is_as_good_as_a_fill() -> None:
    spot = p(run("l", '<w:rFonts w:ascii="Wingdings"/><w:color w:val="00B050"/>'))
    grid = _grid(tr("1", tc(spot)))
    assert (grid.cells[1].text, grid.cells[1].colour) == ("●", "00B050")


def test_repeated_rows_and_bold_cells_are_titles() -> None:
    bold = p(run("Bold", "<w:b/>"))
    partly = p(run("Bold", "<w:b/>") + run(" and not"))
    grid = _grid(tr("Ref", "Action", properties="<w:tblHeader/>"), tr(tc(bold), tc(partly)), tr("a", "b"))
    assert [cell.header for cell in grid.cells] == [True, True, True, False, False, False]


def test_bold_that_is_switched_off_is_not_bold() -> None:
    grid = _grid(tr(tc(p(run("x", '<w:b w:val="0"/>'))), "y"))
    assert not grid.cells[0].header


def test_the_first_row_that_a_style_sets_apart_is_of_titles() -> None:
    styles = (
        '<w:style w:type="table" w:styleId="Grid"><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
        '<w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:tblStylePr></w:style>'
    )
    look = '<w:tblStyle w:val="Grid"/><w:tblLook w:firstRow="{}"/>'
    asked = _grid(tr("Ref", "Action"), tr("1", "x"), properties=look.format(1), styles=styles)
    unasked = _grid(tr("Ref", "Action"), tr("1", "x"), properties=look.format(0), styles=styles)
    assert [(cell.header, cell.colour) for cell in asked.row(0)] == [(True, "1F3864")] * 2
    assert [(cell.header, cell.colour) for cell in asked.row(1)] == [(False, None)] * 2
    assert not any(cell.header for cell in unasked.cells)


def test_paragraphs_of_a_cell_are_lines() -> None:
    cell = tc(
        p("One") + p("<w:r><w:t>Two</w:t><w:br/><w:t>three</w:t><w:tab/><w:t>x</w:t></w:r>") + p("<w:r/>")
    )
    assert _grid(tr(cell, "x")).cells[0].text == "One\nTwo\nthree x"


def test_rows_and_cells_within_content_controls_are_rows_and_cells() -> None:
    held = f"<w:sdt><w:sdtPr/><w:sdtContent>{tc('held')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent>{tr('c', 'd')}</w:sdtContent></w:sdt>"
    assert rows(_grid(tr("a", held), row)) == [["a", "held"], ["c", "d"]]


def test_a_table_in_a_cell_is_told_row_by_row() -> None:
    inner = tbl(tr("KPI", "Target"), tr("Rate", "75%"))
    grid = _grid(tr("1", tc(p("Measures") + inner + p("<w:r/>"))))
    assert grid.cells[1].text == "Measures\nKPI | Target\nRate | 75%"


def test_a_frame_around_paragraphs_and_tables_is_not_a_table() -> None:
    framed = tbl(tr(tc(p("Priority 1") + tbl(tr("Ref", "Action"), tr("1", "x")) + p("<w:r/>"))))
    found = read(word_file(framed))
    assert texts(found) == ["Priority 1"]
    assert rows(found.grids[0]) == [["Ref", "Action"], ["1", "x"]]


def test_rows_that_frame_a_table_part_the_rows_around_them() -> None:
    inner = tbl(tr("In", "ner"), tr("x", "y"))
    found = read(word_file(tbl(tr("a", "b"), tr(tc(inner + p("<w:r/>"), _span(2))), tr("c", "d"))))
    assert [rows(grid)[0] for grid in found.grids] == [["a", "b"], ["In", "ner"], ["c", "d"]]


def test_tables_made_by_python_docx() -> None:
    made = docx.Document()
    table = made.add_table(3, 3)
    for at, cell in enumerate(table._cells):
        cell.text = f"c{at}"
    table.cell(1, 0).merge(table.cell(2, 1))
    target = io.BytesIO()
    made.save(target)

    (grid,) = read(target.getvalue()).grids

    merged = _cell(grid, 2, 1)
    assert (merged.text, merged.rows, merged.columns) == ("c3\nc4\nc6\nc7", 2, 2)


def test_what_stands_in_every_cell_stands_on_its_lines() -> None:
    found = read(word_file(p("Before") + tbl(tr("a", tc(p("b") + p("c"))))))
    for cell in found.grids[0].cells:
        assert "\n".join(found.lines[cell.lines[0] - 1 : cell.lines[1]]) == cell.text
