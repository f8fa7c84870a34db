"""Setting up second factors, and taking them away."""

from __future__ import annotations

from base64 import b64encode
from typing import Protocol
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.platform.access.views import ActorRequest, signed_in
from lapwing.platform.accounts.factors import app_codes
from lapwing.platform.accounts.factors.passkeys import PasskeyError, add_passkey, options_to_make
from lapwing.platform.accounts.factors.queries import factors_of
from lapwing.platform.accounts.factors.recovery import new_codes
from lapwing.platform.accounts.factors.removing import LastFactorError, remove_app, remove_passkey
from lapwing.platform.accounts.forms import CodeForm, NewPasskeyForm
from lapwing.platform.accounts.going_on import going_on_to, wanted_page
from lapwing.platform.accounts.marks import How, mark_confirmed, mark_second_factor
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.recent import recently_signed_in
from lapwing.platform.accounts.second_factor import before_second_factor, needs_second_factor
from lapwing.platform.accounts.sessions.kinds import SignInEventKind
from lapwing.platform.accounts.telling import signed_in_elsewhere, tell_of_factors
from lapwing.platform.ui.forms import Form, refusals_on, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.platform.ui.sent_once import done_here


class Remover(Protocol):
    """Takes a factor of this person away. Raises LastFactorError."""

    def __call__(self, user: User, *, must_keep_one: bool) -> None: ...


@signed_in
@before_second_factor
@require_safe
def set_up_page(request: ActorRequest) -> HttpResponse:
    """Choose a kind of second factor, and why one is asked for."""
    context = {
        "needed": needs_second_factor(request.actor),
        "factors": factors_of(request.actor.id),
        "next": wanted_page(request),
        "going_on_to": going_on_to,
    }
    return render(
        request,
        "accounts/set_up.html",
        context,
        title="Set up a second factor",
        crumbs=_crumbs(),
        width="reading",
    )


@signed_in
@before_second_factor
@recently_signed_in
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def set_up_app_page(request: ActorRequest) -> HttpResponse:
    """Show the key of an authenticator app, and take its first code."""
    user = _person(request)
    form = CodeForm(sent(request))
    if form.is_valid():
        try:
            app_codes.set_up_app(user, request.session, code=form.cleaned_data["code"], now=timezone.now())
        except app_codes.WrongCodeError:
            form.add_error(
                "code", "That is not the code that the app should show now. Check the time on your phone"
            )
        else:
            return _added(request, How.CODE, "Your authenticator app is set up.")
    secret = app_codes.new_secret(request.session)
    address = app_codes.address_for(user, secret)
    context = {
        "form": form,
        "key": app_codes.in_groups(secret),
        "address": address,
        "picture": app_codes.picture_of(address),
        "next": wanted_page(request),
        "replaces": factors_of(user.pk).has_app,
    }
    return render(
        request,
        "accounts/set_up_app.html",
        context,
        title="Set up an authenticator app",
        crumbs=_crumbs(),
        width="reading",
    )


@signed_in
@before_second_factor
@recently_signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def add_passkey_page(request: ActorRequest) -> HttpResponse:
    """Make a passkey in the browser, and keep it under a name."""
    user = _person(request)
    number = len(factors_of(user.pk).passkeys) + 1
    form = NewPasskeyForm(sent(request), initial={"name": f"Passkey {number}"})
    if form.is_valid():
        with refusals_on(form, PasskeyError):
            add_passkey(user, **form.cleaned_data)
            return _added(request, How.PASSKEY, "Your passkey is set up.")
    context = {"form": form, "next": wanted_page(request)}
    return render(
        request,
        "accounts/add_passkey.html",
        context,
        title="Set up a passkey",
        crumbs=_crumbs(),
        width="reading",
    )


@signed_in
@before_second_factor
@recently_signed_in
@never_cache
@require_POST
def new_passkey_options(request: ActorRequest) -> HttpResponse:
    """What the browser needs to make a passkey."""
    return JsonResponse(options_to_make(_person(request)))


@signed_in
@before_second_factor
@recently_signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def recovery_codes_page(request: ActorRequest) -> HttpResponse:
    """Make recovery codes, and show them this once."""
    user, wanted = _person(request), wanted_page(request)
    factors = factors_of(user.pk)
    if not factors.any:
        messages.info(request, "Set up a second factor first: recovery codes stand in for one that is lost.")
        return redirect(going_on_to("set-up-second-factor", wanted))
    context: dict[str, object] = {"factors": factors, "next": wanted, "form": Form()}
    if request.method == "POST":
        codes = new_codes(user)
        done_here(request, reverse("account"))
        tell_of_factors(request, user.pk, SignInEventKind.RECOVERY_CODES_MADE, now=timezone.now())
        context |= {"codes": codes, "file": _as_file(request, codes)}
        title = "Keep these recovery codes"
    else:
        title = "Recovery codes"
    return render(
        request, "accounts/recovery_codes.html", context, title=title, crumbs=_crumbs(), width="reading"
    )


@signed_in
@recently_signed_in
@require_http_methods(["GET", "POST"])
def remove_app_page(request: ActorRequest) -> HttpResponse:
    """Ask whether to remove the authenticator app, and do it."""
    return _remove(request, "authenticator app", "Remove the authenticator app", remove_app)


@signed_in
@recently_signed_in
@require_http_methods(["GET", "POST"])
def remove_passkey_page(request: ActorRequest, number: int) -> HttpResponse:
    """Ask whether to remove a passkey, and do it."""
    found = next((each for each in factors_of(request.actor.id).passkeys if each.id == number), None)
    if found is None:
        messages.info(request, "That passkey is not there any more.")
        return redirect("account")

    def remove(user: User, *, must_keep_one: bool) -> None:
        remove_passkey(user, number, must_keep_one=must_keep_one)

    return _remove(request, f"passkey “{found.name}”", "Remove a passkey", remove)


def _remove(request: ActorRequest, what: str, title: str, remove: Remover) -> HttpResponse:
    form = Form(sent(request))
    if form.is_bound:
        with refusals_on(form, LastFactorError):
            remove(_person(request), must_keep_one=needs_second_factor(request.actor))
            now, who = timezone.now(), request.actor.id
            tell_of_factors(request, who, SignInEventKind.FACTOR_REMOVED, now=now, how=what)
            elsewhere = signed_in_elsewhere(request, who, now=now)
            messages.success(request, f"The {what} is removed.{elsewhere}")
            return redirect("account")
    context = {"form": form, "what": what, "button": "Remove it", "cancel_url": reverse("account")}
    return render(
        request, "accounts/remove_factor.html", context, title=title, crumbs=_crumbs(), width="reading"
    )


def _added(request: HttpRequest, how: How, words: str) -> HttpResponse:
    """The session has now shown this factor: a new key, and on to recovery codes if there are none."""
    assert isinstance(request.user, User)
    request.session.cycle_key()
    mark_second_factor(request.session, how)
    now, who = timezone.now(), request.user.pk
    mark_confirmed(request.session, now)
    what = "Passkey" if how is How.PASSKEY else "Authenticator app"
    tell_of_factors(request, who, SignInEventKind.FACTOR_ADDED, now=now, how=what)
    messages.success(request, f"{words}{signed_in_elsewhere(request, who, now=now)}")
    wanted = wanted_page(request)
    if factors_of(request.user.pk).codes_left:
        return redirect(wanted)
    return redirect(going_on_to("recovery-codes", wanted))


def _as_file(request: HttpRequest, codes: tuple[str, ...]) -> str:
    """The codes as a text file in an address, so that nothing keeps them for a second request."""
    lines = ["Recovery codes for Lapwing", request.get_host(), "Each works once.", "", *codes, ""]
    return f"data:text/plain;base64,{quote(b64encode(chr(10).join(lines).encode()).decode())}"


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _crumbs() -> list[Crumb]:
    return [Crumb("Your account", reverse("account"))]
