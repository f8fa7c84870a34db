"""Files with more columns than are read: they are refused, and nothing is left out without a word."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from lapwing.platform.imports.reading.cells import MOST_COLUMNS
from lapwing.platform.imports.reading.objects import object_rows
from lapwing.platform.imports.reading.refusals import RefusedFileError
from lapwing.platform.imports.reading.separated import separated_rows
from lapwing.platform.imports.reading.tests.test_workbook import read, with_cells

TITLES = tuple(f"c{number}" for number in range(MOST_COLUMNS + 1))


def as_csv(titles: tuple[str, ...]) -> object:
    return list(separated_rows(",".join(titles).encode()))


def as_json(titles: tuple[str, ...]) -> object:
    return object_rows(json.dumps([dict.fromkeys(titles, 1)]).encode())


def as_excel(titles: tuple[str, ...]) -> object:
    return read(with_cells(titles))


@pytest.mark.parametrize("form", [as_csv, as_json, as_excel])
def test_too_many_columns_are_refused_and_as_many_as_are_read_are_not(
    form: Callable[[tuple[str, ...]], object],
) -> None:
    assert form(TITLES[:-1])
    with pytest.raises(RefusedFileError, match="more than 256 columns"):
        form(TITLES)


def test_empty_cells_beyond_are_no_columns() -> None:
    assert list(separated_rows((",".join(("a", "b")) + "," * 300).encode())) == [(1, ["a", "b"])]
