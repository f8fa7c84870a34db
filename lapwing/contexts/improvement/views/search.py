"""Searching one plan. What is searched in all of a partnership is the shell's page."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.presenters.found import present
from lapwing.contexts.improvement.presenters.here import asked_day, here_of, show
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def search(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Where do these words stand in the plan?"""
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
