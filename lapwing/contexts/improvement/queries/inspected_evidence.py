"""The evidence of a plan as others inspect it: what had been accepted by a day, and with which updates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from lapwing.contexts.improvement import access, evidence_access
from lapwing.contexts.improvement.minutes import NONE, minutes_of
from lapwing.contexts.improvement.models import (
    Evidence,
    EvidenceForm,
    EvidenceKind,
    Plan,
    UpdateMove,
)
from lapwing.contexts.improvement.queries.signed_off import moves_that_signed_off
from lapwing.contexts.improvement.queries.standing import day_of, end_of_day
from lapwing.contexts.improvement.queries.telling_words import named_series
from lapwing.platform.access.actor import Actor
from lapwing.registry.roles import label_of


@dataclass(frozen=True)
class InspectedEvidence:
    """Evidence that had been accepted by the day and stands today. ``kept_to`` are roles in words.

    ``about`` names the turn of a recurring milestone too. ``value`` is a figure of ``measure``, which names
    the line that it is of, in its ``unit``.
    What was given with an update is among it once that was signed off.
    """

    ref: str
    action: str
    about: str
    kind: str
    form: str
    title: str
    words: str
    on: date
    supplied_by: str
    link: str
    measure: str
    value: float | None
    unit: str
    accepted_on: date
    accepted_by_id: int | None
    kept_to: tuple[str, ...]
    file_id: int | None


def inspected_evidence(
    actor: Actor, plan: Plan, as_at: date, *, with_kept: bool
) -> tuple[InspectedEvidence, ...]:
    rows = Evidence.objects.in_force().filter(
        # what was given with an update is out once that is: others than its maker have the bundle
        Q(update_given=None) | Q(update_given__in=signed_off(plan, as_at).values("update_moved")),
        action__plan=plan,
        action__voided_at=None,
        accepted_at__lte=end_of_day(as_at),
    )
    if not with_kept:
        rows = rows.filter(read_by=[])
    seen = evidence_access.evidence.visible_to(actor, rows, permission=access.READ)
    about = ("action", "milestone", "occurrence", "criterion", "series__measure")
    related = list(seen.select_related(*about).order_by("on", "id"))
    meetings = minutes_of(actor, related)
    return tuple(
        InspectedEvidence(
            ref=row.ref,
            action=row.action.number,
            about=_about(row),
            kind=str(EvidenceKind(row.kind).label),
            form=meetings.get(row.meeting_ref, NONE).words or str(EvidenceForm(row.form).label),
            title=row.title,
            words=row.words,
            on=row.on,
            supplied_by=row.supplied_by,
            link=row.link,
            measure=named_series(row.series) if row.series else "",
            value=row.value,
            unit=row.series.unit if row.series else "",
            accepted_on=day_of(row.accepted_at),
            accepted_by_id=row.accepted_by_id,
            kept_to=tuple(label_of(code) for code in row.read_by),
            file_id=row.file_id,
        )
        for row in related
        if row.accepted_at is not None
    )


def _about(row: Evidence) -> str:
    """The criterion, the milestone or the action; where it is of one turn, that is named with each."""
    text = (row.criterion or row.milestone or row.action).text
    if row.occurrence is None or row.milestone is None:
        return text
    turn = f"{row.milestone.text}: {row.occurrence.label}"
    return f"{text} ({turn})" if row.criterion else turn


def reads_all_evidence(actor: Actor, refs: list[str]) -> bool:
    """Whether the actor may read every piece of these, as things are now."""
    if not refs:
        return True
    rows = Evidence.objects.in_force().filter(ref__in=refs)
    seen = evidence_access.evidence.visible_to(actor, rows, permission=access.READ)
    return seen.count() == len(set(refs))


def signed_off(plan: Plan, as_at: date) -> QuerySet[UpdateMove]:
    """The moves by which updates of a plan had been signed off by the end of a day."""
    return moves_that_signed_off(end_of_day(as_at)).filter(update_moved__action__plan=plan)
