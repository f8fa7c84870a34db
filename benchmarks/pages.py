"""How long the overview and the measure page take in the server, and how many queries, as plans grow."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from benchmarks.invented import MONTHS
from benchmarks.report import Benchmark, Table

PARTNERSHIPS = 20
ACTIONS, MEASURES = 100, 30
SMALL_ACTIONS, SMALL_MEASURES = 10, 3
VISITS = 100
NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Visited:
    """What visits to one kind of page cost: milliseconds at the middle and at the 95th percentile."""

    median: float
    p95: float
    queries: int
    queries_of_small_plan: int


def run() -> Table:
    """Fill a database of its own, visit each kind of page, and count queries for a large and a small plan."""
    make_ready()
    with database():
        places = _Places()
        rows = []
        for label, address in PAGES.items():
            found = places.visit(address)
            rows.append(
                (
                    label,
                    f"{found.median:.0f}",
                    f"{found.p95:.0f}",
                    str(found.queries),
                    str(found.queries_of_small_plan),
                )
            )
    return Table(
        ("page", "median, ms", "p95, ms", "queries", f"queries, {SMALL_ACTIONS} × {SMALL_MEASURES}"),
        tuple(rows),
        (
            f"{PARTNERSHIPS} partnerships, each with a plan of {ACTIONS} actions ({ACTIONS * 4} milestones) "
            f"and {MEASURES} measures with 18 months of figures. {VISITS} visits to each page, "
            "over all of them, by a programme manager, in the server, from the request to the finished page. "
            "The last column is a plan a tenth the size: the number of queries does not grow with the plan.",
        ),
    )


def make_ready() -> None:
    """Set Django up, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapwing.config.settings")
    import django

    django.setup()


@contextmanager
def database() -> Iterator[None]:
    """A database of this process's own, in which pages can be asked for."""
    from django.conf import settings

    from tests.database import fresh_database

    settings.ALLOWED_HOSTS = ["testserver"]
    with fresh_database():
        yield


class _Places:
    """The partnerships that are visited, each with its programme manager's browser and its plan."""

    def __init__(self) -> None:
        self.large = [place_of(ACTIONS, MEASURES, n) for n in range(PARTNERSHIPS)]
        self.small = place_of(SMALL_ACTIONS, SMALL_MEASURES, PARTNERSHIPS)

    def visit(self, address: Callable[[Place, int], str]) -> Visited:
        """Warm each process-wide cache once, then visit in turn as many people would."""
        seconds(self.small, address(self.small, 0))
        times = [
            seconds(place, address(place, visit // PARTNERSHIPS)) * 1000
            for visit in range(VISITS)
            for place in [self.large[visit % PARTNERSHIPS]]
        ]
        return Visited(
            statistics.median(times),
            statistics.quantiles(times, n=20)[-1],
            queries(self.large[0], address(self.large[0], 0)),
            queries(self.small, address(self.small, 0)),
        )


@dataclass(frozen=True)
class Place:
    """A partnership with its programme manager's browser, and what its plan's pages are called."""

    browser: object
    partnership: str
    plan: str
    measures: tuple[str, ...]
    action: str


def place_of(
    actions: int, measures: int, number: int, months: int = MONTHS, imported: datetime = NOW
) -> Place:
    """A partnership with a plan of this size, which was imported at this moment."""
    from benchmarks.invented import plan_of
    from lapwing.contexts.improvement.imports import import_plan
    from lapwing.platform.access.acting import acting
    from lapwing.registry.actors import actor_for
    from lapwing.registry.tests import factories

    area = f"Invented area {number}"
    partnership = factories.partnership(name=area, local_area=area)
    manager = factories.user()
    factories.membership(manager, partnership, "programme-manager")
    with acting(actor_for(manager, NOW.date()), purpose="benchmark") as actor:
        plan = import_plan(
            plan=plan_of(actions, measures, area, months),
            partnership=partnership,
            actor=actor,
            now=imported,
        )
        found = tuple(plan.measures.order_by("position").values_list("ref", flat=True))
        first = plan.actions.order_by("position").values_list("ref", flat=True)[0]
    return Place(factories.signed_in_client(manager), partnership.ref, plan.ref, found, first)


def seconds(place: Place, address: str) -> float:
    """How long the server takes for a page."""
    begin = time.perf_counter()
    response = place.browser.get(address)  # type: ignore[attr-defined]
    took = time.perf_counter() - begin
    assert response.status_code == 200, (address, response.status_code)
    return took


def queries(place: Place, address: str) -> int:
    """How many queries a page needs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        seconds(place, address)
    return len(captured)


def _reverse(name: str, place: Place, **parts: str) -> str:
    from django.urls import reverse

    return reverse(f"improvement:{name}", kwargs={"partnership": place.partnership, **parts})


PAGES: dict[str, Callable[[Place, int], str]] = {
    "overview": lambda place, visit: _reverse("overview", place, plan=place.plan),
    "overview, as at a year before": lambda place, visit: (
        _reverse("overview", place, plan=place.plan) + "?as_at=2026-10-06"
    ),
    "measures": lambda place, visit: _reverse("measures", place, plan=place.plan),
    "measure, seen before": lambda place, visit: _reverse("measure", place, measure=place.measures[0]),
    "measure, chart drawn anew": lambda place, visit: _reverse(
        "measure", place, measure=place.measures[1 + visit % (len(place.measures) - 1)]
    ),
    "action": lambda place, visit: _reverse("action", place, action=place.action),
}

BENCHMARK = Benchmark("pages", run)
