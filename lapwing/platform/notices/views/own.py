"""A person's own notices, and how they want to be told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import ActorRequest, signed_in
from lapwing.platform.notices import commands, queries
from lapwing.platform.notices.catalogue import kinds
from lapwing.platform.notices.forms import PreferenceForm
from lapwing.platform.notices.models import Notice
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb, render


@signed_in
@require_safe
def notices(request: ActorRequest) -> HttpResponse:
    """What the person was told, the newest first."""
    before = request.GET.get("before", "")
    page = queries.notice_page(request.actor, before=before)
    context = {"page_of": page, "is_first": not before}
    return render(
        request,
        "notices/notices.html",
        context,
        title="Your notices",
        crumbs=[Crumb("Your account", reverse("account"))],
        width="reading",
    )


@signed_in
@require_safe
def go_to(request: ActorRequest) -> HttpResponse:
    """Lead to what a notice is about, and mark it as read. Whether they may see that is asked there."""
    if "notice" not in request.GET:
        return redirect("notices")
    notice = _own(request, request.GET["notice"])
    commands.mark_read(notice, now=timezone.now())
    return redirect(notice.url)


@signed_in
@require_POST
def read(request: ActorRequest) -> HttpResponse:
    """Mark one notice as read, or all of them."""
    if "all" in request.POST:
        count = commands.mark_all_read(by=request.actor, now=timezone.now())
        if count:
            messages.success(request, "All your notices are marked as read.")
    elif "notice" in request.POST:
        commands.mark_read(_own(request, request.POST["notice"]), now=timezone.now())
    return redirect("notices")


@signed_in
@require_http_methods(["GET", "POST"])
def preferences(request: ActorRequest) -> HttpResponse:
    """Choose what comes by email, and when."""
    standing = queries.preference_of(request.actor)
    form = PreferenceForm(sent(request), initial=PreferenceForm.shown(standing))
    if form.is_valid():
        commands.keep_wishes(form.wishes(), by=request.actor, now=timezone.now())
        messages.success(request, "Saved. This is how you will be told from now on.")
        return redirect("notices")
    context = {
        "form": form,
        "button": "Save",
        "cancel_url": reverse("notices"),
        "fixed": [kind for kind in kinds().values() if kind.fixed],
        "stopped_at": standing.stopped_at,
    }
    return render(
        request,
        "notices/preferences.html",
        context,
        title="How you are told",
        crumbs=[Crumb("Your notices", reverse("notices"))],
        width="reading",
    )


def _own(request: ActorRequest, ref: str) -> Notice:
    """The person's notice of this reference. Raises NotVisible, alike for unknown ones and other people's."""
    found = queries.own_notice(request.actor, ref)
    if found is None:
        raise NotVisible("No such notice")
    return found
