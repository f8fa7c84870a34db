"""Choosing the rule by which control charts call points special: a plan's, or one measure's."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db.models import Model
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.commands.chart_rule import set_chart_rule, set_chart_rule_of_measure
from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_forms.chart_rule import (
    ChartRuleForm,
    MeasureChartRuleForm,
    chart_rule_values,
    measure_chart_rule_values,
)
from lapwing.contexts.improvement.edit_views.editing import FormPage, ValuesOf, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, crumbs_to
from lapwing.contexts.improvement.models import Measure, Plan, TwoInThree
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
            "intro": "It counts for every control chart of this plan from now on, but those of measures with "
            "a rule of their own. What is shown as at an earlier day, and packs that are frozen, keep the "
            "rule of their day."
        },
    )
    form = ChartRuleForm(sent(request), initial={**chart_rule_values(row), "version": row.version})
    return _choose(request, page, form, partial(set_chart_rule, plan_ref=row.ref), row, chart_rule_values)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def chart_rule_of_measure(request: ActorRequest, partnership: Partnership, measure: str) -> HttpResponse:
    """Does this measure go by the plan's rule, or by one of its own?"""
    row = find(request, partnership, Measure, measure)
    plans = str(TwoInThree(row.plan.two_in_three).label)
    page = FormPage(
        title="Rule of its control charts",
        back=f"{address(partnership, 'measure', measure=row.ref)}?view=spc",
        done="The rule is changed for the control charts of this measure.",
        caption=row.name,
        crumbs=crumbs_to(row),
        context={
            "intro": f"For the plan count {plans[0].lower()}{plans[1:]}. What you choose here counts for "
            "this measure alone, and for board packs made from now on."
        },
    )
    values = measure_chart_rule_values
    form = MeasureChartRuleForm(sent(request), initial={**values(row), "version": row.version})
    save = partial(set_chart_rule_of_measure, measure_ref=row.ref)
    return _choose(request, page, form, save, row, values)


def _choose(
    request: ActorRequest,
    page: FormPage,
    form: EditForm,
    save: Callable[..., object],
    row: Model,
    values_of: ValuesOf,
) -> HttpResponse:
    """Show the form, or save what was chosen and why."""
    return submit(
        request,
        page,
        form,
        lambda typed: save(
            actor=request.actor,
            now=timezone.now(),
            version=typed["version"],
            two_in_three=typed["two_in_three"],
            reason=typed["reason"],
            named_nobody=typed["named_nobody"],
        ),
        row=row,
        values_of=values_of,
    )
