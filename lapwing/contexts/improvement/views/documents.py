"""The document a plan was read from, and the plan as a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import access, interchange, queries
from lapwing.contexts.improvement.exports import export_plan
from lapwing.contexts.improvement.presenters.here import asked_day, here_of, show
from lapwing.contexts.improvement.presenters.words import asked_number
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.registry.models import Partnership


@requires(access.READ)
@require_safe
def source(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Where does it stand in the document? ``?first=`` and ``?last=`` are line numbers."""
    day = asked_day(request)
    first = asked_number(request.GET.get("first", ""))
    last = max(first, asked_number(request.GET.get("last", "")))
    page = queries.source_page(actor=request.actor, plan_ref=plan, on=day.today, first=first, last=last)
    here = here_of(request, partnership, page.plan, day)
    return show(request, here, "source", {"text": page.text}, title="The document")


@requires(access.EXPORT)
@require_safe
def export(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """The plan in its interchange form, as a file."""
    day = asked_day(request)
    head = queries.plan_head(actor=request.actor, plan_ref=plan, on=day.today, as_at=day.as_at)
    here_of(request, partnership, head, day)
    made = export_plan(actor=request.actor, plan_ref=plan, as_at=day.as_at)
    response = HttpResponse(interchange.to_json(made), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="plan-{head.ref}-{head.on.isoformat()}.json"'
    return response
