"""Signing in and out: the password, and the second factor after it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lapwing.platform.access.acting import acting
from lapwing.platform.access.views import ActorRequest, public
from lapwing.platform.accounts import half_signed_in
from lapwing.platform.accounts.commands import (
    SignInError,
    TooManyAttemptsError,
    as_oneself,
    sign_in,
    start_session,
)
from lapwing.platform.accounts.factors.passkeys import options_to_show
from lapwing.platform.accounts.factors.queries import factors_of
from lapwing.platform.accounts.factors.recovery import FEW
from lapwing.platform.accounts.forms import CodeForm, PasskeyForm, RecoveryCodeForm, SignInForm
from lapwing.platform.accounts.going_on import going_on_to, wanted_page
from lapwing.platform.accounts.marks import How
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.organisations.providers import organisations
from lapwing.platform.accounts.proving import (
    BARRED,
    NotProvedError,
    person_by_passkey,
    prove_by_code,
    prove_by_passkey,
    prove_by_recovery_code,
)
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import render

WRONG = "Email address or password is not right"


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in_page(request: ActorRequest) -> HttpResponse:
    """Ask for email address and password, then go on to the second factor or to the page that was wanted."""
    wanted = wanted_page(request)
    if request.actor.user_id is not None:
        return redirect(wanted)
    form = SignInForm(sent(request))
    if form.is_valid():
        try:
            signed_in = sign_in(request, now=timezone.now(), **form.cleaned_data)
        except TooManyAttemptsError:
            form.add_error(None, BARRED)
        except SignInError:
            form.add_error(None, WRONG)
        else:
            return redirect(wanted if signed_in else going_on_to("second-factor", wanted))
    return _sign_in_page(request, form, PasskeyForm(), wanted)


@public
@never_cache
@require_http_methods(["POST"])
def sign_in_by_passkey(request: ActorRequest) -> HttpResponse:
    """Sign in with a passkey alone: it is something one has, opened by something one is or knows."""
    wanted, now = wanted_page(request), timezone.now()
    if request.actor.user_id is not None:
        return redirect(wanted)
    form = PasskeyForm(sent(request))
    if form.is_valid():
        try:
            user = person_by_passkey(request, credential=form.cleaned_data["credential"], now=now)
        except NotProvedError as error:
            form.add_error(None, str(error))
        else:
            start_session(request, user, now=now, second_factor=How.PASSKEY)
            return redirect(wanted)
    return _sign_in_page(request, SignInForm(), form, wanted)


def _sign_in_page(
    request: ActorRequest, form: SignInForm, passkey_form: PasskeyForm, wanted: str
) -> HttpResponse:
    context = {
        "form": form,
        "passkey_form": passkey_form,
        "next": wanted,
        "ended": "ended" in request.GET,
        "demonstration": settings.DEMO,
        "organisations": organisations(),
    }
    return render(request, "accounts/sign_in.html", context, title="Sign in", width="reading")


@public
@never_cache
@require_POST
def passkey_options(request: ActorRequest) -> HttpResponse:
    """What the browser needs to show a passkey: of the person who is signing in, or any that it holds."""
    user = _who_shows(request)
    if user is None:
        return JsonResponse(options_to_show(None))
    with acting(as_oneself(user), purpose="second factor"):
        return JsonResponse(options_to_show(user))


@public
@never_cache
@sensitive_post_parameters("code", "credential")
@require_http_methods(["GET", "POST"])
def second_factor_page(request: ActorRequest) -> HttpResponse:
    """After the password: a passkey, or a code of the authenticator app."""
    now, wanted = timezone.now(), wanted_page(request)
    user = half_signed_in.person_of(request, now=now)
    if user is None:
        return _start_again(request, wanted)
    by_passkey = "credential" in request.POST
    form = CodeForm(None if by_passkey else sent(request))
    passkey_form = PasskeyForm(sent(request) if by_passkey else None)
    asked = passkey_form if by_passkey else form
    if asked.is_valid():
        try:
            if by_passkey:
                prove_by_passkey(request, user, now=now, **asked.cleaned_data)
            else:
                prove_by_code(request, user, now=now, **asked.cleaned_data)
        except NotProvedError as error:
            asked.add_error(None if by_passkey else "code", str(error))
        else:
            how = How.PASSKEY if by_passkey else How.CODE
            start_session(
                request,
                user,
                now=now,
                second_factor=how,
                steps=(half_signed_in.first_step(request),),
            )
            return redirect(wanted)
    with acting(as_oneself(user), purpose="second factor"):
        factors = factors_of(user.pk)
    context = {"form": form, "passkey_form": passkey_form, "factors": factors, "next": wanted}
    return render(
        request,
        "accounts/second_factor.html",
        context,
        title="Second factor",
        heading="Show that it is you",
        width="reading",
    )


@public
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def recovery_code_page(request: ActorRequest) -> HttpResponse:
    """Come in with a recovery code, when the phone or key is not there."""
    now, wanted = timezone.now(), wanted_page(request)
    user = _who_shows(request)
    if user is None:
        return _start_again(request, wanted)
    form = RecoveryCodeForm(sent(request))
    if form.is_valid():
        try:
            left = prove_by_recovery_code(request, user, now=now, **form.cleaned_data)
        except NotProvedError as error:
            form.add_error("code", str(error))
        else:
            # Django keeps the key of a session that goes on for the same person
            request.session.cycle_key()
            start_session(request, user, now=now, second_factor=How.RECOVERY_CODE)
            _say_how_many_are_left(request, left)
            return redirect(wanted)
    context = {"form": form, "next": wanted, "button": "Continue"}
    return render(
        request, "accounts/recovery_code.html", context, title="Use a recovery code", width="reading"
    )


def _who_shows(request: ActorRequest) -> User | None:
    """Who is between password and second factor, or is signed in and shows it later."""
    if isinstance(request.user, User):
        return request.user
    return half_signed_in.person_of(request, now=timezone.now())


def _say_how_many_are_left(request: HttpRequest, left: int) -> None:
    words = f"You have {left} recovery code{'' if left == 1 else 's'} left."
    if left < FEW:
        words += " Make new ones on the page Your account."
    messages.info(request, words)


def _start_again(request: ActorRequest, wanted: str) -> HttpResponse:
    return render(
        request,
        "accounts/start_again.html",
        {"address": going_on_to("sign-in", wanted)},
        title="Sign in again",
        heading="This took too long",
        width="reading",
    )


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and say so on the sign-in page."""
    logout(request)
    messages.info(request, "You have signed out.")
    return redirect("sign-in")
