"""The document beside a draft: drawn as it stands, and never longer than a page can be."""

from __future__ import annotations

from lapwing.contexts.improvement.presenters.review_document import MOST_DRAWN, Block, blocks_of
from lapwing.platform.extraction.document import Document, Kind
from lapwing.platform.extraction.extract import extract
from lapwing.platform.extraction.writer import FoundCell, Writer


def drawn(*tables: list[FoundCell], most: int = MOST_DRAWN) -> list[Block]:
    return blocks_of(with_tables(*tables), frozenset(), most)


def with_tables(*tables: list[FoundCell]) -> Document:
    writer = Writer(Kind.EXCEL, "plan")
    for cells in tables:
        writer.grid(cells)
    return writer.document()


def shape(block: Block) -> list[list[tuple[str, int, int]]]:
    """Each cell drawn: its words, and how many rows and columns it covers."""
    return [
        [(" ".join(line.text for line in cell.lines), cell.rows, cell.columns) for cell in row]
        for row in block.rows
    ]


def test_a_merged_cell_keeps_its_extent_and_the_cells_beside_it_their_columns() -> None:
    (table,) = drawn(
        [
            FoundCell(text="Area", row=0, column=0, rows=2),
            FoundCell(text="Action", row=0, column=2, columns=2),
            FoundCell(text="Due", row=1, column=3),
        ]
    )
    assert shape(table) == [
        [("Area", 2, 1), ("", 1, 1), ("Action", 1, 2)],
        [("", 1, 2), ("Due", 1, 1)],
    ]


def test_places_without_a_cell_cost_nothing_however_wide_and_long_a_table_is() -> None:
    across = [FoundCell(text="a", row=0, column=column) for column in range(200)]
    down = [FoundCell(text="a", row=row, column=0) for row in range(1, 200)]
    (table,) = drawn(across + down)
    assert sum(len(row) for row in table.rows) == 399


def test_one_cell_in_a_far_corner_makes_one_empty_cell_in_its_row() -> None:
    (table,) = drawn([FoundCell(text="far", row=3, column=5000)])
    assert shape(table) == [[], [], [], [("", 1, 5000), ("far", 1, 1)]]


def test_a_long_document_is_drawn_as_far_as_a_page_goes_and_says_so() -> None:
    table = [FoundCell(text=f"row {row}", row=row, column=0) for row in range(50)]
    *_, last = drawn(table, table, most=30)
    assert last.words == "Shown up to line 10 of 101: the rest is too long for a page"


def test_a_document_that_fits_says_nothing_of_its_length() -> None:
    table = [FoundCell(text=f"row {row}", row=row, column=0) for row in range(5)]
    assert [block.kind for block in drawn(table, table)] == ["table", "table"]


def test_a_paragraph_of_endless_lines_stops_where_the_page_does() -> None:
    writer = Writer(Kind.TEXT, "plan")
    writer.paragraph("\n".join(map(str, range(1000))))
    text, said = blocks_of(writer.document(), frozenset(), 100)
    assert (len(text.lines), said.words) == (
        100,
        "Shown up to line 100 of 1000: the rest is too long for a page",
    )


def test_a_line_of_a_million_characters_is_shown_by_its_beginning() -> None:
    writer = Writer(Kind.TEXT, "plan")
    writer.paragraph("x" * 1_000_000)
    (text,) = blocks_of(writer.document(), frozenset())
    assert text.lines[0].text == "x" * 10_000 + " …"


def test_a_row_that_is_one_line_of_a_text_shows_each_cell_its_own_words_and_numbers_the_line_once() -> None:
    text = b"# Plan\n\n| Ref | Action |\n| --- | --- |\n| 1.1 | Open a desk |\n"
    table = blocks_of(extract(text, "plan.md"), frozenset({5}))[-1]
    assert shape(table) == [[("Ref", 1, 1), ("Action", 1, 1)], [("1.1", 1, 1), ("Open a desk", 1, 1)]]
    ref, action = (cell.lines[0] for cell in table.rows[1])
    assert (ref.number, ref.read, ref.again) == (5, True, False)
    assert (action.number, action.read, action.again) == (5, True, True)
