"""What a page costs for being noted in the access log: the same page, with its note and without."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks import pages
from benchmarks.report import Benchmark, Table

VISITS = 100


def run() -> Table:
    """Visit a page that shows people, by turns with the note and without it, so that both see one machine."""
    pages.make_ready()
    with pages.database():
        place = pages.place_of(pages.SMALL_ACTIONS, pages.SMALL_MEASURES, 0)
        people(place)
        address = _address(place)
        pages.seconds(place, address)
        with_it, without = [], []
        for _ in range(VISITS):
            with_it.append(pages.seconds(place, address) * 1000)
            with _unnoted():
                without.append(pages.seconds(place, address) * 1000)
    noted, plain = statistics.median(with_it), statistics.median(without)
    return Table(
        ("page", "noted, ms", "not noted, ms", "the note, ms", "of the page"),
        (
            (
                "people, fifty of them",
                f"{noted:.1f}",
                f"{plain:.1f}",
                f"{noted - plain:.1f}",
                f"{noted / plain - 1:.0%}",
            ),
        ),
        (f"Medians of {VISITS} visits each, by turns, in the server, from the request to the page.",),
    )


def people(place: pages.Place, count: int = 50) -> None:
    """Put people into the partnership, for its page to show."""
    from lapwing.platform.access.tests.as_role import as_maintenance
    from lapwing.registry.models import Partnership
    from lapwing.registry.tests import factories

    with as_maintenance():
        partnership = Partnership.objects.get(ref=place.partnership)
    for _ in range(count):
        factories.member(partnership, "board-member")


def _address(place: pages.Place) -> str:
    from django.urls import reverse

    return reverse("people", args=[place.partnership])


@contextmanager
def _unnoted() -> Iterator[None]:
    """The same code without the one statement that notes."""
    from unittest.mock import patch

    from lapwing.platform.access_log import noting

    with patch.object(noting, "note_reads", lambda reads: None):
        yield


BENCHMARK = Benchmark("noting", run)
