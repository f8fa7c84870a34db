"""The whole plan as it can be changed: everything in its order, with what may be done to each."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import crumbs_to
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.presenters.outline import outline_of
from lapwing.contexts.improvement.rules.terms import terms_of
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.pages import render
from lapwing.registry.models import Partnership


@requires(EDIT)
@require_safe
def outline(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What is in the plan, and what should be different?"""
    row = find(request, partnership, Plan, plan)
    return render(
        request,
        "improvement/edit/outline.html",
        {"plan": row, "partnership": partnership, "outline": outline_of(row), "terms": terms_of(row.terms)},
        title="Change the plan",
        caption=row.title,
        crumbs=crumbs_to(row),
    )
