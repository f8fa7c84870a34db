"""The pages of saved views."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.saved_views import commands
from lapwing.platform.saved_views.access import KEEP, views
from lapwing.platform.saved_views.commands import SavedViewError
from lapwing.platform.saved_views.models import SavedView
from lapwing.platform.ui.pages import Crumb, render
from lapwing.platform.ui.undoing import success_with_undo


@requires(KEEP)
@require_safe
def saved_views(request: ActorRequest, partnership: Any) -> HttpResponse:
    """Which views have I kept, and of what?"""
    kept = views.visible_to(
        request.actor, SavedView.objects.kept().filter(partnership=partnership), permission=KEEP
    )
    return render(
        request,
        "saved_views/list.html",
        {"views": list(kept), "partnership": partnership},
        title="Your saved views",
        crumbs=[Crumb("Your account", reverse("account"))],
        width="reading",
    )


@requires(KEEP)
@require_POST
def save_view(request: ActorRequest, partnership: Any) -> HttpResponse:
    """Keep what was asked of a table, and go back to it."""
    sent = request.POST
    base = reverse("saved-views", args=[partnership.ref]).removesuffix("views/")
    try:
        view, is_new = commands.save_view(
            by=request.actor,
            partnership_id=partnership.pk,
            base=base,
            name=sent.get("name", ""),
            page=sent.get("page", ""),
            table=sent.get("table", ""),
            query=sent.get("query", ""),
            now=timezone.now(),
        )
    except SavedViewError as error:
        messages.error(request, str(error))
        page = sent.get("page", "")
        return redirect(page if page.startswith(base) else reverse("saved-views", args=[partnership.ref]))
    words = "is kept" if is_new else "was there already, and now asks for this"
    messages.success(request, f"The view “{view.name}” {words}.")
    return redirect(view.url)


@requires(KEEP)
@require_POST
def remove_view(request: ActorRequest, partnership: Any, saved_view: str) -> HttpResponse:
    """Remove a view, with a way back."""
    found = _mine(request, partnership, saved_view)
    commands.remove_view(found, now=timezone.now())
    undo = reverse("restore-view", args=[partnership.ref, found.ref])
    success_with_undo(request, f"The view “{found.name}” is removed.", undo)
    return redirect("saved-views", partnership.ref)


@requires(KEEP)
@require_POST
def restore_view(request: ActorRequest, partnership: Any, saved_view: str) -> HttpResponse:
    """Bring back a view that was removed."""
    try:
        commands.restore_view(_mine(request, partnership, saved_view))
    except SavedViewError as error:
        messages.error(request, str(error))
    return redirect("saved-views", partnership.ref)


def _mine(request: ActorRequest, partnership: Any, ref: str) -> SavedView:
    return views.fetch(request.actor, KEEP, partnership=partnership, ref=ref)
