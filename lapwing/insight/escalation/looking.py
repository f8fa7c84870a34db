"""What a rule finds in a plan: each thing that it looks at, how it stands, and the facts in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lapwing.contexts.improvement.public import (
    ActionAsked,
    AskedInCycle,
    MeasureOff,
    PlanLookedAt,
    SaidInCycle,
    Status,
    ThingSaid,
)
from lapwing.insight.escalation import rules
from lapwing.insight.escalation.rules import Given, Kind, Said, Stand, Verdict
from lapwing.platform.ui.filters import day

Subject = tuple[str, str]


@dataclass(frozen=True)
class Fact:
    """A sentence, and what it leads to: an update, a cycle, a milestone or a measure by its reference."""

    words: str
    kind: str = ""
    ref: str = ""


@dataclass(frozen=True)
class Finding:
    """A thing of the plan and how it stands to a rule. ``why`` says it in one line."""

    subject: Subject
    words: str
    action_ref: str
    verdict: Verdict
    why: str
    facts: tuple[Fact, ...]

    @property
    def is_caught(self) -> bool:
        return self.verdict.stand is Stand.CAUGHT


@dataclass(frozen=True)
class Counted:
    """What was escalated of a thing before, and answered: so many moves of a date, and when the last was."""

    moves: int = 0
    answered_at: datetime | None = None

    def covers(self, moment: datetime | None) -> bool:
        """Whether what was known at a moment had been when the group answered."""
        return self.answered_at is not None and moment is not None and moment <= self.answered_at


NOTHING_COUNTED = Counted()


def look(
    plan: PlanLookedAt, kind: Kind, times: int, *, counted: Mapping[Subject, Counted] | None = None
) -> tuple[Finding, ...]:
    """Everything in the plan that a rule looks at, in the plan's order.

    ``counted`` is what groups have answered: it is not counted again.
    """

    def before(kind: str, ref: str) -> Counted:
        return (counted or {}).get((kind, ref), NOTHING_COUNTED)

    if kind is Kind.RED:
        return tuple(_off_track(each, times, before(each.kind, each.ref)) for each in plan.things)
    if kind is Kind.MISSING:
        return tuple(_missing(each, times, before("action", each.ref)) for each in plan.actions)
    if kind is Kind.MOVED:
        dated = (*(each for each in plan.things if each.kind == "milestone"), *plan.turns)
        return tuple(_moved(each, times, before(each.kind, each.ref).moves) for each in dated)
    return tuple(_off_path(each, times, before("measure", each.ref)) for each in plan.measures)


def said_of(each: SaidInCycle, before: Counted = NOTHING_COUNTED) -> Said:
    """What one cycle says of a thing."""
    if each.status is None:
        return Said.NOTHING if each.cycle.is_settled else Said.TO_COME
    if each.status is not Status.OFF_TRACK:
        # nobody has judged it: it may be signed off yet, and says nothing good until then
        return Said.TO_COME if each.waits else Said.OTHER
    return Said.ANSWERED if before.covers(each.said_at) else Said.RED


def given_of(each: AskedInCycle, before: Counted = NOTHING_COUNTED) -> Given:
    """Whether an action answered in one cycle."""
    if each.expected == 0:
        return Given.ASKED_NOTHING
    if not each.missing:
        return Given.ALL
    return Given.ANSWERED if before.covers(each.cycle.closed_at) else Given.NOT_ALL


def _off_track(thing: ThingSaid, times: int, before: Counted) -> Finding:
    verdict = rules.off_track(
        [said_of(each, before) for each in thing.said], times, now_red=thing.is_off_track
    )
    red = [each for each in thing.said if each.status is Status.OFF_TRACK][: verdict.count]
    return Finding(
        subject=(thing.kind, thing.ref),
        words=thing.words,
        action_ref=thing.action_ref,
        verdict=verdict,
        why=f"Off track in {_cycles(verdict.count)}.",
        facts=tuple(
            Fact(
                f"Off track in {each.cycle.label}{', submitted and not signed off' if each.waits else ''}",
                "update",
                each.update_ref,
            )
            for each in red
        ),
    )


def _missing(action: ActionAsked, times: int, before: Counted) -> Finding:
    verdict = rules.missing([given_of(each, before) for each in action.asked], times)
    without = [each for each in action.asked if each.missing][: verdict.count]
    return Finding(
        subject=("action", action.ref),
        words=action.words,
        action_ref=action.ref,
        verdict=verdict,
        why=f"No update in {_cycles(verdict.count)}.",
        facts=tuple(
            Fact(f"No update in {each.cycle.label} of: {'; '.join(each.missing)}", "cycle", each.cycle.ref)
            for each in without
        ),
    )


def _moved(thing: ThingSaid, times: int, counted: int) -> Finding:
    verdict = rules.moved(thing.moved, times, counted=counted, is_closed=thing.is_closed)
    why = f"Its date moved {_times(thing.moved)}."
    said = f"Its date moved {_times(thing.moved)}"
    if thing.first_due and thing.last_due:
        said = f"{said}: at first {day(thing.first_due)}, now {day(thing.last_due)}"
    return Finding(
        subject=(thing.kind, thing.ref),
        words=thing.words,
        action_ref=thing.action_ref,
        verdict=verdict,
        why=why,
        facts=(Fact(said, "milestone", thing.milestone_ref),),
    )


def _off_path(measure: MeasureOff, times: int, before: Counted) -> Finding:
    new = [sum(not before.covers(known) for known in each.known_since) for each in measure.series]
    verdict = rules.off_path(
        [(each.in_a_row, count) for each, count in zip(measure.series, new, strict=True)], times
    )
    off = [each for each, count in zip(measure.series, new, strict=True) if count >= times]
    return Finding(
        subject=("measure", measure.ref),
        words=measure.words,
        action_ref="",
        verdict=verdict,
        why=f"Off its path for {_figures(verdict.count)} running.",
        facts=tuple(
            Fact(
                f"{f'{each.label}: ' if each.label else ''}the last {_figures(each.in_a_row)} "
                f"{'is' if each.in_a_row == 1 else 'are'} off the path to the target",
                "measure",
                measure.ref,
            )
            for each in off
        ),
    )


def facts_kept(facts: Iterable[Fact]) -> list[dict[str, str]]:
    """Facts as a row keeps them."""
    return [{"words": each.words, "kind": each.kind, "ref": each.ref} for each in facts]


def _cycles(count: int) -> str:
    return "the last cycle" if count == 1 else f"{count} cycles running"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _figures(count: int) -> str:
    return f"{count} figure{'' if count == 1 else 's'}"
