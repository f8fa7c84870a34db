"""A plan on a wall: by a session, or by the secret address of a display; and which displays there are."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.contexts.improvement import displays, queries
from lapwing.contexts.improvement.access import READ, RUN
from lapwing.contexts.improvement.commands import RefusedError
from lapwing.contexts.improvement.edit_forms.displays import DisplayForm
from lapwing.contexts.improvement.presenters import wall as on_a_wall
from lapwing.contexts.improvement.presenters.here import Day, here_of
from lapwing.contexts.improvement.queries.wall import Wall
from lapwing.platform.access.views import ActorRequest, public, requires
from lapwing.platform.accounts.sessions.activity import background
from lapwing.platform.ui.forms import Form, refusals_on, sent
from lapwing.platform.ui.pages import Frame, render, with_frame
from lapwing.platform.ui.sent_once import done_here
from lapwing.registry.models import Partnership


@background
@requires(READ)
@never_cache
@require_safe
def wall(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """The plan on this screen, for as long as somebody's session lasts: looking at it is no use of it."""
    found = queries.wall(actor=request.actor, plan_ref=plan, on=timezone.localdate())
    here = here_of(request, partnership, found.plan, Day(timezone.localdate()))
    return _screen(request, found, leave=here.to("overview"))


@public
@never_cache
@require_safe
def screen(request: HttpRequest, partnership: str, token: str) -> HttpResponse:
    """The plan on the screen whose secret address this is. Raises NotVisible (404)."""
    found = displays.wall_of(token, partnership_ref=partnership, on=timezone.localdate())
    with_frame(request, Frame())
    return _screen(request, found)


@requires(RUN)
@never_cache
@require_http_methods(["GET", "POST"])
def screens(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Which screens show the plan, and how is one made? The address of a new one is shown this once."""
    form = DisplayForm(sent(request))
    address = ""
    if form.is_valid():
        with refusals_on(form, RefusedError):
            token = displays.make_display(
                actor=request.actor,
                now=timezone.now(),
                on=timezone.localdate(),
                plan_ref=plan,
                **form.cleaned_data,
            )
            done_here(request, reverse("improvement:screens", args=[partnership.ref, plan]))
            address = request.build_absolute_uri(reverse("improvement:screen", args=[partnership.ref, token]))
    return _screens(request, partnership, plan, DisplayForm() if address else form, address)


@requires(RUN)
@require_POST
def end(request: ActorRequest, partnership: Partnership, plan: str, display: str) -> HttpResponse:
    """End a display at once."""
    if displays.end_display(actor=request.actor, now=timezone.now(), plan_ref=plan, ref=display):
        messages.success(request, "The display has ended. Its address no longer works.")
    return redirect("improvement:screens", partnership=partnership.ref, plan=plan)


def _screen(request: HttpRequest, found: Wall, leave: str = "") -> HttpResponse:
    context = {"told": on_a_wall.present(found, timezone.localtime()), "leave": leave}
    return render(request, "improvement/wall/screen.html", context, title="The plan on a screen")


def _screens(
    request: ActorRequest, partnership: Partnership, plan: str, form: Form, address: str
) -> HttpResponse:
    today = timezone.localdate()
    head = queries.plan_head(actor=request.actor, plan_ref=plan, on=today)
    here = here_of(request, partnership, head, Day(today))
    context = {
        "form": form,
        "button": "Add the screen",
        "cancel_url": here.to("overview"),
        "displays": displays.displays_of(actor=request.actor, plan_ref=plan, on=today),
        "address": address,
        "here": here,
    }
    return render(
        request,
        "improvement/wall/screens.html",
        context,
        title="Screens that show the plan",
        caption=head.title,
        crumbs=(here.crumb(),),
        width="reading",
    )
