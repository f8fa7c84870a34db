"""Changes that are asked for: of a plan, of a milestone or a measure, and one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from lapwing.contexts.improvement import access, request_deciders
from lapwing.contexts.improvement.models import ChangeRequest, RequestKind
from lapwing.contexts.improvement.models.base import Editable
from lapwing.contexts.improvement.queries.lines import PlanHead
from lapwing.contexts.improvement.queries.standing import When, day_of, head_of, names_of, plan_and_head
from lapwing.contexts.improvement.request_deciders import may_decide
from lapwing.contexts.improvement.rules.statuses import Labelled
from lapwing.platform.access.actor import Actor


class RequestState(Labelled):
    OPEN = "open", "Waits to be decided"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"
    TAKEN_BACK = "taken back", "Withdrawn"


@dataclass(frozen=True)
class RequestLine:
    """A request as a row. ``about`` names what it would change; one of the two references leads there, and
    neither once that is taken out."""

    ref: str
    kind: str
    kind_words: str
    about: str
    milestone_ref: str
    measure_ref: str
    before: tuple[str, ...]
    wanted: tuple[str, ...]
    reason: str
    asked_on: date
    asked_by: str
    asked_by_id: int
    state: RequestState
    decided_on: date | None
    decided_by: str
    decided_reason: str


@dataclass(frozen=True)
class RequestList:
    plan: PlanHead
    requests: tuple[RequestLine, ...]

    @property
    def open(self) -> int:
        return sum(line.state is RequestState.OPEN for line in self.requests)


@dataclass(frozen=True)
class RequestPage:
    """One request. ``may_decide`` and ``may_take_back`` say what is offered to the actor.

    ``nobody_decides``: it waits, and nobody is left who may decide it today.
    """

    plan: PlanHead
    line: RequestLine
    may_decide: bool
    may_take_back: bool
    nobody_decides: bool


def list_requests(*, actor: Actor, plan_ref: str, on: date) -> RequestList:
    """The requests of a plan: those that wait first, oldest first; then the decided, latest first.

    Raises NotVisible.
    """
    plan, head = plan_and_head(actor, plan_ref, on, None)
    found = _lines(_whole(ChangeRequest.objects.filter(plan=plan)))
    waiting = [line for line in found if line.state is RequestState.OPEN]
    decided = [line for line in found if line.state is not RequestState.OPEN]
    return RequestList(head, (*reversed(waiting), *decided))


def request_page(*, actor: Actor, request_ref: str, on: date) -> RequestPage:
    """One request with what was decided. Raises NotVisible."""
    row = access.change_requests.fetch(
        actor,
        access.READ,
        queryset=_whole(ChangeRequest.objects.filter(plan__voided_at=None)).select_related(
            "plan__partnership"
        ),
        ref=request_ref,
    )
    (line,) = _lines([row])
    is_own = row.asked_by_id == actor.user_id
    is_open = line.state is RequestState.OPEN
    return RequestPage(
        plan=head_of(actor, row.plan, on, None),
        line=line,
        may_decide=is_open and may_decide(actor, row, on),
        may_take_back=is_open and is_own,
        nobody_decides=is_open and not request_deciders.deciders_of(row, on),
    )


def requests_of_milestones(ids: Iterable[int], asked: When) -> tuple[RequestLine, ...]:
    """What waits to be decided about some milestones."""
    return _lines(_whole(_waiting(asked).filter(milestone__in=list(ids))))


def requests_of_series(ids: Iterable[int], asked: When) -> tuple[RequestLine, ...]:
    """What waits to be decided about some series."""
    return _lines(_whole(_waiting(asked).filter(series__in=list(ids))))


def waiting_for(actor: Actor, plan_id: int, on: date) -> int:
    """How many requests of a plan wait for the actor to decide."""
    return request_deciders.waiting_for(actor, ChangeRequest.objects.filter(plan=plan_id), on)


def _waiting(asked: When) -> QuerySet[ChangeRequest]:
    if asked.moment is None:
        return ChangeRequest.objects.filter(decided_at=None)
    undecided = Q(decided_at=None) | Q(decided_at__gt=asked.moment)
    return ChangeRequest.objects.filter(undecided, asked_at__lte=asked.moment)


def _whole(rows: QuerySet[ChangeRequest]) -> QuerySet[ChangeRequest]:
    return rows.select_related("milestone__action", "occurrence", "series__measure").order_by(
        F("asked_at").desc(), "-id"
    )


def _lines(rows: Iterable[ChangeRequest]) -> tuple[RequestLine, ...]:
    found = list(rows)
    names = names_of([row.asked_by_id for row in found] + [row.decided_by_id for row in found])
    return tuple(_line(row, names) for row in found)


def _line(row: ChangeRequest, names: dict[int | None, str]) -> RequestLine:
    return RequestLine(
        ref=row.ref,
        kind=row.kind,
        kind_words=str(RequestKind(row.kind).label),
        about=_about(row),
        milestone_ref=row.milestone.ref
        if row.milestone and _stands(row.milestone, row.milestone.action)
        else "",
        measure_ref=row.series.measure.ref if row.series and _stands(row.series.measure) else "",
        before=tuple(row.before_words.splitlines()),
        wanted=tuple(row.wanted_words.splitlines()),
        reason=row.reason,
        asked_on=day_of(row.asked_at),
        asked_by=names.get(row.asked_by_id, ""),
        asked_by_id=row.asked_by_id,
        state=_state(row),
        decided_on=day_of(row.decided_at) if row.decided_at else None,
        decided_by=names.get(row.decided_by_id, ""),
        decided_reason=row.decided_reason,
    )


def _stands(*rows: Editable) -> bool:
    return all(row.voided_at is None for row in rows)


def _about(row: ChangeRequest) -> str:
    if row.milestone is not None:
        number = " ".join(part for part in (row.milestone.action.number, row.milestone.label) if part)
        turn = f": {row.occurrence.label}" if row.occurrence else ""
        return f"{number} {row.milestone.text}".strip() + turn
    assert row.series is not None, "the table refuses a request about nothing"
    return f"{row.series.measure.name}: {row.series.label}" if row.series.label else row.series.measure.name


def _state(row: ChangeRequest) -> RequestState:
    if row.decided_at is None:
        return RequestState.OPEN
    if row.approved is None:
        return RequestState.TAKEN_BACK
    return RequestState.APPROVED if row.approved else RequestState.REFUSED
