"""Each thing that was recorded of a plan in a stretch of time, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Model

from lapwing.contexts.improvement.models import (
    Action,
    Actual,
    Baseline,
    ChangeRequest,
    CriterionJudgement,
    DuePoint,
    Evidence,
    Milestone,
    Ownership,
    PlanVersion,
    Question,
    Recalculation,
    StatusReport,
    Target,
    UpdateMove,
)
from lapwing.contexts.improvement.queries import telling_measures, telling_reports
from lapwing.contexts.improvement.queries.pages import Change
from lapwing.contexts.improvement.queries.recorded_span import Span, replacements
from lapwing.contexts.improvement.queries.rows import light
from lapwing.contexts.improvement.queries.telling_words import (
    Told,
    about,
    change,
    named,
    named_action,
    now_was,
)
from lapwing.contexts.improvement.rules import Status


class _ReportRow(NamedTuple):
    milestone_id: int
    occurrence_id: int | None
    turn: str | None
    status: str
    recorded_at: datetime
    recorded_by_id: int
    withdrawn_at: datetime | None
    withdrawn_by_id: int | None
    ref: str
    text: str
    action_ref: str
    number: str

    def changed(self, words: str) -> Change:
        what = f"{self.number} {self.text}".strip()
        return change("status", what, words, action_ref=self.action_ref, milestone_ref=self.ref)


def _statuses(span: Span) -> Told:
    """Each status with the one before it, of the same milestone or the same occurrence."""
    before: dict[tuple[int, int | None], Status] = {}
    for row in _reports_until(span):
        place = (row.milestone_id, row.occurrence_id)
        status, was = Status(row.status), before.get(place)
        before[place] = status
        if span.covers(row.recorded_at):
            turn = f"{row.turn}: " if row.occurrence_id else ""
            words = f"{turn}{status.label}" + (f" (was {was.label.lower()})" if was and was != status else "")
            yield row.recorded_at, row.recorded_by_id, row.changed(words)
        if row.withdrawn_at is not None and span.covers(row.withdrawn_at):
            yield row.withdrawn_at, row.withdrawn_by_id, row.changed(f"{status.label}: withdrawn")


def _reports_until(span: Span) -> list[_ReportRow]:
    """All that was ever said, until the end of the span, of the milestones that it touched."""
    touched = StatusReport.objects.filter(span.touched(), milestone__action__plan=span.plan)
    found = StatusReport.objects.filter(milestone__in=touched.values("milestone"), recorded_at__lte=span.upto)
    return light(
        found.order_by("recorded_at", "id"),
        _ReportRow,
        turn="occurrence__label",
        ref="milestone__ref",
        text="milestone__text",
        action_ref="milestone__action__ref",
        number="milestone__action__number",
    )


def _dates(span: Span) -> Told:
    rows = DuePoint.objects.filter(span.touched(), milestone__action__plan=span.plan).select_related(
        "milestone__action"
    )
    for each in replacements(span, rows, "milestone_id"):
        milestone = each.either.milestone
        if not each.old and milestone.created_at == each.moment:
            continue
        words = now_was([p.as_written for p in each.new], [p.as_written for p in each.old], "no date")
        yield each.moment, each.by, change("date", named(milestone), words, **about(milestone))


def _owners(span: Span) -> Told:
    rows = Ownership.objects.filter(span.touched(), action__plan=span.plan).select_related("action")
    for each in replacements(span, rows, "action_id"):
        action = each.either.action
        if not each.old and action.created_at == each.moment:
            continue
        words = now_was([o.as_written for o in each.new], [o.as_written for o in each.old], "nobody")
        yield (
            each.moment,
            each.by,
            change("owner", named_action(action), words, action_ref=action.ref),
        )


def _judgements(span: Span) -> Told:
    rows = CriterionJudgement.objects.filter(span.touched(), criterion__action__plan=span.plan)
    for row in rows.select_related("criterion__action"):
        action, judged = row.criterion.action, row.get_judgement_display()
        name = f"{action.number} {row.criterion.text}".strip()
        if span.covers(row.recorded_at):
            yield (
                row.recorded_at,
                row.recorded_by_id,
                change("judgement", name, judged, action_ref=action.ref),
            )
        if row.withdrawn_at is not None and span.covers(row.withdrawn_at):
            words = f"“{judged}” withdrawn: {row.withdrawn_reason}"
            yield (
                row.withdrawn_at,
                row.withdrawn_by_id,
                change("judgement", name, words, action_ref=action.ref),
            )


def _answers(span: Span) -> Told:
    for row in Question.objects.filter(span.within("answered_at"), plan=span.plan, answer__isnull=False):
        if row.answered_at is not None and span.covers(row.answered_at):
            yield row.answered_at, row.answered_by_id, change("answer", row.text, row.answer or "")


def _actions(span: Span) -> Told:
    """Actions that were added or taken out."""
    for action in Action.objects.filter(span.made_or_voided(), plan=span.plan):
        name = named_action(action)
        if span.covers(action.created_at):
            yield (
                action.created_at,
                action.created_by_id,
                change("added", name, "Action added", action_ref=action.ref),
            )
        if action.voided_at is not None and span.covers(action.voided_at):
            yield (
                action.voided_at,
                action.voided_by_id,
                change("removed", name, f"Action taken out: {action.voided_reason}"),
            )


def _milestones(span: Span) -> Told:
    """Milestones that were added to an action, or taken out."""
    for row in Milestone.objects.filter(span.made_or_voided(), action__plan=span.plan).select_related(
        "action"
    ):
        if span.covers(row.created_at) and row.created_at != row.action.created_at:
            yield (
                row.created_at,
                row.created_by_id,
                change("added", named(row), "Milestone added", **about(row)),
            )
        if row.voided_at is not None and span.covers(row.voided_at):
            yield (
                row.voided_at,
                row.voided_by_id,
                change("removed", named(row), f"Milestone taken out: {row.voided_reason}"),
            )


def _versions(span: Span) -> Told:
    """Later versions of the document that were taken in, or undone."""
    touched = span.within("taken_at") | span.within("undone_at")
    for row in PlanVersion.objects.filter(touched, plan=span.plan).select_related("document"):
        what = f"Version {row.number}: {row.document.name}"
        if span.covers(row.taken_at):
            changes = len(row.done)
            words = f"Taken in: {changes} {'change' if changes == 1 else 'changes'}"
            yield row.taken_at, row.taken_by_id, change("version", what, words)
        if row.undone_at is not None and span.covers(row.undone_at):
            yield row.undone_at, row.undone_by_id, change("version", what, f"Undone: {row.undone_reason}")


@dataclass(frozen=True)
class _Teller:
    """What tells of the rows of one table, and the moments at which the span may have touched one."""

    table: type[Model]
    tell: Callable[[Span], Told]
    moments: tuple[str, ...] = ("recorded_at", "withdrawn_at")
    # It tells also when that of this table was touched.
    also: type[Model] | None = None


_TELLERS = (
    _Teller(StatusReport, _statuses),
    _Teller(DuePoint, _dates),
    _Teller(Target, telling_measures.targets),
    _Teller(Baseline, telling_measures.baselines),
    _Teller(Ownership, _owners),
    _Teller(Actual, telling_measures.actuals),
    _Teller(Recalculation, telling_measures.limits),
    _Teller(CriterionJudgement, _judgements),
    _Teller(Question, _answers, ("answered_at",)),
    _Teller(Action, _actions, ("created_at", "voided_at")),
    _Teller(Milestone, _milestones, ("created_at", "voided_at")),
    _Teller(PlanVersion, _versions, ("taken_at", "undone_at")),
    _Teller(UpdateMove, telling_reports.wholes, ("made_at",)),
    _Teller(Evidence, telling_reports.evidence, ("accepted_at", "voided_at"), also=UpdateMove),
    _Teller(ChangeRequest, telling_reports.requests, ("asked_at", "decided_at")),
)


def told(span: Span) -> list[tuple[datetime, int | None, Change]]:
    """All that was recorded and the reader may read.

    One query says which tables were touched at all; the others are not read.
    """
    touched = span.touched_among([(teller.table, teller.moments) for teller in _TELLERS])
    return [
        each
        for teller in _TELLERS
        if teller.table in touched or teller.also in touched
        for each in teller.tell(span)
    ]
