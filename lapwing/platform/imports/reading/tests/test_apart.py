"""Files are read in a process apart, which says rows as it goes and refuses in words."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import Workbook

from lapwing.platform.extraction.limits import LIMITS
from lapwing.platform.imports.reading.apart import read_rows
from lapwing.platform.imports.reading.cells import MOST_ROWS
from lapwing.platform.imports.reading.refusals import RefusedFileError

MEGABYTE = 1024 * 1024


def book(*sheets: str) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name in sheets:
        made.create_sheet(name).append(("a", "b"))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_rows_come_a_thousand_at_a_time_and_their_number_at_the_end() -> None:
    events = list(read_rows(b"a,b\n" + b"1,2\n" * 1500, "csv"))
    assert [len(event.get("rows", ())) for event in events] == [1000, 501, 0]
    assert events[0]["rows"][1] == [2, ["1", "2"]]
    assert events[-1] == {"end": 1501}


def test_of_several_sheets_one_is_asked_for_and_then_read() -> None:
    data = book("One", "Two")
    assert list(read_rows(data, "excel")) == [{"sheets": [["One", 1], ["Two", 1]]}]
    said = list(read_rows(data, "excel", "Two"))
    assert said[0] == {"sheet": "Two", "from_1904": False}
    assert said[1]["rows"] == [[1, ["a", "b"]]]


def test_the_names_in_json_are_its_titles() -> None:
    assert next(iter(read_rows(b'[{"a": 1}]', "json"))) == {"titles": ["a"]}


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (b",,\n , \n", "csv", "no-rows"),
        (b"[]", "json", "no-rows"),
        (b"a\n" * (MOST_ROWS + 2), "csv", "too-long"),
    ],
)
def test_what_has_no_rows_or_too_many_is_refused(data: bytes, kind: str, code: str) -> None:
    with pytest.raises(RefusedFileError) as refused:
        list(read_rows(data, kind))  # type: ignore[arg-type]
    assert refused.value.code == code


def test_a_file_that_wants_more_memory_than_there_is_for_it_is_refused_and_harms_nobody() -> None:
    small = replace(LIMITS, memory=48 * MEGABYTE)
    with pytest.raises(RefusedFileError, match="in parts"):
        list(read_rows(b'[{"a": "' + b"x" * (40 * MEGABYTE) + b'"}]', "json", limits=small))
