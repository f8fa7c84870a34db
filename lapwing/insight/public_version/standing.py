"""How a step or an action stands, as everybody reads it: one word for one state, in every part of a version.

What a pack says of it is a partnership's own word for a colour in one place and a person's status in another,
and whether its day has passed stands beside. Here both become one state. Who says that a step is at risk or
off track says that it needs more work: that stays, and how late it is stands beside it. Nothing else that is
late is called on track or not started.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lapwing.contexts.improvement.public import Status
from lapwing.insight.packs import shapes
from lapwing.insight.public_version.content import Sign


class State(StrEnum):
    """In the order in which they are counted."""

    DONE = "done"
    BEING_CHECKED = "being-checked"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    OFF_TRACK = "off-track"
    LATE = "late"
    NOT_STARTED = "not-started"
    NOT_KNOWN = "not-known"
    STOPPED = "stopped"


SIGNS: dict[State, Sign] = {
    State.DONE: Sign("Done", "square", "blue", "Done, and somebody else accepted that it is."),
    State.BEING_CHECKED: Sign(
        "Done, being checked", "circle", "green", "Done, and not yet accepted by somebody else."
    ),
    State.ON_TRACK: Sign("On track", "circle", "green", "Going to plan."),
    State.AT_RISK: Sign("At risk", "diamond", "amber", "May not be done in time or as planned."),
    State.OFF_TRACK: Sign("Off track", "triangle", "red", "Will not be done in time or as planned."),
    State.LATE: Sign("Late", "triangle", "red", "Its day has passed."),
    State.NOT_STARTED: Sign("Not started", "ring", "grey"),
    State.NOT_KNOWN: Sign("Not known", "ring", "grey", "Not enough is known."),
    State.STOPPED: Sign("Stopped", "ring", "grey"),
}
TROUBLED = frozenset({State.AT_RISK, State.OFF_TRACK})
_GIVES_WAY_TO_LATE = frozenset({State.ON_TRACK, State.NOT_STARTED, State.NOT_KNOWN})
_BY_COLOUR: dict[str, State] = {
    "blue": State.DONE,
    "green": State.ON_TRACK,
    "amber": State.AT_RISK,
    "red": State.OFF_TRACK,
    "grey": State.NOT_KNOWN,
}
# What a colour that several statuses share does not tell.
_BY_STATUS: dict[str, State] = {
    Status.DONE.label: State.BEING_CHECKED,
    Status.NOT_STARTED.label: State.NOT_STARTED,
    Status.STOPPED.label: State.STOPPED,
}


@dataclass(frozen=True)
class Steps:
    """The steps of the plan, or of an action, that are not stopped. ``late`` are all whose day has passed, in
    whatever state; ``turns`` how often the day of a step that comes round passed with nothing done.

    ``late_in`` says how many of a state those are. It is empty for an action, and for packs of the first two
    shapes, which do not hold every milestone: there what is late is counted under what was said of it.
    """

    counts: dict[State, int]
    late: int
    late_in: dict[State, int]
    turns: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def more_work(self) -> int:
        """At risk or off track, and not late yet."""
        return sum(self.counts.get(each, 0) - self.late_in.get(each, 0) for each in TROUBLED)


def state_of_step(mark: shapes.Mark, *, late: bool) -> State:
    """How a milestone, or one turn of it, stands: by what was said of it, and whether its day has passed."""
    found = _BY_COLOUR[mark.colour]
    if found not in TROUBLED:
        found = _BY_STATUS.get(mark.label, found)
    return State.LATE if late and found in _GIVES_WAY_TO_LATE else found


def state_of_action(action: shapes.ActionStanding, missed: int = 0) -> State:
    """By its colour, the worst of its milestones; late when one of them is late and none in trouble, or when
    a turn of one was ``missed`` and not all of them are done."""
    found = _BY_COLOUR[action.mark.colour]
    if found is State.DONE or found in TROUBLED:
        return found
    if action.overdue.value:
        return State.LATE
    every = {state_of_step(each.mark, late=False) for each in action.milestones}
    going = every - {State.STOPPED}
    if going and going <= {State.DONE, State.BEING_CHECKED}:
        return State.BEING_CHECKED
    if missed:
        return State.LATE
    if found is State.NOT_KNOWN:
        if every and not going:
            return State.STOPPED
        return State.NOT_STARTED if State.NOT_STARTED in going else found
    return found


def missed_turns(pack: shapes.Pack) -> dict[str, int]:
    """How many turns of each milestone were missed, by its reference: in its data they stand below it.

    Those of what is stopped count no more. Packs of the first two shapes do not say of what they are.
    """
    found: Counter[str] = Counter()
    ref = ""
    for each in pack.data.milestones if pack.data else ():
        kind, _, of = each.key.partition(":")
        if kind == "data-milestone":
            ref = "" if state_of_step(each.mark, late=False) is State.STOPPED else of
        elif kind == "data-turn" and ref:
            found[ref] += bool(each.days_late.value)
    return dict(found)


def own_steps(action: shapes.ActionStanding) -> list[shapes.MilestoneStanding]:
    """Without the row that tells what is said of the action as a whole."""
    return [each for each in action.milestones if not each.key.startswith("whole:")]


def steps_of_action(action: shapes.ActionStanding, missed: Mapping[str, int]) -> Steps:
    """How many steps of an action stand in each way; ``missed`` as ``missed_turns`` gives it."""
    steps = own_steps(action)
    counts = Counter(state_of_step(each.mark, late=False) for each in steps)
    del counts[State.STOPPED]
    turns = sum(missed.get(each.key.partition(":")[2], 0) for each in steps)
    return Steps(dict(counts), int(action.overdue.value or 0), {}, turns)


def steps_of(pack: shapes.Pack, summary: shapes.Summary) -> Steps:
    """How many steps stand in each way."""
    facts = {fact.key: int(fact.now.value or 0) for fact in summary.facts}
    turns = facts.get("fact:turns", 0)
    if pack.data is None:
        counts = {_BY_COLOUR[line.mark.colour]: int(line.now.value or 0) for line in summary.milestones}
        return Steps(counts, facts.get("fact:overdue", 0), {}, turns)
    found: Counter[State] = Counter()
    late_in: Counter[State] = Counter()
    for each in pack.data.milestones:
        if each.key.startswith("data-milestone:"):
            late = bool(each.days_late.value)
            state = state_of_step(each.mark, late=late)
            found[state] += state is not State.STOPPED
            late_in[state] += late
    return Steps(dict(found), late_in.total(), dict(late_in), turns)
