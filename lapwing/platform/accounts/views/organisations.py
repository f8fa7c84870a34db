"""Signing in by one's organisation, and linking its sign-in with one's account."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.platform.access.views import ActorRequest, public, signed_in
from lapwing.platform.accounts import throttle
from lapwing.platform.accounts.factors.queries import factors_of
from lapwing.platform.accounts.going_on import going_on_to, wanted_page
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.organisations.configuration import Organisation
from lapwing.platform.accounts.organisations.exchange import (
    ExchangeError,
    OutOfReachError,
    Visit,
    come_back,
    leave,
)
from lapwing.platform.accounts.organisations.identities import OnlyWayInError, identities_of, unlink
from lapwing.platform.accounts.organisations.providers import organisation_called
from lapwing.platform.accounts.organisations.purposes import RefusedError, handler_of
from lapwing.platform.accounts.proving import BARRED
from lapwing.platform.accounts.recent import may_pass, recently_signed_in
from lapwing.platform.accounts.sessions.kinds import SignInEventKind
from lapwing.platform.accounts.telling import signed_in_elsewhere, tell_of_factors
from lapwing.platform.observing.security import SecurityEvent
from lapwing.platform.ui.forms import Form, refusals_on, sent
from lapwing.platform.ui.pages import Crumb, render

PURPOSES = {"sign-in", "link", "confirm"}


@public
@never_cache
@require_POST
def leave_page(request: ActorRequest, organisation: str) -> HttpResponse:
    """Lead to the organisation's own sign-in, by a page between.

    A form of ours may not be answered with a way out of this site: the content policy stops it.
    """
    found, purpose = _organisation(organisation), request.POST.get("purpose", "sign-in")
    if purpose not in PURPOSES:
        raise Http404("No such page")
    if purpose != "sign-in" and not isinstance(request.user, User):
        return redirect("sign-in")
    if purpose == "link" and not may_pass(request, timezone.now()):
        return redirect(going_on_to("confirm-sign-in", reverse("account")))
    return lead_away(request, found, Visit(purpose, wanted_page(request), request.actor.user_id))


def lead_away(request: ActorRequest, organisation: Organisation, visit: Visit) -> HttpResponse:
    """A page that goes on to the organisation by itself, and has a link for browsers that do not."""
    try:
        address = leave(request, organisation, visit)
    except ExchangeError as error:
        return _refused(request, organisation, str(error))
    return render(
        request,
        "accounts/leaving.html",
        {"address": address, "organisation": organisation},
        title="Going to your organisation",
        heading=f"Going to {organisation.name}",
        width="reading",
    )


@public
@never_cache
@require_safe
def return_page(request: ActorRequest, organisation: str) -> HttpResponse:
    """Back from the organisation: check what it says, and do what the person left for."""
    found = _organisation(organisation)
    account, now = f"organisation from {throttle.address_of(request)}", timezone.now()
    if throttle.bars(request, account, now):
        return _refused(request, found, f"{BARRED}.")
    try:
        visit, told = come_back(request, found)
        return handler_of(visit.purpose)(request, found, visit, told)
    except ExchangeError as error:
        if not isinstance(error, OutOfReachError):
            throttle.count_failure(request, account, now, event=SecurityEvent.WRONG_ANSWER)
        return _refused(request, found, str(error))
    except RefusedError as error:
        return _refused(request, found, str(error))


def _organisation(code: str) -> Organisation:
    found = organisation_called(code)
    if found is None:
        raise Http404("No such page")
    return found


def _refused(request: ActorRequest, organisation: Organisation, words: str) -> HttpResponse:
    return render(
        request,
        "accounts/organisation_refused.html",
        {"words": words, "signed_in": isinstance(request.user, User)},
        title="Sign-in of your organisation",
        heading=f"{organisation.name} could not sign you in",
        width="reading",
        status=403,
    )


@signed_in
@recently_signed_in
@require_http_methods(["GET", "POST"])
def unlink_page(request: ActorRequest, number: int) -> HttpResponse:
    """Ask whether to take a link with an organisation's sign-in away, and do it."""
    user = request.user
    assert isinstance(user, User)
    found = next((each for each in identities_of(user) if each.id == number), None)
    if found is None:
        messages.info(request, "That link is not there any more.")
        return redirect("account")
    form = Form(sent(request))
    if form.is_bound:
        with refusals_on(form, OnlyWayInError):
            unlink(user, number, has_passkey=bool(factors_of(user.pk).passkeys))
            now = timezone.now()
            what = SignInEventKind.ORGANISATION_UNLINKED
            tell_of_factors(request, user.pk, what, now=now, how=found.organisation)
            elsewhere = signed_in_elsewhere(request, user.pk, now=now)
            messages.success(request, f"The link with {found.organisation} is removed.{elsewhere}")
            return redirect("account")
    context = {
        "form": form,
        "what": f"sign-in at {found.organisation}",
        "button": "Remove the link",
        "cancel_url": reverse("account"),
    }
    return render(
        request,
        "accounts/remove_factor.html",
        context,
        title="Remove a link",
        crumbs=[Crumb("Your account", reverse("account"))],
        width="reading",
    )
