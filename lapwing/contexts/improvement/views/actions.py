"""Actions and milestones: lists, what is late, and the page of each."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.models import Action, Milestone
from lapwing.contexts.improvement.presenters import late_table, plan_tables
from lapwing.contexts.improvement.presenters.dependencies import rows_of
from lapwing.contexts.improvement.presenters.here import Here, asked_day, here_of, show
from lapwing.contexts.improvement.presenters.words import is_long, labelled, numbered
from lapwing.contexts.improvement.queries.by_request import is_by_request_only_in
from lapwing.contexts.improvement.said_in_updates import InAnUpdate, said_in_updates
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def actions(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Which actions are there, whose are they, and how do they stand?"""
    day = asked_day(request)
    page = queries.list_actions(actor=request.actor, plan_ref=plan, on=day.today, as_at=day.as_at)
    here = here_of(request, partnership, page.plan, day)
    listing = plan_tables.read_actions(request, here, page.actions)
    context: dict[str, object] = {"listing": listing, "tab": "actions"}
    return listing.download() or show(request, here, "listing", context, title="Actions")


@requires(READ)
@require_safe
def milestones(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Which milestones are there, when are they due, and how do they stand?"""
    day = asked_day(request)
    page = queries.list_milestones(actor=request.actor, plan_ref=plan, on=day.today, as_at=day.as_at)
    here = here_of(request, partnership, page.plan, day)
    listing = plan_tables.read_milestones(request, here, page.milestones)
    context: dict[str, object] = {"listing": listing, "tab": "milestones"}
    return listing.download() or show(request, here, "listing", context, title="Milestones")


@requires(READ)
@require_safe
def late(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What is late, and by how much?"""
    day = asked_day(request)
    page = queries.late(actor=request.actor, plan_ref=plan, on=day.today, as_at=day.as_at)
    here = here_of(request, partnership, page.plan, day)
    listing = late_table.read_late(request, here, page.overdue)
    context: dict[str, object] = {"shown": page, "listing": listing}
    return listing.download() or show(request, here, "late", context, title="Late")


@requires(READ)
@require_safe
def action(request: ActorRequest, partnership: Partnership, action: str) -> HttpResponse:
    """What is promised, by whom, how is it going?"""
    day = asked_day(request)
    page = queries.action_page(actor=request.actor, action_ref=action, on=day.today, as_at=day.as_at)
    here = here_of(request, partnership, page.plan, day)
    title = f"Action {page.line.number}".strip()
    may_history = request.actor.may("history.read", partnership.pk)
    return show(
        request,
        here,
        "action",
        {
            "shown": page,
            "may_history": may_history,
            "labelled": labelled,
            "is_long": is_long(page.line.text),
            "followed": queries.is_followed(request.actor, "action", action),
            "updates": queries.updates_about(actor=request.actor, action_ref=action),
            "next_time": _next_time(request, here, page.may_report, action__ref=action),
            "continued": queries.continued(actor=request.actor, model=Action, ref=action),
            **_waits(here, action_ref=action),
        },
        title=title,
        heading=title if is_long(page.line.text) else page.line.text,
        caption=page.plan.title if is_long(page.line.text) else title,
        crumbs=(here.crumb(), Crumb("Actions", here.to("actions"))),
    )


@requires(READ)
@require_safe
def milestone(request: ActorRequest, partnership: Partnership, milestone: str) -> HttpResponse:
    """When is it due, what was said of it, and how did its dates come to be?"""
    day = asked_day(request)
    page = queries.milestone_page(actor=request.actor, milestone_ref=milestone, on=day.today, as_at=day.as_at)
    here = here_of(request, partnership, page.plan, day)
    parent = Crumb(f"Action {page.action.number}".strip(), here.to("action", action=page.action.ref))
    may_history = request.actor.may("history.read", partnership.pk)
    line = page.milestone.line
    title = f"{numbered('Milestone', line.label)} of action {page.action.number}".strip()
    return show(
        request,
        here,
        "milestone",
        {
            "shown": page,
            "may_history": may_history,
            "asks": here.may_edit and is_by_request_only_in(partnership.pk, page.plan.ref),
            "is_long": is_long(line.text),
            "next_time": _next_time(request, here, page.may_report, ref=milestone),
            "continued": queries.continued(actor=request.actor, model=Milestone, ref=milestone),
            "updates": queries.updates_about(
                actor=request.actor, action_ref=page.action.ref, milestone_ref=milestone
            ),
            **_waits(here, action_ref=page.action.ref, milestone_ref=milestone),
        },
        title=title,
        heading=title if is_long(line.text) else line.text,
        caption=page.plan.title if is_long(line.text) else title,
        crumbs=(here.crumb(), parent),
    )


def _next_time(request: ActorRequest, here: Here, may_report: bool, **which: str) -> dict[str, InAnUpdate]:
    """By reference the milestones of which nothing can be said before the next cycle asks."""
    if not may_report or here.is_past:
        return {}
    rows = {row.pk: row for row in Milestone.objects.in_force().filter(**which).select_related("action")}
    kept = said_in_updates(request.actor, rows.values(), here.day.today)
    return {rows[pk].ref: each for pk, each in kept.items() if each.cycle is None}


def _waits(here: Here, *, action_ref: str, milestone_ref: str = "") -> dict[str, object]:
    """What it waits for and what waits for it, for the card beside it."""
    found = queries.dependencies_about(
        action_ref=action_ref,
        milestone_ref=milestone_ref,
        plan_ref=here.plan.ref,
        on=here.day.today,
        as_at=here.day.as_at,
    )
    return {
        "waits": rows_of(here, found),
        "about": milestone_ref or action_ref,
        "about_kind": "milestone" if milestone_ref else "action",
    }
