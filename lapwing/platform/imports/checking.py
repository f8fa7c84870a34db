"""What every row would do: worked out a batch at a time, and again whenever anything changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from datetime import datetime

from lapwing.platform.access.actor import Actor
from lapwing.platform.imports.feeds import Desk, Feed, Row, Verdict, Work, Wrong, feed_of
from lapwing.platform.imports.models import DataImport, ImportEdit, ImportRow, RowState
from lapwing.platform.imports.reading.cells import Cell
from lapwing.platform.imports.staging import (
    NOT_CHECKED,
    Counts,
    Kept,
    Staged,
    batches,
    count,
    keep_verdicts,
    kept,
    mark_twice,
)
from lapwing.platform.imports.understanding import Understanding

Transaction = Callable[[], AbstractContextManager[object]]
Tell = Callable[[str, int, int], None]
MOST_NEWS = 50
_LEFT_OUT = Kept(RowState.LEFT_OUT)


def open_work(found: DataImport, actor: Actor, now: datetime) -> Work:
    """The feed's work on an import, by who does it."""
    return feed_of(found.feed).open(
        Desk(
            actor=actor,
            now=now,
            partnership_id=found.partnership_id,
            place=found.place,
            reason=found.reason,
            is_ticked=found.is_ticked,
        )
    )


def understanding_of(found: DataImport, feed: Feed | None = None) -> Understanding:
    """How the cells of an import are understood."""
    return Understanding(feed or feed_of(found.feed), dict(found.columns), len(found.titles), found.from_1904)


def check(
    found: DataImport,
    actor: Actor,
    now: datetime,
    *,
    transaction: Transaction = nullcontext,
    tell: Tell = lambda words, done, of: None,
) -> list[str]:
    """Work out what every row would do, and write it down with the counts.

    The result says what differs from what was written down before, line by line. Each batch is in a
    ``transaction`` of its own.
    """
    with transaction():
        understanding, work = understanding_of(found), open_work(found, actor, now)
        reading = batches(found)
        of = ImportRow.objects.filter(data_import=found, line__gt=found.titles_line).count()
    news: list[str] = []
    done = 0
    while True:
        with transaction():
            batch = next(reading, None)
            if batch is None:
                break
            verdicts = judge(batch, understanding, work)
            news += _news(batch, verdicts)
            keep_verdicts(verdicts)
            done += len(batch)
        tell("Rows checked", done, of)
    with transaction():
        settle(found)
    return news[:MOST_NEWS]


class Reader:
    """Judges rows as they are read, so that each is written once: a file is as long as it is once."""

    def __init__(self, found: DataImport, actor: Actor, now: datetime) -> None:
        self._understanding, self._work = understanding_of(found), open_work(found, actor, now)
        self._titles_line = found.titles_line

    def verdicts(self, rows: Sequence[tuple[int, Sequence[Cell]]]) -> list[Kept]:
        """What each row would do; what stands above the titles, and these, nothing."""
        above = sum(line <= self._titles_line for line, _ in rows)
        batch = [Staged(line, line, cells, "", None) for line, cells in rows[above:]]
        judged = judge(batch, self._understanding, self._work)
        return [NOT_CHECKED] * above + [each for _, each in judged]


def check_line(found: DataImport, line: int, actor: Actor, now: datetime) -> None:
    """Work out anew what one row would do, after somebody did something to it."""
    row = ImportRow.objects.get(data_import=found, line=line)
    edit = ImportEdit.objects.filter(data_import=found, line=line).first()
    batch = [Staged(row.pk, row.line, row.cells, row.digest, edit)]
    keep_verdicts(judge(batch, understanding_of(found), open_work(found, actor, now)))
    settle(found)


def settle(found: DataImport) -> Counts:
    """Find rows that are about the same, and count."""
    mark_twice(found)
    counts = count(found)
    DataImport.objects.filter(pk=found.pk).update(counts=asdict(counts))
    found.counts = asdict(counts)
    return counts


def judge(
    batch: Sequence[Staged], understanding: Understanding, work: Work, *, locking: bool = False
) -> list[tuple[int, Kept]]:
    """What becomes of each row of a batch, with the row's number."""
    return [
        (staged.id, _LEFT_OUT if verdict is _LEFT_OUT else kept(verdict))  # type: ignore[arg-type]
        for staged, verdict in _verdicts(batch, understanding, work, locking=locking)
    ]


def decisions(
    batch: Sequence[Staged], understanding: Understanding, work: Work, *, locking: bool
) -> list[tuple[Staged, Verdict | None]]:
    """The verdict on each row of a batch none of which is left out; None where nothing stands in it."""
    return [
        (staged, None if isinstance(verdict, Kept) else verdict)
        for staged, verdict in _verdicts(batch, understanding, work, locking=locking)
    ]


def _verdicts(
    batch: Sequence[Staged], understanding: Understanding, work: Work, *, locking: bool
) -> Iterator[tuple[Staged, Verdict | Kept | None]]:
    first = [(staged, _understood(staged, understanding)) for staged in batch]
    rows = [row for _, row in first if isinstance(row, Row)]
    by_line = {verdict.line: verdict for verdict in (work.decide(rows, locking=locking) if rows else ())}
    for staged, row in first:
        yield staged, by_line[row.line] if isinstance(row, Row) else row


def _understood(staged: Staged, understanding: Understanding) -> Row | Wrong | Kept | None:
    edit = staged.edit
    if edit is None:
        return understanding.of(staged.line, staged.cells, {})
    if edit.left_out:
        return _LEFT_OUT
    return understanding.of(staged.line, staged.cells, edit.cells, edit.choice)


def _news(batch: Sequence[Staged], verdicts: Sequence[tuple[int, Kept]]) -> Iterator[str]:
    """What a row that was ready would now do otherwise, in words."""
    for staged, (_, now) in zip(batch, verdicts, strict=True):
        if not staged.digest or staged.digest == now.digest:
            continue
        if now.state == RowState.READY:
            yield f"Line {staged.line}: {_EFFECTS[now.effect]}"
        elif now.state == RowState.PROBLEM:
            yield f"Line {staged.line}: {now.details[0]['words']}"
        else:
            yield f"Line {staged.line}: {now.state.label.lower()}."


_EFFECTS = {
    "add": "it would now add something new, or say it differently.",
    "change": "it would now change something else than it did.",
    "same": "what it says stands there already.",
}
