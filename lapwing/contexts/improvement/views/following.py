"""What I follow: being told of what changes of an action or a measure."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.presenters.change_table import row_of_today
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership

# Of each thing that is followed so many of its latest changes.
_SHOWN = 5


@requires(READ)
@require_safe
def following(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """What became of what I follow in the last thirty days?"""
    lines = queries.followed(actor=request.actor, partnership=partnership, now=timezone.now())
    crumbs = (Crumb("My actions", reverse("improvement:my-actions", args=[partnership.ref])),)
    return render(
        request,
        "improvement/following.html",
        {
            "lines": [
                (line, [row_of_today(partnership.ref, each) for each in line.changes[:_SHOWN]])
                for line in lines
            ],
            "partnership": partnership,
        },
        title="What you follow",
        crumbs=crumbs,
        width="reading",
    )


@requires(READ)
@require_POST
def follow(request: ActorRequest, partnership: Partnership, kind: str, ref: str) -> HttpResponse:
    """Follow an action or a measure, or (``stop``) follow it no more."""
    what: dict[str, Any] = {"partnership": partnership, "kind": kind, "ref": ref}
    if request.POST.get("stop"):
        commands.stop_following(actor=request.actor, now=timezone.now(), **what)
        messages.success(request, "You no longer follow it.")
    else:
        commands.follow(actor=request.actor, now=timezone.now(), **what)
        messages.success(request, "You follow it now. You are told when something is recorded of it.")
    if request.POST.get("from") == "following":
        return redirect("improvement:following", partnership.ref)
    return redirect(f"improvement:{kind}", partnership.ref, ref)
