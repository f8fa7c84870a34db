"""Tables whose rows are the steps of an action that stands over them as a heading."""

from __future__ import annotations

from dataclasses import replace

from lapwing.contexts.improvement.reading.grids.groups import Heading
from lapwing.contexts.improvement.reading.grids.headers import ColumnTitle
from lapwing.contexts.improvement.reading.grids.records import Field, Record
from lapwing.contexts.improvement.reading.grids.titles import Meaning
from lapwing.contexts.improvement.reading.pieces import Role


def action_of(heading: Heading) -> Record:
    """The heading as the first row of its action: its number and what is promised."""
    fields = (
        Field(_title(Role.REFERENCE), heading.ref or "", heading.lines),
        Field(_title(Role.ACTION), heading.title, heading.lines),
    )
    return Record(fields, heading.lines)


def step_of(record: Record) -> Record:
    """A row under it, as a step and no action of its own."""
    fields = tuple(
        replace(each, title=replace(each.title, meaning=replace(each.title.meaning, roles=(Role.STEP,))))
        if each.role is Role.ACTION
        else each
        for each in record.fields
    )
    return replace(record, fields=fields)


def _title(role: Role) -> ColumnTitle:
    return ColumnTitle(-1, role.value, Meaning((role,), "a heading over steps", exact=True))
