"""Who is told what: webhooks of a partnership, their secrets, and what arrived."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.accounts.recent import recently_signed_in
from lapwing.platform.ui import filters
from lapwing.platform.ui.forms import refusals_on, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.platform.ui.sent_once import done_here
from lapwing.platform.webhooks import commands
from lapwing.platform.webhooks.commands import MANAGE
from lapwing.platform.webhooks.connections import connection_tabs
from lapwing.platform.webhooks.events import declared_events
from lapwing.platform.webhooks.forms import WebhookForm
from lapwing.platform.webhooks.models import DeliveryState, Webhook, WebhookDelivery
from lapwing.platform.webhooks.sending import KEPT

MOST_SHOWN = 100


@requires(MANAGE)
@require_safe
def webhooks(request: ActorRequest, partnership: Any) -> HttpResponse:
    """Who is told when something changes?"""
    found = commands.webhooks.visible_to(request.actor, Webhook.objects.all(), permission=MANAGE)
    arrived = WebhookDelivery.objects.filter(webhook=OuterRef("pk"), state=DeliveryState.ARRIVED)
    hooks = found.filter(partnership=partnership, ended_at=None).annotate(arrived=Exists(arrived))
    context = {
        "hooks": [(hook, _standing(hook, timezone.now())) for hook in hooks],
        "partnership": partnership,
        "tabs": connection_tabs(request.actor, partnership, "webhooks"),
    }
    return render(request, "webhooks/webhooks.html", context, title="Webhooks")


def _standing(hook: Webhook, now: datetime) -> str:
    """How it stands in a few words. What it was told is known for as long as messages are kept."""
    if hook.stopped_at is not None:
        return f"Stopped: {hook.stopped_why}"
    if hook.failing_since is not None:
        return f"Nothing has arrived since {filters.moment(hook.failing_since)}"
    if getattr(hook, "arrived", False):
        return "Works"
    return "Not told yet" if now - hook.made_at < KEPT else f"Not told for {KEPT.days} days"


@requires(MANAGE)
@recently_signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def make(request: ActorRequest, partnership: Any) -> HttpResponse:
    """Have an address told; its secret is on the answer to this form and nowhere else."""
    form = WebhookForm(sent(request))
    if form.is_valid():
        with refusals_on(form, commands.WebhookRefusedError):
            hook, secret = commands.make_webhook(
                by=request.actor, now=timezone.now(), partnership_id=partnership.pk, **form.cleaned_data
            )
            return _shown(request, partnership, hook, secret)
    context = {"form": form, "button": "Make the webhook", "cancel_url": _all(partnership).url}
    return render(
        request,
        "webhooks/make.html",
        context,
        title="Make a webhook",
        crumbs=[_all(partnership)],
        width="reading",
    )


@requires(MANAGE)
@require_safe
def webhook(request: ActorRequest, partnership: Any, webhook: str) -> HttpResponse:
    """What was it told, and did it arrive?"""
    hook = commands.find(request.actor, partnership.pk, webhook)
    words = declared_events()
    context = {
        "hook": hook,
        "partnership": partnership,
        "deliveries": hook.deliveries.all()[:MOST_SHOWN],
        "told_of": [words.get(event, event) for event in hook.events],
        "words": words,
        "days": KEPT.days,
        "most": MOST_SHOWN,
    }
    return render(
        request,
        "webhooks/webhook.html",
        context,
        title="Webhook",
        heading=hook.name,
        crumbs=[_all(partnership)],
    )


@requires(MANAGE)
@recently_signed_in
@never_cache
@require_POST
def new_secret(request: ActorRequest, partnership: Any, webhook: str) -> HttpResponse:
    """Change the secret; it is on this answer and nowhere else."""
    hook = commands.fetch(request.actor, partnership.pk, webhook)
    secret = commands.change_secret(
        by=request.actor, now=timezone.now(), partnership_id=partnership.pk, ref=webhook
    )
    return _shown(request, partnership, hook, secret, changed=True)


def _deed(
    command: Callable[..., None], words: str, *, leads_to_all: bool = False
) -> Callable[..., HttpResponseBase]:
    """A view that does one thing to a webhook and says so."""

    def view(request: ActorRequest, partnership: Any, webhook: str, **more: str) -> HttpResponse:
        command(
            by=request.actor,
            now=timezone.now(),
            partnership_id=partnership.pk,
            ref=webhook,
            **{name.replace("webhook_", ""): value for name, value in more.items()},
        )
        messages.success(request, words)
        if leads_to_all:
            return redirect(_all(partnership).url)
        return redirect("webhook", partnership=partnership.ref, webhook=webhook)

    return requires(MANAGE)(require_POST(view))


end = _deed(
    commands.end_webhook, "The webhook has ended. Its address is told nothing more.", leads_to_all=True
)
again = _deed(commands.begin_again, "The address is told again.")
test = _deed(commands.send_test, "A test message is on its way.")
tell_again = _deed(commands.tell_again, "The message is on its way again.")


def _shown(
    request: ActorRequest, partnership: Any, hook: Webhook, secret: str, *, changed: bool = False
) -> HttpResponse:
    done_here(request, reverse("webhook", args=[partnership.ref, hook.ref]))
    context = {"hook": hook, "secret": secret, "partnership": partnership, "changed": changed}
    title = "The new secret" if changed else "Your new webhook"
    return render(
        request, "webhooks/made.html", context, title=title, crumbs=[_all(partnership)], width="reading"
    )


def _all(partnership: Any) -> Crumb:
    return Crumb("Webhooks", reverse("webhooks", args=[partnership.ref]))
