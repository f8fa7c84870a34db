"""Pages for whoever waits for work: how far it is, and what they began lately."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from lapwing.platform.access.views import ActorRequest, signed_in
from lapwing.platform.jobs import commands
from lapwing.platform.jobs.access import find_work, work_of
from lapwing.platform.jobs.queries import standing
from lapwing.platform.ui.pages import Crumb, render

MOST = 100


@signed_in
@require_GET
def works(request: ActorRequest) -> HttpResponse:
    """What one began in the last thirty days."""
    now = timezone.now()
    found = [standing(work, now) for work in work_of(request.actor)[:MOST]]
    return render(
        request,
        "jobs/works.html",
        {
            "open": [each for each in found if each.is_open],
            "over": [each for each in found if not each.is_open],
        },
        title="Your background work",
        crumbs=(Crumb("Your account", reverse("account")),),
        width="reading",
    )


@signed_in
@require_GET
def work(request: ActorRequest, work: str) -> HttpResponse:
    """How far it is, what happens next, and what came of it."""
    found = find_work(request.actor, work)
    return render(
        request,
        "jobs/work.html",
        {
            "standing": standing(found, timezone.now()),
            "can_be_tried_again": commands.can_be_tried_again(found),
            "said_before": request.GET.get("said", ""),
        },
        title=found.title,
        crumbs=(Crumb("Your background work", reverse("works")),),
        width="reading",
    )


@signed_in
def stop(request: ActorRequest, work: str) -> HttpResponse:
    """Ask for the end of it."""
    found = find_work(request.actor, work)
    if request.method == "POST":
        found = commands.stop_work(ref=work, by=request.actor, now=timezone.now())
        if found.is_open:
            messages.info(request, "It stops at its next step.")
    return redirect("work", work=found.ref)


@signed_in
def try_again(request: ActorRequest, work: str) -> HttpResponse:
    """Have it done after all."""
    found = find_work(request.actor, work)
    if request.method == "POST" and not commands.try_again(ref=work, by=request.actor):
        messages.error(request, "It cannot be tried again from here. Begin it anew where you began it.")
    return redirect("work", work=found.ref)
