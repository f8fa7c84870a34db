"""The lines of a pack that are not figures of a measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lapwing.insight.packs.shapes.basics import Day, Figure, Link, Mark


@dataclass(frozen=True)
class CountLine:
    """How many stand so now, and at the time compared with. ``before.text`` is "–" when nobody knew."""

    key: str
    mark: Mark
    now: Figure
    before: Figure


@dataclass(frozen=True)
class FactLine:
    """A count without a colour: overdue, dates moved, updates missing."""

    key: str
    label: str
    now: Figure
    before: Figure


@dataclass(frozen=True)
class MovedLine:
    """What stands otherwise than last time. ``text`` says it whole: "1.2 b: off track (was at risk)"."""

    key: str
    what: str
    text: str
    before: Mark | None
    now: Mark | None
    link: Link | None


@dataclass(frozen=True)
class Summary:
    """One page: counts by colour now and last time, and what moved.

    ``compared_with`` is the day of "before"; ``moved_left_out`` says what of ``moved`` is not listed, or is
    empty.
    """

    headline: str
    compared_with: Day
    milestones: tuple[CountLine, ...]
    milestones_text: str
    measures: tuple[CountLine, ...]
    measures_text: str
    facts: tuple[FactLine, ...]
    moved: tuple[MovedLine, ...]
    moved_left_out: str


@dataclass(frozen=True)
class ExceptionLine:
    """A milestone that is off track, at risk or late: why, and what is done about it.

    ``original`` is the first date it ever had, ``due`` the one in force, ``forecast`` what its owner expects
    now. ``why`` and ``mitigation`` say so where nobody has given any. ``said`` tells who said it and when.
    ``next_steps`` and ``confidence`` are empty where nobody has given any.
    """

    key: str
    mark: Mark
    action: str
    group: str
    milestone: str
    text: str
    owners: str
    original: Day
    due: Day
    forecast: Day
    days_late: Figure
    moved: Figure
    why: str
    mitigation: str
    said: str
    link: Link | None
    next_steps: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class AskedLine:
    """A decision that is asked for. ``escalated_from`` may be empty.

    ``asked_of`` names the group in a pack for no group; in a pack for a group that is the one asked.
    """

    key: str
    text: str
    why: str
    asked_by: str
    escalated_from: str
    link: Link | None
    asked_of: str = ""


@dataclass(frozen=True)
class DueLine:
    """A milestone due in the next period. ``left`` reads "in 30 days"."""

    key: str
    mark: Mark
    action: str
    group: str
    milestone: str
    text: str
    owners: str
    due: Day
    left: str
    link: Link | None


@dataclass(frozen=True)
class VoiceLine:
    """What changed for children and families, what they said, or what they were told.

    Quotes are printed as quotes. ``by`` is who supplied it (a role or an agency), ``accepted`` says who
    accepted it as evidence or is empty. ``shown_by`` names the evidence that a judgement rests on,
    ``response`` is what families said to what they were told.
    """

    key: str
    kind: Literal["quote", "impact", "evidence", "criterion", "told"]
    kind_text: str
    about: str
    text: str
    by: str
    on: Day
    accepted: str
    link: Link | None
    shown_by: tuple[str, ...] = ()
    response: str = ""


@dataclass(frozen=True)
class DateChangeLine:
    """A date that moved. ``times`` counts how often this one has; ``approved_by`` may be empty."""

    key: str
    what: str
    from_: Day
    to: Day
    changed: Day
    reason: str
    approved_by: str
    times: Figure
    link: Link | None


@dataclass(frozen=True)
class RiskLine:
    """A risk or an issue with what is done about it. ``mark`` is how heavy it is.

    ``cause`` and ``effect`` may be empty; ``moved`` reads "up from 12" where it was judged otherwise before.
    """

    key: str
    kind: Literal["risk", "issue"]
    kind_text: str
    mark: Mark
    text: str
    likelihood: str
    impact: str
    score: Figure
    mitigation: str
    owner: str
    review: Day
    link: Link | None
    cause: str = ""
    effect: str = ""
    moved: str = ""


@dataclass(frozen=True)
class DecisionLine:
    """A line of the action log: decided, by whom it is to be done and when, and whether it is."""

    key: str
    text: str
    decided: Day
    meeting: str
    owner: str
    by: Day
    mark: Mark
    outcome: str
    link: Link | None


@dataclass(frozen=True)
class QuestionLine:
    """A question that was asked on a line of the last pack, and its answer. ``line`` names the line."""

    key: str
    line: str
    text: str
    asked_by: str
    asked: Day
    answer: str
    answered_by: str
    answered: Day
    mark: Mark
    link: Link | None


@dataclass(frozen=True)
class MilestoneStanding:
    """A milestone as a row below its action."""

    key: str
    label: str
    text: str
    mark: Mark
    due: Day
    late: str
    note: str
    link: Link | None


@dataclass(frozen=True)
class ActionStanding:
    """An action with its milestones. ``done`` reads "3 of 4 done"."""

    key: str
    number: str
    group: str
    text: str
    mark: Mark
    owners: str
    done: str
    overdue: Figure
    milestones: tuple[MilestoneStanding, ...]
    link: Link | None


@dataclass(frozen=True)
class TermLine:
    """A word of the glossary."""

    key: str
    term: str
    meaning: str
