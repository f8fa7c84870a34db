"""Choosing the rule by which a plan's control charts call points special."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.commands.chart_rule import set_chart_rule
from lapwing.contexts.improvement.edit_forms.chart_rule import ChartRuleForm, chart_rule_values
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, crumbs_to
from lapwing.contexts.improvement.models import Plan
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def chart_rule(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Which points of this plan's control charts count for two in three?"""
    row = find(request, partnership, Plan, plan)
    back = address(partnership, "settings", plan=row.ref)
    page = FormPage(
        title="Rule of control charts",
        back=back,
        done="The rule is changed for the plan's control charts.",
        caption=row.title,
        crumbs=(*crumbs_to(row), Crumb("Settings", back)),
        context={
            "intro": "It counts for every control chart of this plan from now on. What is shown as at an "
            "earlier day, and packs that are frozen, keep the rule of their day."
        },
    )
    return submit(
        request,
        page,
        ChartRuleForm(sent(request), initial={**chart_rule_values(row), "version": row.version}),
        lambda typed: set_chart_rule(
            actor=request.actor,
            now=timezone.now(),
            plan_ref=row.ref,
            version=typed["version"],
            two_in_three=typed["two_in_three"],
            reason=typed["reason"],
        ),
        row=row,
        values_of=chart_rule_values,
    )
