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


def parents_as_bands(rows: Sequence[Record | Band]) -> tuple[Record | Band, ...]:
    """The rows, with each that has a number and words only, and numbers under it, as a heading of those."""
    found: list[Record | Band] = []
    for at, row in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else None
        if isinstance(row, Record) and isinstance(following, Record) and _is_parent(row, following):
            words = " ".join(f"{row.text(Role.REFERENCE)} {row.text(Role.ACTION)}".split())
            found.append(Band(words, row.lines))
        else:
            found.append(row)
    return tuple(found)


def _is_parent(row: Record, following: Record) -> bool:
    filled = {each.role for each in row.fields if each.text.strip()}
    if filled != {Role.REFERENCE, Role.ACTION}:
        return False
    ref, under = (" ".join(each.text(Role.REFERENCE).split()).rstrip(".") for each in (row, following))
    if not ref or not under.startswith(ref) or under == ref or not following.own_text(Role.ACTION).strip():
        return False
    rest = under[len(ref) :]
    lettered = rest[:1].isalpha() and bool(
        following.own_text(Role.OWNER) and following.own_text(Role.SUCCESS)
    )
    return rest[:1] == "." or lettered


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
