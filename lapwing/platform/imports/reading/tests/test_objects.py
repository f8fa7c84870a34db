"""Rows of JSON: lists of objects, and nothing that only looks like one."""

from __future__ import annotations

import json

import pytest

from lapwing.platform.imports.reading.objects import object_rows
from lapwing.platform.imports.reading.refusals import RefusedFileError

ROWS = [{"measure": "M1", "value": 51.4}, {"value": None, "note": "late"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("given", [ROWS, {"figures": ROWS}, {"made": "2026-04-30", "rows": ROWS}])
def test_a_list_of_objects_is_read_alone_or_as_the_one_list_in_an_object(
    given: object, encoding: str
) -> None:
    titles, rows = object_rows(json.dumps(given).encode(encoding))
    assert titles == ["measure", "value", "note"]
    assert rows == [(1, ["M1", "51.4"]), (2, ["", "", "late"])]


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("true", "Yes"),
        ("false", "No"),
        ("5.0", "5"),
        ("1e3", "1000"),
        ('" x "', "x"),
        ("12345678901", "12345678901"),
    ],
)
def test_values_are_read_as_a_person_would_write_them(value: str, read: str) -> None:
    assert object_rows(f'[{{"a": {value}}}]'.encode())[1] == [(1, [read])]


@pytest.mark.parametrize("value", ["[1]", '{"b": 1}', "NaN", "Infinity", '"#N/A"'])
def test_what_is_no_single_value_is_a_problem_of_its_cell(value: str) -> None:
    ((_, cells),) = object_rows(f'[{{"a": {value}}}]'.encode())[1]
    assert isinstance(cells[0], dict)


def test_empty_objects_are_left_out_and_counted() -> None:
    assert object_rows(b'[{}, {"a": null}, {"a": "x"}]')[1] == [(3, ["x"])]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[{"a": 1}, 2]', "wrong-shape"),
        ('{"a": [1], "b": [2]}', "wrong-shape"),
        ('{"a": 1}', "wrong-shape"),
        ('"words"', "wrong-shape"),
        ("[" * 100_000, "wrong-shape"),
        ('[{"a": 1},', "not-json"),
        ("[{'a': 1}]", "not-json"),
    ],
)
def test_anything_else_is_refused_with_what_would_be_right(text: str, code: str) -> None:
    with pytest.raises(RefusedFileError) as refused:
        object_rows(text.encode())
    assert refused.value.code == code
    assert "Send a list of objects" in str(refused.value)


def test_json_in_no_encoding_of_json_is_refused() -> None:
    with pytest.raises(RefusedFileError, match="Save it as UTF-8"):
        object_rows('[{"a": "Café"}]'.encode("cp1252"))


def test_a_name_that_stands_twice_is_refused_and_no_value_lost() -> None:
    with pytest.raises(RefusedFileError, match="“value” stands twice"):
        object_rows(b'[{"value": 1, "value": 2}]')
