"""Showing again who one is, before something sensitive, and coming back to it."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from lapwing.platform.access.views import ActorRequest, signed_in
from lapwing.platform.accounts.factors.queries import Factors, factors_of
from lapwing.platform.accounts.forms import CodeForm, ConfirmPasswordForm, PasskeyForm
from lapwing.platform.accounts.going_on import is_ours, wanted_page
from lapwing.platform.accounts.marks import How, has_second_factor, mark_confirmed, mark_second_factor
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.organisations.identities import organisations_of
from lapwing.platform.accounts.proving import (
    NotProvedError,
    prove_by_code,
    prove_by_passkey,
    prove_by_password,
)
from lapwing.platform.accounts.recent import forget_form, kept_form
from lapwing.platform.accounts.second_factor import before_second_factor
from lapwing.platform.ui.forms import Form, sent
from lapwing.platform.ui.pages import render


@signed_in
@before_second_factor
@never_cache
@sensitive_post_parameters("password", "code", "credential")
@require_http_methods(["GET", "POST"])
def confirm_page(request: ActorRequest) -> HttpResponse:
    """Ask for a passkey, a code or the password; then go back to what was being done."""
    assert isinstance(request.user, User)
    factors, now = factors_of(request.user.pk), timezone.now()
    # The password does not stand in for a second factor that this session has not passed.
    by_password = request.user.has_usable_password() and (has_second_factor(request) or not factors.any)
    forms: dict[str, Form] = {
        name: kind(sent(request) if name in request.POST else None)
        for name, kind in (("credential", PasskeyForm), ("code", CodeForm), ("password", ConfirmPasswordForm))
        if name != "password" or by_password
    }
    for name, form in forms.items():
        if form.is_valid() and _is_proved(request, name, form, now):
            return _back(request)
    context = {
        "passkey_form": forms["credential"],
        "form": forms["code"],
        "password_form": forms.get("password"),
        "factors": factors,
        "next": wanted_page(request),
        "organisations": organisations_of(request.user) if _may_use_organisation(request, factors) else (),
        "second_factor": factors.any and not has_second_factor(request),
    }
    return render(request, "accounts/confirm.html", context, title="Confirm that it is you", width="reading")


def _may_use_organisation(request: ActorRequest, factors: Factors) -> bool:
    return has_second_factor(request) or not factors.any


def _is_proved(request: ActorRequest, name: str, form: Form, now: datetime) -> bool:
    """Whether it was shown; otherwise why not is on the form."""
    user = request.user
    assert isinstance(user, User)
    given = form.cleaned_data[name]
    try:
        if name == "credential":
            prove_by_passkey(request, user, credential=given, now=now)
        elif name == "code":
            prove_by_code(request, user, code=given, now=now)
        else:
            prove_by_password(request, user, password=given, now=now)
    except NotProvedError as error:
        form.add_error(None if name == "credential" else name, str(error))
        return False
    request.session.cycle_key()
    if name != "password":
        mark_second_factor(request.session, How.PASSKEY if name == "credential" else How.CODE)
    mark_confirmed(request.session, now)
    return True


def _back(request: ActorRequest) -> HttpResponse:
    wanted = wanted_page(request)
    kept = kept_form(request)
    return redirect("carry-on" if kept and kept[0] == wanted else wanted)


@signed_in
@before_second_factor
@never_cache
@require_safe
def carry_on_page(request: ActorRequest) -> HttpResponse:
    """What was sent before the person had shown who they are, one press away from being sent again."""
    kept = kept_form(request)
    forget_form(request)
    if kept is None or not is_ours(request, kept[0]):
        return redirect("account")
    address, fields = kept
    return render(
        request,
        "accounts/carry_on.html",
        {"address": address, "fields": fields},
        title="Carry on",
        heading="Thank you. It is you",
        width="reading",
    )
