"""Cells that hold two things under one title (``Lead and timescale``, ``Action and owner``), told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lapwing.contexts.improvement.reading.grids.headers import ColumnTitle
from lapwing.contexts.improvement.reading.grids.owner_cells import names_post
from lapwing.contexts.improvement.reading.grids.records import Field, Record
from lapwing.contexts.improvement.reading.grids.titles import Meaning
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.domain.due import read_due
from lapwing.domain.due_dates import mentions_in

_DATE_LEAD = re.compile(
    r"[\s,;:(–—-]*\b(?:by|due|from|in|until|before|end of|start(?:ing)?|to|complete(?:d)? by|the|on"
    r"|for)*\s*$",
    re.IGNORECASE,
)
_EDGES = " \t,;:()–—-/"
_BRACKETED = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]{2,120})[)\]]\s*\.?$")
_DASHED = re.compile(r"\s+[–—-]\s+(?P<inside>[^–—\n]{2,100})$")
_LONGEST_POST = 14


def split_shared(record: Record) -> Record:
    """The record with each cell of two roles as two fields, where its words tell which is which."""
    fields: list[Field] = []
    for each in record.fields:
        roles = set(each.title.roles)
        if Role.OWNER in roles and roles & {Role.DUE, Role.START} and Role.ACTION not in roles:
            fields.extend(_owner_and_date(each))
        elif {Role.ACTION, Role.OWNER} <= roles:
            fields.extend(_action_and_owner(each))
        else:
            fields.append(each)
    return replace(record, fields=tuple(fields))


def _owner_and_date(cell: Field) -> Iterator[Field]:
    owners: list[str] = []
    dates: list[str] = []
    for line in cell.text.splitlines():
        found = mentions_in(line)
        if not found:
            told = read_due(line).recurrence is not None and not names_post(line)
            (dates if told else owners).append(line)
            continue
        before, after = line[: found[0].start], line[found[-1].end :]
        rest = f"{_DATE_LEAD.sub('', before)} {after}".strip(_EDGES)
        lead = before[len(_DATE_LEAD.sub("", before)) :]
        dates.append(f"{lead.strip(_EDGES)} {line[found[0].start : found[-1].end]}".strip())
        owners.append(rest)
    yield _part(cell, Role.OWNER, "\n".join(owner for owner in owners if owner.strip()))
    yield _part(cell, Role.DUE, "\n".join(dates))


def _action_and_owner(cell: Field) -> Iterator[Field]:
    """The owner stands on lines of its own at the end, or ends the text in brackets or after a dash."""
    lines = cell.text.splitlines()
    end = len(lines)
    while end > 1 and names_post(lines[end - 1]) and len(lines[end - 1].split()) <= _LONGEST_POST:
        end -= 1
    text, owner = "\n".join(lines[:end]), "\n".join(lines[end:])
    if not owner:
        match = _BRACKETED.search(text) or _DASHED.search(text)
        if match and names_post(match["inside"]):
            text, owner = text[: match.start()], match["inside"]
    yield _part(cell, Role.ACTION, text)
    yield _part(cell, Role.OWNER, owner)
    if Role.DUE in cell.title.roles:
        yield _part(cell, Role.DUE, cell.text)


def _part(cell: Field, role: Role, text: str) -> Field:
    meaning = Meaning((role,), cell.title.reason, cell.title.period, cell.title.meaning.exact)
    return replace(cell, title=ColumnTitle(cell.title.column, cell.title.text, meaning), text=text)
