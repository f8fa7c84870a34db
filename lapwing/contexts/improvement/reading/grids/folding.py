"""Rows that only carry on the row above, as a page break leaves them: their words joined to its cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lapwing.contexts.improvement.reading.grids.records import Field, Record
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.domain.due import read_due


def may_fold(above: Record, record: Record) -> bool:
    """Whether a row without an action of its own says nothing but more of the same cells.

    A step, or a second whole date, is a part of its own and stays so.
    """
    if record.own_text(Role.STEP).strip() or any(each.merged for each in record.fields if each.text.strip()):
        return False
    due, before = record.own_text(Role.DUE), above.text(Role.DUE)
    return not (_is_whole(due) and _is_whole(before)) or read_due(f"{before} {due}").points == ()


def _is_whole(text: str) -> bool:
    return any(point.latest is not None for point in read_due(text).points)


def folded(above: Record, record: Record) -> Record:
    """The row above with the words of this one at the end of its cells."""
    more = {each.title.column: each for each in record.fields if each.text.strip()}
    lines = (min(above.lines[0], record.lines[0]), max(above.lines[1], record.lines[1]))
    return replace(above, fields=tuple(_fields(above, more)), lines=lines)


def _fields(above: Record, more: dict[int, Field]) -> Iterator[Field]:
    left = dict(more)
    for each in above.fields:
        added = left.pop(each.title.column, None)
        if added is None or added.title.roles != each.title.roles:
            if added is not None:
                left[each.title.column] = added
            yield each
            continue
        text = f"{each.text}\n{added.text}" if each.text.strip() else added.text
        yield replace(
            each,
            text=text,
            more=(*each.more, added.lines),
            colour=each.colour or added.colour,
            lines=each.lines if each.text.strip() else added.lines,
        )
    yield from left.values()
