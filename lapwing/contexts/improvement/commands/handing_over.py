"""Handing over what a person holds: whoever leaves, or moves on, leaves no action without somebody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import RefusedError, refuse_named, required, today
from lapwing.contexts.improvement.commands.owners import OWN_IN_THE_PAST
from lapwing.contexts.improvement.informing import tell_of_roles
from lapwing.contexts.improvement.models import RoleHolder
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.models import Membership, Partnership

# From a day to a day, both inclusive; None: without end.
Span = tuple[date, date | None]
_DAY = timedelta(days=1)
CHANGED_SINCE = (
    "Meanwhile somebody changed until when this is held. Open the page again to see how it stands now."
)


def held_by(partnership: Partnership, user_id: int, on: date) -> QuerySet[RoleHolder]:
    """The owner roles that a person holds or stands in for on a day or later, by name."""
    standing = RoleHolder.objects.filter(partnership=partnership, user_id=user_id, role__voided_at=None)
    not_over = standing.filter(Q(to_date=None) | Q(to_date__gte=on))
    return not_over.select_related("role").order_by("role__name", "pk")


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    user_id: int,
    holder_refs: Collection[str],
    to_user_id: int,
    last_day: date,
    reason: str,
    shown: Mapping[str, date | None],
    named_nobody: Collection[str] = (),
) -> int:
    """End holdings of a person on a day, and let somebody else hold the same from the day after; how many.

    ``shown`` are the last days of the holdings as the actor read them, by reference: what was ended since is
    handed over by nobody unseen. The other is told once.
    A holding that was to end later ends then for the other, too. Who holds a role for a part of that time
    holds it for the rest as well; who stood in for its holder holds it, and stands in again after it.
    What the actor holds or takes over is handed over on no past day. Raises NotVisible, RefusedError and
    ChildNamedError.
    """
    if not actor.may(access.EDIT, partnership.pk):
        raise NotVisible("No such partnership")
    why = required(reason, field="reason", message="Say why it is handed over.")
    refuse_named(partnership.pk, {"reason": why}, named_nobody)
    if to_user_id == user_id:
        raise RefusedError("Choose somebody else to hand it to.", field="to_user_id")
    here = Membership.objects.not_over(today(now)).filter(partnership=partnership)
    if not here.filter(user_id=to_user_id).exists():
        raise RefusedError("Choose a person of this partnership.", field="to_user_id")
    if actor.user_id in (user_id, to_user_id) and last_day < today(now):
        raise RefusedError(OWN_IN_THE_PAST, field="last_day")
    theirs = held_by(partnership, user_id, last_day).select_for_update(of=("self",))
    going = [row for row in theirs if row.ref in holder_refs]
    if not going:
        raise RefusedError("Choose what is handed over.", field="holder_refs")
    if any(row.ref not in shown or row.to_date != shown[row.ref] for row in going):
        raise RefusedError(CHANGED_SINCE, field="holder_refs")
    with for_reason(why):
        passed = sum(_pass_on(row, to_user_id, last_day) for row in going)
    if not passed:
        raise RefusedError("Nothing of it goes on after that day.", field="last_day")
    if to_user_id != actor.user_id:
        tell_of_roles(partnership, to_user_id, passed, first_day=last_day + _DAY, now=now)
    return passed


def _pass_on(row: RoleHolder, to_user_id: int, last_day: date) -> bool:
    """Whether the other has the role from the day after; not one that was to end by then."""
    if row.from_date > last_day:
        raise RefusedError(f"“{row.role.name}” begins after that day. End it by itself.", field="last_day")
    first_day, until = last_day + _DAY, row.to_date
    row.to_date = last_day
    row.save(update_fields=["to_date"])
    if until is not None and until < first_day:
        return False
    theirs = RoleHolder.objects.filter(role_id=row.role_id, user_id=to_user_id)
    held = theirs if row.deputy else theirs.filter(deputy=False)
    missing = gaps(first_day, until, list(held.values_list("from_date", "to_date")))
    for begin, end in missing:
        if not row.deputy:
            _stands_in_no_more(theirs.filter(deputy=True), begin, end)
        RoleHolder.objects.create(
            partnership_id=row.partnership_id,
            role_id=row.role_id,
            user_id=to_user_id,
            deputy=row.deputy,
            from_date=begin,
            to_date=end,
        )
    return True


def gaps(first: date, last: date | None, held: Iterable[Span]) -> list[Span]:
    """The days from the first to the last that are held by none of these, in order; None: without end."""
    found: list[Span] = []
    at = first
    for begin, end in sorted(held, key=lambda span: span[0]):
        if last is not None and begin > last:
            break
        if begin > at:
            found.append((at, begin - _DAY))
        if end is None:
            return found
        at = max(at, end + _DAY)
    if last is None or at <= last:
        found.append((at, last))
    return found


def _stands_in_no_more(deputies: QuerySet[RoleHolder], first: date, last: date | None) -> None:
    """Who holds a role need not stand in for its holder: deputies stay so before and after these days."""
    over = deputies.filter(Q(to_date=None) | Q(to_date__gte=first))
    if last is not None:
        over = over.filter(from_date__lte=last)
    for row in over.select_for_update():
        end = row.to_date
        if row.from_date < first:
            row.to_date = first - _DAY
            row.save(update_fields=["to_date"])
        else:
            row.delete()
        if last is not None and (end is None or end > last):
            RoleHolder.objects.create(
                partnership_id=row.partnership_id,
                role_id=row.role_id,
                user_id=row.user_id,
                deputy=True,
                from_date=last + _DAY,
                to_date=end,
            )
