"""The plans of a partnership, and each plan's first page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.access import CHECK, EDIT, EXPORT, IMPORT, READ
from lapwing.contexts.improvement.presenters import publication as published
from lapwing.contexts.improvement.presenters.change_table import change_row, kinds, telling
from lapwing.contexts.improvement.presenters.further import FURTHER_PAGES
from lapwing.contexts.improvement.presenters.here import Day, asked_day, here_of, read_day, show
from lapwing.contexts.improvement.presenters.marks import ORDER
from lapwing.contexts.improvement.rules import ACTION_RULE, LATE_RULE, MEASURE_RULE
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.pages import render
from lapwing.registry.models import Partnership

_SECTIONS = {"measures": "Measures", "calendar": "Calendar", "questions": "Open questions"}


@requires(READ)
@require_safe
def plans(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Straight on to the one plan, or a choice between several."""
    return _lead_on(request, partnership, "overview", "Plans")


@requires(READ)
@require_safe
def section(request: ActorRequest, partnership: Partnership, section: str) -> HttpResponse:
    """The same for a part of the plan that the navigation leads to."""
    return _lead_on(request, partnership, section, _SECTIONS[section])


def _lead_on(request: ActorRequest, partnership: Partnership, page: str, title: str) -> HttpResponse:
    found = queries.list_plans(actor=request.actor, partnership_ref=partnership.ref)
    lines = [
        (line, reverse(f"improvement:{page}", kwargs={"partnership": partnership.ref, "plan": line.ref}))
        for line in found
    ]
    if len(lines) == 1:
        return redirect(lines[0][1])
    may_import = request.actor.may(IMPORT, partnership.pk)
    context = {
        "lines": lines,
        "page_asked": page,
        "may_import": may_import,
        "may_edit": request.actor.may(EDIT, partnership.pk),
        "partnership": partnership,
    }
    return render(request, "improvement/plans.html", context, title=title, width="reading")


@requires(READ)
@require_safe
def overview(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Are we on track, and where not?"""
    day = asked_day(request)
    page = queries.overview(
        actor=request.actor,
        plan_ref=plan,
        on=day.today,
        as_at=day.as_at,
        compared_with=read_day(request.GET.get("since", "")),
    )
    here = here_of(request, partnership, page.plan, day)
    return show(
        request,
        here,
        "overview",
        {
            "shown": page,
            "about": queries.about_plan(actor=request.actor, plan_ref=plan),
            "telling": [change_row(here, each) for each in telling(page.changes)],
            "kinds": kinds(page.changes),
            "publication": queries.publication_standing(actor=request.actor, plan_ref=plan, on=day.today),
            "waiting": _waiting(request, partnership, plan, day),
            "further": FURTHER_PAGES.links(request.actor, partnership.pk, page.plan),
            "rare": FURTHER_PAGES.links(request.actor, partnership.pk, page.plan, rare=True),
            "published": published,
            "may_export": request.actor.may(EXPORT, partnership.pk),
            "may_history": request.actor.may("history.read", partnership.pk),
            "may_import": request.actor.may(IMPORT, partnership.pk),
        },
        title="Overview",
        heading=page.plan.title,
        caption=page.plan.local_area,
        crumbs=(),
    )


def _waiting(request: ActorRequest, partnership: Partnership, plan: str, day: Day) -> dict[str, int]:
    """How many updates of the plan the person has still to write, and to check; none on an earlier day."""
    if day.as_at is not None:
        return {"to_write": 0, "to_check": 0}
    checks = request.actor.may(CHECK, partnership.pk)
    actor, on = request.actor, day.today
    check = queries.to_check(actor=actor, partnership=partnership, on=on, plan_ref=plan) if checks else ()
    return {
        "to_write": queries.left_to_write(actor=actor, plan_ref=plan, on=on),
        "to_check": len(check),
    }


@requires(READ)
@require_safe
def key(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What the colours mean, and the rule by which they are worked out."""
    day = asked_day(request)
    head = queries.plan_head(actor=request.actor, plan_ref=plan, on=day.today, as_at=day.as_at)
    here = here_of(request, partnership, head, day)
    rules = (
        ("Actions, objectives and groups", ACTION_RULE),
        ("Late or not", LATE_RULE),
        ("Measures", MEASURE_RULE),
    )
    context: dict[str, object] = {"rules": rules, "order": ORDER}
    return show(request, here, "key", context, title="What the colours mean", width="reading")
