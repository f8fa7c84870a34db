"""Making a plan and changing what is said of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.edit_forms.plans import PlanForm, plan_details, plan_values
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, crumbs_to, outline_of
from lapwing.contexts.improvement.models import Plan, PlanKind
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Start an empty plan."""
    plans = Plan.objects.filter(partnership=partnership)
    form = PlanForm(
        sent(request),
        parents=list(plans.in_force()),
        initial={"kind": PlanKind.IMPROVEMENT, "local_area": partnership.local_area},
    )
    back = address(partnership, "plans")
    page = FormPage(
        title="Start an empty plan",
        button="Start the plan",
        back=back,
        done="The plan is started. Add its groups, objectives and actions.",
        crumbs=(Crumb("Plans", back),),
        template="improvement/edit/plan.html",
        context={"partnership": partnership, "taken_out": plans.exclude(voided_at=None)},
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.create_plan(
            actor=request.actor, now=timezone.now(), partnership=partnership, details=plan_details(typed)
        ),
        leads_to=outline_of,
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Change what is said of a plan."""
    row = find(request, partnership, Plan, plan)
    others = Plan.objects.in_force().filter(partnership=partnership).exclude(pk=row.pk)
    form = PlanForm(sent(request), parents=list(others), initial={**plan_values(row), "version": row.version})
    page = FormPage(
        title="Change the plan",
        back=outline_of(row),
        done="The plan is changed.",
        crumbs=crumbs_to(row),
        context={"take_out": address(partnership, "take-out", kind="plan", ref=row.ref)},
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.edit_plan(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=typed["version"],
            details=plan_details(typed),
        ),
        row=row,
        values_of=plan_values,
    )
