"""Actions, their milestones and success criteria, and who owns them, by hand."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.edit_forms import actions as forms
from lapwing.contexts.improvement.edit_views import records
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import (
    address_of,
    crumbs_to,
    crumbs_to_outline,
    outline_of,
)
from lapwing.contexts.improvement.models import Action, Plan
from lapwing.contexts.improvement.presenters.outline import entries_of
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.registry.models import Partnership


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Add an action; ``?objective=`` or ``?group=`` proposes where it belongs."""
    above = find(request, partnership, Plan, plan)
    asked = request.GET.get("objective", "")
    initial = {"objective_refs": [asked] if asked else [], "group_ref": request.GET.get("group", "")}
    page = records.page_to_add(
        Action,
        back=outline_of(above),
        crumbs=crumbs_to_outline(above),
        done="The action is added. Say who owns it and when it is due.",
    )
    return records.add(
        request,
        page,
        forms.ActionForm(sent(request), plan=above, initial=initial),
        commands.create_action,
        partial(forms.action_details, None),
        plan_ref=above.ref,
        leads_to=address_of,
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, partnership: Partnership, action: str) -> HttpResponse:
    """Change an action and what it serves."""
    row = find(request, partnership, Action, action)
    form = forms.ActionForm(
        sent(request), plan=row.plan, initial=records.initial_of(row, forms.action_values)
    )
    page = records.page_to_change(
        row,
        back=address_of(row),
        crumbs=crumbs_to(row),
        template="improvement/edit/action.html",
        action=row,
        partnership=partnership,
        milestones=entries_of("milestone", row.milestones.filter(voided_at=None)),
        criteria=entries_of("criterion", row.criteria.filter(voided_at=None)),
        owners=[each.role.name for each in row.ownerships.filter(withdrawn_at=None).select_related("role")],
    )
    return records.change(
        request,
        row,
        page,
        form,
        commands.edit_action,
        partial(forms.action_details, row),
        forms.action_values,
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def owners(request: ActorRequest, partnership: Partnership, action: str) -> HttpResponse:
    """Say which roles own an action."""
    row = find(request, partnership, Action, action)
    page = FormPage(
        title="Change the owners",
        caption=row.text,
        back=address_of(row),
        done="The owners are changed.",
        crumbs=crumbs_to(row),
        template="improvement/edit/owners_of_action.html",
        context={"partnership": partnership},
    )

    def save(typed: dict[str, Any]) -> Action:
        before = forms.owners_of(row)
        kept = [ref for ref in before if ref in typed["role_refs"]]
        return commands.set_owners(
            actor=request.actor,
            now=timezone.now(),
            action_ref=row.ref,
            version=typed["version"],
            role_refs=[*kept, *(ref for ref in typed["role_refs"] if ref not in kept)],
            reason=typed["reason"],
            named_nobody=typed["named_nobody"],
        )

    form = forms.OwnersForm(sent(request), action=row, initial=records.initial_of(row, forms.owner_values))
    return submit(request, page, form, save, row=row, values_of=forms.owner_values)
