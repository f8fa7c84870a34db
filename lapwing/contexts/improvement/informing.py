"""Telling people of what is asked of them in a plan, and of what was decided: nothing personal is in it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.access import RUN
from lapwing.contexts.improvement.evidence_acceptors import acceptors
from lapwing.contexts.improvement.models import ChangeRequest, Evidence, RequestKind
from lapwing.contexts.improvement.own_work import owners_of_evidence
from lapwing.contexts.improvement.reporting_notices import CHANGE_STUCK
from lapwing.contexts.improvement.request_deciders import deciders_of
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.notices.outbox import SYSTEM_USER
from lapwing.platform.notices.telling import notify, settle
from lapwing.platform.refs import new_ref
from lapwing.platform.ui.filters import day, plural
from lapwing.registry.actors import holders_of
from lapwing.registry.models import Partnership

_OF = {
    RequestKind.DATE: "the date of a milestone",
    RequestKind.BASELINE: "the baseline of a measure",
    RequestKind.TARGET: "the targets of a measure",
    RequestKind.TURN: "the day of a turn of a milestone",
    RequestKind.TAKE_OUT: "what the plan holds",
}


def tell_of_request(row: ChangeRequest, now: datetime) -> None:
    """Tell those who may decide it."""
    # who asks may not look up who holds which role
    with acting(system_actor(SYSTEM_USER), purpose="notify"):
        people = deciders_of(row, timezone.localdate(now))
    ask_to_decide(row, people, now)


def ask_to_decide(row: ChangeRequest, people: Collection[int], now: datetime) -> int:
    """Tell those who may decide a request, each once; where nobody may, those who run the plan, likewise.

    Gives how many were told now.
    """
    if people:
        settle(key=_stuck(row), now=now)
        template, page, key = "change-asked", "improvement:request-decide", f"change {row.ref}"
    else:
        template, page, key = CHANGE_STUCK, "improvement:request", _stuck(row)
    return notify(
        people=people or _runners(row.partnership_id, now),
        template=template,
        partnership_id=row.partnership_id,
        url=reverse(page, args=[row.plan.partnership.ref, row.ref]),
        now=now,
        key=key,
        of=_OF[RequestKind(row.kind)],
        plan=row.plan.title,
    )


def _runners(partnership_id: int, now: datetime) -> list[int]:
    with acting(system_actor(SYSTEM_USER), purpose="notify"):
        return holders_of(RUN, partnership_id, timezone.localdate(now))


def _stuck(row: ChangeRequest) -> str:
    return f"change nobody {row.ref}"


def tell_of_decision(row: ChangeRequest, now: datetime) -> None:
    """Tell who asked, unless they took it back; nobody has anything left to decide."""
    for key in (f"change {row.ref}", _stuck(row)):
        settle(key=key, now=now)
    if row.approved is None:
        return
    notify(
        people=[row.asked_by_id],
        template="change-decided",
        partnership_id=row.partnership_id,
        url=reverse("improvement:request", args=[row.plan.partnership.ref, row.ref]),
        now=now,
        key=f"change decided {row.ref}",
        of=_OF[RequestKind(row.kind)],
        decided="approved" if row.approved else "refused",
        plan=row.plan.title,
    )


def tell_of_roles(
    partnership: Partnership, user_id: int, number: int, first_day: date, now: datetime
) -> None:
    """Tell somebody that they hold from a day on what another held."""
    notify(
        people=[user_id],
        template="roles-handed-over",
        partnership_id=partnership.pk,
        url=reverse("improvement:owner-roles", args=[partnership.ref]),
        now=now,
        key=f"roles handed over {new_ref()}",
        roles=plural(number, "role"),
        day=day(first_day),
    )


def tell_of_evidence(row: Evidence, now: datetime) -> None:
    """Tell those who run the plan that evidence waits; where none of them may accept it, whoever may."""
    own = {row.created_by_id, *_owners_of(row, now)}
    found = acceptors(row.partnership_id, own, row.read_by, timezone.localdate(now))
    notify(
        people=found.asked,
        template="evidence-given",
        partnership_id=row.partnership_id,
        url=reverse(
            "improvement:evidence-to-accept", args=[row.action.plan.partnership.ref, row.action.plan.ref]
        ),
        now=now,
        key=f"{_told_as(row)} {row.version}",
        plan=row.action.plan.title,
    )


def tell_of_acceptance(row: Evidence, now: datetime) -> None:
    """Tell who gave it that it was accepted, or returned."""
    settle_evidence(row, now)
    notify(
        people=[row.created_by_id],
        template="evidence-decided",
        partnership_id=row.partnership_id,
        url=reverse("improvement:evidence-one", args=[row.action.plan.partnership.ref, row.ref]),
        now=now,
        key=f"evidence decided {row.ref} {row.version}",
        decided="accepted" if row.accepted_at else "returned",
        plan=row.action.plan.title,
    )


def settle_evidence(row: Evidence, now: datetime) -> None:
    """Nobody has to accept it any more."""
    settle(beginning=f"{_told_as(row)} ", now=now)


def _told_as(row: Evidence) -> str:
    return f"evidence {row.ref}"


def _owners_of(row: Evidence, now: datetime) -> frozenset[int]:
    with acting(system_actor(SYSTEM_USER), purpose="notify"):
        return owners_of_evidence([row], timezone.localdate(now))[row.pk].since
