"""A sheet is one table, unless it clearly holds several; what stands above a table is not part of it."""

from __future__ import annotations

from lapwing.platform.extraction.excel.blocks import Remark, blocks_of
from lapwing.platform.extraction.writer import FoundCell


def _sheet(drawn: str) -> list[FoundCell]:
    """Cells drawn with a row to a line and pipes between; ``*`` before a bold one, ``#`` in a green one."""
    return [
        FoundCell(
            text=text.strip("*# "),
            row=row,
            column=column,
            colour="00B050" if "#" in text else None,
            header="*" in text,
        )
        for row, line in enumerate(drawn.strip("\n").split("\n"))
        for column, text in enumerate(line.split("|"))
        if text.strip()
    ]


def _seen(drawn: str) -> list[object]:
    """Remarks as their words, tables as their rows."""
    found: list[object] = []
    for block in blocks_of(_sheet(drawn)):
        if isinstance(block, Remark):
            found.append(block.text)
        else:
            held = {cell.row for cell in block}
            found.append([[cell.text for cell in block if cell.row == row] for row in sorted(held)])
    return found


def test_an_empty_sheet_holds_nothing() -> None:
    assert blocks_of([]) == []


def test_titles_and_remarks_above_a_table_stand_outside_it() -> None:
    assert _seen("*Plan\nUpdated in May\n\nRef | Action\n1 | a") == [
        "Plan",
        "Updated in May",
        [["Ref", "Action"], ["1", "a"]],
    ]


def test_a_title_over_some_columns_belongs_to_its_table() -> None:
    assert _seen(" | | Year 1\nRef | Action | Q1\n1 | a | x") == [
        [["Year 1"], ["Ref", "Action", "Q1"], ["1", "a", "x"]]
    ]


def test_groups_of_rows_and_blank_rows_between_them_stay_in_their_table() -> None:
    drawn = "*Ref | *Action\nPriority 1\n1 | a long one\n\nPriority 2\n2 | another long one 5"
    assert _seen(drawn) == [
        [["Ref", "Action"], ["Priority 1"], ["1", "a long one"], ["Priority 2"], ["2", "another long one 5"]]
    ]


def test_titles_after_a_blank_row_begin_a_table_of_their_own() -> None:
    assert _seen("*Ref | *Action\n1 | a\n\n*KPI | *Target\nRate | 75%") == [
        [["Ref", "Action"], ["1", "a"]],
        [["KPI", "Target"], ["Rate", "75%"]],
    ]


def test_plain_titles_after_a_blank_row_do_so_too() -> None:
    assert len(_seen("Ref | Action\n1 | a\n\nMeasure | Target\nRate | 75%")) == 2


def test_two_blank_rows_part_tables() -> None:
    assert len(_seen("Ref | Action\n1 | a\n\n\n2 | b 1")) == 2


def test_rows_under_other_columns_are_another_table() -> None:
    assert len(_seen("Ref | Action\n1 | a\n\n | | x1 | y1")) == 2


def test_a_legend_beside_a_table_is_a_table_of_its_own() -> None:
    drawn = "Ref | Action | | Key |\n1 | a | | Done | #\n2 | b\n3 | c\n4 | d"
    assert _seen(drawn) == [
        [["Ref", "Action"], ["1", "a"], ["2", "b"], ["3", "c"], ["4", "d"]],
        "Key",
        [["Done", ""]],
    ]


def test_a_blank_column_within_rows_of_the_same_table_stays() -> None:
    assert len(_seen("Ref | Action | | Lead\n1 | a | | x\n2 | b | | y")) == 1


def test_words_on_grounds_of_several_colours_are_a_legend_and_keep_them() -> None:
    cells = [
        FoundCell(text="Done", row=0, column=0, colour="00B050"),
        FoundCell(text="Late", row=1, column=0, colour="FF0000"),
    ]
    assert blocks_of(cells) == [cells]


def test_the_rest_of_a_banner_is_no_column() -> None:
    banner = [FoundCell(text="" if at else "Plan", row=0, column=at, colour="1F3864") for at in range(3)]
    table = [FoundCell(text="x", row=1, column=at) for at in range(3)]
    assert [isinstance(block, Remark) for block in blocks_of([*banner, *table])] == [True, False]
