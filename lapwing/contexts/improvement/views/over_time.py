"""The plan over time: what slipped, how groups stood, what is done against the plan, who owes what when."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.presenters import dependencies as waits
from lapwing.contexts.improvement.presenters import heat as heat_map
from lapwing.contexts.improvement.presenters import load as owed
from lapwing.contexts.improvement.presenters import planned_and_done, timeline
from lapwing.contexts.improvement.presenters.here import Day, Here, asked_day, here_of, show
from lapwing.contexts.improvement.queries.over_time import OverTime
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.navigation import Link
from lapwing.registry.models import Partnership

_WAYS = (
    ("timeline", "Timeline"),
    ("heat", "{groups} by cycle"),
    ("dependencies", "Dependencies"),
    ("planned", "Planned and done"),
    ("load", "Owners' load"),
)


@requires(READ)
@require_safe
def slipped(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """When is each milestone due, and how far has it slipped?"""
    here, page = _asked(request, partnership, plan)
    context: dict[str, object] = {"told": timeline.present(here, page), "ways": _ways(here, "timeline")}
    return show(request, here, "timeline", context, title="Timeline")


@requires(READ)
@require_safe
def heat(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """How did each group stand at each reporting cycle?"""
    today = timezone.localdate()
    page = queries.heat(actor=request.actor, plan_ref=plan, on=today)
    here = here_of(request, partnership, page.plan, Day(today))
    context: dict[str, object] = {"told": heat_map.present(here, page), "ways": _ways(here, "heat")}
    return show(
        request, here, "heat", context, title=f"{here.plan.terms.group.many_titled} by reporting cycle"
    )


@requires(READ)
@require_safe
def dependencies(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What waits for what, and what late thing holds up what?"""
    day = asked_day(request)
    page = queries.dependencies(actor=request.actor, plan_ref=plan, on=day.today, as_at=day.as_at)
    here = here_of(request, partnership, page.plan, day)
    context: dict[str, object] = {
        "told": waits.present(here, page),
        "ways": _ways(here, "dependencies"),
    }
    return show(request, here, "dependencies", context, title="Dependencies")


@requires(READ)
@require_safe
def planned(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """How much was to be done by now, and how much is?"""
    here, page = _asked(request, partnership, plan)
    context: dict[str, object] = {"drawing": planned_and_done.present(page), "ways": _ways(here, "planned")}
    return show(request, here, "planned", context, title="Planned and done")


@requires(READ)
@require_safe
def load(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Who owes what, and when does it fall due?"""
    here, page = _asked(request, partnership, plan)
    context: dict[str, object] = {"told": owed.present(here, page), "ways": _ways(here, "load")}
    return show(request, here, "load", context, title="Owners' load")


def _asked(request: ActorRequest, partnership: Partnership, plan: str) -> tuple[Here, OverTime]:
    day = asked_day(request)
    page = queries.over_time(actor=request.actor, plan_ref=plan, on=day.today, as_at=day.as_at)
    return here_of(request, partnership, page.plan, day), page


def _ways(here: Here, current: str) -> tuple[Link, ...]:
    many = here.plan.terms.group.many_titled
    return tuple(Link(label.format(groups=many), here.to(name), name == current) for name, label in _WAYS)
