"""What a milestone stands as without evidence that was withdrawn: done, and no more."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Min, Q

from lapwing.contexts.improvement import events
from lapwing.contexts.improvement.commands.common import user_id_of
from lapwing.contexts.improvement.commands.evidence_parts import is_shown
from lapwing.contexts.improvement.commands.evidence_showing import done_since, showing
from lapwing.contexts.improvement.models import (
    Evidence,
    Milestone,
    Occurrence,
    PlanVersion,
    StatusReport,
)
from lapwing.contexts.improvement.rules import FINISHED, Status
from lapwing.contexts.improvement.rules.workflow import OPEN_TO_ALL
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor


def take_back_status(row: Evidence, actor: Actor, now: datetime, why: str) -> None:
    """Without this evidence a milestone is done and no more, unless other accepted evidence shows it.

    Everybody who reads the plan reads why, where everybody could read the evidence.
    """
    if row.accepted_at is None:
        return
    said = f"Its evidence was withdrawn: {why}" if _is_open(row) else "Its evidence was withdrawn."
    for milestone, occurrence in _shown_by(row):
        # an acceptance beside this is over, or waits
        Milestone.objects.select_for_update(of=("self",)).get(pk=milestone.pk)
        with for_reason(said):
            of_turns = _unfounded_of_turns(milestone, row) if row.occurrence_id is None else []
            for report in [*_unfounded(milestone, occurrence, row), *of_turns]:
                _withdraw(report, actor, now, said)


def take_back_without_done(
    milestone: Milestone, occurrence: Occurrence | None, actor: Actor, now: datetime, why: str
) -> None:
    """Take back “done and evidenced” where it followed from an acceptance, and nobody says done any more."""
    before = Status.NOT_STARTED
    rows = StatusReport.objects.standing().filter(milestone=milestone, occurrence=occurrence)
    for report in rows.select_related("evidence_accepted").order_by("effective_on", "recorded_at", "id"):
        followed = report.status == Status.EVIDENCED and hasattr(report, "evidence_accepted")
        if followed and before not in FINISHED:
            _withdraw(report, actor, now, why)
        else:
            before = Status(report.status)


def _unfounded(milestone: Milestone, occurrence: Occurrence | None, without: Evidence) -> list[StatusReport]:
    """What nothing shows without a piece of evidence, whoever said it.

    A person may have said it by any evidence that is accepted. What followed from an acceptance wants what
    was accepted as showing that it is done; before it was taken up again that was this, or all there was.
    """
    if_any = is_shown(milestone, occurrence, but=[without.pk])
    since = done_since(milestone, occurrence)
    shows = showing(milestone, occurrence).exclude(pk=without.pk).exists()
    found = []
    for report in _reports_of(milestone, occurrence):
        accepted = getattr(report, "evidence_accepted", None)
        if accepted is None:
            stays = if_any
        elif since is not None and report.pk in since.reports:
            stays = shows
        else:
            stays = if_any and accepted.pk != without.pk
        if not stays:
            found.append(report)
    return found


def _unfounded_of_turns(milestone: Milestone, without: Evidence) -> list[StatusReport]:
    """What people said of turns by evidence that names none, as they could before evidence named its turn.

    It stays where evidence of that turn shows it, or as long as other evidence that names no turn stands.
    """
    if is_shown(milestone, but=[without.pk]):
        return []
    said = StatusReport.objects.standing().filter(milestone=milestone, occurrence__isnull=False)
    by_hand = said.filter(_said_by_hand(milestone, _naming_no_turn(milestone)), evidence_accepted=None)
    found = by_hand.filter(status=Status.EVIDENCED).select_related("occurrence").distinct().order_by("pk")
    return [report for report in found if not is_shown(milestone, report.occurrence)]


def _is_open(row: Evidence) -> bool:
    """Whether accepted evidence is read by everybody who reads the plan: see ``evidence_access``."""
    return not row.read_by and (row.update_given is None or row.update_given.state in OPEN_TO_ALL)


def _withdraw(report: StatusReport, actor: Actor, now: datetime, why: str) -> None:
    report.withdrawn_at, report.withdrawn_by_id, report.withdrawn_reason = now, user_id_of(actor), why
    report.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    events.status_reported(report, now)


def _shown_by(row: Evidence) -> list[tuple[Milestone, Occurrence | None]]:
    """The milestones and turns, in the order of their numbers, that may stand as evidenced by evidence.

    What its acceptance said, it said of one of them, whatever has come to the action since. While evidence of
    an action as a whole was that of its only milestone, a person may have said so of that one.
    """
    if row.report is not None:
        return [(row.report.milestone, row.report.occurrence)]
    if row.milestone is not None or row.criterion_id is not None:
        return [(row.milestone, row.occurrence)] if row.milestone else []
    return [(each, None) for each in Milestone.objects.filter(action=row.action_id).order_by("pk")]


def _reports_of(milestone: Milestone, occurrence: Occurrence | None) -> list[StatusReport]:
    """What stands said of a milestone, or of a turn of it, because its evidence was accepted.

    That is what acceptances recorded, and what people said by hand since the first of them. What a document
    printed is not among it: neither of the plan's first one, nor of a later version, nor by an answer.
    """
    of_it = Q(milestone=milestone, occurrence=occurrence) if occurrence else _naming_no_turn(milestone)
    by_hand = _said_by_hand(milestone, of_it)
    said = StatusReport.objects.standing().filter(milestone=milestone, occurrence=occurrence)
    found = said.filter(Q(evidence_accepted__isnull=False) | by_hand, status=Status.EVIDENCED)
    return list(found.select_related("evidence_accepted").distinct().order_by("pk"))


def _naming_no_turn(milestone: Milestone) -> Q:
    """Evidence of a milestone, or of its action as a whole."""
    of_the_action = Q(action=milestone.action_id, milestone=None, criterion=None)
    return Q(milestone=milestone, occurrence=None) | of_the_action


def _said_by_hand(milestone: Milestone, of_it: Q) -> Q:
    """What people said since the first such evidence was accepted, and no document printed."""
    accepted = Evidence.objects.filter(of_it, accepted_at__isnull=False)  # withdrawn ones among them
    first = accepted.aggregate(first=Min("accepted_at"))["first"]
    versions = PlanVersion.objects.filter(plan__actions=milestone.action_id).values("taken_at")
    return Q(recorded_at__gte=first, reason="") & ~Q(recorded_at__in=versions) if first else Q(pk__in=())
