"""What is asked for: which plan, which time, which sections in which order, and what is said beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from lapwing.contexts.improvement import public as improvement
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

# Each kind of section, with its usual title and what it holds, in the usual order.
KINDS: dict[str, tuple[str, str]] = {
    "summary": ("Summary", "One page: how many stand how, now and last time, and what moved."),
    "exceptions": ("Off track, at risk and late", "Each with why, what is done about it, and its dates."),
    "asked": ("Decisions asked for", "Escalated to a group or asked of it, and waiting for an answer."),
    "due": ("Due next", "Milestones due after this pack, up to a day that you choose."),
    "measures": ("Measures", "Each line with its chart, targets, what was expected, and a sentence."),
    "voice": ("Impact and voice", "What changed for children and families, and how it is known."),
    "date_changes": ("Dates that moved", "From when to when, why, and how often."),
    "risks": ("Risks and issues", "What may go wrong or has, the heaviest first, and what is done about it."),
    "decisions": ("Action log", "Who still has to act on what by when, and what was closed since last time."),
    "questions": ("Questions from last time", "What was asked about the last pack, with the answers."),
    "actions": ("Every action", "The whole plan, action by action, with every milestone."),
    "glossary": ("Words and signs", "What the colours, signs and abbreviations of the pack mean."),
}

# Long, and not for every meeting: chosen when it is wanted.
_LEFT_OUT_USUALLY = frozenset({"actions"})


@dataclass(frozen=True)
class SectionOrder:
    """A section that was chosen, and what is written below its title."""

    kind: str
    annotation: str = ""


# The summary is one page: a note below its title may have so many lines.
LONGEST_NOTE_OF_SUMMARY = 20
LETTERS_IN_A_LINE = 100


def lines_of(text: str) -> int:
    """How many lines a text takes up on paper, with the room between its paragraphs."""
    return sum(ceil(len(each) / LETTERS_IN_A_LINE) + 1 for each in text.split("\n") if each.strip())


def too_long_for_a_page(kind: str, note: str) -> str:
    """Why a note cannot stand below the title of a section, for whoever wrote it; empty when it can."""
    if kind != "summary" or lines_of(note) <= LONGEST_NOTE_OF_SUMMARY:
        return ""
    return (
        f"The summary is one page: write {LONGEST_NOTE_OF_SUMMARY} lines of print at most below its title, "
        f"about {LETTERS_IN_A_LINE * 18:,} letters in one paragraph. This has about {lines_of(note)} lines."
    )


def usual_sections() -> tuple[SectionOrder, ...]:
    """What a pack holds when nobody has chosen."""
    return tuple(SectionOrder(kind) for kind in KINDS if kind not in _LEFT_OUT_USUALLY)


@dataclass(frozen=True, kw_only=True)
class PackOrder:
    """A pack as it is asked for.

    ``since`` is the day of "last time", ``as_at`` the day of "now", ``until`` the last day of "next". The
    plan is shown as now known when ``as_at`` is today, else as it had been recorded at the end of that day.

    ``last_told`` is the moment up to which the pack of ``since`` told of the plan; None when there is none of
    that day. What was recorded later on that day stands in no pack before this one.
    """

    plan_ref: str
    title: str
    since: date
    as_at: date
    until: date
    sections: tuple[SectionOrder, ...]
    words: str = ""
    group: str = ""
    group_ref: str = ""
    meeting: str = ""
    meeting_on: date | None = None
    number: int = 1
    cycle: str = ""
    cycle_ref: str = ""
    # Of the packs before this one for the same group, the last of them first.
    earlier_packs: tuple[str, ...] = ()
    last_told: datetime | None = None

    @property
    def from_moment(self) -> datetime:
        """What was recorded after this is new: the last pack, else the end of the day of last time."""
        return self.last_told or improvement.end_of_day(self.since)


@dataclass(frozen=True)
class Told:
    """All that was found for a pack: what every section is made from."""

    actor: Actor
    partnership: Partnership
    order: PackOrder
    plan: improvement.PlanReported
    built_at: datetime
    built_by: str
