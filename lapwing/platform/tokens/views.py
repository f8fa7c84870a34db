"""One's own tokens: which there are, making one, ending one. And those of others, for administrators."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.platform.access.actor import Actor
from lapwing.platform.access.permissions import declared_permissions
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import ActorRequest, requires, signed_in
from lapwing.platform.accounts.marks import has_second_factor
from lapwing.platform.accounts.recent import recently_signed_in
from lapwing.platform.tokens import commands
from lapwing.platform.tokens.forms import USUAL_DAYS, EndTokenForm, TokenForm
from lapwing.platform.tokens.queries import own_tokens, tokens_in
from lapwing.platform.ui.forms import refusals_on, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.platform.ui.sent_once import done_here
from lapwing.platform.webhooks.connections import connection_tabs

MANAGE = commands.MANAGE
ENDED = "The token has ended. Programs that use it are refused from now on."


@signed_in
@require_safe
def own(request: ActorRequest) -> HttpResponse:
    """Which programs act for me?"""
    context = {
        "tokens": own_tokens(request.actor, on=timezone.localdate()),
        "may_make": bool(commands.offered_scopes(request.actor)),
    }
    return render(
        request,
        "tokens/own.html",
        context,
        title="Your API tokens",
        crumbs=[Crumb("Your account", reverse("account"))],
        width="reading",
    )


@signed_in
@recently_signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def make(request: ActorRequest) -> HttpResponse:
    """Make a token; its text is on the answer to this form and nowhere else."""
    if not commands.offered_scopes(request.actor):
        messages.info(request, "Your roles allow nothing that programs may do, so there is no token to make.")
        return redirect("account-tokens")
    words, today = declared_permissions(), timezone.localdate()
    form = TokenForm(
        sent(request),
        scopes=[(scope, words[scope]) for scope in commands.offered_scopes(request.actor)],
        places=_places(request.actor),
        initial={
            "last_day": today + timedelta(days=USUAL_DAYS),
            "partnerships": [number for number, _ in _places(request.actor)][:1],
        },
    )
    if form.is_valid():
        with refusals_on(form, commands.TokenRefusedError):
            token, text = commands.make_token(
                by=request.actor,
                now=timezone.now(),
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                partnership_ids=form.cleaned_data["partnerships"],
                last_day=form.cleaned_data["last_day"],
                second_factor=has_second_factor(request),
            )
            done_here(request, reverse("account-tokens"))
            context = {"token": token, "text": text}
            return render(
                request,
                "tokens/made.html",
                context,
                title="Your new API token",
                crumbs=[_back()],
                width="reading",
            )
    context = {"form": form, "button": "Make the token", "cancel_url": reverse("account-tokens")}
    return render(
        request, "tokens/make.html", context, title="Make an API token", crumbs=[_back()], width="reading"
    )


@signed_in
@require_POST
def end(request: ActorRequest, api_token: str) -> HttpResponse:
    """End one's own token at once; one that is unknown or another's has nothing to end."""
    try:
        commands.end_token(by=request.actor, now=timezone.now(), ref=api_token)
    except NotVisible:
        messages.info(request, "You have no such token that still counts.")
    else:
        messages.success(request, ENDED)
    return redirect("account-tokens")


@requires(MANAGE)
@require_safe
def of_partnership(request: ActorRequest, partnership: Any) -> HttpResponse:
    """Whose programs come in here?"""
    context = {
        "tokens": tokens_in(request.actor, partnership.pk, on=timezone.localdate()),
        "partnership": partnership,
        "tabs": connection_tabs(request.actor, partnership, "tokens"),
    }
    return render(request, "tokens/of_partnership.html", context, title="API tokens")


@requires(MANAGE)
@require_http_methods(["GET", "POST"])
def end_of_another(request: ActorRequest, partnership: Any, api_token: str) -> HttpResponse:
    """End the token of a person of the partnership, for a reason."""
    found = tokens_in(request.actor, partnership.pk, on=timezone.localdate())
    token = next((each for each in found if each.ref == api_token), None)
    if token is None:
        raise NotVisible("No such token")
    form = EndTokenForm(sent(request))
    back = reverse("tokens", args=[partnership.ref])
    if form.is_valid():
        commands.end_token_of_another(
            by=request.actor,
            now=timezone.now(),
            partnership_id=partnership.pk,
            ref=api_token,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, ENDED)
        return redirect(back)
    context = {"form": form, "token": token, "button": "End the token", "cancel_url": back}
    return render(
        request,
        "tokens/end_of_another.html",
        context,
        title="End an API token",
        crumbs=[Crumb("API tokens", back)],
        width="reading",
    )


def _places(actor: Actor) -> list[tuple[int, str]]:
    """The partnerships in which the person holds a role: number and name, by name."""
    partnerships = apps.get_model("registry", "Partnership")._default_manager
    held = {grant.partnership_id for grant in actor.grants}
    return list(partnerships.filter(pk__in=held).order_by("name").values_list("pk", "name"))


def _back() -> Crumb:
    return Crumb("Your API tokens", reverse("account-tokens"))
