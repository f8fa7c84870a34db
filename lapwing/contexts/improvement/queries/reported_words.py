"""What people had said of a plan by a day: signed-off updates, accepted evidence, and who approved changes.

For reports to a board, which everybody who reads the plan may have: what is not signed off, not accepted, or
kept to some roles is no part of it. People stand by their numbers, for whoever prints their post.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import OuterRef, Q, Subquery

from lapwing.contexts.improvement.models import (
    ChangeRequest,
    Confidence,
    Evidence,
    EvidenceForm,
    EvidenceKind,
    Plan,
    Update,
    UpdateMove,
)
from lapwing.contexts.improvement.queries.signed_off import moves_that_signed_off
from lapwing.contexts.improvement.queries.standing import When, day_of
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.statuses import gravity


@dataclass(frozen=True)
class UpdateReported:
    """A signed-off update with its words. ``milestone_ref`` is empty for one of an action as a whole.

    ``turn_ref`` and ``turn`` name the turn of a recurring milestone that it is about, or are empty.
    ``step`` is what the step is called at which it was signed off, or empty.
    """

    ref: str
    action_ref: str
    milestone_ref: str
    cycle_ref: str
    status: Status | None
    done: str
    impact: str
    next_steps: str
    mitigation: str
    forecast_on: date | None
    confidence: str
    on_behalf_of: str
    said_on: date
    said_by_id: int | None
    signed_off_on: date
    signed_off_at: datetime
    signed_off_by_id: int
    step: str
    turn_ref: str = ""
    turn: str = ""


@dataclass(frozen=True)
class EvidenceReported:
    """Accepted evidence that everybody may read who reads the plan.

    ``meeting_ref`` is the meeting whose minutes it is, ``meeting_words`` what they were called when it was
    given. ``open_from`` is when it came to be: accepted, and what it was given with signed off.
    ``milestone_ref`` and ``criterion_ref`` are empty for evidence of an action as a whole; ``turn`` names the
    turn of a recurring milestone that it is of, or is empty.
    """

    ref: str
    kind: str
    kind_words: str
    form: str
    form_words: str
    title: str
    words: str
    on: date
    supplied_by: str
    meeting_ref: str
    meeting_words: str
    action_ref: str
    criterion_ref: str
    given_by_id: int
    accepted_on: date
    accepted_by_id: int | None
    open_from: datetime
    milestone_ref: str = ""
    turn: str = ""


@dataclass(frozen=True)
class WordsReported:
    """``updates`` by when they were submitted, latest first; ``approvals`` say who approved a change of what
    (the reference of a milestone or series) at which moment."""

    updates: tuple[UpdateReported, ...]
    evidence: tuple[EvidenceReported, ...]
    approvals: Mapping[tuple[str, datetime], int]

    @cached_property
    def latest(self) -> Mapping[str, UpdateReported]:
        """The last update of each turn, each milestone, and each action as a whole, by its reference.

        Of a milestone of which none was given but of its turns, the gravest of those of the last cycle.
        """
        found: dict[str, UpdateReported] = {}
        for each in self.updates:
            found.setdefault(each.turn_ref or each.milestone_ref or each.action_ref, each)
        own = {each.milestone_ref for each in self.updates if not each.turn_ref}
        for each in self.updates:
            if each.turn_ref and each.milestone_ref not in own:
                before = found.setdefault(each.milestone_ref, each)
                if before.cycle_ref == each.cycle_ref and _gravity(each) < _gravity(before):
                    found[each.milestone_ref] = each
        return found

    @cached_property
    def by_ref(self) -> Mapping[str, UpdateReported]:
        return {each.ref: each for each in self.updates}


def _gravity(update: UpdateReported) -> int:
    return gravity(update.status or "")


def words_reported(plan: Plan, asked: When) -> WordsReported:
    """As now known, or as it had been said by the end of a day. In three queries."""
    return WordsReported(_updates(plan, asked), _evidence(plan, asked), _approvals(plan))


def _updates(plan: Plan, asked: When) -> tuple[UpdateReported, ...]:
    rows = (
        moves_that_signed_off(asked.moment)
        .filter(update_moved__action__plan=plan)
        .filter(asked.editable_q("update_moved"), asked.editable_q("update_moved__cycle"))
        .select_related(
            "update_moved__action",
            "update_moved__milestone",
            "update_moved__occurrence",
            "update_moved__cycle",
            "update_moved__on_behalf_of",
        )
    )
    found = sorted(rows, key=lambda row: (row.update_moved.submitted_at or row.made_at, row.pk), reverse=True)
    return tuple(_update(row) for row in found)


def _update(row: UpdateMove) -> UpdateReported:
    update = row.update_moved
    return UpdateReported(
        ref=update.ref,
        action_ref=update.action.ref,
        milestone_ref=update.milestone.ref if update.milestone else "",
        cycle_ref=update.cycle.ref,
        status=Status(update.status) if update.status else None,
        done=update.done,
        impact=update.impact,
        next_steps=update.next_steps,
        mitigation=update.mitigation,
        forecast_on=update.forecast_on,
        confidence=str(Confidence(update.confidence).label) if update.confidence else "",
        on_behalf_of=update.on_behalf_of.name if update.on_behalf_of else "",
        said_on=day_of(update.submitted_at or row.made_at),
        said_by_id=update.submitted_by_id,
        signed_off_on=day_of(row.made_at),
        signed_off_at=row.made_at,
        signed_off_by_id=row.made_by_id,
        step=row.step_name,
        turn_ref=update.occurrence.ref if update.occurrence else "",
        turn=update.occurrence.label if update.occurrence else "",
    )


def _evidence(plan: Plan, asked: When) -> tuple[EvidenceReported, ...]:
    moves = moves_that_signed_off(asked.moment)
    signed_off = Update.objects.filter(pk__in=moves.values("update_moved"), action__plan=plan)
    signed_off_at = moves.filter(update_moved=OuterRef("update_given")).order_by("made_at").values("made_at")
    rows = (
        # what was withdrawn since had a reason to be, and is not put into anything new
        Evidence.objects.filter(action__plan=plan, read_by=[], accepted_at__isnull=False, voided_at=None)
        .filter(Q(update_given=None) | Q(update_given__in=signed_off))
        .annotate(signed_off_at=Subquery(signed_off_at[:1]))
        .select_related("action", "criterion", "milestone", "occurrence")
        .order_by("-accepted_at", "-id")
    )
    if asked.moment is not None:
        rows = rows.filter(accepted_at__lte=asked.moment)
    return tuple(_piece(row, row.signed_off_at) for row in rows)


def _piece(row: Evidence, signed_off_at: datetime | None) -> EvidenceReported:
    assert row.accepted_at is not None, "asked for above"
    return EvidenceReported(
        ref=row.ref,
        kind=row.kind,
        kind_words=str(EvidenceKind(row.kind).label).split(":")[0],
        form=row.form,
        form_words=str(EvidenceForm(row.form).label),
        title=row.title,
        words=row.words,
        on=row.on,
        supplied_by=row.supplied_by,
        meeting_ref=row.meeting_ref,
        meeting_words=row.meeting_words,
        action_ref=row.action.ref,
        criterion_ref=row.criterion.ref if row.criterion else "",
        given_by_id=row.created_by_id,
        accepted_on=day_of(row.accepted_at),
        accepted_by_id=row.accepted_by_id,
        open_from=max(row.accepted_at, signed_off_at or row.accepted_at),
        milestone_ref=row.milestone.ref if row.milestone else "",
        turn=row.occurrence.label if row.occurrence else "",
    )


def _approvals(plan: Plan) -> dict[tuple[str, datetime], int]:
    rows = ChangeRequest.objects.filter(plan=plan, approved=True)
    return {
        (milestone or series, moment): by
        for milestone, series, moment, by in rows.values_list(
            "milestone__ref", "series__ref", "decided_at", "decided_by_id"
        )
        if moment is not None and by is not None
    }
