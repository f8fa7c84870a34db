"""Note that records were shown. Who, why and when come from the transaction, never from the caller."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Model

from lapwing.platform.access_log.models import ReadKind


@dataclass(frozen=True)
class Read:
    """Records of one kind that are about to be shown. ``kind`` is a model's label: ``kind_of(User)``."""

    kind: str
    ids: Sequence[int]
    what: ReadKind
    partnership_id: int | None


def kind_of(model: type[Model]) -> str:
    """The name by which records of a model stand in the access log."""
    return str(model._meta.label_lower)


def note_read(*, kind: str, ids: Iterable[int], what: ReadKind, partnership_id: int | None) -> None:
    """Note that whoever acts is shown these records; a page that shows none is noted too.

    Call it within ``acting``, with what one answer shows: the rows of a page, not of the whole list. One
    statement, whatever the number of records.
    """
    note_reads([Read(kind, list(ids), what, partnership_id)])


def note_reads(reads: Sequence[Read]) -> None:
    """``note_read`` for several kinds at once, in one statement."""
    if not reads:
        return
    calls = ", ".join(["access_log_note(%s, %s::bigint[], %s, %s::bigint)"] * len(reads))
    values = [
        value
        for read in reads
        for value in (read.kind, sorted(set(read.ids)), read.what.value, read.partnership_id)
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", values)
