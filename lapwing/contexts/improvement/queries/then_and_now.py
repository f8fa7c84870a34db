"""A plan on two days beside each other: each group's colours, and the milestones whose colour changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.access import READ, fetch_plan
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.queries.lines import MilestoneLine
from lapwing.contexts.improvement.queries.loading import load_actions
from lapwing.contexts.improvement.queries.standing import day_of, when
from lapwing.contexts.improvement.queries.tree import plan_actions
from lapwing.contexts.improvement.rules import Counts, Status, count
from lapwing.contexts.improvement.rules.became import Turn, turn
from lapwing.platform.access.actor import Actor


@dataclass(frozen=True)
class GroupThenAndNow:
    """The milestones of a group by colour on both days; ``number`` and ``title`` "" for the whole plan."""

    number: str
    title: str
    then: Counts
    now: Counts


@dataclass(frozen=True)
class Turned:
    """A milestone whose colour changed; ``then`` or ``now`` is None when it was not in the plan."""

    then: MilestoneLine | None
    now: MilestoneLine | None
    turn: Turn

    @property
    def either(self) -> MilestoneLine:
        found = self.now or self.then
        assert found is not None
        return found


@dataclass(frozen=True)
class ThenAndNow:
    """``known`` is False when the plan was not in Lapwing on the earlier day: nothing is compared then."""

    known: bool
    whole: GroupThenAndNow
    groups: tuple[GroupThenAndNow, ...]
    turned: tuple[Turned, ...]


def then_and_now(
    *, actor: Actor, plan_ref: str, since: date, on: date, as_at: date | None = None
) -> ThenAndNow:
    """The plan at the end of ``since`` and on the page's day, in a fixed number of queries.

    Raises NotVisible.
    """
    plan = fetch_plan(actor, READ, plan_ref)
    now = _going(plan, on, as_at)
    known = since >= day_of(plan.created_at)
    then = _going(plan, since, since) if known else {}
    places = dict.fromkeys((line.group_number, line.group_title) for line in [*now.values(), *then.values()])
    return ThenAndNow(
        known=known,
        whole=GroupThenAndNow("", "", _counts(then.values()), _counts(now.values())),
        groups=tuple(
            GroupThenAndNow(*place, _counts(_in(place, then.values())), _counts(_in(place, now.values())))
            for place in places
        ),
        turned=_turned(then, now) if known else (),
    )


def _going(plan: Plan, on: date, as_at: date | None) -> dict[str, MilestoneLine]:
    """The milestones that count, by reference: what was stopped counts nowhere."""
    lines = load_actions(plan_actions(plan), when(on, as_at)).milestones
    return {line.ref: line for line in lines if line.status is not Status.STOPPED}


def _in(place: tuple[str, str], lines: Iterable[MilestoneLine]) -> list[MilestoneLine]:
    return [line for line in lines if (line.group_number, line.group_title) == place]


def _counts(lines: Iterable[MilestoneLine]) -> Counts:
    return count(line.colour for line in lines)


def _turned(then: dict[str, MilestoneLine], now: dict[str, MilestoneLine]) -> tuple[Turned, ...]:
    found = []
    for ref in dict.fromkeys([*now, *then]):
        before, after = then.get(ref), now.get(ref)
        became = turn(before.colour if before else None, after.colour if after else None)
        if became is not Turn.SAME:
            found.append(Turned(before, after, became))
    return tuple(sorted(found, key=lambda each: list(Turn).index(each.turn)))
