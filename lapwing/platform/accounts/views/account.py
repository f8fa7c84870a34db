"""The page "Your account": who one is here, and how one signs in."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lapwing.platform.access.views import ActorRequest, signed_in
from lapwing.platform.accounts.account_parts import ACCOUNT_PARTS
from lapwing.platform.accounts.factors.queries import factors_of
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.organisations.identities import identities_of, organisations_to_link
from lapwing.platform.accounts.second_factor import before_second_factor, needs_second_factor
from lapwing.platform.ui.pages import render


@signed_in
@before_second_factor
@require_safe
def account_page(request: ActorRequest) -> HttpResponse:
    """Name, password, second factors, linked organisations, and what other packages add."""
    assert isinstance(request.user, User)
    context = {
        "person": request.user,
        "factors": factors_of(request.user.pk),
        "needed": needs_second_factor(request.actor),
        "identities": identities_of(request.user),
        "to_link": organisations_to_link(request.user),
        "parts": list(ACCOUNT_PARTS),
    }
    return render(request, "accounts/account.html", context, title="Your account", width="reading")
