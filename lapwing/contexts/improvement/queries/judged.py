"""Success criteria as they are reported: how each was judged, and judgements whose evidence was withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from lapwing.contexts.improvement.models import CriterionJudgement, Evidence, Judgement, SuccessCriterion
from lapwing.contexts.improvement.models.base import RecordedQuerySet
from lapwing.contexts.improvement.queries.lines import ActionLine
from lapwing.contexts.improvement.queries.loading import Loaded
from lapwing.contexts.improvement.queries.rows import among
from lapwing.contexts.improvement.queries.standing import When, end_of_day
from lapwing.contexts.improvement.rules.evidence import EVIDENCE_WITHDRAWN

_NOT_YET = Judgement.NOT_YET


@dataclass(frozen=True)
class CriterionJudged:
    """A success criterion that was judged in the time between the two days, or that lost its evidence.

    ``lost_evidence``: some of what the judgement rests on was withdrawn since. ``fell_from``: as what it was
    judged before the evidence of that was withdrawn in this time; or "".
    """

    ref: str
    action_ref: str
    action: str
    text: str
    judgement: str
    on: date
    note: str
    lost_evidence: bool = False
    fell_from: str = ""


@dataclass(frozen=True)
class CriterionReported:
    """A success criterion with its last judgement, which is empty where nobody judged it.

    ``action`` is the number of its action, ``judged_by_id`` who judged it. ``lost_evidence``: some of what
    the judgement rests on was withdrawn since.
    """

    ref: str
    action: str
    text: str
    judgement: str
    on: date | None
    note: str
    judged_by_id: int | None
    lost_evidence: bool = False


@dataclass(frozen=True)
class Judgements:
    """The last judgement of each criterion that was judged, by its number.

    ``lost`` are the numbers of the judgements of which some evidence was withdrawn since.
    """

    standing: Mapping[int, CriterionJudgement]
    lost: frozenset[int]


def without_evidence(
    rows: Collection[CriterionJudgement], asked: When, *, after: datetime | None = None
) -> frozenset[int]:
    """The numbers of those of which a piece of evidence was withdrawn by the moment, ``after`` another one
    where that is given. One query at most."""
    refs = {ref for row in rows for ref in row.rests_on or ()}
    if not refs:
        return frozenset()
    gone = Q(voided_at__isnull=False) if asked.moment is None else Q(voided_at__lte=asked.moment)
    if after is not None:
        gone &= Q(voided_at__gt=after)
    withdrawn = set(Evidence.objects.filter(gone, ref__in=refs).values_list("ref", flat=True))
    return frozenset(row.pk for row in rows if not withdrawn.isdisjoint(row.rests_on or ()))


def load_judged(loaded: Loaded, asked: When) -> Judgements:
    """How the criteria of these actions were judged by the day. In two queries at most."""
    rows = list(asked.recorded(_of_plan(loaded, asked)).distinct("criterion_id"))
    return Judgements({row.criterion_id: row for row in rows}, without_evidence(rows, asked))


def criteria_reported(loaded: Loaded, asked: When, judged: Judgements) -> tuple[CriterionReported, ...]:
    """Every success criterion, in the order of the plan."""
    places = {line.ref: at for at, line in enumerate(loaded.actions)}
    rows = asked.editable(
        SuccessCriterion.objects.filter(among("action_id", (row.pk for row in loaded.rows.values())))
    ).select_related("action")
    return tuple(
        _criterion(row, loaded.actions[places[row.action.ref]], judged)
        for row in sorted(rows, key=lambda row: (places[row.action.ref], row.position, row.pk))
    )


def _criterion(row: SuccessCriterion, action: ActionLine, judged: Judgements) -> CriterionReported:
    last = judged.standing.get(row.pk)
    return CriterionReported(
        ref=row.ref,
        action=action.number or action.text,
        text=row.text,
        judgement=str(Judgement(last.judgement).label) if last else "",
        on=last.effective_on if last else None,
        note=last.note if last else "",
        judged_by_id=last.recorded_by_id if last else None,
        lost_evidence=last is not None and last.pk in judged.lost,
    )


def judged_between(
    loaded: Loaded, judged: Judgements, asked: When, since: date, last_told: datetime | None
) -> tuple[CriterionJudged, ...]:
    """The last judgement of each criterion that was judged after the earlier day, latest first.

    With those that were written down after the last report, of whatever day they are, and those whose
    evidence was withdrawn since: that is told once, and again when more of it is.
    """
    actions = {line.ref: line.number or line.text for line in loaded.actions}
    before = last_told or end_of_day(since)
    fell = _fell(_of_plan(loaded, asked), asked, before)
    lost = [row for row in judged.standing.values() if row.pk in judged.lost]
    lost_since = without_evidence(lost, asked, after=before)
    new = [
        row
        for row in judged.standing.values()
        if row.effective_on > since
        or (last_told is not None and row.recorded_at > last_told)
        or row.criterion_id in fell
        or row.pk in lost_since
    ]
    new += [row for pk, row in fell.items() if pk not in judged.standing]
    return tuple(
        CriterionJudged(
            ref=row.criterion.ref,
            action_ref=row.criterion.action.ref,
            action=actions[row.criterion.action.ref],
            text=row.criterion.text,
            judgement=str(
                (Judgement(row.judgement) if row.criterion_id in judged.standing else _NOT_YET).label
            ),
            on=row.effective_on,
            note=row.note,
            lost_evidence=row.pk in judged.lost,
            fell_from=fell[row.criterion_id].get_judgement_display() if row.criterion_id in fell else "",
        )
        for row in sorted(new, key=lambda row: (row.effective_on, row.pk), reverse=True)
    )


def _of_plan(loaded: Loaded, asked: When) -> RecordedQuerySet[CriterionJudgement]:
    """All that was ever said of the criteria of these actions, the latest of each first."""
    return (
        CriterionJudgement.objects.filter(effective_on__lte=asked.on)
        .filter(among("criterion__action_id", (row.pk for row in loaded.rows.values())))
        .filter(asked.editable_q("criterion"))
        .order_by("criterion_id", "-effective_on", "-recorded_at", "-id")
        .select_related("criterion__action")
    )


def _fell(
    of_plan: RecordedQuerySet[CriterionJudgement], asked: When, since: datetime
) -> dict[int, CriterionJudgement]:
    """The last judgement of each criterion that was taken back in this time with the evidence of it."""
    gone = of_plan.filter(withdrawn_at__gt=since, withdrawn_reason=EVIDENCE_WITHDRAWN)
    if asked.moment is not None:
        gone = gone.filter(withdrawn_at__lte=asked.moment)
    return {row.criterion_id: row for row in gone.distinct("criterion_id")}
