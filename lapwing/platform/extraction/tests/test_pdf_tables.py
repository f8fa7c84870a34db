"""Tables of PDF files, from their lines and from the gaps between their words."""

from __future__ import annotations

import pytest

from lapwing.platform.extraction.tests.pdf_files import (
    only_grid,
    read,
    rows,
    shown,
    texts,
    typeset,
    written,
)

TITLES = "[*Ref*], [*Action*], [*Lead*], [*By when*]"
COLUMNS = "columns: (1.5cm, 6cm, 4cm, 3cm)"
UNRULED_ROWS = """
 [1.1], [Work with families to agree what is needed in each school], [Head of Service], [May 2026],
 [1.2], [Short one], [Designated Clinical Officer and the team], [June 2026],
 [1.3], [Review the offer, publish what was found and tell families what was changed by it], [Lead], [Autumn],
"""
EXPECTED = [
    ["Ref", "Action", "Lead", "By when"],
    ["1.1", "Work with families to agree what is needed in each school", "Head of Service", "May 2026"],
    ["1.2", "Short one", "Designated Clinical Officer and the team", "June 2026"],
    [
        "1.3",
        "Review the offer, publish what was found and tell families what was changed by it",
        "Lead",
        "Autumn",
    ],
]


def test_a_ruled_table_is_read_cell_by_cell() -> None:
    document = read(typeset(f"#table({COLUMNS}, table.header({TITLES}), {UNRULED_ROWS})"))
    grid = only_grid(document)
    assert rows(grid) == EXPECTED
    assert [cell.header for cell in grid.row(0)] == [True] * 4
    assert not any(cell.header for cell in grid.cells if cell.row)
    assert grid.place == "page 1"


def test_columns_without_any_lines_are_a_table() -> None:
    body = f"Text before.\n\n#table(stroke: none, {COLUMNS}, {TITLES}, {UNRULED_ROWS})\n\nText after it."
    document = read(typeset(body))
    assert rows(only_grid(document)) == EXPECTED
    assert texts(document) == ["Text before.", "Text after it."]


def test_rows_set_close_without_lines_keep_titles_and_cells_of_two_lines_whole() -> None:
    grid = only_grid(
        read(
            typeset(
                "#set text(size: 9pt)\n#table(columns: (14mm, 58mm, 44mm), stroke: none, inset: 4pt, "
                "[*Action number*], [*Action*], [*Lead*], "
                "[1], [Ask every nursery which of its children may need more help in the year to come], "
                "[Early Years Manager], "
                "[2], [Hold a Saturday clinic for families whose children have waited for longer than most], "
                "[Head of Community Therapies], "
                "[3], [Tell every family what the outcome of their own assessment means], [Casework Lead])"
            )
        )
    )
    assert [row[0] for row in rows(grid)] == ["Action number", "1", "2", "3"]
    assert rows(grid)[2][1].endswith("for longer than most")
    assert rows(grid)[2][2] == "Head of Community Therapies"


def test_lines_across_only_part_the_rows() -> None:
    more = "[1.4], [First paragraph\n\nSecond paragraph of the cell], [Lead], [May 2026]"
    rule = "stroke: (x, y) => (bottom: 0.5pt)"
    document = read(typeset(f"#table({rule}, {COLUMNS}, {TITLES}, {UNRULED_ROWS} {more})"))
    last = ["1.4", "First paragraph\nSecond paragraph of the cell", "Lead", "May 2026"]
    assert rows(only_grid(document)) == [*EXPECTED, last]


def test_cells_merged_either_way_keep_their_extent() -> None:
    grid = only_grid(
        read(
            typeset(
                "#table(columns: (2cm, 5cm, 3cm, 3cm), table.cell(rowspan: 2)[*No.*], "
                "table.cell(rowspan: 2)[*Action*], table.cell(colspan: 2)[*Dates*], [*Start*], [*End*], "
                "table.cell(rowspan: 2)[1], [One], [a], [b], [Two], [c], [d], "
                "table.cell(colspan: 4)[A row across])"
            )
        )
    )
    extents = {
        cell.text: (cell.row, cell.column, cell.rows, cell.columns)
        for cell in grid.cells
        if cell.rows + cell.columns > 2
    }
    assert extents == {
        "No.": (0, 0, 2, 1),
        "Action": (0, 1, 2, 1),
        "Dates": (0, 2, 1, 2),
        "1": (2, 0, 2, 1),
        "A row across": (4, 0, 1, 4),
    }
    assert (grid.rows, grid.columns) == (5, 4)


def test_fills_are_colours_and_a_cell_may_hold_nothing_else() -> None:
    fills = "fill: (x, y) => if y == 0 { navy } else if x == 1 { rgb(0, 176, 80 + y) }"
    body = f"#table({fills}, columns: (5cm, 2cm), [Action], [RAG], [One], [], [Two], [], [Three], [])"
    grid = only_grid(read(typeset(body)))
    assert [cell.header for cell in grid.row(0)] == [True, True]
    found = [
        (cell.row, cell.column, cell.text, cell.colour) for cell in grid.cells if cell.row and cell.column
    ]
    assert found == [(1, 1, "", "00B051"), (2, 1, "", "00B052"), (3, 1, "", "00B053")]


def test_paragraphs_and_nested_items_of_a_cell_stand_on_lines_of_their_own() -> None:
    cell = (
        "First paragraph that is long enough to be wrapped in its cell.\n\nSecond.\n"
        "- an item that is long enough to be wrapped too\n  - nested\n- another\n"
    )
    grid = only_grid(read(typeset(f"#table(columns: (5cm, 3cm), [*Action*], [*Lead*], [{cell}], [Me])")))
    assert grid.at(1, 0).text.splitlines() == [  # type: ignore[union-attr]
        "First paragraph that is long enough to be wrapped in its cell.",
        "Second.",
        "• an item that is long enough to be wrapped too",
        "  ‣ nested",
        "• another",
    ]


def test_lines_drawn_as_thin_filled_rectangles_bound_cells_as_in_files_made_by_word() -> None:
    drawing = b"".join(b"72 %d 300 0.48 re f\n" % y for y in (700, 680, 660))
    drawing += b"".join(b"%d 660 0.48 40.48 re f\n" % x for x in (72, 172, 372))
    drawing += shown("Ref", 77, 685, 10, "F2") + shown("Action", 177, 685, 10, "F2")
    drawing += shown("1", 77, 665, 10) + shown("Do it", 177, 665, 10)
    assert rows(only_grid(read(written([drawing])))) == [["Ref", "Action"], ["1", "Do it"]]


def test_a_word_too_long_for_its_cell_stays_in_it() -> None:
    body = "#table(columns: (1.4cm, 3cm), [*Who*], [*What*], [Neurodevelopmental], [pathway])"
    grid = only_grid(read(typeset(body)))
    assert rows(grid)[1] == ["Neurodevelopmental", "pathway"]


def test_a_table_over_pages_is_one_without_its_repeated_titles() -> None:
    made = "".join(
        f"[{n}.], [Action {n}: agree with families what will be done], [Lead {n}], [May]," for n in range(120)
    )
    setup = '#set page(paper: "a4", footer: context [Page #counter(page).display()])\n#set text(size: 10pt)\n'
    document = read(typeset(f"#table({COLUMNS}, table.header({TITLES}), {made})", setup))
    grid = only_grid(document)
    assert grid.rows == 121
    assert [row[0] for row in rows(grid)] == ["Ref", *(f"{n}." for n in range(120))]
    assert texts(document) == []


def test_a_row_that_breaks_across_pages_is_one_row() -> None:
    long = " ".join(f"word{n}" for n in range(700))
    made = f"[1], [{long}], [Lead], [May], [2], [Other], [Me], [June]"
    grid = only_grid(read(typeset(f"#v(10cm)\n#table({COLUMNS}, table.header({TITLES}), {made})")))
    assert rows(grid)[1:] == [["1", long, "Lead", "May"], ["2", "Other", "Me", "June"]]


def test_a_cell_merged_over_rows_stays_merged_across_pages() -> None:
    made = "".join(
        f"table.cell(rowspan: 3)[Area {n}], "
        + "".join(f"[Agree and publish what will be done, step {n}.{m}], [by May 2026]," for m in range(3))
        for n in range(30)
    )
    body = f"#table(columns: (3cm, 6cm, 3cm), table.header([*Area*], [*Action*], [*When*]), {made})"
    grid = only_grid(read(typeset(body)))
    areas = [cell for cell in grid.cells if cell.column == 0 and cell.row]
    assert [(cell.text, cell.rows) for cell in areas] == [(f"Area {n}", 3) for n in range(30)]
    assert grid.rows == 91


def test_tables_with_titles_of_their_own_are_not_joined() -> None:
    body = (
        "#table(columns: (5cm, 5cm), [*Action*], [*Lead*], [One], [Me])\n#pagebreak()\n"
        "#table(columns: (5cm, 5cm), [*Measure*], [*Target*], [Waits], [10%])"
    )
    assert [rows(grid)[0] for grid in read(typeset(body)).grids] == [
        ["Action", "Lead"],
        ["Measure", "Target"],
    ]


def test_text_beside_a_table_stays_out_of_it() -> None:
    side = (
        "This text stands beside the table and is long enough to run on below the foot of it in lines. " * 3
    )
    table = "table(columns: 2, [a], [b c], [d], [e f])"
    body = f"#grid(columns: (1fr, 1fr), gutter: 1cm, {table}, [{side}])\n\nAfter."
    document = read(typeset(body))
    assert rows(only_grid(document)) == [["a", "b c"], ["d", "e f"]]
    assert texts(document) == [side.strip(), "After."]


def test_titles_turned_on_their_side_are_read() -> None:
    body = (
        "#table(columns: (5cm, 1cm, 1cm), [*Action*], rotate(-90deg, reflow: true)[*Quarter one*], "
        "rotate(-90deg, reflow: true)[*Quarter two*], [Do it], [x], [], [Do more], [], [x])"
    )
    assert rows(only_grid(read(typeset(body)))) == [
        ["Action", "Quarter one", "Quarter two"],
        ["Do it", "x", ""],
        ["Do more", "", "x"],
    ]


def test_bands_of_colour_part_rows_where_no_line_does() -> None:
    fills = "stroke: none, fill: (x, y) => if calc.even(y) { silver } else { aqua }"
    body = f"#table({fills}, columns: (6cm, 3cm), [*Action*], [*Lead*], [One], [Me], [Two], [You])"
    grid = only_grid(read(typeset(body)))
    assert rows(grid) == [["Action", "Lead"], ["One", "Me"], ["Two", "You"]]
    assert [cell.colour for cell in grid.row(1)] == ["7FDBFF", "7FDBFF"]


def test_rows_in_a_frame_without_lines_between_columns_have_columns() -> None:
    rules = "stroke: (x, y) => (y: 0.5pt, left: if x == 0 { 0.5pt }, right: if x == 2 { 0.5pt })"
    made = "[*Measure*], [*Baseline*], [*Target*], [Waits], [41%], [60%], [Advice in time], [7%], [8%]"
    grid = only_grid(read(typeset(f"#table({rules}, columns: (6cm, 3cm, 3cm), {made})")))
    assert rows(grid) == [
        ["Measure", "Baseline", "Target"],
        ["Waits", "41%", "60%"],
        ["Advice in time", "7%", "8%"],
    ]


def test_a_sentence_over_merged_columns_is_not_cut() -> None:
    cells = (
        "[a], [b], [c], table.cell(colspan: 3)[One sentence that stands over all three of the columns here]"
    )
    grid = only_grid(read(typeset(f"#table(columns: (3cm, 3cm, 6cm), {cells})")))
    assert rows(grid)[1][0] == "One sentence that stands over all three of the columns here"


def test_labels_with_their_values_beside_them_are_tables_parted_by_headings() -> None:
    set_out = "#grid(columns: (4cm, 1fr), row-gutter: 8pt, "
    labels = set_out + "[*Lead:*], [{}], [*Due date:*], [{}], [*Measure:*], [{}])"
    parts = [
        f"== Action {n}\n" + labels.format(f"Head of {n}", "May 2026", "Families say that it helps. " * 6)
        for n in (1, 2)
    ]
    document = read(typeset("\n\n".join(parts)))
    assert texts(document) == ["Action 1", "Action 2"]
    for number, grid in enumerate(document.grids, start=1):
        expected = [f"Head of {number}", "May 2026", ("Families say that it helps. " * 6).strip()]
        assert [row[1] for row in rows(grid)] == expected


def test_a_table_goes_on_without_titles_and_with_a_heading_of_its_own_at_the_head_of_a_page() -> None:
    made = "".join(f"[{n}.], [Action {n}], [Lead {n}], [May]," for n in range(4))
    across = "table.cell(colspan: 4)[*Priority two: a heading within*],"
    body = f"#table({COLUMNS}, {TITLES}, {made})\n#pagebreak()\n#table({COLUMNS}, {across} {made})"
    grid = only_grid(read(typeset(body)))
    assert [row[0] for row in rows(grid)] == [
        *("Ref", "0.", "1.", "2.", "3."),
        *("Priority two: a heading within", "0.", "1.", "2.", "3."),
    ]


@pytest.mark.parametrize("rule", ["stroke: none", "stroke: (x, y) => (bottom: 0.5pt)"])
def test_titles_without_lines_down_the_page_are_no_running_headers(rule: str) -> None:
    made = "".join(f"[1.{n}], [Agree with families what will be done, {n}], [Me], [May]," for n in range(90))
    document = read(typeset(f"#table({rule}, {COLUMNS}, table.header({TITLES}), {made})"))
    grid = only_grid(document)
    assert [row[0] for row in rows(grid)] == ["Ref", *(f"1.{n}" for n in range(90))]
    assert texts(document) == []


def test_a_row_without_lines_that_breaks_across_pages_keeps_its_columns() -> None:
    services = ("autism assessments", "speech therapy", "sleep clinics", "equipment")
    texts = [
        f"Ask every family how long it has waited and what would have helped those on the list for {service}"
        for service in services
    ]
    cells = "".join(
        f"[{at}], [{text}], [Lead for waiting well], [May 2025]," for at, text in enumerate(texts, 1)
    )
    grid = only_grid(
        read(
            typeset(
                "#table(columns: (10mm, 30mm, 34mm, 25mm), stroke: none, row-gutter: 6pt, "
                f"[*Ref*], [*Action*], [*Lead*], [*By when*], {cells})",
                "#set page(width: 130mm, height: 91mm, margin: 10mm)\n#set text(10pt, hyphenate: false)\n",
            )
        )
    )
    assert [row[0] for row in rows(grid)] == ["Ref", "1", "2", "3", "4"]
    assert [row[1] for row in rows(grid)[1:]] == texts
    assert {row[3] for row in rows(grid)[1:]} == {"May 2025"}
