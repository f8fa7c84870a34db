"""How long a long export takes to be written in each form, and how much memory."""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from benchmarks.report import Benchmark, Table

ROWS = 100_000
FEWER = 10_000
NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)
_TITLES = ("Measure", "Series", "From", "To", "Value", "How many", "Out of", "Source", "Note", "Recorded")


def run() -> Table:
    """Write the same rows as Excel, CSV and JSON, from an iterator as exports do."""
    from benchmarks.pages import make_ready

    make_ready()
    rows = [_measured(form, count) for form in ("xlsx", "csv", "json") for count in (FEWER, ROWS)]
    return Table(
        ("form", "rows", "seconds", "MB", "memory grew by, MB"),
        tuple(rows),
        (
            f"{len(_TITLES)} columns of text, days, moments and numbers, with the sheet or text that says "
            "whose export it is. Reading the rows from the database is not counted. Memory is that of the "
            "process at its peak: it does not grow with the rows.",
        ),
    )


def _measured(form: str, count: int) -> tuple[str, ...]:
    from lapwing.platform.exports.kinds import Content, Sheet
    from lapwing.platform.exports.writing import About, write

    about = About(
        ref="reference",
        label="Invented figures",
        who="A programme manager",
        partnership="Invented area",
        reason="For measuring",
        asked_at=NOW,
        made_at=NOW,
        expires_at=NOW + timedelta(days=7),
        notes=(),
    )
    content = Content("Invented figures", (Sheet("Figures", _TITLES, _rows(count), count),))
    before = _peak()
    with tempfile.TemporaryFile() as out:
        begin = time.perf_counter()
        write(form, content, about, out, lambda rows: None)
        took, size = time.perf_counter() - begin, out.tell()
    return form, f"{count:,}", f"{took:.1f}", f"{size / 1e6:.1f}", f"{max(0.0, _peak() - before):.0f}"


def _rows(count: int) -> Iterator[list[object]]:
    return islice(_endless(), count)


def _endless() -> Iterator[list[object]]:
    number = 0
    while True:
        day = date(2020, 1, 1) + timedelta(days=number // 500)
        met = number % 97
        name = f"M{number % 500 + 1} Advice received in time"
        yield [name, "All", day, day, met / 97 * 100, met, 97, "Casework report", f"Line {number}", NOW]
        number += 1


def _peak() -> float:
    """The most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


BENCHMARK = Benchmark("exports", run)
