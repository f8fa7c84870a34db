"""Signing in as an invented person. Where this is no demonstration these pages do not exist."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lapwing.platform.access.views import ActorRequest, public
from lapwing.platform.accounts.commands import start_session
from lapwing.platform.accounts.going_on import wanted_page
from lapwing.platform.ui.pages import render
from lapwing.registry.demonstration import demonstration_people, demonstration_user


@public
@never_cache
@require_safe
def people(request: ActorRequest) -> HttpResponse:
    """The invented people, each one click away."""
    if not settings.DEMO:
        raise Http404("No such page")
    found = demonstration_people(on=timezone.localdate())
    areas = [(area, list(rows)) for area, rows in groupby(found, attrgetter("local_area"))]
    context = {"areas": areas, "next": wanted_page(request)}
    return render(
        request,
        "registry/demonstration.html",
        context,
        title="Demonstration people",
        heading="Who would you like to be?",
    )


@public
@require_POST
def sign_in_as(request: ActorRequest, person: str) -> HttpResponse:
    """Start a session as an invented person."""
    user = demonstration_user(person, on=timezone.localdate())
    if user is None:
        raise Http404("No such page")
    start_session(request, user, now=timezone.now())
    return redirect(wanted_page(request))
