"""Success measures: the list, and the page of one."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.models import Measure
from lapwing.contexts.improvement.presenters import measure_tables
from lapwing.contexts.improvement.presenters.here import asked_day, here_of, show
from lapwing.contexts.improvement.presenters.measure import present
from lapwing.contexts.improvement.queries.by_request import is_by_request_only_in
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def measures(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Is it working: which measures are met, on the way, or off it?"""
    day = asked_day(request)
    page = queries.list_measures(actor=request.actor, plan_ref=plan, on=day.today, as_at=day.as_at)
    here = here_of(request, partnership, page.plan, day)
    listing = measure_tables.read_measures(request, here, page.measures)
    context: dict[str, object] = {"shown": page, "listing": listing}
    return listing.download() or show(request, here, "measures", context, title="Measures")


@requires(READ)
@require_safe
def measure(request: ActorRequest, partnership: Partnership, measure: str) -> HttpResponse:
    """Is it moving, will we get there?"""
    day = asked_day(request)
    page = queries.measure_page(actor=request.actor, measure_ref=measure, on=day.today, as_at=day.as_at)
    here = here_of(request, partnership, page.plan, day)
    may_history = request.actor.may("history.read", partnership.pk)
    return show(
        request,
        here,
        "measure",
        {
            "shown": page,
            "told": present(here, page, request.GET.get("series", ""), request.GET.get("view", "")),
            "may_history": may_history,
            "asks": here.may_edit and is_by_request_only_in(partnership.pk, page.plan.ref),
            "followed": queries.is_followed(request.actor, "measure", measure),
            "continued": queries.continued(actor=request.actor, model=Measure, ref=measure),
        },
        title="Measure",
        heading=page.line.name,
        caption=" · ".join(("Measure", *page.line.numbers_as_written)),
        crumbs=(here.crumb(), Crumb("Measures", here.to("measures"))),
    )
