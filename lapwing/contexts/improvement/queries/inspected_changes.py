"""The dates of a plan that moved, and the changes that were asked for, as others inspect them at a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.models import ChangeRequest, DuePoint, Milestone, Plan, RequestKind
from lapwing.contexts.improvement.queries.requests import RequestState
from lapwing.contexts.improvement.queries.standing import When, day_of, end_of_day
from lapwing.contexts.improvement.queries.turn_moves import turn_moves


@dataclass(frozen=True)
class InspectedMove:
    """A date of a milestone that another replaced."""

    action: str
    milestone: str
    was: str
    was_due: date | None
    replaced_on: date
    now: str
    now_due: date | None
    reason: str


@dataclass(frozen=True)
class InspectedRequest:
    """A change that was asked for by the day; ``outcome`` says how it stood then.

    ``turn`` names the turn of a recurring milestone that it is about, and ``kind`` what was to change.
    """

    about: str
    turn: str
    kind: str
    before: str
    wanted: str
    reason: str
    asked_on: date
    asked_by_id: int
    outcome: str
    decided_on: date | None
    decided_by_id: int | None
    decided_reason: str


def inspected_requests(plan: Plan, as_at: date) -> tuple[InspectedRequest, ...]:
    """Every change that had been asked for by the day, oldest first."""
    rows = ChangeRequest.objects.filter(plan=plan, asked_at__lte=end_of_day(as_at))
    found = rows.select_related("milestone__action", "occurrence", "series__measure").order_by(
        "asked_at", "id"
    )
    return tuple(_request(row, as_at) for row in found)


def _request(row: ChangeRequest, as_at: date) -> InspectedRequest:
    """One of them; what was decided after the day was waiting on it."""
    decided = row.decided_at is not None and row.decided_at <= end_of_day(as_at)
    state = RequestState.OPEN
    if decided:
        state = {True: RequestState.APPROVED, False: RequestState.REFUSED, None: RequestState.TAKEN_BACK}[
            row.approved
        ]
    if row.milestone is not None:
        about = f"{row.milestone.action.number} {row.milestone.text}"
    else:
        assert row.series is not None
        about = f"{row.series.measure.name} {row.series.label}"
    return InspectedRequest(
        about=about,
        turn=row.occurrence.label if row.occurrence else "",
        kind=str(RequestKind(row.kind).label),
        before=row.before_words,
        wanted=row.wanted_words,
        reason=row.reason,
        asked_on=day_of(row.asked_at),
        asked_by_id=row.asked_by_id,
        outcome=state.label,
        decided_on=day_of(row.decided_at) if decided and row.decided_at else None,
        decided_by_id=row.decided_by_id if decided else None,
        decided_reason=row.decided_reason if decided else "",
    )


def inspected_moves(plan: Plan, as_at: date) -> tuple[InspectedMove, ...]:
    """Each due point that another took the place of by the day, oldest first."""
    moment = end_of_day(as_at)
    rows = DuePoint.objects.filter(
        milestone__action__plan=plan, milestone__voided_at=None, recorded_at__lte=moment
    ).select_related("milestone__action")
    points = list(rows.order_by("recorded_at", "position", "id"))
    after = defaultdict(list)
    for point in points:
        after[point.milestone_id, point.recorded_at].append(point)
    found = []
    for point in points:
        if point.withdrawn_at is None or point.withdrawn_at > moment:
            continue
        new = after.get((point.milestone_id, point.withdrawn_at), [])
        found.append(
            InspectedMove(
                action=point.milestone.action.number,
                milestone=point.milestone.text,
                was=point.as_written,
                was_due=point.latest,
                replaced_on=day_of(point.withdrawn_at),
                now="; ".join(each.as_written for each in new),
                now_due=max((each.latest for each in new if each.latest), default=None),
                reason=next((each.reason for each in new if each.reason), "") or point.withdrawn_reason,
            )
        )
    found += _turns_moved(plan, as_at)
    return tuple(sorted(found, key=lambda each: each.replaced_on))


def _turns_moved(plan: Plan, as_at: date) -> list[InspectedMove]:
    """Turns of recurring milestones that were put on another day by then."""
    rows = Milestone.objects.filter(action__plan=plan, voided_at=None).select_related("action")
    milestones = {row.pk: row for row in rows}
    return [
        InspectedMove(
            action=milestones[move.milestone_id].action.number,
            milestone=f"{milestones[move.milestone_id].text}: {move.label}",
            was=move.label,
            was_due=move.before,
            replaced_on=day_of(move.moment),
            now=move.label,
            now_due=move.after,
            reason=move.reason,
        )
        for move in turn_moves(milestones, When(as_at, end_of_day(as_at)))
    ]
