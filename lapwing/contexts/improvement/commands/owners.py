"""Owner roles: who owns what, which spellings are one role, and who holds it or stands in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.checks import LONGEST_OWNER
from lapwing.contexts.improvement.commands.common import (
    RefusedError,
    clean,
    created,
    fetch,
    recorded,
    refuse_named,
    required,
    save_changes,
    today,
    user_id_of,
    withdraw,
)
from lapwing.contexts.improvement.events import tells_of_change
from lapwing.contexts.improvement.models import Action, OwnerAlias, OwnerRole, Ownership, RoleHolder
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.models import Membership, Organisation, Partnership

OWN_IN_THE_PAST = (
    "Of what you hold or take over yourself, choose today or a later day. Somebody else can enter a past one."
)
THEIR_OWN_ROLE = "You hold one of these roles, or held it: somebody else has to say that they are two."


@transaction.atomic
def create_owner_role(
    *, actor: Actor, now: datetime, partnership: Partnership, name: str, organisation_ref: str = ""
) -> OwnerRole:
    """A new owner role of a partnership. Raises NotVisible and RefusedError (its name is taken)."""
    if not actor.may(access.EDIT, partnership.pk):
        raise NotVisible("No such partnership")
    found = _free_name(partnership.pk, name)
    role = OwnerRole.objects.create(
        **created(actor, now, partnership.pk),
        name=found,
        organisation=_organisation(partnership.pk, organisation_ref),
    )
    alias, made = OwnerAlias.objects.get_or_create(
        partnership=partnership, as_written=found, defaults={"role": role}
    )
    if not made and alias.role.voided_at is not None:
        alias.role = role
        alias.save(update_fields=["role"])
    return role


@transaction.atomic
def edit_owner_role(
    *, actor: Actor, now: datetime, ref: str, version: int, name: str, organisation_ref: str = ""
) -> OwnerRole:
    """Change a role's name or organisation. Raises NotVisible, EditedByAnotherError and RefusedError."""
    role = fetch(actor, access.EDIT, OwnerRole, ref, version=version)
    found = role.name if clean(name) == role.name else _free_name(role.partnership_id, name)
    same = role.organisation if role.organisation and role.organisation.ref == organisation_ref else None
    body = same or _organisation(role.partnership_id, organisation_ref)
    return save_changes(role, {"name": found, "organisation_id": body.pk if body else None})


@transaction.atomic
@tells_of_change
def join_roles(*, actor: Actor, now: datetime, ref: str, version: int, kept_ref: str) -> OwnerRole:
    """Say that a role is another one, spelled differently; that one's name is kept.

    Raises NotVisible, EditedByAnotherError and RefusedError.
    """
    role = fetch(actor, access.EDIT, OwnerRole, ref, version=version)
    kept = fetch(actor, access.EDIT, OwnerRole, kept_ref)
    return join(role, kept)


@transaction.atomic
@tells_of_change
def part_roles(*, actor: Actor, now: datetime, ref: str, version: int) -> OwnerRole:
    """Say that a role is not the one it was joined to: not who holds, or held, one of those so joined.

    Raises NotVisible, EditedByAnotherError and RefusedError.
    """
    role = fetch(actor, access.EDIT, OwnerRole, ref, version=version)
    links = dict(OwnerRole.objects.in_force().values_list("id", "joined_to_id"))
    one = [each for each in links if access.root_of(each, links) == access.root_of(role.pk, links)]
    if RoleHolder.objects.filter(role__in=one, user_id=user_id_of(actor)).exists():
        raise RefusedError(THEIR_OWN_ROLE)
    return save_changes(role, {"joined_to_id": None})


def join(role: OwnerRole, kept: OwnerRole) -> OwnerRole:
    """Join a role to another that stands for itself. Raises RefusedError."""
    if kept.partnership_id != role.partnership_id:
        raise RefusedError("Choose a role of the same partnership.", field="kept_ref")
    links = dict(
        OwnerRole.objects.filter(partnership_id=role.partnership_id).values_list("id", "joined_to_id")
    )
    root = access.root_of(kept.pk, links)
    if root == role.pk:
        raise RefusedError("These are one role already, under this name.", field="kept_ref")
    return save_changes(role, {"joined_to_id": root})


@transaction.atomic
def add_holder(
    *,
    actor: Actor,
    now: datetime,
    role_ref: str,
    user_id: int,
    from_date: date,
    to_date: date | None = None,
    deputy: bool = False,
) -> RoleHolder:
    """Say who holds a role, or stands in for its holder, from a day to a day (inclusive).

    Only people with a role in the partnership can. Raises NotVisible and RefusedError.
    """
    role = fetch(actor, access.EDIT, OwnerRole, role_ref)
    if to_date and to_date < from_date:
        raise RefusedError("The last day cannot come before the first.", field="to_date")
    people = Membership.objects.not_over(today(now)).filter(partnership_id=role.partnership_id)
    if not people.filter(user_id=user_id).exists():
        raise RefusedError("Choose a person of this partnership.", field="user")
    overlapping = RoleHolder.objects.filter(role=role, user_id=user_id).filter(
        Q(to_date=None) | Q(to_date__gte=from_date)
    )
    if to_date is not None:
        overlapping = overlapping.filter(from_date__lte=to_date)
    if overlapping.exists():
        raise RefusedError("This person holds the role in that time already.", field="user")
    return RoleHolder.objects.create(
        partnership_id=role.partnership_id,
        role=role,
        user_id=user_id,
        deputy=deputy,
        from_date=from_date,
        to_date=to_date,
    )


@transaction.atomic
def end_holder(*, actor: Actor, now: datetime, holder_ref: str, to_date: date) -> RoleHolder:
    """Say until which day somebody holds a role; of one's own holding no day that is past.

    Raises NotVisible and RefusedError.
    """
    found = RoleHolder.objects.filter(actor.scope(access.EDIT).as_q(), ref=holder_ref)
    holder = found.select_for_update(of=("self",)).first()
    if holder is None:
        raise NotVisible("No such holder")
    if to_date < holder.from_date:
        raise RefusedError("The last day cannot come before the first.", field="to_date")
    if holder.user_id == actor.user_id and to_date < today(now):
        raise RefusedError(OWN_IN_THE_PAST, field="to_date")
    holder.to_date = to_date
    holder.save(update_fields=["to_date"])
    return holder


@transaction.atomic
@tells_of_change
def set_owners(
    *,
    actor: Actor,
    now: datetime,
    action_ref: str,
    version: int,
    role_refs: Sequence[str],
    reason: str = "",
    named_nobody: Collection[str] = (),
) -> Action:
    """Say which roles own an action, in order; who owned it before stays on record with the reason.

    Raises NotVisible, EditedByAnotherError, RefusedError and ChildNamedError.
    """
    action = fetch(actor, access.EDIT, Action, action_ref, version=version)
    wanted = list(dict.fromkeys(role_refs))
    among = OwnerRole.objects.in_force().filter(partnership_id=action.partnership_id, ref__in=wanted)
    roles = {role.ref: role for role in among}
    if len(roles) < len(wanted):
        raise RefusedError("Choose roles of this partnership.", field="role_refs")
    standing = Ownership.objects.standing().filter(action=action).select_related("role")
    before = {row.role.ref: row.as_written for row in standing}
    if list(before) == wanted:
        return action
    if before:
        reason = required(reason, field="reason", message="Say why the owner changes.")
    refuse_named(action.partnership_id, {"reason": reason}, named_nobody)
    with for_reason(reason):
        withdraw(Ownership.objects.filter(action=action), actor, now, reason)
        Ownership.objects.bulk_create(
            Ownership(
                **recorded(actor, now, action.partnership_id, reason=reason),
                action=action,
                role=roles[ref],
                as_written=before.get(ref, roles[ref].name),
                position=position,
            )
            for position, ref in enumerate(wanted)
        )
        action.version += 1
        action.save(update_fields=["version"])
    return action


def _free_name(partnership_id: int, name: str) -> str:
    found = required(name, field="name", message="Enter the name of the role.")
    if len(found) > LONGEST_OWNER:
        raise RefusedError(f"Use {LONGEST_OWNER} letters at most.", field="name")
    if OwnerRole.objects.in_force().filter(partnership_id=partnership_id, name=found).exists():
        raise RefusedError("There is already a role of this name.", field="name")
    return found


def _organisation(partnership_id: int, ref: str) -> Organisation | None:
    if not ref:
        return None
    found = Organisation.objects.taking_part_in(partnership_id).filter(ref=ref).first()
    if found is None:
        raise RefusedError("Choose an organisation of this partnership.", field="organisation_ref")
    return found
