"""What people said and asked of a plan: updates on whole actions, accepted evidence, changes asked for.

Each is told to those alone who may read it. Evidence that is withdrawn is not named: its words may be why.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Greatest

from lapwing.contexts.improvement import access, evidence_access
from lapwing.contexts.improvement.models import ChangeRequest, Evidence, Move, RequestKind, UpdateMove
from lapwing.contexts.improvement.queries.pages import Change
from lapwing.contexts.improvement.queries.recorded_span import Span
from lapwing.contexts.improvement.queries.rows import light
from lapwing.contexts.improvement.queries.signed_off import moves_that_signed_off
from lapwing.contexts.improvement.queries.telling_words import (
    Told,
    about,
    change,
    named,
    named_action,
    named_series,
)
from lapwing.contexts.improvement.rules import Status


class _WholeRow(NamedTuple):
    action_id: int
    made_at: datetime
    made_by_id: int
    status: str
    update_ref: str
    action_ref: str
    number: str
    text: str


def wholes(span: Span) -> Told:
    """What was signed off of an action as a whole, with what had been said of it before."""
    signed = moves_that_signed_off().filter(
        update_moved__action__plan=span.plan,
        update_moved__milestone=None,
        update_moved__voided_at=None,
        update_moved__cycle__voided_at=None,
    )
    touched = signed.filter(span.within("made_at")).values("update_moved__action")
    rows = light(
        signed.filter(update_moved__action__in=touched, made_at__lte=span.upto).order_by("made_at", "id"),
        _WholeRow,
        action_id="update_moved__action",
        status="update_moved__status",
        update_ref="update_moved__ref",
        action_ref="update_moved__action__ref",
        number="update_moved__action__number",
        text="update_moved__action__text",
    )
    before: dict[int, Status] = {}
    for row in rows:
        status, was = Status(row.status), before.get(row.action_id)
        before[row.action_id] = status
        if span.covers(row.made_at):
            words = f"{status.label}" + (f" (was {was.label.lower()})" if was and was != status else "")
            what = f"{row.number} {row.text}".strip()
            refs = {"action_ref": row.action_ref, "update_ref": row.update_ref}
            yield row.made_at, row.made_by_id, change("whole", what, f"The whole action: {words}", **refs)


def evidence(span: Span) -> Told:
    """Evidence that was accepted, or withdrawn after that, as far as the reader may read it.

    What came with an update counts from its sign-off, if that is later: others cannot read it before.
    """
    signed = UpdateMove.objects.filter(move=Move.SIGNED_OFF, update_moved=OuterRef("update_given"))
    accepted = Evidence.objects.filter(action__plan=span.plan, accepted_at__isnull=False)
    seen = evidence_access.evidence.visible_to(span.reader, accepted, permission=access.READ).annotate(
        known_at=Greatest("accepted_at", Subquery(signed.order_by("-made_at").values("made_at")[:1]))
    )
    touched = seen.filter(span.within("known_at") | span.within("voided_at"))
    for row in touched.select_related("action", "milestone__action", "criterion"):
        if span.covers(row.known_at):
            words = "Accepted, and withdrawn since" if row.voided_at else f"Accepted: {row.title}"
            yield row.known_at, row.accepted_by_id, _of_evidence(row, words)
        if row.voided_at is not None and span.covers(row.voided_at):
            yield row.voided_at, row.voided_by_id, _of_evidence(row, "Withdrawn after it was accepted")


def _of_evidence(row: Evidence, words: str) -> Change:
    page = "" if row.voided_at else row.ref
    if row.milestone is not None:
        return change("evidence", named(row.milestone), words, **about(row.milestone), evidence_ref=page)
    text = f"{row.action.number} {row.criterion.text}".strip() if row.criterion else named_action(row.action)
    return change("evidence", text, words, action_ref=row.action.ref, evidence_ref=page)


def requests(span: Span) -> Told:
    """Other dates, baselines and targets that were asked for, and what was to go; and what became of it."""
    rows = ChangeRequest.objects.filter(span.within("asked_at") | span.within("decided_at"), plan=span.plan)
    for row in rows.select_related("milestone__action", "series__measure", "occurrence"):
        other = _WISH[RequestKind(row.kind)]
        if span.covers(row.asked_at):
            place = f" in place of “{_one_line(row.before_words)}”" if row.before_words else ""
            words = f"{other} asked for: “{_one_line(row.wanted_words)}”{place}"
            yield row.asked_at, row.asked_by_id, _of_request(row, "asked", words)
        if row.decided_at is not None and span.covers(row.decided_at):
            words = f"{other} {_outcome(row)}: “{_one_line(row.wanted_words)}”"
            reason = f" ({row.decided_reason})" if row.decided_reason else ""
            yield row.decided_at, row.decided_by_id, _of_request(row, "decided", words + reason)


_WISH = {
    RequestKind.DATE: "Another date",
    RequestKind.BASELINE: "Another baseline",
    RequestKind.TARGET: "Another target",
    RequestKind.TURN: "Another day",
    RequestKind.TAKE_OUT: "Taking it out",
}


def _outcome(row: ChangeRequest) -> str:
    return {True: "approved", False: "refused", None: "asked for no more"}[row.approved]


def _one_line(words: str) -> str:
    return "; ".join(words.splitlines())


def _of_request(row: ChangeRequest, kind: str, words: str) -> Change:
    if row.milestone is not None:
        of_turn = f": {row.occurrence.label}" if row.occurrence else ""
        text = f"{named(row.milestone)}{of_turn}"
        return change(kind, text, words, **about(row.milestone), request_ref=row.ref)
    assert row.series is not None, "the table refuses a request about nothing"
    series = row.series
    return change(kind, named_series(series), words, measure_ref=series.measure.ref, request_ref=row.ref)
