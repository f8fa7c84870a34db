"""Who changed what of a record, when and why: for those who may read the history."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.presenters.here import asked_day, here_of, show
from lapwing.contexts.improvement.queries.histories import RecordHistory
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership

HISTORY = "history.read"


@requires(HISTORY)
@require_safe
def plan(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """A plan's, with its areas, findings, groups, objectives and answers."""
    before, today = request.GET.get("before"), asked_day(request).today
    page = queries.plan_history(actor=request.actor, plan_ref=plan, before=before, on=today)
    return _show(request, partnership, page, "")


@requires(HISTORY)
@require_safe
def action(request: ActorRequest, partnership: Partnership, action: str) -> HttpResponse:
    """An action's, with its milestones, dates, statuses, owners and criteria."""
    before, today = request.GET.get("before"), asked_day(request).today
    page = queries.action_history(actor=request.actor, action_ref=action, before=before, on=today)
    return _show(request, partnership, page, "action")


@requires(HISTORY)
@require_safe
def milestone(request: ActorRequest, partnership: Partnership, milestone: str) -> HttpResponse:
    """A milestone's, with its dates, occurrences and statuses."""
    before, today = request.GET.get("before"), asked_day(request).today
    page = queries.milestone_history(actor=request.actor, milestone_ref=milestone, before=before, on=today)
    return _show(request, partnership, page, "milestone")


@requires(HISTORY)
@require_safe
def measure(request: ActorRequest, partnership: Partnership, measure: str) -> HttpResponse:
    """A measure's, with its series, baselines, targets and actuals."""
    before, today = request.GET.get("before"), asked_day(request).today
    page = queries.measure_history(actor=request.actor, measure_ref=measure, before=before, on=today)
    return _show(request, partnership, page, "measure")


def _show(request: ActorRequest, partnership: Partnership, page: RecordHistory, kind: str) -> HttpResponse:
    """The page; ``kind`` names what in the plan it is of, empty for the plan itself."""
    here = here_of(request, partnership, page.plan, asked_day(request))
    back = (Crumb(page.title, here.to(kind, **{kind: page.ref})),) if kind else ()
    return show(
        request,
        here,
        "history",
        {"history": page.history},
        title="History",
        caption=page.title,
        crumbs=(here.crumb(), *back),
        width="reading",
    )
