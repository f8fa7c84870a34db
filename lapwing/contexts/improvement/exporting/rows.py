"""What the exports of all parts share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from lapwing.contexts.improvement.interchange import Span


def source_of(row: Any) -> Span | None:
    """The lines that something was read from."""
    return None if row.source_first is None else (row.source_first, row.source_last)


def grouped(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    """Rows under the number of what they belong to, in their order."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found
