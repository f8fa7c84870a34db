"""Screens on walls: a secret address for one plan's counts, read as whoever made it, until it is ended."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.access import RUN, NotVisible, fetch_plan
from lapwing.contexts.improvement.commands.common import RefusedError, required, short, user_id_of
from lapwing.contexts.improvement.models import Display, Plan
from lapwing.contexts.improvement.queries.wall import Wall
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.registry.actors import actor_for

SYSTEM_USER = "Displays"
# A screen that is still looked at is given a new address once a year.
LONGEST = timedelta(days=366)
# Of one plan at a time.
MOST = 20


@dataclass(frozen=True)
class DisplayLine:
    """A display that works; the address itself is not known any more."""

    ref: str
    name: str
    made_on: date
    last_day: date


def displays_of(*, actor: Actor, plan_ref: str, on: date) -> tuple[DisplayLine, ...]:
    """The displays of a plan that work. Raises NotVisible for those who do not run it."""
    plan = fetch_plan(actor, RUN, plan_ref)
    return tuple(
        DisplayLine(row.ref, row.name, timezone.localdate(row.created_at), row.last_day)
        for row in _working(on).filter(plan=plan)
    )


@transaction.atomic
def make_display(*, actor: Actor, now: datetime, on: date, plan_ref: str, name: str, last_day: date) -> str:
    """Make a display, and give its secret, which is not kept. Raises NotVisible and RefusedError."""
    plan = fetch_plan(actor, RUN, plan_ref)
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    where = short(required(name, field="name", message="Say where the screen hangs."), field="name")
    if last_day < on:
        raise RefusedError("That day has passed.", field="last_day")
    if last_day - on > LONGEST:
        raise RefusedError("A screen works for a year at most.", field="last_day")
    if _working(on).filter(plan=plan).count() >= MOST:
        raise RefusedError(f"The plan has {MOST} screens. End one first.", field="name")
    token = secrets.token_urlsafe(32)
    Display.objects.create(
        partnership_id=plan.partnership_id,
        plan=plan,
        name=where,
        user_id=user_id_of(actor),
        token_hash=_hash(token),
        created_at=now,
        last_day=last_day,
    )
    return token


def end_display(*, actor: Actor, now: datetime, plan_ref: str, ref: str) -> bool:
    """Make the address useless at once; says whether it worked until now. Raises NotVisible."""
    plan = fetch_plan(actor, RUN, plan_ref)
    return bool(Display.objects.filter(plan=plan, ref=ref, revoked_at=None).update(revoked_at=now))


def standing_displays(user_id: int, on: date) -> int:
    """How many displays that a person made work on a day."""
    return _working(on).filter(user_id=user_id).count()


def end_every_display(user_id: int, now: datetime) -> int:
    """End all displays that a person made (see ``accounts.programs``); how many there were."""
    return Display.objects.filter(user_id=user_id, revoked_at=None).update(revoked_at=now)


def wall_of(token: str, *, partnership_ref: str, on: date) -> Wall:
    """What the screen shows on a day.

    Raises NotVisible, alike for an unknown address, an ended display, a plan that was withdrawn, and one
    whose maker does not run the plan any more: they could not end it either.
    """
    with acting(system_actor(SYSTEM_USER), purpose="display"):
        found = (
            _working(on)
            .filter(token_hash=_hash(token), partnership__ref=partnership_ref)
            .select_related("user", "plan")
            .first()
        )
    if found is None:
        raise NotVisible("No such display")
    with acting(actor_for(found.user, on), purpose="display") as actor:
        fetch_plan(actor, RUN, found.plan.ref)
        return queries.wall(actor=actor, plan_ref=found.plan.ref, on=on)


def _working(on: date) -> QuerySet[Display]:
    return Display.objects.filter(revoked_at=None, last_day__gte=on, plan__voided_at=None)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
