"""How long a search takes in the server, over partnerships with large plans, and how many queries."""

from __future__ import annotations

import statistics
from urllib.parse import urlencode

from benchmarks import pages
from benchmarks.report import Benchmark, Table

VISITS = 60
# What is asked for, and how much of a plan it is in.
ASKED = {
    "in each of 100 actions": "publish",
    "two words, in one action of 100": "offer numbered 42",
    "the beginning of a word": "famil",
    "in no plan, so that words spelled alike are tried": "pubblish",
}


def run() -> Table:
    """Search each partnership in turn, as its programme manager."""
    pages.make_ready()
    with pages.database():
        places = [pages.place_of(pages.ACTIONS, pages.MEASURES, n) for n in range(pages.PARTNERSHIPS)]
        rows = [_row(words, asked, places) for words, asked in ASKED.items()]
    return Table(
        ("words", "median, ms", "p95, ms", "queries"),
        tuple(rows),
        (
            f"{pages.PARTNERSHIPS} partnerships, each with a plan of {pages.ACTIONS} actions and "
            f"{pages.ACTIONS * 4} milestones. {VISITS} searches of each kind, over all of them, in the "
            "server, from the request to the finished page.",
        ),
    )


def _row(words: str, asked: str, places: list[pages.Place]) -> tuple[str, ...]:
    from django.urls import reverse

    addresses = [
        f"{reverse('search', args=[place.partnership])}?{urlencode({'q': asked})}" for place in places
    ]
    pages.seconds(places[0], addresses[0])
    visits = [(places[n % len(places)], addresses[n % len(places)]) for n in range(VISITS)]
    times = [pages.seconds(place, address) * 1000 for place, address in visits]
    return (
        words,
        f"{statistics.median(times):.0f}",
        f"{statistics.quantiles(times, n=20)[-1]:.0f}",
        str(pages.queries(places[0], addresses[0])),
    )


BENCHMARK = Benchmark("search", run)
