"""Signing in by one's organisation, and linking its sign-in with one's account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lapwing.platform.access.views import ActorRequest, signed_in
from lapwing.platform.accounts.factors.queries import factors_of
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.organisations.identities import OnlyWayInError, identities_of, unlink
from lapwing.platform.accounts.recent import recently_signed_in
from lapwing.platform.ui.forms import Form, sent
from lapwing.platform.ui.pages import Crumb, render


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
        try:
            unlink(user, number, has_passkey=bool(factors_of(user.pk).passkeys))
        except OnlyWayInError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"The link with {found.organisation} is removed.")
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
