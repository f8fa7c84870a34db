"""Evidence: of an action, a milestone or a criterion, of a whole plan, and what waits to be accepted.

Every read begins with what the actor may see: evidence that is kept to roles is in no list and no count of
others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from lapwing.contexts.improvement import access, evidence_access
from lapwing.contexts.improvement.commands.evidence_parts import accepting, state_of
from lapwing.contexts.improvement.minutes import NONE, MinutesOf, minutes_of
from lapwing.contexts.improvement.models import (
    Evidence,
    EvidenceForm,
    EvidenceKind,
    Milestone,
    SuccessCriterion,
)
from lapwing.contexts.improvement.own_work import owners_of_evidence
from lapwing.contexts.improvement.queries.lines import PlanHead
from lapwing.contexts.improvement.queries.standing import day_of, head_of, names_of, plan_and_head
from lapwing.contexts.improvement.rules.evidence import EvidenceState, why_not_accepted
from lapwing.platform.access.actor import Actor
from lapwing.registry.roles import label_of


@dataclass(frozen=True)
class EvidenceLine:
    """A piece of evidence as a row. ``about`` names what it is evidence of; the references lead there."""

    ref: str
    kind: str
    kind_words: str
    form: str
    form_words: str
    title: str
    words: str
    on: date
    supplied_by: str
    link: str
    file_ref: str
    file_name: str
    measure_ref: str
    measure_name: str
    value: float | None
    unit: str
    minutes: MinutesOf  # the meeting that they are of, for those who may see it
    meeting_ref: str
    about: str
    action_ref: str
    milestone_ref: str
    turn_ref: str  # the turn of a recurring milestone that it is of, and its name
    turn: str
    criterion_ref: str
    update_ref: str  # the update it was given with
    read_by: tuple[str, ...]  # the roles it is kept to, in words
    given_on: date
    given_by: str
    state: EvidenceState
    decided_on: date | None
    decided_by: str
    returned_reason: str
    version: int

    @property
    def is_accepted(self) -> bool:
        return self.state is EvidenceState.ACCEPTED


@dataclass(frozen=True)
class EvidenceList:
    plan: PlanHead
    evidence: tuple[EvidenceLine, ...]
    to_accept: int  # by the actor


@dataclass(frozen=True)
class EvidencePage:
    """One piece. ``why_not`` says why the actor may not accept it, where they might think so."""

    plan: PlanHead
    line: EvidenceLine
    may_accept: bool
    why_not: str
    may_change: bool
    may_withdraw: bool


def evidence_seen(actor: Actor, rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """Those of ``rows`` that stand and the actor may see, with what a line says of each."""
    return evidence_access.evidence.visible_to(actor, _whole(rows), permission=access.READ)


def lines_of_evidence(actor: Actor, rows: Iterable[Evidence]) -> tuple[EvidenceLine, ...]:
    """The lines of what ``evidence_seen`` gave, in its order. One query for names, one for meetings."""
    found = list(rows)
    names = names_of(
        by for row in found for by in (row.created_by_id, row.accepted_by_id, row.returned_by_id)
    )
    meetings = minutes_of(actor, found)
    return tuple(_line(row, names, meetings.get(row.meeting_ref)) for row in found)


def evidence_of_action(actor: Actor, action_id: int) -> tuple[EvidenceLine, ...]:
    """What was given of an action, its milestones and criteria, that the actor may see; latest first."""
    return lines_of_evidence(actor, evidence_seen(actor, Evidence.objects.filter(action=action_id)))


def evidence_of_milestone(actor: Actor, milestone: Milestone) -> tuple[EvidenceLine, ...]:
    """What was given of one milestone."""
    return lines_of_evidence(actor, evidence_seen(actor, Evidence.objects.filter(milestone=milestone)))


def evidence_of_update(actor: Actor, update_id: int) -> tuple[EvidenceLine, ...]:
    """What was given with an update."""
    return lines_of_evidence(actor, evidence_seen(actor, Evidence.objects.filter(update_given=update_id)))


def evidence_of_criterion(actor: Actor, criterion: SuccessCriterion) -> tuple[EvidenceLine, ...]:
    """What was given of a success criterion."""
    return lines_of_evidence(actor, evidence_seen(actor, Evidence.objects.filter(criterion=criterion)))


def list_evidence(*, actor: Actor, plan_ref: str, on: date) -> EvidenceList:
    """All evidence of a plan, the latest first. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, None)
    found = list(evidence_seen(actor, Evidence.objects.filter(action__plan=plan, action__voided_at=None)))
    return EvidenceList(head, lines_of_evidence(actor, found), len(_acceptable(actor, found, on)))


def evidence_to_accept(*, actor: Actor, plan_ref: str, on: date) -> EvidenceList:
    """What waits and the actor may accept, the oldest first. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, None)
    found = evidence_seen(
        actor,
        Evidence.objects.filter(
            action__plan=plan, action__voided_at=None, accepted_at=None, returned_at=None
        ),
    )
    waiting = _acceptable(actor, found, on)
    return EvidenceList(head, tuple(reversed(lines_of_evidence(actor, waiting))), len(waiting))


def evidence_page(*, actor: Actor, ref: str, on: date) -> EvidencePage:
    """One piece of evidence. Raises NotVisible."""
    rows = _whole(Evidence.objects.filter(action__plan__voided_at=None))
    row = evidence_access.evidence.fetch(actor, access.READ, queryset=rows, ref=ref)
    who = accepting(actor, row, on)
    refusal = why_not_accepted(state_of(row), who)
    (line,) = lines_of_evidence(actor, [row])
    edits = actor.may(access.EDIT, row.partnership_id)
    return EvidencePage(
        plan=head_of(actor, row.action.plan, on, None),
        line=line,
        may_accept=not refusal,
        why_not=refusal if who.checks and line.state is EvidenceState.GIVEN else "",
        may_change=who.gave
        and not line.is_accepted
        and access.actions.permits(actor, access.REPORT, row.action),
        may_withdraw=who.gave or edits,
    )


def waiting_evidence(actor: Actor, plan_id: int, on: date) -> int:
    """How many pieces of a plan the actor may accept."""
    rows = Evidence.objects.filter(action__plan=plan_id, action__voided_at=None)
    rows = rows.filter(accepted_at=None, returned_at=None)
    return len(_acceptable(actor, evidence_seen(actor, rows), on))


def _acceptable(actor: Actor, rows: Iterable[Evidence], on: date) -> list[Evidence]:
    """Those that the actor may accept; whose each is, is asked once."""
    found = list(rows)
    if not found or not actor.may_any((access.CHECK, access.EDIT), found[0].partnership_id):
        return []
    owners = owners_of_evidence(found, on)
    return [
        row
        for row in found
        if state_of(row) is EvidenceState.GIVEN
        and row.created_by_id != actor.user_id
        and actor.user_id not in owners[row.pk].since
    ]


def _whole(rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    return rows.filter(voided_at=None).select_related(
        *("action__plan__partnership", "milestone", "occurrence", "criterion", "update_given"),
        *("file", "series__measure"),
    )


def _line(row: Evidence, names: dict[int | None, str], minutes: MinutesOf | None) -> EvidenceLine:
    decided = row.accepted_at or row.returned_at
    measure = row.series.measure if row.series else None
    return EvidenceLine(
        ref=row.ref,
        kind=row.kind,
        kind_words=str(EvidenceKind(row.kind).label).split(":")[0],
        form=row.form,
        form_words=str(EvidenceForm(row.form).label),
        title=row.title,
        words=row.words,
        on=row.on,
        supplied_by=row.supplied_by,
        link=row.link,
        file_ref=row.file.ref if row.file else "",
        file_name=row.file.name if row.file else "",
        measure_ref=measure.ref if measure else "",
        measure_name=measure.name if measure else "",
        value=row.value,
        unit=row.series.unit if row.series else "",
        minutes=minutes or NONE,
        meeting_ref=row.meeting_ref if minutes else "",
        about=_about(row),
        action_ref=row.action.ref,
        milestone_ref=row.milestone.ref if row.milestone else "",
        turn_ref=row.occurrence.ref if row.occurrence else "",
        turn=row.occurrence.label if row.occurrence else "",
        criterion_ref=row.criterion.ref if row.criterion else "",
        update_ref=row.update_given.ref if row.update_given else "",
        read_by=tuple(label_of(code) for code in row.read_by),
        given_on=day_of(row.created_at),
        given_by=names.get(row.created_by_id, ""),
        state=state_of(row),
        decided_on=day_of(decided) if decided else None,
        decided_by=names.get(row.accepted_by_id or row.returned_by_id, ""),
        returned_reason=row.returned_reason,
        version=row.version,
    )


def _about(row: Evidence) -> str:
    text = row.action.text
    if row.milestone is not None:
        turn = f" ({row.occurrence.label})" if row.occurrence else ""
        text = f"{row.milestone.label} {row.milestone.text}{turn}".strip()
    elif row.criterion is not None:
        text = row.criterion.text
    return f"{row.action.number} {text}".strip()
