"""Rows of JSON: a list of objects, alone or as the one list in an object."""

from __future__ import annotations

import json
from typing import Any

from lapwing.platform.imports.reading.cells import MOST_COLUMNS, Row, value_cell, without_tail
from lapwing.platform.imports.reading.refusals import RefusedFileError, too_wide

_SHAPE = 'Send a list of objects, one for each row: [{"measure": "M12", "value": 51.4}, …].'


def object_rows(data: bytes) -> tuple[list[str], list[Row]]:
    """The names that the objects use, in the order met, and a row for each object, numbered from 1.

    Raises RefusedFileError.
    """
    items = _items(_parsed(data))
    titles: dict[str, None] = {}
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            raise RefusedFileError("wrong-shape", f"Item {number} of the JSON is not an object. {_SHAPE}")
        titles.update(dict.fromkeys(item))
    names = list(titles)
    if len(names) > MOST_COLUMNS:
        raise too_wide(MOST_COLUMNS)
    rows = ((number, _cells(item, names)) for number, item in enumerate(items, start=1))
    return names, [(number, cells) for number, cells in rows if cells]


def _cells(item: dict[str, Any], names: list[str]) -> list[Any]:
    return without_tail([value_cell(item.get(name)) for name in names])


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(
            data.decode(json.detect_encoding(data), errors="strict"), object_pairs_hook=_no_name_twice
        )
    except UnicodeDecodeError as error:
        raise RefusedFileError("not-text", "The JSON is not in UTF-8. Save it as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise RefusedFileError(
            "not-json", f"The JSON breaks off or is mistyped on line {error.lineno}. {_SHAPE}"
        ) from error
    except RecursionError as error:
        raise RefusedFileError("wrong-shape", f"The JSON is nested too deep. {_SHAPE}") from error


def _no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise RefusedFileError(
            "name-twice", f"“{twice[:60]}” stands twice in one object of the JSON. Leave one of the two out."
        )
    return found


def _items(found: Any) -> list[Any]:
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        found = lists[0] if len(lists) == 1 else None
    if not isinstance(found, list):
        raise RefusedFileError("wrong-shape", f"The JSON is not a list of rows. {_SHAPE}")
    return found
