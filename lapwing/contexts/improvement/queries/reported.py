"""Everything that a report to a board says of a plan on a day, beside how it stood on an earlier one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from lapwing.contexts.improvement.access import READ, fetch_plan
from lapwing.contexts.improvement.models import DuePoint, Plan
from lapwing.contexts.improvement.queries.judged import (
    CriterionJudged,
    CriterionReported,
    criteria_reported,
    judged_between,
    load_judged,
)
from lapwing.contexts.improvement.queries.lines import (
    ActionLine,
    MilestoneLine,
    OccurrenceLine,
    PlanHead,
    WholeSaid,
)
from lapwing.contexts.improvement.queries.loading import Loaded, load_actions, missed_turns
from lapwing.contexts.improvement.queries.measure_lines import MeasureLine, OutcomeCounts, SeriesDetail
from lapwing.contexts.improvement.queries.measures import LoadedMeasures, load_measures, outcome_counts
from lapwing.contexts.improvement.queries.over_time import Forecast, forecasts_of
from lapwing.contexts.improvement.queries.reported_words import WordsReported, words_reported
from lapwing.contexts.improvement.queries.rows import among
from lapwing.contexts.improvement.queries.series import series_detail
from lapwing.contexts.improvement.queries.standing import When, day_of, head_of, when
from lapwing.contexts.improvement.queries.things import things_of
from lapwing.contexts.improvement.queries.tree import counts_of, plan_actions
from lapwing.contexts.improvement.queries.turn_moves import TurnMove, turn_moves
from lapwing.contexts.improvement.rules import CLOSED, TROUBLED, Counts, Status, Stretch, story
from lapwing.domain.progress import Outcome
from lapwing.platform.access.actor import Actor


@dataclass(frozen=True)
class DueThen:
    """When a milestone was due at some time: as written, and the last day of it (None when unsettled)."""

    as_written: str
    on: date | None


@dataclass(frozen=True)
class DateMove:
    """The last day of a milestone moved (``rules.moves``). ``number`` counts the milestone's moves.

    ``by_id`` is who put the new one in, at ``moment``. ``turn`` is the number of the turn whose day moved.
    """

    before: DueThen
    after: DueThen
    on: date
    reason: str
    number: int
    moment: datetime
    by_id: int | None
    turn: int | None = None


@dataclass(frozen=True)
class DateStory:
    """The first date that a milestone had here, and every move since, oldest first; of its turns apart."""

    first: DueThen
    moves: tuple[DateMove, ...]
    turn_moves: tuple[DateMove, ...] = ()


@dataclass(frozen=True)
class StoodThen:
    """How a plan stood on the earlier day, as it had been recorded at its end."""

    milestones: Mapping[str, MilestoneLine]
    actions: Mapping[str, ActionLine]
    counts: Counts
    overdue: int
    missed_turns: int
    outcomes: Mapping[str, Outcome]
    measures: OutcomeCounts


@dataclass(frozen=True)
class MeasureReported:
    """A measure with all that was ever measured."""

    line: MeasureLine
    series: tuple[SeriesDetail, ...]
    actions: tuple[str, ...]


@dataclass(frozen=True)
class PlanReported:
    """``then`` is None when the plan was not in Lapwing on the earlier day.

    ``measures`` leaves out those that are printed a second time. ``things`` are the references of the plan
    and all that it ever held, by kind. By milestone: ``turns``, and ``forecasts`` as the timeline has them.
    """

    plan: PlanHead
    since: date
    actions: tuple[ActionLine, ...]
    milestones: tuple[MilestoneLine, ...]
    turns: Mapping[str, tuple[OccurrenceLine, ...]]
    counts: Counts
    overdue: int
    missed_turns: int
    dates: Mapping[str, DateStory]
    criteria: tuple[CriterionReported, ...]
    judged: tuple[CriterionJudged, ...]
    measures: tuple[MeasureReported, ...]
    measure_counts: OutcomeCounts
    then: StoodThen | None
    words: WordsReported
    things: Mapping[str, frozenset[str]]
    forecasts: Mapping[str, Forecast]

    @property
    def open(self) -> tuple[MilestoneLine, ...]:
        return tuple(line for line in self.milestones if line.status not in CLOSED)

    @property
    def troubled_turns(self) -> tuple[tuple[MilestoneLine, OccurrenceLine], ...]:
        """Turns that a board is told of: off track, at risk, or missed."""
        return tuple(
            (line, turn)
            for line in self.milestones
            if line.status is not Status.STOPPED
            for turn in self.turns.get(line.ref, ())
            if turn.is_missed or turn.status in TROUBLED
        )

    @property
    def open_turns(self) -> tuple[tuple[MilestoneLine, OccurrenceLine], ...]:
        """Turns of open milestones of which something is expected still."""
        turns = ((line, turn) for line in self.open for turn in self.turns.get(line.ref, ()))
        return tuple((line, turn) for line, turn in turns if turn.status not in CLOSED)

    @property
    def troubled(self) -> tuple[tuple[ActionLine, WholeSaid], ...]:
        """Actions that a board is told of as a whole: said to be off track or at risk."""
        wholes = ((line, line.whole) for line in self.actions)
        return tuple((line, whole) for line, whole in wholes if whole is not None and whole.is_trouble)

    @cached_property
    def by_action(self) -> Mapping[str, tuple[MilestoneLine, ...]]:
        """The milestones of each action, by its reference."""
        found: dict[str, list[MilestoneLine]] = defaultdict(list)
        for line in self.milestones:
            found[line.action_ref].append(line)
        return {ref: tuple(lines) for ref, lines in found.items()}


def plan_reported(
    *,
    actor: Actor,
    plan_ref: str,
    today: date,
    as_at: date | None = None,
    since: date,
    last_told: datetime | None = None,
) -> PlanReported:
    """The plan today, or as recorded at the end of ``as_at``, and at the end of ``since``.

    ``last_told`` is the moment up to which the report before this one told of the plan, on the day ``since``
    or at its end: the plan stood then as it had been recorded by that moment, and what was recorded later is
    new. In a fixed number of queries. Raises NotVisible.
    """
    plan = fetch_plan(actor, READ, plan_ref)
    asked = when(today, as_at)
    loaded = load_actions(plan_actions(plan), asked)
    measured = load_measures(plan, asked, whole=True)
    judged = load_judged(loaded, asked)
    return PlanReported(
        plan=head_of(actor, plan, today, as_at),
        since=since,
        actions=loaded.actions,
        milestones=loaded.milestones,
        turns=loaded.occurrences,
        counts=counts_of(loaded.actions, loaded),
        overdue=sum(line.is_overdue for line in loaded.milestones),
        missed_turns=len(missed_turns(loaded)),
        dates=_stories(loaded, asked),
        criteria=criteria_reported(loaded, asked, judged),
        judged=judged_between(loaded, judged, asked, since, last_told),
        measures=_measures(measured, loaded, asked),
        measure_counts=outcome_counts(measured.measures),
        then=_stood(plan, since, last_told),
        words=words_reported(plan, asked),
        things=things_of(plan),
        forecasts=forecasts_of(loaded, asked),
    )


def _stood(plan: Plan, since: date, last_told: datetime | None) -> StoodThen | None:
    if since < day_of(plan.created_at):
        return None
    then = when(since, since) if last_told is None else When(since, last_told)
    loaded = load_actions(plan_actions(plan), then)
    measures = load_measures(plan, then, linked=False).measures
    return StoodThen(
        milestones={line.ref: line for line in loaded.milestones},
        actions={line.ref: line for line in loaded.actions},
        counts=counts_of(loaded.actions, loaded),
        overdue=sum(line.is_overdue for line in loaded.milestones),
        missed_turns=len(missed_turns(loaded)),
        outcomes={line.ref: line.outcome for each in measures for line in each.series},
        measures=outcome_counts(measures),
    )


def _measures(measured: LoadedMeasures, loaded: Loaded, asked: When) -> tuple[MeasureReported, ...]:
    numbers = {line.ref: line.number or line.text for line in loaded.actions}
    return tuple(
        MeasureReported(
            line=line,
            series=tuple(_detail(measured, each.ref, asked) for each in line.series),
            actions=tuple(numbers[ref] for ref in line.action_refs if ref in numbers),
        )
        for line in measured.measures
        if not line.same_as_ref
    )


def _detail(measured: LoadedMeasures, ref: str, asked: When) -> SeriesDetail:
    """A series without the breaks that came after the day."""
    found = series_detail(measured.series[ref], asked.on, {})
    return replace(found, breaks=tuple(each for each in found.breaks if each.on <= asked.on))


def _stories(loaded: Loaded, asked: When) -> dict[str, DateStory]:
    """How the dates of each milestone came to be what they are."""
    refs = {row.pk: row.ref for row in loaded.milestone_rows.values()}
    found = DuePoint.objects.filter(among("milestone_id", refs))
    if asked.moment is not None:
        found = found.filter(recorded_at__lte=asked.moment)
    points: dict[int, list[DuePoint]] = defaultdict(list)
    for point in found.order_by("recorded_at", "position", "id"):
        points[point.milestone_id].append(point)
    stories = {refs[pk]: _story(rows) for pk, rows in points.items()}
    for turn in turn_moves(refs, asked):
        ref = refs[turn.milestone_id]
        told = stories.get(ref, DateStory(DueThen("", None), ()))
        stories[ref] = replace(told, turn_moves=(*told.turn_moves, _of_turn(turn, len(told.turn_moves) + 1)))
    return stories


def _of_turn(turn: TurnMove, number: int) -> DateMove:
    """A turn that was put on another day; the moves of a milestone's turns are numbered together."""
    before, after = (DueThen(turn.label, each) for each in (turn.before, turn.after))
    reason = f"{turn.label}: {turn.reason}"
    on = day_of(turn.moment)
    return DateMove(before, after, on, reason, number, turn.moment, turn.by_id, turn.occurrence_id)


def _story(points: Sequence[DuePoint]) -> DateStory:
    found = story([Stretch(p.role, p.as_written, p.latest, p.recorded_at, p.withdrawn_at) for p in points])
    assert found.first is not None, "there are points"
    moves = (
        _move(number, [points[at] for at in before.places], [points[at] for at in after.places], after.since)
        for number, (before, after) in enumerate(found.moves, start=1)
    )
    return DateStory(_due([points[at] for at in found.first.places]), tuple(moves))


def _move(number: int, before: Sequence[DuePoint], after: Sequence[DuePoint], moment: datetime) -> DateMove:
    reason = next((point.reason for point in after if point.reason), "") or _why_withdrawn(before)
    by = next(point.recorded_by_id for point in after if point.recorded_at == moment)
    return DateMove(_due(before), _due(after), day_of(moment), reason, number, moment, by)


def _why_withdrawn(points: Iterable[DuePoint]) -> str:
    return next((point.withdrawn_reason for point in points if point.withdrawn_reason), "")


def _due(points: Sequence[DuePoint]) -> DueThen:
    days = [point.latest for point in points]
    known = [each for each in days if each is not None]
    return DueThen(
        "; ".join(point.as_written for point in points),
        max(known) if known and len(known) == len(days) else None,
    )


def is_exception(line: MilestoneLine) -> bool:
    """Whether a board is told of a milestone: it is off track, at risk, or late."""
    return line.status in TROUBLED or line.is_overdue


def is_closed(line: MilestoneLine) -> bool:
    """Whether nothing more is expected of a milestone."""
    return line.status in CLOSED
