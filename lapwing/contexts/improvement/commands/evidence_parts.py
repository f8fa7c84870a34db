"""What the commands about evidence share: checking what is given, and what it says of a milestone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet

from lapwing.contexts.improvement import access, events, minutes
from lapwing.contexts.improvement.commands.common import (
    RefusedError,
    clean,
    recorded,
    required,
    today,
    user_id_of,
)
from lapwing.contexts.improvement.evidence_acceptors import why_nobody_accepts
from lapwing.contexts.improvement.models import (
    Action,
    Actual,
    Evidence,
    EvidenceForm,
    EvidenceKind,
    Milestone,
    Occurrence,
    StatusReport,
)
from lapwing.contexts.improvement.own_work import Owning, owners_of_evidence, under_way_since
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.evidence import (
    LONGEST_TITLE,
    Accepting,
    EvidenceState,
    Held,
    missing,
)
from lapwing.domain import progress
from lapwing.platform.access.actor import Actor
from lapwing.platform.documents.keeping import holds
from lapwing.registry.names import refuse_names
from lapwing.registry.roles import ROLES

LONGEST_WORDS = 5000
EVIDENCED_NOTE = "Its evidence is accepted."


@dataclass(frozen=True, kw_only=True)
class EvidenceDetails:
    """What a person says of evidence. ``read_by`` are codes of roles; empty: all who read the plan.

    ``actual_ref`` is the figure of a measure that is evidence, ``meeting_ref`` the meeting whose minutes are;
    ``on`` the day it is of.
    """

    kind: str
    form: str
    title: str
    on: date
    words: str = ""
    supplied_by: str = ""
    link: str = ""
    actual_ref: str = ""
    meeting_ref: str = ""
    read_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sent:
    """A file as it was sent. ``sent_in`` is the key of the form, so that sent twice it is kept once."""

    name: str
    content: IO[bytes]
    sent_in: str = ""


def checked(
    actor: Actor,
    details: EvidenceDetails,
    action: Action,
    now: datetime,
    *,
    has_file: bool,
    row: Evidence | None = None,
) -> dict[str, object]:
    """The columns of evidence as typed; ``row`` is what is changed. Raises RefusedError."""
    if details.kind not in EvidenceKind.values:
        raise RefusedError("Choose what it shows.", field="kind")
    if details.form not in EvidenceForm.values:
        raise RefusedError("Choose what you have.", field="form")
    if details.on > today(now):
        raise RefusedError("The day cannot be in the future.", field="on")
    actual = _actual(action.plan_id, details.actual_ref) if details.form == EvidenceForm.MEASURE else None
    words, link = clean(details.words), _link(details)
    meeting_ref, meeting_words = _meeting(actor, details, action.partnership_id, now, row)
    held = Held(has_file, bool(link), actual is not None, bool(words), bool(meeting_ref))
    if lacks := missing(details.form, held):
        raise RefusedError(f"{lacks[1]}.", field=lacks[0])
    return {
        "kind": details.kind,
        "form": details.form,
        "title": _title(details.title),
        "words": _fits(words, LONGEST_WORDS, "words"),
        "on": details.on,
        "supplied_by": _fits(clean(details.supplied_by), LONGEST_TITLE, "supplied_by"),
        "link": link,
        "series": actual.series if actual else None,
        "value": value_of(actual) if actual else None,
        "meeting_ref": meeting_ref,
        "meeting_words": meeting_words,
        "read_by": _roles(actor, details.read_by, action, row, today(now)),
    }


def given_before(
    actor: Actor, about: Mapping[str, object], fields: Mapping[str, object], sent: Sent | None
) -> Evidence | None:
    """The same piece, which the actor has given with the same update: its form came twice.

    An update that is refused may be sent again as it is, and what came with it was kept the first time.
    """
    if "update_given" not in about:
        return None
    rows = Evidence.objects.in_force().filter(created_by_id=actor.user_id, **about, **fields)
    for row in rows.select_related("file", "action__plan", "update_given"):
        if sent is None or (row.file is not None and holds(row.file, sent.content)):
            return row
    return None


def state_of(row: Evidence) -> EvidenceState:
    if row.accepted_at is not None:
        return EvidenceState.ACCEPTED
    return EvidenceState.RETURNED if row.returned_at is not None else EvidenceState.GIVEN


def accepting(actor: Actor, row: Evidence, on: date) -> Accepting:
    """The actor in relation to evidence that is theirs to read."""
    owners = owners_of_evidence([row], on)[row.pk]
    return Accepting(
        checks=actor.may_any((access.CHECK, access.EDIT), row.partnership_id),
        gave=row.created_by_id == actor.user_id,
        owns=actor.user_id in owners.today,
        owned=actor.user_id in owners.since,
    )


def reason_for(row: Evidence, reason: str, message: str, named_nobody: Collection[str]) -> str:
    """Why evidence is withdrawn or returned, which others read. Raises RefusedError and ChildNamedError."""
    why = required(reason, field="reason", message=message)
    refuse_names(row.partnership_id, {"reason": why}, named_nobody)
    return why


def milestone_shown_by(row: Evidence) -> Milestone | None:
    """The milestone that evidence is about: its own, or the only one of an action taken as a whole."""
    if row.milestone is not None or row.criterion_id is not None:
        return row.milestone
    milestones = list(Milestone.objects.in_force().filter(action=row.action_id)[:2])
    return milestones[0] if len(milestones) == 1 else None


def is_shown(
    milestone: Milestone, occurrence: Occurrence | None = None, *, but: Collection[int] = ()
) -> bool:
    """Whether accepted evidence of a milestone or of a turn stands (other than that of these numbers)."""
    return accepted_of(milestone, occurrence).exclude(pk__in=but).exists()


def accepted_of(milestone: Milestone, occurrence: Occurrence | None = None) -> QuerySet[Evidence]:
    """Accepted evidence of a milestone, and of its action as a whole where it is the only one; or of a turn.

    What is of one turn shows nothing of another, nor of the milestone.
    """
    theirs = Q(milestone=milestone, occurrence=occurrence)
    if occurrence is None and _is_only_one(milestone):
        theirs |= Q(action=milestone.action_id, milestone=None, criterion=None)
    return Evidence.objects.in_force().filter(theirs, accepted_at__isnull=False)


def hold_what_is_shown(milestones: Iterable[int]) -> None:
    """Lock milestones, by their numbers, behind the evidence that could show them.

    So does whoever accepts evidence. Who says something of several holds all of them before the first: each
    kind of row in the order of its numbers, so that two who do so wait for each other.
    """
    held = Milestone.objects.filter(pk__in=list(milestones))
    rows = Evidence.objects.in_force().filter(action__in=held.values("action_id"))
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    list(held.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))


def say_evidenced(
    milestone: Milestone, occurrence: Occurrence | None, actor: Actor, now: datetime
) -> StatusReport:
    """Record that a milestone, or a turn of it, is done and evidenced."""
    report = StatusReport.objects.create(
        **recorded(actor, now, milestone.partnership_id, effective_on=today(now)),
        milestone=milestone,
        occurrence=occurrence,
        status=Status.EVIDENCED,
        note=EVIDENCED_NOTE,
    )
    events.status_reported(report, now)
    return report


def _is_only_one(milestone: Milestone) -> bool:
    others = Milestone.objects.in_force().filter(action=milestone.action_id).exclude(pk=milestone.pk)
    return not others.exists()


def _title(text: str) -> str:
    found = required(text, field="title", message="Enter what it is, in a few words.")
    return _fits(" ".join(found.split()), LONGEST_TITLE, "title")


def _fits(text: str, most: int, field: str) -> str:
    if len(text) > most:
        raise RefusedError(f"Use {most} letters at most.", field=field)
    return text


def _link(details: EvidenceDetails) -> str:
    link = clean(details.link)
    if not link:
        return ""
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise RefusedError(
            "Enter the whole address of the page, such as https://example.org/page.", field="link"
        )
    return link


def _roles(actor: Actor, codes: Collection[str], action: Action, row: Evidence | None, on: date) -> list[str]:
    """The roles that alone read it; somebody who has one of them has to be able to accept it."""
    if any(code not in ROLES for code in codes):
        raise RefusedError("Choose roles from the list.", field="read_by")
    if codes:
        since = under_way_since(row) if row else on - timedelta(days=1)
        own = Owning([action.pk], since, on).ever_since(action.pk, since) | {user_id_of(actor)}
        if why := why_nobody_accepts(action.partnership_id, own, codes, on):
            raise RefusedError(why, field="read_by")
    return sorted(set(codes))


def _actual(plan_id: int, ref: str) -> Actual | None:
    if not ref:
        return None
    rows = Actual.objects.standing().select_related("series__measure")
    found = rows.filter(ref=ref, series__measure__plan=plan_id, series__voided_at=None).first()
    if found is None:
        raise RefusedError("Choose a figure of this plan's measures.", field="actual_ref")
    return found


def _meeting(
    actor: Actor, details: EvidenceDetails, partnership_id: int, now: datetime, row: Evidence | None
) -> tuple[str, str]:
    """The meeting whose minutes are given, and what they are called; empty strings for none."""
    if details.form != EvidenceForm.MINUTES or not details.meeting_ref:
        return "", ""
    found = minutes.chosen(actor, partnership_id, details.meeting_ref, today(now), row)
    if found is None:
        raise RefusedError("Choose a meeting from the list.", field="meeting_ref")
    return details.meeting_ref, found.words


def value_of(actual: Actual) -> float:
    """A recorded figure as it is kept with evidence."""
    value = progress.ratio(
        actual.value, actual.numerator, actual.denominator, percent="%" in actual.series.unit
    )
    assert value is not None, "the table refuses an actual without a value"
    return value
