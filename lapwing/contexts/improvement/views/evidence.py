"""Evidence: all of a plan, what waits to be accepted, and one piece of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.access import CHECK, EDIT, READ
from lapwing.contexts.improvement.presenters.evidence_table import read_evidence
from lapwing.contexts.improvement.presenters.here import asked_day, here_of, show
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def evidence(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What shows that the plan works?"""
    day = asked_day(request)
    page = queries.list_evidence(actor=request.actor, plan_ref=plan, on=day.today)
    here = here_of(request, partnership, page.plan, day)
    listing = read_evidence(request, here, page.evidence)
    context: dict[str, object] = {"listing": listing, "shown": page}
    return listing.download() or show(request, here, "evidence/list", context, title="Evidence")


@requires(CHECK, EDIT)
@require_safe
def to_accept(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What waits for me to say that it is enough?"""
    day = asked_day(request)
    page = queries.evidence_to_accept(actor=request.actor, plan_ref=plan, on=day.today)
    here = here_of(request, partnership, page.plan, day)
    return show(
        request,
        here,
        "evidence/to_accept",
        {"shown": page},
        title="Evidence to accept",
        crumbs=(here.crumb(), Crumb("Evidence", here.edit("evidence", plan=page.plan.ref))),
        width="reading",
    )


@requires(READ)
@require_safe
def one(request: ActorRequest, partnership: Partnership, evidence: str) -> HttpResponse:
    """What is it, what does it show, and who accepted it?"""
    day = asked_day(request)
    page = queries.evidence_page(actor=request.actor, ref=evidence, on=day.today)
    here = here_of(request, partnership, page.plan, day)
    return show(
        request,
        here,
        "evidence/one",
        {"shown": page},
        title="Evidence",
        heading=page.line.title,
        caption=f"Evidence of {page.line.about}",
        crumbs=(here.crumb(), Crumb("Evidence", here.edit("evidence", plan=page.plan.ref))),
        width="reading",
    )
