"""The whole plan on one page."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.presenters.here import asked_day, here_of, show
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def tree(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What is in the plan, and how does each part stand?"""
    day = asked_day(request)
    page = queries.tree(actor=request.actor, plan_ref=plan, on=day.today, as_at=day.as_at)
    here = here_of(request, partnership, page.plan, day)
    return show(request, here, "tree", {"shown": page}, title="Whole plan")
