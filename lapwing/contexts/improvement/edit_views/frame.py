"""The plan's frame by hand: areas for improvement, findings, groups and objectives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.edit_forms import plans as forms
from lapwing.contexts.improvement.edit_views import records
from lapwing.contexts.improvement.edit_views.editing import ValuesOf
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import crumbs_to_outline, outline_of
from lapwing.contexts.improvement.models import Area, Finding, Group, Objective, Plan
from lapwing.contexts.improvement.models.base import Editable
from lapwing.contexts.improvement.rules.terms import terms_of
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import Form, sent
from lapwing.registry.models import Partnership


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def area_new(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Add an area for improvement."""
    above = find(request, partnership, Plan, plan)
    return _add(request, above, Area, forms.AreaForm(sent(request)), commands.create_area, forms.area_details)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def area_edit(request: ActorRequest, partnership: Partnership, area: str) -> HttpResponse:
    """Change an area for improvement."""
    row = find(request, partnership, Area, area)
    form = forms.AreaForm(sent(request), initial=records.initial_of(row, forms.area_values))
    return _change(request, row, form, commands.edit_area, forms.area_details, forms.area_values)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def finding_new(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Add a finding of the inspection."""
    above = find(request, partnership, Plan, plan)
    form = forms.FindingForm(sent(request), plan=above)
    return _add(request, above, Finding, form, commands.create_finding, forms.finding_details)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def finding_edit(request: ActorRequest, partnership: Partnership, finding: str) -> HttpResponse:
    """Change a finding of the inspection."""
    row = find(request, partnership, Finding, finding)
    initial = records.initial_of(row, forms.finding_values)
    form = forms.FindingForm(sent(request), plan=row.plan, initial=initial)
    return _change(request, row, form, commands.edit_finding, forms.finding_details, forms.finding_values)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def group_new(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Add a group."""
    above = find(request, partnership, Plan, plan)
    form = forms.GroupForm(sent(request))
    return _add(request, above, Group, form, commands.create_group, forms.group_details)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def group_edit(request: ActorRequest, partnership: Partnership, group: str) -> HttpResponse:
    """Change a group."""
    row = find(request, partnership, Group, group)
    form = forms.GroupForm(sent(request), initial=records.initial_of(row, forms.group_values))
    return _change(request, row, form, commands.edit_group, forms.group_details, forms.group_values)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def objective_new(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Add an objective; ``?group=`` proposes the group."""
    above = find(request, partnership, Plan, plan)
    initial = {"group_ref": request.GET.get("group", "")}
    form = forms.ObjectiveForm(sent(request), plan=above, initial=initial)
    return _add(request, above, Objective, form, commands.create_objective, forms.objective_details)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def objective_edit(request: ActorRequest, partnership: Partnership, objective: str) -> HttpResponse:
    """Change an objective."""
    row = find(request, partnership, Objective, objective)
    initial = records.initial_of(row, forms.objective_values)
    form = forms.ObjectiveForm(sent(request), plan=row.plan, initial=initial)
    return _change(
        request, row, form, commands.edit_objective, forms.objective_details, forms.objective_values
    )


def _add(
    request: ActorRequest,
    plan: Plan,
    model: type[Editable],
    form: Form,
    create: Callable[..., Editable],
    details: records.Details,
) -> HttpResponse:
    page = records.page_to_add(
        model, back=outline_of(plan), crumbs=crumbs_to_outline(plan), word=_word(plan, model)
    )
    return records.add(request, page, form, create, details, plan_ref=plan.ref)


def _change(
    request: ActorRequest,
    row: Any,
    form: Form,
    edit: Callable[..., Editable],
    details: records.Details,
    values_of: ValuesOf,
) -> HttpResponse:
    page = records.page_to_change(
        row,
        back=f"{outline_of(row.plan)}#{row.ref}",
        crumbs=crumbs_to_outline(row.plan),
        word=_word(row.plan, type(row)),
    )
    return records.change(request, row, page, form, edit, details, values_of)


def _word(plan: Plan, model: type[Editable]) -> str:
    """What the plan calls its groups and objectives; empty for the others."""
    terms = terms_of(plan.terms)
    return {Group: terms.group.one, Objective: terms.objective.one}.get(model, "")
