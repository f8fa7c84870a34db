"""Making a plan and changing what is said of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.edit_forms.plans import PlanForm, plan_details, plan_values
from lapwing.contexts.improvement.edit_views import records
from lapwing.contexts.improvement.edit_views.editing import FormPage
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
    return records.add(
        request,
        page,
        form,
        commands.create_plan,
        plan_details,
        partnership=partnership,
        leads_to=outline_of,
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Change what is said of a plan."""
    row = find(request, partnership, Plan, plan)
    others = Plan.objects.in_force().filter(partnership=partnership).exclude(pk=row.pk)
    form = PlanForm(sent(request), parents=list(others), initial=records.initial_of(row, plan_values))
    page = records.page_to_change(row, back=outline_of(row), crumbs=crumbs_to(row))
    return records.change(request, row, page, form, commands.edit_plan, plan_details, plan_values)
