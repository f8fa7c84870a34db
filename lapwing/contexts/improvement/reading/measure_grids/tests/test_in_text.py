"""Measure tables that stand in a text as lines: a cell to a line, blocks between blanks, tab characters."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.interchange import Measure
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.measure_grids import read_measure_grids
from lapwing.contexts.improvement.reading.measure_grids.in_text import with_measure_texts
from lapwing.platform.extraction.document import Document
from lapwing.platform.extraction.plain_text import text_document

_TITLES = ["KPI", "Baseline (March 2024)", "Target (July 2026)", "Source"]
_ROWS = [
    ["Calls answered within a day", "49%", "at least 75%", "Telephone system"],
    ["Visits made to families", "SALT 61; OT 70", "SALT 75; OT 80", "Trust returns"],
]


def document(text: str) -> Document:
    return with_measure_texts(text_document(text, "invented"))


def measures(text: str) -> tuple[Measure, ...]:
    return read_measure_grids(document(text).grids, (), Doubts())


def in_lines(separator: str, cells: list[list[str]]) -> str:
    between = "\n" if separator == "\t" else separator
    return "Invented plan\n\n" + between.join(separator.join(row) for row in cells) + "\n"


@pytest.mark.parametrize("separator", ["\n", "\n\n", "\t"])
def test_a_table_is_read_from_its_lines(separator: str) -> None:
    found = measures(in_lines(separator, [_TITLES, *_ROWS]))
    assert [m.name for m in found] == ["Calls answered within a day", "Visits made to families"]
    assert [m.source_as_written for m in found] == ["Telephone system", "Trust returns"]
    assert [[(s.label, s.baseline.value, s.targets[0].value) for s in m.series] for m in found] == [
        [("Calls answered within a day", 49, 75)],
        [("SALT", 61, 75), ("OT", 70, 80)],
    ]


def test_a_table_ends_before_the_row_that_lost_a_cell() -> None:
    broken = [_TITLES, _ROWS[0], ["Complaints", "12", "Complaints team"], ["Appeals", "8", "4", "Courts"]]
    assert [m.name for m in measures(in_lines("\n", broken))] == ["Calls answered within a day"]


def test_blank_cells_between_tab_characters_keep_their_place() -> None:
    found = measures(in_lines("\t", [_TITLES, ["Calls answered", "49%", "", "Telephone system"]]))
    assert found[0].series[0].targets == ()
    assert found[0].source_as_written == "Telephone system"


def test_prose_and_tables_of_other_things_are_left_as_they_are() -> None:
    text = "We measure what we do.\nBaseline\nTarget\nWe will set targets later.\nKPI\nIt is a word.\n"
    before = text_document(text, "invented")
    assert with_measure_texts(before) is before


def test_the_lines_around_a_table_stay_what_they_were() -> None:
    text = "Invented plan\nMeasures\n" + "\n".join([*_TITLES, *_ROWS[0]]) + "\nThe end\n"
    found = document(text)
    assert [paragraph.text for paragraph in found.paragraphs] == ["Invented plan\nMeasures", "The end"]
    assert [grid.lines for grid in found.grids] == [(3, 10)]
