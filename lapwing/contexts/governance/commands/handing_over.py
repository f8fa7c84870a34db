"""Handing over what somebody holds in groups, to one or several others in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from lapwing.contexts.governance.access import RUN
from lapwing.contexts.governance.commands.common import (
    Nobody,
    NotYoursError,
    RefusedError,
    look_for_names,
    must_be_able,
    required,
    save_changes,
    today,
)
from lapwing.contexts.governance.models import Decision
from lapwing.contexts.governance.queries.holding import (
    DECISION,
    KINDS,
    QUESTION,
    RELATED,
    RISK,
    SEAT,
    WORK,
    agencies_after,
    held_line,
    rows_of,
)
from lapwing.contexts.governance.telling import (
    settle_decision,
    settle_handed_on,
    settle_question,
    tell_of_handing_over,
)
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.registry.commands.groups import Seat, add_member, end_member
from lapwing.registry.errors import GroupError
from lapwing.registry.models import GroupMember, Organisation, Partnership

ONLY_MANAGERS = "Only a programme manager can hand over what somebody holds in groups."
CHANGED_SINCE = "Something of it changed since you looked. Look at it again before you hand it over."


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    person: User,
    to: Mapping[str, User],
    read: Mapping[str, int],
    last_day: date | None,
    reason: str,
    named_nobody: Nobody = (),
) -> int:
    """Give what a person holds to others, each thing to somebody (``to``, by its key); how many things.

    ``read`` are the versions that were shown: what changed since is handed over by nobody unseen. A seat ends
    on ``last_day``, and the other's begins on the day after, for their own agency. Each of the others is told
    once.

    Raises NotYoursError, RefusedError, and ChildNamedError for what looks like a child's name.
    """
    if not actor.may(RUN, partnership.pk):
        raise NotYoursError(ONLY_MANAGERS)
    why = required(reason, field="reason", message="Say why it is handed over.")
    look_for_names(partnership.pk, {"reason": why}, named_nobody)
    if not to:
        raise RefusedError("Choose who gets it.", field="to")
    rows = _locked(partnership, person, now)
    if any(key not in rows or rows[key][1].version != read.get(key) for key in to):
        raise RefusedError(CHANGED_SINCE)
    for other in {each.pk: each for each in to.values()}.values():
        _must_take(person, other, partnership, now)
    chosen = [(kind, row, to[key]) for key, (kind, row) in rows.items() if key in to]
    seats = [(row, other) for kind, row, other in chosen if kind == SEAT]
    with for_reason(why):
        for kind, row, other in chosen:
            if kind != SEAT:
                _give(kind, row, other, now)
        _give_seats(seats, partnership, actor, now, last_day, why)
    _tell(actor, now, partnership, to)
    if not any(rows_of(kind, partnership.pk, today(now), person.pk).exists() for kind in WORK):
        settle_handed_on(partnership, person, now=now)
    return len(to)


def try_handing_over(**what: Any) -> None:
    """Refuse whatever ``hand_over`` would refuse, and change nothing: for the preview."""
    with transaction.atomic():
        hand_over(**what)
        transaction.set_rollback(True)


def _locked(partnership: Partnership, person: User, now: datetime) -> dict[str, tuple[str, Any]]:
    """What the person holds, locked: two who hand over at once wait for each other here."""
    found: dict[str, tuple[str, Any]] = {}
    for kind in KINDS:
        rows = rows_of(kind, partnership.pk, today(now), person.pk).select_for_update(of=("self",))
        for row in rows.select_related(*RELATED[kind]):
            found[held_line(kind, row).key] = (kind, row)
    return found


def _must_take(person: User, other: User, partnership: Partnership, now: datetime) -> None:
    if other.pk == person.pk:
        raise RefusedError("Choose somebody else to hand it to.", field="to")
    must_be_able(other, partnership.pk, now, field="to")


def _give(kind: str, row: Any, other: User, now: datetime) -> None:
    if kind == DECISION:
        _give_decision(row, other, now)
    elif kind == QUESTION:
        settle_question(row, now=now)
        save_changes(row, {"given_to_id": other.pk, "given_at": now})
    elif kind == RISK:
        save_changes(row, {"owner_id": other.pk})


def _give_decision(row: Decision, other: User, now: datetime) -> None:
    # also of a meeting whose minutes are agreed: what was decided stays, and somebody has to do it
    settle_decision(row, now=now)
    save_changes(row, {"actor_id": other.pk, "seat_id": None})


def _give_seats(
    seats: Sequence[tuple[GroupMember, User]],
    partnership: Partnership,
    actor: Actor,
    now: datetime,
    last_day: date | None,
    why: str,
) -> None:
    if not seats:
        return
    if last_day is None or last_day < today(now):
        raise RefusedError("Enter the last day on the seats, today or later.", field="last_day")
    agencies = agencies_after(partnership, seats, last_day + timedelta(days=1))
    for row, other in seats:
        _give_seat(row, other, agencies[row.pk], actor, now, last_day, why)


def _give_seat(
    row: GroupMember,
    other: User,
    agency: Organisation,
    actor: Actor,
    now: datetime,
    last_day: date,
    why: str,
) -> None:
    begins = Seat(
        organisation=agency,
        capacity=row.capacity,
        from_date=last_day + timedelta(days=1),
        user=other,
        # a post is of an agency: nobody of another has it
        post=row.post if agency == row.organisation else "",
    )
    try:
        end_member(row, version=row.version, last_day=last_day, reason=why, by=actor, named_nobody=None)
        add_member(row.group, seat=begins, by=actor, now=now)
    except GroupError as error:
        field = "last_day" if "day" in error.field else "to"
        raise RefusedError(f"{row.group.called}: {error}", field=field) from error


def _tell(actor: Actor, now: datetime, partnership: Partnership, to: Mapping[str, User]) -> None:
    people = {other.pk: other for other in to.values()}
    for who, other in sorted(people.items()):
        if who != actor.user_id:
            keys = [key for key, each in to.items() if each.pk == who]
            work = any(key.partition("-")[0] in WORK for key in keys)
            tell_of_handing_over(partnership, other, len(keys), what="work" if work else "seat", now=now)
