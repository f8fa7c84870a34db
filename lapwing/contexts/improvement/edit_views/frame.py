"""The plan's frame by hand: areas for improvement, findings, groups and objectives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.edit_forms import plans as forms
from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_views.editing import FormPage, ValuesOf, submit
from lapwing.contexts.improvement.edit_views.finding import KINDS, WORDS, find
from lapwing.contexts.improvement.edit_views.places import address, crumbs_to, outline_of
from lapwing.contexts.improvement.models import Area, Finding, Group, Objective, Plan
from lapwing.contexts.improvement.models.base import Editable
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership

Details = Callable[[dict[str, Any]], Any]


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
    form = forms.AreaForm(sent(request), initial=_initial(row, forms.area_values))
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
    initial = _initial(row, forms.finding_values)
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
    form = forms.GroupForm(sent(request), initial=_initial(row, forms.group_values))
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
    initial = _initial(row, forms.objective_values)
    form = forms.ObjectiveForm(sent(request), plan=row.plan, initial=initial)
    return _change(
        request, row, form, commands.edit_objective, forms.objective_details, forms.objective_values
    )


def _initial(row: Editable, values_of: ValuesOf) -> dict[str, Any]:
    return {**values_of(row), "version": row.version}


def _add(
    request: ActorRequest,
    plan: Plan,
    model: type[Editable],
    form: EditForm,
    create: Callable[..., Editable],
    details: Details,
) -> HttpResponse:
    word = WORDS[model]
    page = FormPage(
        title=f"Add {'an' if word[0] in 'aeio' else 'a'} {word}",
        button=f"Add the {word}",
        back=outline_of(plan),
        done=f"The {word} is added.",
        crumbs=_crumbs(plan),
    )
    return submit(
        request,
        page,
        form,
        lambda typed: create(
            actor=request.actor, now=timezone.now(), plan_ref=plan.ref, details=details(typed)
        ),
    )


def _change(
    request: ActorRequest,
    row: Any,
    form: EditForm,
    edit: Callable[..., Editable],
    details: Details,
    values_of: ValuesOf,
) -> HttpResponse:
    word = WORDS[type(row)]
    kind = next(kind for kind, model in KINDS.items() if model is type(row))
    page = FormPage(
        title=f"Change the {word}",
        back=f"{outline_of(row.plan)}#{row.ref}",
        done=f"The {word} is changed.",
        crumbs=_crumbs(row.plan),
        context={"take_out": address(row.partnership, "take-out", kind=kind, ref=row.ref)},
    )
    return submit(
        request,
        page,
        form,
        lambda typed: edit(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=typed["version"],
            details=details(typed),
        ),
        row=row,
        values_of=values_of,
    )


def _crumbs(plan: Plan) -> tuple[Crumb, ...]:
    return (*crumbs_to(plan), Crumb("Change the plan", outline_of(plan)))
