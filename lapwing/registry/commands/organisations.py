"""Bodies that take part in a partnership."""

from __future__ import annotations

from django.db import transaction

from lapwing.registry.errors import AlreadyHeldError
from lapwing.registry.models import Organisation, OrganisationKind, Participation, Partnership


@transaction.atomic
def add_organisation(*, partnership: Partnership, name: str, kind: OrganisationKind) -> Organisation:
    """Add a body to a partnership. Raises AlreadyHeldError when one of this name takes part already."""
    if partnership.organisations.filter(name__iexact=name).exists():
        raise AlreadyHeldError(f"{name} takes part already.")
    organisation = Organisation.objects.create(name=name, kind=kind)
    Participation.objects.create(partnership=partnership, organisation=organisation)
    return organisation
