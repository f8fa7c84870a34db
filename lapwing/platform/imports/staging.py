"""The rows of an import in the database, written and read many at a time.

``COPY`` is refused where row-level security is forced. ``INSERT … SELECT`` from one JSON array is a single
statement for a thousand rows, goes through the same policies as any other, and escapes nothing cell by cell.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import md5
from typing import Any

from django.db import connection
from django.db.models import Count

from lapwing.platform.imports.feeds import Choice, Decision, Made, Verdict, Wrong
from lapwing.platform.imports.models import DataImport, ImportEdit, ImportRow, RowState
from lapwing.platform.imports.reading.cells import Cell, Row

BATCH = 5_000

_ADD = """
INSERT INTO imports_importrow
    (partnership_id, data_import_id, line, cells, state, effect, identity, digest, words, details)
SELECT %s, %s, (given ->> 0)::integer, given -> 1, given ->> 2, given ->> 3, given ->> 4, given ->> 5,
    given ->> 6, given -> 7
FROM jsonb_array_elements(%s::jsonb) AS given
"""
_KEEP = """
UPDATE imports_importrow AS staged
SET state = given ->> 1, effect = given ->> 2, identity = given ->> 3, twice_of = NULL,
    digest = given ->> 4, words = given ->> 5, details = given -> 6
FROM jsonb_array_elements(%s::jsonb) AS given
WHERE staged.id = (given ->> 0)::bigint
"""
_TWICE = """
UPDATE imports_importrow AS staged
SET twice_of = NULLIF(found.first, staged.line),
    state = CASE found.first WHEN staged.line THEN 'ready' ELSE 'twice' END
FROM (
    SELECT id, min(line) OVER (PARTITION BY identity) AS first FROM imports_importrow
    WHERE data_import_id = %s AND state IN ('ready', 'twice') AND identity <> ''
) AS found
WHERE staged.id = found.id AND staged.twice_of IS DISTINCT FROM NULLIF(found.first, staged.line)
"""
_MADE = """
UPDATE imports_importrow AS staged SET made = given -> 1
FROM jsonb_array_elements(%s::jsonb) AS given
WHERE staged.data_import_id = %s AND staged.line = (given ->> 0)::integer
"""


@dataclass(frozen=True)
class Staged:
    """A row as it is staged, with what a person did to it."""

    id: int
    line: int
    cells: Sequence[Cell]
    digest: str
    edit: ImportEdit | None


@dataclass(frozen=True)
class Kept:
    """A verdict as it is written down."""

    state: RowState
    effect: str = ""
    identity: str = ""
    words: str = ""
    details: Sequence[Any] = ()
    digest: str = ""


NOT_CHECKED = Kept(RowState.NEW)


@dataclass(frozen=True)
class Counts:
    """Rows of an import by what is to become of them."""

    add: int = 0
    change: int = 0
    same: int = 0
    problem: int = 0
    choice: int = 0
    left_out: int = 0
    empty: int = 0

    @property
    def ready(self) -> int:
        return self.add + self.change + self.same

    @property
    def open(self) -> int:
        """Rows about which somebody must say something."""
        return self.problem + self.choice

    @property
    def rows(self) -> int:
        return self.ready + self.open + self.left_out


def counts_of(found: DataImport) -> Counts:
    """The counts that were last worked out."""
    return Counts(**found.counts)


def add_rows(found: DataImport, rows: Sequence[Row], verdicts: Sequence[Kept] = ()) -> None:
    """Put rows in as they were read, each with what it would do where that is known already."""
    kept_as = verdicts or [NOT_CHECKED] * len(rows)
    given = [(line, cells, *_columns(each)) for (line, cells), each in zip(rows, kept_as, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [found.partnership_id, found.pk, _json(given)])


def batches(found: DataImport, *states: str) -> Iterator[list[Staged]]:
    """The rows of an import in the order of their lines, a batch at a time; of some states, when given."""
    edits = {edit.line: edit for edit in ImportEdit.objects.filter(data_import=found)}
    rows = ImportRow.objects.filter(data_import=found, line__gt=found.titles_line)
    if states:
        rows = rows.filter(state__in=states)
    last = -1
    while True:
        batch = list(
            rows.filter(line__gt=last).order_by("line").values_list("pk", "line", "cells", "digest")[:BATCH]
        )
        if not batch:
            return
        yield [Staged(pk, line, cells, digest, edits.get(line)) for pk, line, cells, digest in batch]
        last = batch[-1][1]


def made_batches(found: DataImport) -> Iterator[list[Made]]:
    """What came of the rows, a batch at a time."""
    rows = ImportRow.objects.filter(data_import=found, made__isnull=False)
    last = -1
    while True:
        batch = list(rows.filter(line__gt=last).order_by("line").values_list("line", "made")[:BATCH])
        if not batch:
            return
        yield [Made(line, made or {}) for line, made in batch]
        last = batch[-1][0]


def kept(verdict: Verdict | None) -> Kept:
    """A verdict as it is written down; None is a row with nothing to bring in."""
    if verdict is None:
        return Kept(RowState.EMPTY)
    if isinstance(verdict, Wrong):
        return Kept(RowState.PROBLEM, details=[vars(each) for each in verdict.problems])
    if isinstance(verdict, Choice):
        return Kept(RowState.CHOICE, words=verdict.words, details=[vars(each) for each in verdict.options])
    return Kept(
        RowState.READY,
        effect=verdict.effect,
        identity=verdict.identity,
        words=verdict.words,
        details=[vars(each) for each in verdict.changes],
        digest=digest_of(verdict),
    )


def digest_of(decision: Decision) -> str:
    """What stands for a whole decision, everything that it rests on included."""
    parts = (
        decision.effect,
        decision.identity,
        decision.saw,
        decision.words,
        [(each.label, each.before, each.after) for each in decision.changes],
        sorted(decision.data.items()),
    )
    # not as JSON: repr says the same of plain values in a third of the time
    return md5(repr(parts).encode(), usedforsecurity=False).hexdigest()


def keep_verdicts(given: Sequence[tuple[int, Kept]]) -> None:
    """Write down what each row (by its number) would do."""
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [_json([(pk, *_columns(each)) for pk, each in given])])


def _columns(each: Kept) -> tuple[Any, ...]:
    return each.state.value, each.effect, each.identity, each.digest, each.words, each.details


def mark_twice(found: DataImport) -> None:
    """Of rows that are about the same, only the first can come in; the others say which that is."""
    with connection.cursor() as cursor:
        cursor.execute(_TWICE, [found.pk])


def keep_made(found: DataImport, made: Sequence[Made]) -> None:
    """Write down what came of rows."""
    with connection.cursor() as cursor:
        cursor.execute(_MADE, [_json([(each.line, dict(each.data)) for each in made]), found.pk])


def count(found: DataImport) -> Counts:
    """How many rows there are of each kind."""
    rows = ImportRow.objects.filter(data_import=found, line__gt=found.titles_line)
    by_state: dict[str, int] = {}
    effects: dict[str, int] = {}
    for state, effect, number in rows.values_list("state", "effect").annotate(Count("pk")):
        by_state[state] = by_state.get(state, 0) + number
        if state == RowState.READY:
            effects[effect] = number
    return Counts(
        **effects,
        problem=by_state.get(RowState.PROBLEM, 0) + by_state.get(RowState.TWICE, 0),
        choice=by_state.get(RowState.CHOICE, 0),
        left_out=by_state.get(RowState.LEFT_OUT, 0),
        empty=by_state.get(RowState.EMPTY, 0),
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
