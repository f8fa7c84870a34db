"""Files of values between commas and other signs are one table."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.platform.extraction.csv_file import read_csv
from lapwing.platform.extraction.document import Grid, Kind
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.tests.office_files import rows
from lapwing.platform.extraction.writer import Writer


def _grid(data: bytes | str) -> Grid:
    writer = Writer(Kind.CSV, "plan.csv")
    read_csv(data.encode() if isinstance(data, str) else data, writer)
    (grid,) = writer.document().grids
    return grid


@pytest.mark.parametrize(
    "text",
    [
        'Ref,Action\n1,"a, b; c"\n2,d',
        "Ref;Action\r\n1;a, b; c\r\n2;d\r\n".replace("b; c", '"b; c"').replace('a, "b; c"', '"a, b; c"'),
        "Ref\tAction\n1\ta, b; c\n2\td\n",
        "Ref|Action\n1|a, b; c\n2|d\n",
        'sep=;\nRef;Action\n1;"a, b; c"\n2;d\n',
    ],
)
def test_the_sign_between_values_is_found(text: str) -> None:
    assert rows(_grid(text)) == [["Ref", "Action"], ["1", "a, b; c"], ["2", "d"]]


@pytest.mark.parametrize(
    "data",
    [
        "Café,–".encode(),
        codecs.BOM_UTF8 + "Café,–".encode(),
        codecs.BOM_UTF16_LE + "Café,–".encode("utf-16-le"),
        "Café,–".encode("cp1252"),
    ],
)
def test_any_common_encoding(data: bytes) -> None:
    assert rows(_grid(data)) == [["Café", "–"]]


def test_quoted_line_ends_are_lines_of_the_cell_and_blank_cells_are_none() -> None:
    grid = _grid('Ref,Action,Due\n1,"One\n\nTwo ""x""",\n\n3,,May\n')
    assert rows(grid) == [["Ref", "Action", "Due"], ["1", 'One\nTwo "x"', ""], ["", "", ""], ["3", "", "May"]]


def test_what_is_not_text_is_refused() -> None:
    with pytest.raises(UnreadableFileError):
        _grid(bytes(range(32)) * 50)


def test_a_cell_without_end_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnreadableFileError, match="quotation mark") as refused:
        _grid('a,b\n1,"' + "x" * 1_100_000)
    assert refused.value.code == "damaged"


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]))), max_size=8))
def test_any_text_is_read(made: list[list[str]]) -> None:
    text = "\n".join(",".join(row) for row in made)
    writer = Writer(Kind.CSV, "plan.csv")
    read_csv(text.encode(), writer)
    assert len(writer.document().grids) <= 1


def test_columns_beyond_those_of_any_plan_are_not_read_and_said() -> None:
    writer = Writer(Kind.CSV, "plan.csv")
    read_csv(b"a," * 5000 + b"\nb\n", writer)
    document = writer.document()
    assert (document.grids[0].columns, [note.code for note in document.notes]) == (256, ["cut"])
