"""Withdrawing the words of what was reported at once, past updates and their steps."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from lapwing.contexts.improvement import access, events
from lapwing.contexts.improvement.commands.common import RefusedError, refuse_named, required, user_id_of
from lapwing.contexts.improvement.made_before import MADE_BEFORE
from lapwing.contexts.improvement.models import StatusReport
from lapwing.contexts.improvement.queries.open_words import withdrawal_of_report, words_of_report
from lapwing.contexts.improvement.rules.off_track import WITHDRAWN
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.notices.telling import notify

OF_AN_UPDATE = "These are the words of an update: withdraw them on its page."
NO_WORDS = "Nothing was said in words here."


@transaction.atomic
def withdraw_report_words(
    *, actor: Actor, now: datetime, report_ref: str, reason: str, named_nobody: Collection[str] = ()
) -> StatusReport:
    """Take the note and the mitigation of a report out of everybody's sight, for a reason.

    How it stands and the forecast remain. Words that were said of several milestones at once go from all of
    them. Whoever may edit the plan does it, of their own reports too: nobody signed them off. The second of
    two is told who was first. Raises NotVisible, RefusedError and ChildNamedError.
    """
    report = _held(actor, report_ref)
    if (first := withdrawal_of_report(report)) is not None:
        raise RefusedError(first.told)
    _refuse_without_words(report)
    why = required(reason, field="reason", message="Say why they are withdrawn.")
    refuse_named(report.partnership_id, {"reason": why}, named_nobody)
    held_by = MADE_BEFORE.find(words_of_report(report))
    with for_reason(why):
        for row in StatusReport.objects.filter(_said_with(report)).order_by("pk"):
            row.note, row.mitigation = (WITHDRAWN if text else "" for text in (row.note, row.mitigation))
            row.words_withdrawn_at, row.words_withdrawn_by_id = now, user_id_of(actor)
            row.words_withdrawn_reason, row.words_held_by = why, held_by
            row.save()
            events.status_reported(row, now)
    _tell(report, actor, now)
    report.refresh_from_db()
    return report


def _refuse_without_words(report: StatusReport) -> None:
    """Raise RefusedError for a report without words of its own."""
    if hasattr(report, "update_signed_off"):
        raise RefusedError(OF_AN_UPDATE)
    if not (report.note or report.mitigation):
        raise RefusedError(NO_WORDS)


def _held(actor: Actor, ref: str) -> StatusReport:
    """The report, locked with what was said with it: the second of two finds it as the first left it."""
    rows = StatusReport.objects.filter(
        actor.scope(access.EDIT).as_q(), milestone__action__plan__voided_at=None
    )
    seen = rows.filter(ref=ref).first()
    if seen is None:
        raise NotVisible("No such report")
    list(StatusReport.objects.filter(_said_with(seen)).order_by("pk").select_for_update(of=("self",)))
    related = ("milestone__action__plan", "partnership", "words_withdrawn_by", "update_signed_off")
    return rows.select_related(*related).get(pk=seen.pk)


def _said_with(report: StatusReport) -> Q:
    """It and the reports that one person made in the same words at the same moment."""
    together = Q(
        partnership_id=report.partnership_id,
        recorded_by_id=report.recorded_by_id,
        recorded_at=report.recorded_at,
        note=report.note,
        mitigation=report.mitigation,
        milestone__action__plan=report.milestone.action.plan_id,
        update_signed_off=None,
    )
    return Q(pk=report.pk) | together


def _tell(report: StatusReport, actor: Actor, now: datetime) -> None:
    """Whoever said it is told, unless they did it themselves."""
    people = {report.recorded_by_id} - {user_id_of(actor)}
    if not people:
        return
    milestone = report.milestone
    notify(
        people=people,
        template="report-words-withdrawn",
        partnership_id=report.partnership_id,
        url=reverse("improvement:milestone", args=[report.partnership.ref, milestone.ref]),
        now=now,
        key=f"report-words-withdrawn {report.ref}",
        action=milestone.action.number or milestone.action.key,
    )
