"""What the document left open."""

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
def questions(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What is not clear in the plan, and what does it touch? ``?show=answered`` lists those answered."""
    day = asked_day(request)
    page = queries.questions(actor=request.actor, plan_ref=plan, on=day.today)
    here = here_of(request, partnership, page.plan, day)
    answered = request.GET.get("show") == "answered"
    context: dict[str, object] = {"shown": page, "answered": answered}
    return show(request, here, "questions", context, title="Open questions")
