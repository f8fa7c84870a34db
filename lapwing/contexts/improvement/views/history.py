"""Who changed what of a record, when and why: for those who may read the history."""

from __future__ import annotations

from collections.abc import Callable

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
    return _show(request, partnership, "", queries.plan_history, plan_ref=plan)


@requires(HISTORY)
@require_safe
def action(request: ActorRequest, partnership: Partnership, action: str) -> HttpResponse:
    """An action's, with its milestones, dates, statuses, owners and criteria."""
    return _show(request, partnership, "action", queries.action_history, action_ref=action)


@requires(HISTORY)
@require_safe
def milestone(request: ActorRequest, partnership: Partnership, milestone: str) -> HttpResponse:
    """A milestone's, with its dates, occurrences and statuses."""
    return _show(request, partnership, "milestone", queries.milestone_history, milestone_ref=milestone)


@requires(HISTORY)
@require_safe
def measure(request: ActorRequest, partnership: Partnership, measure: str) -> HttpResponse:
    """A measure's, with its series, baselines, targets and actuals."""
    return _show(request, partnership, "measure", queries.measure_history, measure_ref=measure)


def _show(
    request: ActorRequest,
    partnership: Partnership,
    kind: str,
    history: Callable[..., RecordHistory],
    **ref: str,
) -> HttpResponse:
    """The page; ``kind`` names what in the plan it is of, empty for the plan itself."""
    day = asked_day(request)
    page = history(actor=request.actor, before=request.GET.get("before"), on=day.today, **ref)
    here = here_of(request, partnership, page.plan, day)
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
