"""What leaves the queries about success measures. Values carry the unit of their series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lapwing.contexts.improvement.rules import Colour
from lapwing.domain.progress import Outcome
from lapwing.domain.statistics.spc_types import TwoSigma


@dataclass(frozen=True)
class BaselineLine:
    """Where a series started. ``on`` is the last day of its period, None when it has no date."""

    as_written: str
    value: float | None
    date_as_written: str
    from_date: date | None
    to_date: date | None
    on: date | None
    sample: str
    note: str


@dataclass(frozen=True)
class TargetLine:
    """A target as written and as resolved; ``needs_confirming`` blocks the colour of its series."""

    ref: str
    by_as_written: str
    latest: date | None
    as_written: str
    type: str
    value: float | None
    low: float | None
    high: float | None
    resolved: float | None
    resolved_by: str
    resolved_on: date | None
    needs_confirming: bool
    is_met: bool | None
    has_passed: bool

    def facing(self, direction: str) -> float | None:
        """The value that is reached first when moving in the measure's direction; None if not resolved."""
        if self.resolved is not None:
            return self.resolved
        first, second = (self.high, self.low) if direction == "decrease" else (self.low, self.high)
        return first if first is not None else second


@dataclass(frozen=True)
class ActualLine:
    """What was measured for a period. ``value`` is worked out from numerator and denominator if given."""

    ref: str
    from_date: date | None
    to_date: date
    value: float
    numerator: float | None
    denominator: float | None
    source: str
    note: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class ComparatorLine:
    name: str
    as_written: str
    value: float | None
    as_at: date | None


@dataclass(frozen=True)
class RecalculationLine:
    """From the figure of ``from_date`` on, limits are worked out afresh, because of ``reason``."""

    ref: str
    from_date: date
    reason: str


@dataclass(frozen=True)
class ExpectedPoint:
    """A point of the trajectory. ``low`` and ``high`` differ only for targets that are a range."""

    on: date
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Trajectory:
    """What was to be expected, to be drawn as straight lines, or as steps when the baseline has no date."""

    points: tuple[ExpectedPoint, ...]
    is_steps: bool


@dataclass(frozen=True)
class Pace:
    """What is needed from here: the change a month until the next target not yet met."""

    a_month: float
    target: float
    by: date


@dataclass(frozen=True)
class SeriesLine:
    """A series as a row: its latest actual, how it stands and why."""

    ref: str
    measure_ref: str
    measure_name: str
    label: str
    unit: str
    direction: str
    outcome: Outcome
    colour: Colour
    reason: str
    baseline: float | None
    latest: float | None
    latest_on: date | None
    expected_low: float | None
    expected_high: float | None
    next_target: TargetLine | None
    last_target: TargetLine | None
    progress: float | None

    @property
    def progress_shown(self) -> float | None:
        """Progress between 0 and 1, for a bar."""
        return None if self.progress is None else min(1.0, max(0.0, self.progress))


@dataclass(frozen=True)
class BreakLine:
    """A baseline or a target that was changed, not added: figures before and after it have another aim.

    ``what`` is "baseline" or "target"; ``was`` how it stood before, in words. ``moment`` and ``by_id`` say
    when and by whom to the letter, where the name is not wanted.
    """

    on: date
    what: str
    was: str
    reason: str
    by: str
    moment: datetime
    by_id: int | None


@dataclass(frozen=True)
class UpcomingTarget:
    """The next target that is to be agreed. ``is_due``: no target lies ahead of the page's day.

    ``how_often`` is empty for a series whose targets are not agreed one by one.
    """

    label: str
    by: date
    how_often: str
    is_due: bool


@dataclass(frozen=True)
class SeriesDetail:
    """A series with everything its chart and table show.

    ``expected_today`` is what is to be expected on the page's day (low and high differ for ranges).
    ``in_force`` is the target that the latest figure is set against, ``off_path`` how many of the latest
    figures in a row are off path.
    """

    line: SeriesLine
    breakdown: tuple[tuple[str, str], ...]
    baseline: BaselineLine | None
    targets: tuple[TargetLine, ...]
    actuals: tuple[ActualLine, ...]
    comparators: tuple[ComparatorLine, ...]
    trajectory: Trajectory
    expected_today: ExpectedPoint | None
    pace: Pace | None
    version: int
    breaks: tuple[BreakLine, ...] = ()
    upcoming: UpcomingTarget | None = None
    in_force: TargetLine | None = None
    off_path: int = 0
    recalculations: tuple[RecalculationLine, ...] = ()
    two_sigma: TwoSigma = TwoSigma.BETWEEN


@dataclass(frozen=True)
class OutcomeCounts:
    """How many series stand how. ``near`` (amber) are counted in ``off_path`` as well."""

    met: int = 0
    on_path: int = 0
    off_path: int = 0
    near: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        return self.met + self.on_path + self.off_path + self.unknown


@dataclass(frozen=True)
class MeasureLine:
    """A measure as a row. One printed twice is counted once: ``same_as_ref`` names the other."""

    ref: str
    key: str
    name: str
    numbers_as_written: tuple[str, ...]
    direction: str
    source_as_written: str
    same_as_ref: str
    same_as_name: str
    colour: Colour
    series: tuple[SeriesLine, ...]
    action_refs: tuple[str, ...]
