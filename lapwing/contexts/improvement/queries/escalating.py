"""What rules of escalation look at in a plan: what was said in each cycle, dates that moved, figures.

Everything of one plan in a fixed number of queries, however many actions, cycles and measures it has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min

from lapwing.contexts.improvement.access import READ, fetch_plan
from lapwing.contexts.improvement.models import Actual, Cycle, Expected, Move, Plan, Update, UpdateMove
from lapwing.contexts.improvement.own_work import owners_today
from lapwing.contexts.improvement.queries.lines import ActionLine, MilestoneLine, OccurrenceLine
from lapwing.contexts.improvement.queries.loading import Loaded, load_actions
from lapwing.contexts.improvement.queries.looked_at import (
    ActionAsked,
    AskedInCycle,
    CycleTurned,
    MeasureOff,
    PlanLookedAt,
    SaidInCycle,
    SeriesOff,
    ThingSaid,
)
from lapwing.contexts.improvement.queries.measures import load_measures
from lapwing.contexts.improvement.queries.red_last import Place, red_last
from lapwing.contexts.improvement.queries.series import SeriesRows, series_detail
from lapwing.contexts.improvement.queries.standing import When, when
from lapwing.contexts.improvement.queries.tree import plan_actions
from lapwing.contexts.improvement.rules import CLOSED, Status, whole_stands
from lapwing.contexts.improvement.rules.cycles import ANSWERS, SETTLED, spoken_of
from lapwing.platform.access.actor import Actor

# More than any rule looks back on.
MOST_CYCLES = 24
# The kind of a turn, as what governs the plan points to it.
TURN = "occurrence"


def look_at_plan(*, actor: Actor, plan_ref: str, on: date) -> PlanLookedAt:
    """The plan as it stands on a day. Raises NotVisible."""
    plan = fetch_plan(actor, READ, plan_ref)
    asked = when(on, None)
    loaded = load_actions(plan_actions(plan), asked)
    cycles = _cycles(plan)
    updates = list(
        Update.objects.in_force().filter(cycle__in=cycles, state__in=ANSWERS).select_related("action")
    )
    owning = owners_today([row.pk for row in loaded.rows.values()], on)
    return PlanLookedAt(
        ref=plan.ref,
        title=plan.title,
        things=tuple(_things(loaded, cycles, _Given.of(updates, cycles, _closed(loaded)))),
        actions=tuple(_actions(loaded, cycles, updates)),
        measures=_measures(plan, asked),
        turns=tuple(_turns(loaded)),
        owners={ref: owning.get(row.pk, frozenset()) for ref, row in loaded.rows.items()},
    )


def _cycles(plan: Plan) -> dict[int, CycleTurned]:
    """The plan's cycles that opened, the latest first, by number."""
    rows = Cycle.objects.in_force().filter(plan=plan, opened_at__isnull=False)
    return {
        row.pk: CycleTurned(row.ref, row.label, row.closed_at, row.signed_off_at is not None)
        for row in rows.order_by("-closes_on", "-id")[:MOST_CYCLES]
    }


@dataclass(frozen=True)
class _Given:
    """What was given by action, milestone and cycle, and when each was first signed off.

    What is submitted counts only in a cycle that was signed off without it: until then it may be yet.
    ``red_last``: where the last word is red that nobody signed off.
    """

    said: Mapping[Place, Mapping[int, list[Update]]]
    said_at: Mapping[int, datetime]
    red_last: frozenset[Place]

    @classmethod
    def of(
        cls, updates: Iterable[Update], cycles: Mapping[int, CycleTurned], closed: Collection[int]
    ) -> _Given:
        counted = [row for row in updates if row.state in SETTLED or cycles[row.cycle_id].is_settled]
        said: dict[Place, dict[int, list[Update]]] = defaultdict(lambda: defaultdict(list))
        for row in counted:
            said[row.action_id, row.milestone_id][row.cycle_id].append(row)
        ids = [row.pk for row in counted]
        moves = UpdateMove.objects.filter(update_moved__in=ids, move=Move.SIGNED_OFF).order_by()
        said_at = dict(moves.values_list("update_moved").annotate(Min("made_at")))
        return cls(said, said_at, red_last(counted, closed))

    def in_each(
        self, action: int, milestone: int | None, cycles: Mapping[int, CycleTurned]
    ) -> tuple[SaidInCycle, ...]:
        """What each cycle says of a milestone, or of an action as a whole."""
        said = self.said.get((action, milestone), {})
        return tuple(self._worst(said.get(pk, ()), cycle) for pk, cycle in cycles.items())

    def ever_whole(self, action: int) -> bool:
        """Whether anything that counts was ever given of an action as a whole."""
        return (action, None) in self.said

    def _worst(self, updates: Iterable[Update], cycle: CycleTurned) -> SaidInCycle:
        """Of several turns of one milestone in a cycle, that which is off track speaks for it."""
        rows = sorted(
            updates, key=lambda row: (row.status != Status.OFF_TRACK, row.state not in SETTLED, -row.pk)
        )
        if not rows:
            return SaidInCycle(cycle)
        row, waits = rows[0], rows[0].state not in SETTLED
        said_at = row.submitted_at if waits else self.said_at.get(row.pk)
        return SaidInCycle(cycle, Status(row.status), row.ref, said_at, waits)


def _closed(loaded: Loaded) -> frozenset[int]:
    """The numbers of milestones that are closed."""
    return frozenset(
        loaded.milestone_rows[line.ref].pk for line in loaded.milestones if line.status in CLOSED
    )


def _things(loaded: Loaded, cycles: Mapping[int, CycleTurned], given: _Given) -> Iterable[ThingSaid]:
    """Milestones in the plan's order, and actions of which an update was ever given as a whole."""
    for line in loaded.milestones:
        row = loaded.milestone_rows[line.ref]
        yield ThingSaid(
            kind="milestone",
            ref=line.ref,
            action_ref=line.action_ref,
            words=words_of_milestone(line),
            status=_said_last(line, loaded.occurrences[line.ref]),
            said=given.in_each(row.action_id, row.pk, cycles),
            moved=line.moved.times,
            first_due=line.moved.first,
            last_due=line.last_due,
            is_closed=line.status in CLOSED,
            milestone_ref=line.ref,
            red_waits=(row.action_id, row.pk) in given.red_last,
        )
    for action in loaded.actions:
        pk = loaded.rows[action.ref].pk
        if given.ever_whole(pk):
            in_each = given.in_each(pk, None, cycles)
            stands = whole_stands(line.status for line in loaded.by_action.get(action.ref, ()))
            yield ThingSaid(
                "action",
                action.ref,
                action.ref,
                words_of_action(action),
                action.whole.status if action.whole else Status.NOT_STARTED,
                in_each,
                red_waits=stands and (pk, None) in given.red_last,
            )


def _turns(loaded: Loaded) -> Iterable[ThingSaid]:
    """The turns of milestones, with how often the day of each moved."""
    for line in loaded.milestones:
        for turn in loaded.occurrences[line.ref]:
            yield ThingSaid(
                kind=TURN,
                ref=turn.ref,
                action_ref=line.action_ref,
                words=f"{words_of_milestone(line)}: {turn.label}",
                status=turn.status,
                said=(),
                moved=turn.moved.times,
                first_due=turn.moved.first,
                last_due=turn.due_on,
                is_closed=line.status in CLOSED or turn.status in CLOSED,
                milestone_ref=line.ref,
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


def _actions(
    loaded: Loaded, cycles: Mapping[int, CycleTurned], updates: Iterable[Update]
) -> Iterable[ActionAsked]:
    given: dict[int, set[tuple[int, int | None]]] = defaultdict(set)
    for row in updates:
        given[row.cycle_id].add((row.action_id, row.milestone_id))
    milestones = {loaded.milestone_rows[line.ref].pk: line for line in loaded.milestones}
    expected: dict[tuple[int, int], list[int | None]] = defaultdict(list)
    rows = Expected.objects.standing().filter(cycle__in=cycles).order_by("id")
    for cycle_id, action, milestone in rows.values_list("cycle_id", "action_id", "milestone_id"):
        # what a cycle was signed off without, and is closed since, wants no answer any more
        line = milestones.get(milestone or 0)
        is_given = (action, milestone) in given[cycle_id]
        if milestone is None or (line is not None and (is_given or line.status not in CLOSED)):
            expected[cycle_id, action].append(milestone)
    for action_line in loaded.actions:
        pk = loaded.rows[action_line.ref].pk
        asked = []
        for number, cycle in cycles.items():
            if cycle.closed_at is None:
                continue
            wanted = expected.get((number, pk), [])
            spoken = spoken_of(given[number], [(pk, each) for each in wanted])
            missing = [each for each in wanted if (pk, each) not in spoken]
            words = tuple(
                _short(milestones[each].text) if each is not None else "the action as a whole"
                for each in missing
            )
            asked.append(AskedInCycle(cycle, len(wanted), words))
        yield ActionAsked(action_line.ref, words_of_action(action_line), tuple(asked))


def _measures(plan: Plan, asked: When) -> tuple[MeasureOff, ...]:
    measured = load_measures(plan, asked, whole=True, linked=False)
    first = _first_known(plan)
    return tuple(
        MeasureOff(
            ref=line.ref,
            words=f"Measure: {line.name}",
            series=tuple(
                _off(each.label, measured.series[each.ref], asked.on, first) for each in line.series
            ),
        )
        for line in measured.measures
        if not line.same_as_ref
    )


def _first_known(plan: Plan) -> dict[tuple[int, date], datetime]:
    """When the first figure of each period of a series was recorded: one that is put right is no new one."""
    rows = Actual.objects.filter(series__measure__plan=plan).order_by()
    first = rows.values_list("series_id", "to_date").annotate(Min("recorded_at"))
    return {(series, to_date): moment for series, to_date, moment in first}


def _off(label: str, rows: SeriesRows, on: date, first: Mapping[tuple[int, date], datetime]) -> SeriesOff:
    off = series_detail(rows, on, {}).off_path
    latest = list(reversed(rows.actuals))[:off]
    return SeriesOff(label, tuple(first[row.series_id, row.to_date] for row in latest), len(rows.actuals))


def words_of_milestone(line: MilestoneLine) -> str:
    """A milestone with the number of its action, as one line."""
    return f"Milestone of action {line.action_number}: {_short(line.text)}"


def words_of_action(line: ActionLine) -> str:
    """An action with its number, as one line."""
    return f"Action {line.number}: {_short(line.text)}"


def _short(text: str, most: int = 160) -> str:
    line = " ".join(text.split()).rstrip(" .;,")
    return line if len(line) <= most else f"{line[: most - 1]}…"
