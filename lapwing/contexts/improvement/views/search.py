"""Searching the plans of a partnership, or one of them."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.presenters.found import present
from lapwing.contexts.improvement.presenters.here import asked_day, here_of, show
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.pages import render
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def search_all(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Where do these words stand in the partnership's plans?"""
    words = request.GET.get("q", "")
    found = queries.search_all(
        actor=request.actor, partnership_ref=partnership.ref, words=words, on=timezone.localdate()
    )
    context = {"words": words.strip(), "results": present(found), "partnership": partnership}
    return render(request, "improvement/search.html", context, title="Search", width="reading")


@requires(READ)
@require_safe
def search(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """The same in one plan."""
    day = asked_day(request)
    words = request.GET.get("q", "")
    found = queries.search(actor=request.actor, plan_ref=plan, words=words, on=day.today)
    here = here_of(request, partnership, found.plan, day)
    context: dict[str, object] = {
        "words": words.strip(),
        "results": present((found,)),
        "partnership": partnership,
    }
    return show(request, here, "search", context, title="Search", width="reading")
