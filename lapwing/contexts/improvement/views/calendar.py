"""The plan by date."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.presenters.here import asked_day, here_of, show
from lapwing.contexts.improvement.presenters.months import present
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def calendar(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What falls due when? ``?year=`` chooses a year; without it, what is ahead."""
    day = asked_day(request)
    page = queries.calendar(actor=request.actor, plan_ref=plan, on=day.today, as_at=day.as_at)
    here = here_of(request, partnership, page.plan, day)
    told = present(here, page, request.GET.get("year", ""))
    return show(request, here, "calendar", {"shown": page, "told": told}, title="Calendar")
