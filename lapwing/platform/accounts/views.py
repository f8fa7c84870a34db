"""Signing in and out, and one's own password."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lapwing.platform.access.views import ActorRequest, public, signed_in
from lapwing.platform.accounts import throttle
from lapwing.platform.accounts.commands import SignInError, TooManyAttemptsError, change_password, sign_in
from lapwing.platform.accounts.forms import ChangePasswordForm, NewPasswordForm, SignInForm
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.password_links import holder_of_link, use_link
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import render

WRONG = "Email address or password is not right"
BARRED = "Too many attempts. Wait 15 minutes, then try again"


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in_page(request: ActorRequest) -> HttpResponse:
    """Ask for email address and password, then go on to the page that was wanted."""
    if request.actor.user_id is not None:
        return redirect(wanted_page(request))
    form = SignInForm(sent(request))
    if form.is_valid():
        try:
            sign_in(request, now=timezone.now(), **form.cleaned_data)
        except TooManyAttemptsError:
            form.add_error(None, BARRED)
        except SignInError:
            form.add_error(None, WRONG)
        else:
            return redirect(wanted_page(request))
    context = {
        "form": form,
        "next": wanted_page(request),
        "ended": "ended" in request.GET,
        "demonstration": settings.DEMO,
    }
    return render(request, "accounts/sign_in.html", context, title="Sign in", width="reading")


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and say so on the sign-in page."""
    logout(request)
    messages.info(request, "You have signed out.")
    return redirect("sign-in")


@signed_in
@sensitive_post_parameters("current", "new")
@require_http_methods(["GET", "POST"])
def change_password_page(request: ActorRequest) -> HttpResponse:
    """Change one's own password."""
    assert isinstance(request.user, User)
    form = ChangePasswordForm(sent(request), user=request.user)
    address, now = throttle.address_of(request), timezone.now()
    if form.is_bound and throttle.is_barred(request.user.email, address, now):
        form.add_error(None, BARRED)
    elif form.has_error("current", "wrong"):
        throttle.note_failure(request.user.email, address, now)
    if form.is_valid():
        change_password(request, request.user, password=form.cleaned_data["new"])
        messages.success(request, "Your password is changed. You are signed out everywhere else.")
        return redirect("home")
    return render(
        request, "accounts/password.html", {"form": form}, title="Change your password", width="reading"
    )


@public
@never_cache
@sensitive_post_parameters("new")
@require_http_methods(["GET", "POST"])
def new_password_page(request: ActorRequest, person: str, token: str) -> HttpResponse:
    """Choose a new password by a link, and sign in."""
    user = holder_of_link(person, token, now=timezone.now())
    if user is None:
        return render(
            request,
            "accounts/link_closed.html",
            title="This link cannot be used",
            width="reading",
            status=404,
        )
    form = NewPasswordForm(sent(request), user=user)
    if form.is_valid():
        use_link(request, user, password=form.cleaned_data["new"])
        messages.success(request, "Your password is changed, and you are signed in.")
        return redirect("home")
    return render(
        request, "accounts/new_password.html", {"form": form}, title="Choose a password", width="reading"
    )


def wanted_page(request: HttpRequest) -> str:
    """Where to go after signing in: only to a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    # A path from the root alone: a bare word would be taken for the name of a view, and may be none.
    if allowed and wanted.startswith("/"):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)
