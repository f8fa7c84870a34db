"""What rules of escalation look at in a plan: what was said in each cycle, dates that moved, figures.

Everything of one plan in a fixed number of queries, however many actions, cycles and measures it has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.access import READ, fetch_plan
from lapwing.contexts.improvement.models import Cycle, Expected, Plan, Update
from lapwing.contexts.improvement.queries.lines import ActionLine, MilestoneLine, OccurrenceLine
from lapwing.contexts.improvement.queries.loading import Loaded, load_actions
from lapwing.contexts.improvement.queries.measures import load_measures
from lapwing.contexts.improvement.queries.series import SeriesRows, series_detail
from lapwing.contexts.improvement.queries.standing import When, when
from lapwing.contexts.improvement.queries.tree import plan_actions
from lapwing.contexts.improvement.rules import CLOSED, Status
from lapwing.contexts.improvement.rules.cycles import ANSWERS, SETTLED
from lapwing.contexts.improvement.step_holders import owners_of
from lapwing.platform.access.actor import Actor

# More than any rule looks back on.
MOST_CYCLES = 24


@dataclass(frozen=True)
class CycleTurned:
    """A cycle that opened. ``is_over``: its last day has passed; ``is_settled``: it was signed off."""

    ref: str
    label: str
    is_over: bool
    is_settled: bool


@dataclass(frozen=True)
class SaidInCycle:
    """What was signed off about a milestone, or an action as a whole, in one cycle; None for nothing."""

    cycle: CycleTurned
    status: Status | None = None
    update_ref: str = ""


@dataclass(frozen=True)
class ThingSaid:
    """A milestone, or an action as a whole, with what was said of it: the latest cycle first.

    ``status`` is what was said last; of a milestone that comes round, of it or of one of its turns.
    ``is_closed``: nothing more is expected of it.
    """

    kind: str
    ref: str
    action_ref: str
    words: str
    status: Status
    said: tuple[SaidInCycle, ...]
    moved: int = 0
    first_due: date | None = None
    last_due: date | None = None
    is_closed: bool = False


@dataclass(frozen=True)
class AskedInCycle:
    """What was expected of an action in a cycle that is over, and what of it nobody answered, in words."""

    cycle: CycleTurned
    expected: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class ActionAsked:
    """An action with what it was asked for: the latest cycle first."""

    ref: str
    words: str
    asked: tuple[AskedInCycle, ...]


@dataclass(frozen=True)
class SeriesOff:
    """A line of a measure: how many of its latest figures in a row are off path; ``figures`` in all."""

    label: str
    in_a_row: int
    figures: int


@dataclass(frozen=True)
class MeasureOff:
    """A measure with its lines."""

    ref: str
    words: str
    series: tuple[SeriesOff, ...]


@dataclass(frozen=True)
class PlanLookedAt:
    """A plan as rules of escalation look at it. ``owners`` are the accounts that own each action."""

    ref: str
    title: str
    things: tuple[ThingSaid, ...]
    actions: tuple[ActionAsked, ...]
    measures: tuple[MeasureOff, ...]
    owners: Mapping[str, frozenset[int]]


def look_at_plan(*, actor: Actor, plan_ref: str, on: date) -> PlanLookedAt:
    """The plan as it stands on a day. Raises NotVisible."""
    plan = fetch_plan(actor, READ, plan_ref)
    asked = when(on, None)
    loaded = load_actions(plan_actions(plan), asked)
    cycles = _cycles(plan)
    updates = list(
        Update.objects.in_force().filter(cycle__in=cycles, state__in=ANSWERS).select_related("action")
    )
    owning = owners_of((row.pk for row in loaded.rows.values()), on)
    return PlanLookedAt(
        ref=plan.ref,
        title=plan.title,
        things=tuple(_things(loaded, cycles, updates)),
        actions=tuple(_actions(loaded, cycles, updates)),
        measures=_measures(plan, asked),
        owners={ref: owning.get(row.pk, frozenset()) for ref, row in loaded.rows.items()},
    )


def _cycles(plan: Plan) -> dict[int, CycleTurned]:
    """The plan's cycles that opened, the latest first, by number."""
    rows = Cycle.objects.in_force().filter(plan=plan, opened_at__isnull=False)
    return {
        row.pk: CycleTurned(row.ref, row.label, row.closed_at is not None, row.signed_off_at is not None)
        for row in rows.order_by("-closes_on", "-id")[:MOST_CYCLES]
    }


def _things(
    loaded: Loaded, cycles: Mapping[int, CycleTurned], updates: Iterable[Update]
) -> Iterable[ThingSaid]:
    """Milestones in the plan's order, and actions of which an update was ever given as a whole."""
    said: dict[tuple[int, int | None], dict[int, list[Update]]] = defaultdict(lambda: defaultdict(list))
    for update in updates:
        if update.state in SETTLED:
            said[update.action_id, update.milestone_id][update.cycle_id].append(update)
    for line in loaded.milestones:
        row = loaded.milestone_rows[line.ref]
        yield ThingSaid(
            kind="milestone",
            ref=line.ref,
            action_ref=line.action_ref,
            words=words_of_milestone(line),
            status=_said_last(line, loaded.occurrences[line.ref]),
            said=_in_each(said.get((row.action_id, row.pk), {}), cycles),
            moved=line.moved.times,
            first_due=line.moved.first,
            last_due=line.last_due,
            is_closed=line.status in CLOSED,
        )
    for action in loaded.actions:
        whole = said.get((loaded.rows[action.ref].pk, None), {})
        if whole:
            in_each = _in_each(whole, cycles)
            yield ThingSaid(
                "action",
                action.ref,
                action.ref,
                words_of_action(action),
                action.whole.status if action.whole else Status.NOT_STARTED,
                in_each,
            )


def _said_last(line: MilestoneLine, turns: Iterable[OccurrenceLine]) -> Status:
    """Of what was said on one day of several turns, that which is off track speaks for all."""
    every = [(line.said_on, line.status), *((turn.said_on, turn.status) for turn in turns)]
    said = [(on, status) for on, status in every if on is not None]
    if line.status in CLOSED or not said:
        return line.status
    last = max(on for on, _ in said)
    of_that_day = [status for on, status in said if on == last]
    return Status.OFF_TRACK if Status.OFF_TRACK in of_that_day else of_that_day[0]


def _in_each(said: Mapping[int, list[Update]], cycles: Mapping[int, CycleTurned]) -> tuple[SaidInCycle, ...]:
    return tuple(_worst(said.get(pk, ()), cycle) for pk, cycle in cycles.items())


def _worst(updates: Iterable[Update], cycle: CycleTurned) -> SaidInCycle:
    """Of several turns of one milestone in a cycle, that which is off track speaks for it."""
    rows = sorted(updates, key=lambda row: (row.status != Status.OFF_TRACK, -row.pk))
    return SaidInCycle(cycle, Status(rows[0].status), rows[0].ref) if rows else SaidInCycle(cycle)


def _actions(
    loaded: Loaded, cycles: Mapping[int, CycleTurned], updates: Iterable[Update]
) -> Iterable[ActionAsked]:
    given = {(row.cycle_id, row.action_id, row.milestone_id) for row in updates}
    milestones = {loaded.milestone_rows[line.ref].pk: line for line in loaded.milestones}
    expected: dict[tuple[int, int], list[int | None]] = defaultdict(list)
    rows = Expected.objects.standing().filter(cycle__in=cycles).order_by("id")
    for cycle_id, action, milestone in rows.values_list("cycle_id", "action_id", "milestone_id"):
        # what was closed since wants no answer any more
        line = milestones.get(milestone or 0)
        if milestone is None or (line is not None and line.status not in CLOSED):
            expected[cycle_id, action].append(milestone)
    for action_line in loaded.actions:
        pk = loaded.rows[action_line.ref].pk
        asked = []
        for number, cycle in cycles.items():
            if not cycle.is_over:
                continue
            wanted = expected.get((number, pk), [])
            missing = [each for each in wanted if (number, pk, each) not in given]
            words = tuple(
                _short(milestones[each].text) if each is not None else "the action as a whole"
                for each in missing
            )
            asked.append(AskedInCycle(cycle, len(wanted), words))
        yield ActionAsked(action_line.ref, words_of_action(action_line), tuple(asked))


def _measures(plan: Plan, asked: When) -> tuple[MeasureOff, ...]:
    measured = load_measures(plan, asked, whole=True, linked=False)
    return tuple(
        MeasureOff(
            ref=line.ref,
            words=f"Measure: {line.name}",
            series=tuple(_off(each.label, measured.series[each.ref], asked.on) for each in line.series),
        )
        for line in measured.measures
        if not line.same_as_ref
    )


def _off(label: str, rows: SeriesRows, on: date) -> SeriesOff:
    return SeriesOff(label, series_detail(rows, on, {}).off_path, len(rows.actuals))


def words_of_milestone(line: MilestoneLine) -> str:
    """A milestone with the number of its action, as one line."""
    return f"Milestone of action {line.action_number}: {_short(line.text)}"


def words_of_action(line: ActionLine) -> str:
    """An action with its number, as one line."""
    return f"Action {line.number}: {_short(line.text)}"


def _short(text: str, most: int = 160) -> str:
    line = " ".join(text.split()).rstrip(" .;,")
    return line if len(line) <= most else f"{line[: most - 1]}…"
