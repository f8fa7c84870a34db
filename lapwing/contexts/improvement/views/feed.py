"""A person's calendar feed: making it, ending it, and the file that a calendar asks for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lapwing.contexts.improvement import feeds
from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.presenters.ics import as_ical
from lapwing.platform.access.views import ActorRequest, public, requires
from lapwing.platform.ui.pages import Crumb, render
from lapwing.platform.ui.sent_once import done_here
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def subscription(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Is there a feed, and how is one made?"""
    return _page(request, partnership)


@requires(READ)
@never_cache
@require_POST
def make(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Make a feed; one made before ends. Its address is shown this once."""
    token = feeds.make_feed(actor=request.actor, partnership=partnership, now=timezone.now())
    done_here(request, reverse("improvement:feed", args=[partnership.ref]))
    path = reverse("improvement:feed-file", args=[partnership.ref, token])
    return _page(request, partnership, address=request.build_absolute_uri(path))


@requires(READ)
@require_POST
def end(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """End the feed at once."""
    if feeds.end_feed(actor=request.actor, partnership=partnership, now=timezone.now()):
        messages.success(request, "The calendar feed has ended. Its address no longer works.")
    return redirect("improvement:feed", partnership.ref)


@public
@never_cache
@require_safe
def entries(request: HttpRequest, partnership: str, token: str) -> HttpResponse:
    """The feed itself, read as the person whose secret address this is. Raises NotVisible (404)."""
    found = feeds.entries_of(token, partnership_ref=partnership, now=timezone.now())
    base = request.build_absolute_uri("/")
    return HttpResponse(as_ical(found, base), content_type="text/calendar; charset=utf-8")


def _page(request: ActorRequest, partnership: Partnership, address: str = "") -> HttpResponse:
    context = {
        "since": feeds.feed_made_at(actor=request.actor, partnership=partnership),
        "address": address,
        "partnership": partnership,
    }
    crumbs = (Crumb("Calendar", reverse("improvement:all-calendar", args=[partnership.ref])),)
    return render(
        request, "improvement/feed.html", context, title="Calendar feed", crumbs=crumbs, width="reading"
    )
