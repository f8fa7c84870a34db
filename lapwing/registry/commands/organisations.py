"""Bodies that take part in a partnership."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lapwing.platform.access.acting import acting, for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.registry.errors import AlreadyHeldError, ElsewhereError, StillHeldError
from lapwing.registry.models import (
    Invitation,
    Membership,
    Organisation,
    OrganisationKind,
    Participation,
    Partnership,
)


@transaction.atomic
def add_organisation(*, partnership: Partnership, name: str, kind: OrganisationKind) -> Organisation:
    """Add a body to a partnership, or take back one whose part had ended.

    Raises AlreadyHeldError when one of this name takes part already.
    """
    same = Participation.objects.select_for_update(of=("self",)).filter(
        partnership=partnership, organisation__name__iexact=name
    )
    before = same.select_related("organisation").first()
    if before is not None and before.ended_at is None:
        raise AlreadyHeldError(f"{name} takes part already.")
    if before is not None and before.organisation.kind == kind:
        before.ended_at = before.ended_by = None
        before.ended_reason = ""
        before.save(update_fields=["ended_at", "ended_by", "ended_reason"])
        return before.organisation
    organisation = Organisation.objects.create(name=name, kind=kind)
    Participation.objects.create(partnership=partnership, organisation=organisation)
    return organisation


@transaction.atomic
def rename_organisation(
    organisation: Organisation, *, partnership: Partnership, name: str, reason: str
) -> None:
    """Give a body another name, for instance after a merger. The history keeps the one before.

    Raises AlreadyHeldError when another of this name takes part, and ElsewhereError when it takes part in
    other partnerships too: its name is theirs as well.
    """
    others = Participation.objects.filter(partnership=partnership).exclude(organisation=organisation)
    if others.filter(organisation__name__iexact=name).exists():
        raise AlreadyHeldError(f"{name} takes part already.")
    with acting(system_actor("Registry"), purpose="parts taken elsewhere"):
        elsewhere = Participation.objects.filter(organisation=organisation).exclude(partnership=partnership)
        shared = elsewhere.exists()
    if shared:
        raise ElsewhereError(
            f"{organisation} takes part in another partnership too, so its name cannot be changed here. "
            "Ask whoever runs this Lapwing."
        )
    with for_reason(reason):
        organisation.name = name
        organisation.save(update_fields=["name"])


@transaction.atomic
def end_participation(participation: Participation, *, by: Actor, now: datetime, reason: str) -> None:
    """Let a body take part no longer. Raises StillHeldError while somebody holds a role there."""
    participation = Participation.objects.select_for_update(of=("self",)).get(pk=participation.pk)
    here = {"partnership_id": participation.partnership_id, "organisation_id": participation.organisation_id}
    held = Membership.objects.filter(**here).not_over(timezone.localdate(now)).count()
    invited = Invitation.objects.filter(**here).open_at(now).count()
    if held or invited:
        raise StillHeldError(
            f"{held + invited} roles are held or offered there. End and withdraw them first."
            if held + invited > 1
            else "One role is held or offered there. End or withdraw it first."
        )
    with for_reason(reason):
        participation.ended_at, participation.ended_by_id, participation.ended_reason = now, by.id, reason
        participation.save(update_fields=["ended_at", "ended_by", "ended_reason"])
