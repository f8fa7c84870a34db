"""Taking up an invitation by the sign-in of one's organisation."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lapwing.platform.access.views import ActorRequest, public
from lapwing.platform.accounts.organisations.arriving import let_in
from lapwing.platform.accounts.organisations.configuration import Organisation
from lapwing.platform.accounts.organisations.exchange import Told, Visit
from lapwing.platform.accounts.organisations.providers import organisation_called
from lapwing.platform.accounts.organisations.purposes import RefusedError, on_return
from lapwing.platform.accounts.views.organisations import lead_away
from lapwing.registry import commands
from lapwing.registry.commands.invitations import offer_of
from lapwing.registry.errors import InvitationClosedError, RegistryError

PURPOSE = "accept-invitation"


@public
@never_cache
@require_POST
def accept_by_organisation(request: ActorRequest, token: str, organisation: str) -> HttpResponse:
    """Lead the person invited to their organisation."""
    found = organisation_called(organisation)
    if found is None:
        raise Http404("No such page")
    try:
        offer_of(token, now=timezone.now())
    except InvitationClosedError as error:
        raise Http404(str(error)) from error
    return lead_away(request, found, Visit(PURPOSE, reverse("home"), more={"token": token}))


@on_return(PURPOSE)
def accepted(request: ActorRequest, organisation: Organisation, visit: Visit, told: Told) -> HttpResponse:
    """Back from the organisation: take the invitation up, and sign the person in."""
    token, now = visit.more["token"], timezone.now()
    try:
        offer = offer_of(token, now=now)
        user = commands.accept_by_organisation(token, issuer=told.issuer, subject=told.subject, now=now)
    except RegistryError as error:
        raise RefusedError(str(error)) from error
    messages.success(request, f"Welcome to {offer.partnership}.")
    return let_in(request, user, told, wanted=visit.wanted)
