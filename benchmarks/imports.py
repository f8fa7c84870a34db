"""How long a file of 100,000 rows takes from its bytes to records and back, and how much memory."""

from __future__ import annotations

import io
import os
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta

from benchmarks.report import Benchmark, Table

ROWS = 100_000
FEWER = 10_000
MEASURES = 500
LIMIT = 60
NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)
_TITLES = ("measure", "series", "from", "to", "value", "numerator", "denominator", "source", "note")


def run() -> Table:
    """Bring the same figures in from CSV and from Excel, and undo them, in a database of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapwing.config.settings")
    import django

    django.setup()
    with _database():
        rows = [_measured(kind, count) for kind, count in (("CSV", FEWER), ("CSV", ROWS), ("Excel", ROWS))]
    return Table(
        (
            "file",
            "rows",
            "s, read and checked",
            "s, brought in",
            "s, undone",
            f"of {LIMIT} s",
            "peak memory, MB",
        ),
        tuple(rows),
        (
            f"Figures of {MEASURES} measures with nine columns, in the worker's own steps: read in a process "
            "apart, staged, matched, previewed, then decided anew, compared and recorded, each with its line "
            "of history. The limit is for reading, checking and bringing in together. Memory is what the "
            "worker's process grew by, at its peak; the process that reads has a limit of its own.",
        ),
    )


@contextmanager
def _database() -> Iterator[None]:
    from tests.database import fresh_database

    with fresh_database():
        yield


def _measured(kind: str, count: int) -> tuple[str, ...]:
    from lapwing.platform.imports.models import ImportState

    data = _csv(count) if kind == "CSV" else _excel(count)
    before = _peak()
    step = _Place(kind, data)
    reading = _timed(step.read)
    assert step.found.state == ImportState.CHECKED, (step.found.state, step.found.problem)
    bringing = _timed(step.bring_in)
    assert step.found.state == ImportState.COMMITTED, (step.found.state, step.found.problem, step.found.news)
    undoing = _timed(step.undo)
    assert step.found.state == ImportState.UNDONE, step.found.problem
    share = f"{(reading + bringing) / LIMIT:.0%}"
    grown = max(0, _peak() - before)
    return kind, f"{count:,}", f"{reading:.1f}", f"{bringing:.1f}", f"{undoing:.1f}", share, f"{grown:.0f}"


class _Place:
    """A partnership with a plan, and the steps of one import as its programme manager."""

    def __init__(self, kind: str, data: bytes) -> None:
        from benchmarks.invented import plan_of
        from lapwing.contexts.improvement.imports import import_plan
        from lapwing.platform.access.acting import acting
        from lapwing.registry.actors import actor_for
        from lapwing.registry.tests import factories

        self.partnership = factories.partnership()
        manager = factories.user()
        factories.membership(manager, self.partnership, "programme-manager")
        self.actor = actor_for(manager, NOW.date())
        self.kind, self.data = kind, data
        with acting(self.actor, purpose="benchmark") as actor:
            plan = plan_of(1, MEASURES, f"Invented area {kind} {len(data)}")
            self.plan = import_plan(plan=plan, partnership=self.partnership, actor=actor, now=NOW)

    def read(self) -> None:
        from lapwing.contexts.improvement.figures.feed import FIGURES
        from lapwing.platform.imports import commands

        name = "figures.csv" if self.kind == "CSV" else "figures.xlsx"
        with self._acting():
            self.found = commands.send_file(
                by=self.actor,
                now=NOW,
                feed=FIGURES,
                partnership_id=self.partnership.pk,
                name=name,
                data=self.data,
                place=self.plan.ref,
            )
        self._step()

    def bring_in(self) -> None:
        from lapwing.platform.imports import commands

        with self._acting():
            self.found = commands.bring_in(
                by=self.actor, now=NOW, ref=self.found.ref, version=self.found.version
            )
        self._step()

    def undo(self) -> None:
        from lapwing.platform.imports import commands

        with self._acting():
            self.found = commands.undo_import(
                by=self.actor, now=NOW, ref=self.found.ref, version=self.found.version
            )
        self._step()

    def _acting(self) -> AbstractContextManager[object]:
        from lapwing.platform.access.acting import acting

        return acting(self.actor, purpose="benchmark")

    def _step(self) -> None:
        """What the worker does: the step itself, as the person."""
        from lapwing.platform.imports.jobs import import_step
        from lapwing.platform.jobs.models import Work

        with self._acting():
            work = Work.objects.get(ref=self.found.work_ref)
        import_step(work.pk, self.found.pk, self.found.attempt, self.actor.id)
        with self._acting():
            self.found.refresh_from_db()


def _lines(count: int) -> Iterator[tuple[object, ...]]:
    first = date(2020, 1, 1)
    for number in range(count):
        day = first + timedelta(days=number // MEASURES)
        met = number % 97
        yield f"M{number % MEASURES + 1}", "All", day, day, None, met, 97, "Casework report", f"Line {number}"


def _csv(count: int) -> bytes:
    import csv

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_TITLES)
    writer.writerows(_lines(count))
    return out.getvalue().encode()


def _excel(count: int) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Figures")
    sheet.append(_TITLES)
    for line in _lines(count):
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _timed(work: Callable[[], None]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _peak() -> float:
    """The most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


BENCHMARK = Benchmark("imports", run)
