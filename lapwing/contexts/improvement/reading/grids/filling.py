"""What stands once over several rows without a merged cell: carried down to them, and asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lapwing.contexts.improvement.reading.grids.records import Band, Field, Record
from lapwing.contexts.improvement.reading.pieces import Role

# What gathers rows is printed once over them; what belongs to one row is not carried.
_GATHERING = (Role.OUTCOME, Role.RATIONALE)


def filled_down(rows: Sequence[Record | Band]) -> tuple[Record | Band, ...]:
    """The rows with what gathers them carried down; each that was given something is marked ``carried``."""
    last: dict[int, Field] = {}
    found: list[Record | Band] = []
    for row in rows:
        if isinstance(row, Band):
            last = {}
            found.append(row)
            continue
        found.append(_filled(row, last))
        last |= {each.title.column: each for each in row.fields if each.text.strip() and _gathers(each)}
    return tuple(found)


def _filled(row: Record, above: dict[int, Field]) -> Record:
    if not row.own_text(Role.ACTION).strip():
        return row
    present = {each.title.column: each for each in row.fields}
    missing = [
        replace(field, merged=True)
        for column, field in above.items()
        if not (column in present and present[column].text.strip()) and _sparse(row, column)
    ]
    if not missing:
        return row
    kept = tuple(
        each for each in row.fields if each.title.column not in {field.title.column for field in missing}
    )
    return replace(row, fields=(*kept, *missing), carried=True)


def _sparse(row: Record, column: int) -> bool:
    """Only a column before the action gathers rows: what comes after it is said of each."""
    action = row.field(Role.ACTION)
    return action is not None and column < action.title.column


def _gathers(each: Field) -> bool:
    return bool(set(each.title.roles) & set(_GATHERING))
