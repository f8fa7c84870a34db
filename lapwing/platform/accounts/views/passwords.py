"""Passwords: changing one's own, and choosing a new one by a link."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lapwing.platform.access.views import ActorRequest, public, signed_in
from lapwing.platform.accounts import throttle
from lapwing.platform.accounts.commands import change_password, enter
from lapwing.platform.accounts.forgotten import ask_for_link
from lapwing.platform.accounts.forms import ChangePasswordForm, ForgottenPasswordForm, NewPasswordForm
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.password_links import holder_of_link, use_link
from lapwing.platform.accounts.programs import end_programs, standing_in_words
from lapwing.platform.accounts.proving import BARRED
from lapwing.platform.accounts.recent import recently_signed_in
from lapwing.platform.accounts.second_factor import before_second_factor
from lapwing.platform.accounts.sessions.kinds import SignInEventKind
from lapwing.platform.accounts.telling import tell_of_password
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb, render


@signed_in
@before_second_factor
@recently_signed_in
@sensitive_post_parameters("current", "new")
@require_http_methods(["GET", "POST"])
def change_password_page(request: ActorRequest) -> HttpResponse:
    """Change one's own password."""
    assert isinstance(request.user, User)
    data, now = sent(request), timezone.now()
    guess = None if data is None else throttle.begin(request, request.user.email, now)
    form = ChangePasswordForm(
        data,
        user=request.user,
        standing=standing_in_words(request.user.pk, on=timezone.localdate(now)),
        barred="" if data is None or guess else BARRED,
    )
    if guess and form.has_error("current", "wrong"):
        guess.failed()
    elif guess:
        guess.take_back()
    if form.is_valid():
        change_password(request, request.user, password=form.cleaned_data["new"])
        tell_of_password(request, request.user.pk, SignInEventKind.PASSWORD_CHANGED, now=now)
        ended = end_programs(request.user.pk, now=now) if form.cleaned_data.get("programs") else ""
        said = "Your password is changed. You are signed out everywhere else."
        messages.success(request, f"{said} Ended too: {ended}." if ended else said)
        return redirect("account")
    return render(
        request,
        "accounts/password.html",
        {"form": form},
        title="Change your password",
        crumbs=[Crumb("Your account", reverse("account"))],
        width="reading",
    )


@public
@never_cache
@sensitive_post_parameters("new")
@require_http_methods(["GET", "POST"])
def new_password_page(request: ActorRequest, person: str, token: str) -> HttpResponse:
    """Choose a new password by a link, and go on as after any password."""
    now = timezone.now()
    user = holder_of_link(person, token, now=now)
    if user is None:
        return _link_closed(request)
    form = NewPasswordForm(sent(request), user=user)
    if form.is_valid():
        given = form.cleaned_data
        if not use_link(user, token, password=given["new"], programs=given["programs"], now=now):
            return _link_closed(request)
        tell_of_password(request, user.pk, SignInEventKind.PASSWORD_RESET, now=now)
        messages.success(request, "Your password is changed.")
        return redirect("home" if enter(request, user, now=now) else "second-factor")
    return render(
        request, "accounts/new_password.html", {"form": form}, title="Choose a password", width="reading"
    )


def _link_closed(request: ActorRequest) -> HttpResponse:
    return render(
        request, "accounts/link_closed.html", title="This link cannot be used", width="reading", status=404
    )


@public
@never_cache
@require_http_methods(["GET", "POST"])
def forgotten_password_page(request: ActorRequest) -> HttpResponse:
    """Ask for an email address, and answer every one alike."""
    form = ForgottenPasswordForm(sent(request))
    if form.is_valid():
        ask_for_link(request, email=form.cleaned_data["email"], now=timezone.now())
        return render(request, "accounts/forgotten_sent.html", title="Look in your mail", width="reading")
    context = {"form": form, "button": "Send me a link"}
    return render(
        request, "accounts/forgotten.html", context, title="I have forgotten my password", width="reading"
    )
