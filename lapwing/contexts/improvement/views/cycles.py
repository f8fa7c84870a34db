"""How a plan is reported on, and how far one cycle is."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.presenters import cycles as told
from lapwing.contexts.improvement.presenters.cycle_pages import CYCLE_PAGES
from lapwing.contexts.improvement.presenters.cycle_table import read_expected
from lapwing.contexts.improvement.presenters.here import Day, here_of, show
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def reporting(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """How often is it reported on, and how far is what is open?"""
    today = timezone.localdate()
    page = queries.reporting(actor=request.actor, plan_ref=plan, on=today)
    here = here_of(request, partnership, page.plan, Day(today))
    return show(
        request, here, "cycle/reporting", {"shown": page, "told": told, "today": today}, title="Reporting"
    )


@requires(READ)
@require_safe
def cycle(request: ActorRequest, partnership: Partnership, cycle: str) -> HttpResponse:
    """How far is this cycle?"""
    today = timezone.localdate()
    page = queries.cycle_page(actor=request.actor, cycle_ref=cycle, on=today)
    here = here_of(request, partnership, page.plan, Day(today))
    listing = read_expected(request, here, page)
    head = page.line.head
    context: dict[str, object] = {
        "shown": page,
        "told": told,
        "today": today,
        "listing": listing,
        "buttons": told.buttons(here, page),
        "offers": CYCLE_PAGES.of(request.actor, partnership, head),
    }
    return listing.download() or show(
        request,
        here,
        "cycle/page",
        context,
        title="Reporting cycle",
        heading=head.label,
        caption="Reporting cycle",
        crumbs=(here.crumb(), Crumb("Reporting", here.to("reporting"))),
    )
