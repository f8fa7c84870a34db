"""The operators' page of outgoing mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.notices import operating
from lapwing.platform.ui.pages import Crumb, render

OPERATE = "jobs.operate"


@requires(OPERATE)
@require_safe
def outgoing(request: ActorRequest) -> HttpResponse:
    """What waits to be sent, what was refused and why."""
    context = {"outbox": operating.outbox_at(timezone.now())}
    crumbs = [Crumb("Operating the service", reverse("operations"))]
    return render(request, "notices/outgoing.html", context, title="Outgoing mail", crumbs=crumbs)


@requires(OPERATE)
@require_safe
def moved(request: ActorRequest) -> HttpResponse:
    """The way from the page's former address."""
    return redirect("outgoing-mail")


@requires(OPERATE)
@require_POST
def again(request: ActorRequest) -> HttpResponse:
    """Try one refused email again, or all that wait for another try."""
    found = operating.try_again(now=timezone.now(), ref=request.POST.get("mail", ""))
    if found:
        messages.success(request, "It is being tried again. Reload this page in a minute.")
    else:
        messages.info(request, "Nothing is left to try again.")
    return redirect("outgoing-mail")
