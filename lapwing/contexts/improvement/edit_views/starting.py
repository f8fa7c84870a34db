"""Starting a plan: the ways to do it, and from an earlier plan with a preview before anything is done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT, IMPORT, RUN
from lapwing.contexts.improvement.edit_forms.plans import plan_details, plan_values
from lapwing.contexts.improvement.edit_forms.starting import StartForm, choices_of
from lapwing.contexts.improvement.edit_views.editing import FormPage, version_sent
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, address_of, crumbs_to, outline_of
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.presenters.starting import left_to_do, lines_of_coming
from lapwing.contexts.improvement.rules.terms import terms_of
from lapwing.contexts.improvement.starting.coming import coming_over
from lapwing.contexts.improvement.starting.from_plan import start_from_plan, undo_start
from lapwing.contexts.improvement.starting.further import FURTHER_PARTS
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import refuse, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership

# The buttons of the preview: back to the form, with everything as it was typed, or on.
CHANGE, START, SEEN = "change", "start", "seen"


@requires(EDIT)
@require_safe
def ways(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """From what should the new plan start?"""
    plans = Plan.objects.in_force().filter(partnership=partnership).order_by("title", "pk")
    return render(
        request,
        "improvement/start/ways.html",
        {
            "partnership": partnership,
            "plans": list(plans),
            "may_import": request.actor.may(IMPORT, partnership.pk),
        },
        title="Start a plan",
        caption=partnership.name,
        crumbs=(_plans(partnership),),
        width="reading",
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def from_plan(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What comes over from this plan into the new one? Nothing is done before it was looked at."""
    earlier = find(request, partnership, Plan, plan)
    form = _form(request, earlier)
    if form.is_bound and form.is_valid() and CHANGE not in request.POST:
        if START not in request.POST:
            return _preview(request, earlier, form)
        try:
            started = start_from_plan(
                actor=request.actor,
                now=timezone.now(),
                plan_ref=earlier.ref,
                details=plan_details(form.cleaned_data),
                choices=choices_of(form.cleaned_data),
                seen=request.POST.get(SEEN),
            )
        except commands.RefusedError as error:
            refuse(form, error)
        else:
            return redirect(address(partnership, "plan-started", plan=started.ref))
    return _page(earlier).show(request, form)


@requires(EDIT)
@require_safe
def started(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """It is started: what does it need?"""
    row = find(request, partnership, Plan, plan)
    return render(
        request,
        "improvement/start/started.html",
        {"plan": row, "partnership": partnership, "steps": left_to_do(row), "earlier": row.came_from},
        title="The plan is started",
        caption=row.title,
        crumbs=(_plans(partnership), *crumbs_to(row)),
        width="reading",
    )


@requires(EDIT)
@require_POST
def undo(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Take the plan out that was started; the one it came from stays as it is."""
    row = find(request, partnership, Plan, plan)
    try:
        undo_start(actor=request.actor, now=timezone.now(), ref=row.ref, version=version_sent(request))
    except commands.EditedByAnotherError:
        messages.error(request, "Somebody changed the plan meanwhile. Look at it before you take it out.")
        return redirect(address_of(row))
    except commands.RefusedError as error:
        messages.error(request, str(error))
        return redirect(address_of(row))
    messages.success(request, "The plan that was started is taken out. Nothing else changed.")
    return redirect(address_of(row.came_from) if row.came_from else address(partnership, "plan-start"))


def _form(request: ActorRequest, earlier: Plan) -> StartForm:
    others = Plan.objects.in_force().filter(partnership=earlier.partnership)
    initial: dict[str, Any] = {
        **plan_values(earlier),
        "title": "",
        "inspected_from": None,
        "inspected_to": None,
        "inspection_outcome": "",
    }
    may_run = request.actor.may(RUN, earlier.partnership_id)
    further = [
        each
        for each in FURTHER_PARTS.known.values()
        if request.actor.may(each.permission, earlier.partnership_id)
    ]
    return StartForm(sent(request), parents=list(others), may_run=may_run, further=further, initial=initial)


def _page(earlier: Plan) -> FormPage:
    return FormPage(
        title="Start a plan from this one",
        button="See what comes over",
        back=outline_of(earlier),
        caption=earlier.title,
        crumbs=crumbs_to(earlier),
        context={
            "intro": "What you choose is copied. The earlier plan stays as it is, and each part of the new "
            "one says what it came from."
        },
    )


def _preview(request: ActorRequest, earlier: Plan, form: StartForm) -> HttpResponse:
    choices = choices_of(form.cleaned_data)
    coming = coming_over(earlier, choices, timezone.localdate())
    left_out = {"csrfmiddlewaretoken", "sent_once", CHANGE, START, SEEN}
    return render(
        request,
        "improvement/start/preview.html",
        {
            "lines": lines_of_coming(coming, choices, terms_of(earlier.terms)),
            "coming": coming,
            "carried": [
                (name, value)
                for name, values in request.POST.lists()
                for value in values
                if name not in left_out
            ],
            "cancel_url": outline_of(earlier),
            "new_title": form.cleaned_data["title"],
        },
        title="What comes over",
        caption=earlier.title,
        crumbs=crumbs_to(earlier),
        width="reading",
    )


def _plans(partnership: Partnership) -> Crumb:
    return Crumb("Plans", address(partnership, "plans"))
