"""Figures for those who watch over the service: how many requests, how long they took, what waits.

No label names a person, a partnership or a record. Packages add figures of their own, worked out when asked::

    FIGURES.register(Figure("lapwing_jobs_waiting", "Jobs that wait", waiting_by_queue, label="queue"))
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

# Set by the web server, whose processes each write their figures into this folder.
MANY_PROCESSES = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30)

requests = Counter("lapwing_requests", "Requests answered", ["route", "method", "status"])
seconds = Histogram("lapwing_request_seconds", "From a request to its answer", ["route"], buckets=SECONDS)


@dataclass(frozen=True)
class Figure:
    """Something that is counted when it is asked for. ``read`` gives the value for each value of ``label``.

    It runs with a system user acting, and must be cheap: it is asked for every few seconds.
    """

    name: str
    words: str
    read: Callable[[], Mapping[str, float]]
    label: str


@dataclass
class Figures:
    """What the packages registered, from their AppConfig's ``ready``."""

    known: list[Figure] = field(default_factory=list)

    def register(self, *figures: Figure) -> None:
        names = {each.name for each in self.known}
        self.known += [figure for figure in figures if figure.name not in names]


FIGURES = Figures()


class _Asked(Collector):
    """The registered figures as Prometheus wants them."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        for figure in FIGURES.known:
            family = GaugeMetricFamily(figure.name, figure.words, labels=[figure.label])
            for value, number in figure.read().items():
                family.add_metric([value], number)
            yield family


def text() -> bytes:
    """All figures in Prometheus' text form: of every process of this server, and those that are asked for."""
    counted = CollectorRegistry() if MANY_PROCESSES in os.environ else REGISTRY
    if MANY_PROCESSES in os.environ:
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    asked = CollectorRegistry()
    asked.register(_Asked())
    return generate_latest(counted) + generate_latest(asked)
