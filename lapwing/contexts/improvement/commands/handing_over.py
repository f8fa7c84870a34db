"""Handing over what a person holds: whoever leaves, or moves on, leaves no action without somebody."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import RefusedError, required, today
from lapwing.contexts.improvement.commands.owners import OWN_IN_THE_PAST
from lapwing.contexts.improvement.informing import tell_of_roles
from lapwing.contexts.improvement.models import RoleHolder
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.models import Membership, Partnership

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
) -> int:
    """End holdings of a person on a day, and let somebody else hold the same from the day after; how many.

    ``shown`` are the last days of the holdings as the actor read them, by reference: what was ended since is
    handed over by nobody unseen. The other is told once.
    A holding that was to end later ends then for the other, too. Who holds a role already goes on holding
    it; who only stood in for its holder holds it. What the actor holds or takes over
    is handed over on no past day. Raises NotVisible and RefusedError.
    """
    if not actor.may(access.EDIT, partnership.pk):
        raise NotVisible("No such partnership")
    why = required(reason, field="reason", message="Say why it is handed over.")
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
        tell_of_roles(partnership, to_user_id, passed, first_day=last_day + timedelta(days=1), now=now)
    return passed


def _pass_on(row: RoleHolder, to_user_id: int, last_day: date) -> bool:
    """Whether the other has the role from the day after; not one that was to end by then."""
    if row.from_date > last_day:
        raise RefusedError(f"“{row.role.name}” begins after that day. End it by itself.", field="last_day")
    first_day, until = last_day + timedelta(days=1), row.to_date
    row.to_date = last_day
    row.save(update_fields=["to_date"])
    if until is not None and until < first_day:
        return False
    if _goes_on(row, to_user_id, first_day, until):
        return True
    RoleHolder.objects.create(
        partnership_id=row.partnership_id,
        role_id=row.role_id,
        user_id=to_user_id,
        deputy=row.deputy,
        from_date=first_day,
        to_date=until,
    )
    return True


def _goes_on(row: RoleHolder, to_user_id: int, first_day: date, until: date | None) -> bool:
    """Whether the other has the role anyway. Standing in gives way to holding it."""
    theirs = RoleHolder.objects.filter(role_id=row.role_id, user_id=to_user_id)
    standing = theirs.filter(Q(to_date=None) | Q(to_date__gte=first_day))
    if until is not None:
        standing = standing.filter(from_date__lte=until)
    if row.deputy or standing.filter(deputy=False).exists():
        return standing.exists()
    standing.filter(from_date__gte=first_day).delete()
    standing.update(to_date=first_day - timedelta(days=1))
    return False
