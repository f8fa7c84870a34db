"""What leaves the queries about actions: frozen lines and pages, ready to be shown.

Colours are codes of ``rules.Colour``; ``PlanHead.key`` says how the partnership shows each. References
(``ref``) are the opaque ones of addresses; ``number`` is what the plan prints and may repeat or be empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lapwing.contexts.improvement.rules import (
    COLOUR_OF_STATUS,
    NEVER,
    TROUBLED,
    Colour,
    Counts,
    Key,
    Lateness,
    Moved,
    Period,
    Status,
    turns_in_words,
)
from lapwing.contexts.improvement.rules.terms import LAPWINGS, Terms


@dataclass(frozen=True)
class Allowed:
    """What the actor may do with a plan; pages offer nothing else."""

    edit: bool = False
    report: bool = False
    record: bool = False
    answer: bool = False


@dataclass(frozen=True)
class PlanHead:
    """What stands at the top of every page of a plan.

    ``on`` is the day lateness is worked out for; ``as_at`` is that same day when the page shows the plan as
    it was recorded at the end of it, else None. ``not_yet_recorded`` says that it was not in Lapwing then.
    """

    ref: str
    title: str
    local_area: str
    partnership_ref: str
    partnership: str
    on: date
    as_at: date | None
    recorded_on: date
    version: int
    key: Key
    allowed: Allowed
    terms: Terms = LAPWINGS

    @property
    def not_yet_recorded(self) -> bool:
        return self.as_at is not None and self.as_at < self.recorded_on


@dataclass(frozen=True)
class HolderLine:
    """A person who holds an owner role, or stands in for its holder."""

    ref: str
    name: str
    is_deputy: bool
    from_date: date
    to_date: date | None


@dataclass(frozen=True)
class OwnerLine:
    """A role that owns an action, with its name, as the plan prints it, and who holds it on the day."""

    role_ref: str
    name: str
    as_written: str
    organisation: str
    holders: tuple[HolderLine, ...]


@dataclass(frozen=True)
class DueLine:
    """A due point as written and worked out; both bounds inclusive."""

    role: str
    as_written: str
    earliest: date | None
    latest: date | None
    has_passed: bool


@dataclass(frozen=True)
class ReportLine:
    """What somebody said of a milestone or one occurrence of it. ``withdrawn_on``: withdrawn since.

    ``may_lose_words``: it has words that were said at once, and are withdrawn here; ``words_withdrawn`` says
    by whom, when and why they were. ``held_by``: what had been made with them by then.
    """

    ref: str
    status: Status
    colour: Colour
    effective_on: date
    recorded_at: datetime
    said_by: str
    note: str
    occurrence: str
    withdrawn_on: date | None = None
    withdrawn_reason: str = ""
    mitigation: str = ""
    forecast_on: date | None = None
    may_lose_words: bool = False
    words_withdrawn: str = ""
    held_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class OccurrenceLine:
    """One turn of a recurring milestone, with its own status; ``said_on`` None where nobody said any.

    ``mitigation`` and ``forecast_on`` as of ``MilestoneLine``. ``moved`` tells how often its day moved.
    """

    ref: str
    label: str
    due_on: date
    status: Status
    colour: Colour
    is_missed: bool
    note: str
    version: int
    said_on: date | None = None
    mitigation: str = ""
    forecast_on: date | None = None
    moved: Moved = NEVER


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone: what was said of it, and beside it how it stands against its dates.

    ``lateness_words`` reads "Overdue by 12 days", "Due in 30 days", "No date set"; ``disagreement`` is not
    empty when what was said and the dates disagree ("Said on track, 12 days overdue"). ``moved`` tells how
    often its last date moved, and what it was at first; ``turns_moved`` the same of each of its turns that
    was put on another day. ``next_due`` is the day of it that comes next: its
    last date, or the next turn of a recurring one; None when it is closed or nothing lies ahead.
    ``mitigation`` and ``forecast_on`` are of what was said at once; of what was signed off, its update has
    them.
    """

    ref: str
    action_ref: str
    action_number: str
    action_text: str
    label: str
    text: str
    status: Status
    colour: Colour
    note: str
    said_on: date | None
    said_by: str
    due: tuple[DueLine, ...]
    last_due: date | None
    lateness: Lateness
    lateness_words: str
    days_overdue: int | None
    missed_start: date | None
    moved: Moved
    disagreement: str
    recurrence: str
    owners: tuple[OwnerLine, ...]
    group_number: str
    group_title: str
    next_due: date | None = None
    mitigation: str = ""
    forecast_on: date | None = None
    turns_moved: tuple[Moved, ...] = ()

    @property
    def turns_moved_words(self) -> str:
        """ "2 turns moved, one of them twice"; empty when none did."""
        return turns_in_words(self.turns_moved)

    @property
    def is_overdue(self) -> bool:
        return self.days_overdue is not None

    @property
    def due_as_written(self) -> str:
        return "; ".join(point.as_written for point in self.due)


@dataclass(frozen=True)
class WholeSaid:
    """What a signed-off update says of an action as a whole, from the day on which it was submitted."""

    status: Status
    on: date
    by: str
    update_ref: str

    @property
    def is_trouble(self) -> bool:
        """Whether it is said to be off track or at risk."""
        return self.status in TROUBLED

    @property
    def colour(self) -> Colour:
        return COLOUR_OF_STATUS[self.status]


@dataclass(frozen=True)
class ActionLine:
    """An action as a row. ``counts`` are of its unstopped milestones; ``done`` says how many are finished.

    ``whole`` is what was said last of it as a whole, as long as that stands: until all its milestones are
    closed. ``colour`` is by both (``rules.colour_of_action``).
    """

    ref: str
    key: str
    number: str
    occurrence: int
    text: str
    key_area: str
    colour: Colour
    counts: Counts
    milestones: int
    done: int
    overdue: int
    undated: int
    next_due: date | None
    owners: tuple[OwnerLine, ...]
    group_ref: str
    group_number: str
    group_title: str
    objective_ref: str
    objective_number: str
    whole: WholeSaid | None = None


@dataclass(frozen=True)
class MilestoneDetail:
    """A milestone with all that was said and how its dates came to be."""

    line: MilestoneLine
    reports: tuple[ReportLine, ...]
    occurrences: tuple[OccurrenceLine, ...]
    earlier_dates: tuple[EarlierDate, ...]
    period: Period | None
    source: tuple[int, int, int] | None  # first and last line, and which of the documents
    version: int


@dataclass(frozen=True)
class EarlierDate:
    """A due point that a later one replaced: dates that moved stay visible."""

    as_written: str
    latest: date | None
    withdrawn_on: date
    withdrawn_by: str
    reason: str
