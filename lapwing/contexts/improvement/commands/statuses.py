"""Saying how a milestone stands. Each report is a row; what was said is withdrawn, never erased."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from lapwing.contexts.improvement import access, events
from lapwing.contexts.improvement.commands.common import (
    RefusedError,
    clean,
    fetch,
    recorded,
    refuse_named,
    required,
    today,
    user_id_of,
)
from lapwing.contexts.improvement.commands.evidence_parts import is_shown
from lapwing.contexts.improvement.commands.update_parts import NotCompleteError
from lapwing.contexts.improvement.models import (
    Milestone,
    Occurrence,
    StatusReport,
    Update,
)
from lapwing.contexts.improvement.own_work import has_owned
from lapwing.contexts.improvement.queries.update_units import points_of
from lapwing.contexts.improvement.rules import FINISHED, NEEDS_A_NOTE, Point, Status, why_not
from lapwing.contexts.improvement.rules.off_track import Missing, Said, unexplained
from lapwing.contexts.improvement.said_in_updates import said_in_an_update
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible

_WHY = {
    Status.AT_RISK: "Say why, and what is being done.",
    Status.OFF_TRACK: "Say why it is off track.",
    Status.STOPPED: "Say why it was stopped.",
}

SIGNED_OFF = "Others have signed this off or said it. Say in an update how it stands now: they check it too."


@transaction.atomic
def report_status(
    *,
    actor: Actor,
    now: datetime,
    milestone_ref: str,
    status: str,
    note: str = "",
    mitigation: str = "",
    forecast_on: date | None = None,
    effective_on: date | None = None,
    occurrence_ref: str = "",
    printed: bool = False,
    named_nobody: Collection[str] | None = (),
) -> StatusReport:
    """Say how a milestone stands, or one occurrence of it, from a day on (today, unless said).

    Action owners may speak for the actions whose role they hold or stand in for; of a plan with steps that is
    reported on, they do so in updates. Off track wants what is being done about it and a forecast, as it does
    in an update. ``printed``: a document that was published says it, and not the actor.
    Raises NotVisible and RefusedError (NotCompleteError among them).
    """
    milestone = fetch(actor, access.REPORT, Milestone, milestone_ref)
    if not printed and (elsewhere := said_in_an_update(actor, milestone, today(now))):
        raise RefusedError(elsewhere.sentence, field="status")
    occurrence = _occurrence(milestone, occurrence_ref)
    day = effective_on or today(now)
    if day > today(now):
        raise RefusedError("A status holds from today or an earlier day.", field="effective_on")
    said = _known(status)
    before = status_on(milestone, occurrence, day)
    words = Said(said, done=clean(note), mitigation=clean(mitigation), forecast_on=forecast_on)
    _refuse_what_cannot_follow(before, said)
    if not printed:
        _refuse_unexplained(words, points_of(milestone, occurrence), today(now))
    if said is Status.EVIDENCED and before is not said:
        refuse_without_evidence(actor, milestone, now, occurrence)
    refuse_named(milestone.partnership_id, {"note": words.done, "mitigation": words.mitigation}, named_nobody)
    report = StatusReport.objects.create(
        **recorded(actor, now, milestone.partnership_id, effective_on=day),
        milestone=milestone,
        occurrence=occurrence,
        status=said,
        note=words.done,
        mitigation=words.mitigation,
        forecast_on=words.forecast_on,
    )
    events.status_reported(report, now)
    return report


@transaction.atomic
def take_back_report(
    *, actor: Actor, now: datetime, report_ref: str, reason: str, named_nobody: Collection[str] = ()
) -> StatusReport:
    """Withdraw what was said by mistake: one's own report, or any with the right to edit the plan.

    What was evidenced because it was done goes with the last word that said done. Raises NotVisible and
    RefusedError.
    """
    found = StatusReport.objects.standing().filter(actor.scope(access.REPORT).as_q(), ref=report_ref)
    report = found.select_for_update(of=("self",)).first()
    if report is None:
        raise NotVisible("No such report")
    if report.recorded_by_id != actor.user_id and not actor.may(access.EDIT, report.partnership_id):
        raise NotVisible("No such report")
    _refuse_to_unsay_a_sign_off(actor, report, today(now))
    why = required(reason, field="reason", message="Say why it is withdrawn.")
    refuse_named(report.partnership_id, {"reason": why}, named_nobody)
    with for_reason(why):
        report.withdrawn_at, report.withdrawn_by_id, report.withdrawn_reason = now, user_id_of(actor), why
        report.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    events.status_reported(report, now)
    if Status(report.status) in FINISHED:
        # here, because what evidence shows is worked out from what was said
        from lapwing.contexts.improvement.commands.evidence_taken_back import take_back_without_done

        take_back_without_done(report.milestone, report.occurrence, actor, now, why)
    return report


def _refuse_to_unsay_a_sign_off(actor: Actor, report: StatusReport, on: date) -> None:
    """Raise RefusedError for what was signed off, or another said, of what the actor speaks of in updates."""
    own = report.recorded_by_id == actor.user_id
    if own and not Update.objects.filter(report=report).exists():
        return
    if said_in_an_update(actor, report.milestone, on) is not None:
        raise RefusedError(SIGNED_OFF)


def status_on(milestone: Milestone, occurrence: Occurrence | None, day: date) -> Status:
    """What stands said of a milestone, or of one occurrence, on a day."""
    latest = (
        StatusReport.objects.standing()
        .filter(milestone=milestone, occurrence=occurrence, effective_on__lte=day)
        .order_by("-effective_on", "-recorded_at", "-id")
        .first()
    )
    return Status(latest.status) if latest else Status.NOT_STARTED


def _refuse_what_cannot_follow(before: Status, after: Status) -> None:
    if sentence := why_not(before, after):
        raise RefusedError(sentence, field="status")


def _refuse_unexplained(said: Said, points: Sequence[Point], on: date) -> None:
    """Raise NotCompleteError for what goes wrong, and is not explained."""
    lacking = unexplained(said, points, on)
    if said.status in NEEDS_A_NOTE and not said.done:
        lacking = (Missing("note", _WHY[said.status]), *lacking)
    if lacking:
        raise NotCompleteError(lacking)


def refuse_without_evidence(
    actor: Actor, milestone: Milestone, now: datetime, occurrence: Occurrence | None = None
) -> None:
    """Raise RefusedError unless evidence is accepted, and somebody who is not its owner says so.

    Of a turn that wants evidence of that turn.
    """
    if not is_shown(milestone, occurrence):
        raise RefusedError("Evidence of it has to be given and accepted first.", field="status")
    if has_owned(actor, milestone.action, today(now)):
        raise RefusedError(
            "You own the action: somebody who does not has to say that it is evidenced.", field="status"
        )


def may_say_evidenced(
    actor: Actor, milestone: Milestone, now: datetime, occurrence: Occurrence | None = None
) -> bool:
    """Whether the actor may say of what is done that it is evidenced."""
    try:
        refuse_without_evidence(actor, milestone, now, occurrence)
    except RefusedError:
        return False
    return True


def _known(status: str) -> Status:
    try:
        return Status(status)
    except ValueError as error:
        raise RefusedError("Choose how it stands.", field="status") from error


def _occurrence(milestone: Milestone, ref: str) -> Occurrence | None:
    if not ref:
        return None
    found = Occurrence.objects.in_force().filter(milestone=milestone, ref=ref).first()
    if found is None:
        raise NotVisible("No such occurrence")
    return found
