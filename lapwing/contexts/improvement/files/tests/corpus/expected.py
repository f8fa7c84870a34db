"""What a reading of an invented plan should hold, written down before any reader saw the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lapwing.contexts.improvement.interchange import DocumentKind


@dataclass(frozen=True)
class When:
    """A due point: as printed, and both bounds (YYYY-MM-DD), None where the words settle no day."""

    as_written: str
    earliest: str | None = None
    latest: str | None = None
    role: str = "complete"


@dataclass(frozen=True)
class Said:
    """A status that the document prints: the word, Lapwing's status, the period, and its last day."""

    word: str
    status: str | None
    period: str | None = None
    on: str | None = None


@dataclass(frozen=True)
class Part:
    """A milestone of an action."""

    text: str
    label: str | None = None
    due: tuple[When, ...] = ()
    said: tuple[Said, ...] = ()
    status: str = "not started"


@dataclass(frozen=True, kw_only=True)
class Promise:
    """An action. Without ``parts`` it is its own only milestone, with ``due`` and ``said``."""

    ref: str | None
    text: str
    owners: tuple[str, ...] = ()
    due: tuple[When, ...] = ()
    said: tuple[Said, ...] = ()
    status: str = "not started"
    parts: tuple[Part, ...] = ()
    criteria: tuple[str, ...] = ()
    group: str | None = None
    key_area: str | None = None
    accountable: tuple[str, ...] = ()
    governance: str | None = None
    rationale: str | None = None
    progress: str | None = None

    @property
    def milestones(self) -> tuple[Part, ...]:
        return self.parts or (Part(self.text, None, self.due, self.said, self.status),)


@dataclass(frozen=True)
class Aim:
    """A target: by when as printed, its last day, its type and value."""

    by: str | None
    latest: str | None
    value: float | None
    type: str = "absolute"


@dataclass(frozen=True)
class Line:
    """A series of a measure. ``unit`` is compared only as per cent or not."""

    label: str | None
    baseline: float | None
    aims: tuple[Aim, ...]
    percent: bool = True
    actuals: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """A measure and its series."""

    name: str
    lines: tuple[Line, ...]
    refs: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, kw_only=True)
class Specimen:
    """An invented document: its file's name, what builds it, and what should be read from it.

    ``questions`` is the most that may be asked.
    """

    file: str
    build: Callable[[], bytes]
    layout: str
    promises: tuple[Promise, ...] = ()
    gauges: tuple[Gauge, ...] = ()
    document: DocumentKind = "plan"
    title: str | None = None
    local_area: str | None = None
    questions: int = 6
    legend: dict[str, str] = field(default_factory=dict)
