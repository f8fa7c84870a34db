"""Actions, their milestones and success criteria, and who owns them, by hand."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.edit_forms import actions as forms
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, address_of, crumbs_to, outline_of
from lapwing.contexts.improvement.models import Action, Plan
from lapwing.contexts.improvement.presenters.outline import entries_of
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Add an action; ``?objective=`` or ``?group=`` proposes where it belongs."""
    above = find(request, partnership, Plan, plan)
    asked = request.GET.get("objective", "")
    initial = {"objective_refs": [asked] if asked else [], "group_ref": request.GET.get("group", "")}
    page = FormPage(
        title="Add an action",
        button="Add the action",
        back=outline_of(above),
        done="The action is added. Say who owns it and when it is due.",
        crumbs=(*crumbs_to(above), Crumb("Change the plan", outline_of(above))),
    )
    return submit(
        request,
        page,
        forms.ActionForm(sent(request), plan=above, initial=initial),
        lambda typed: commands.create_action(
            actor=request.actor,
            now=timezone.now(),
            plan_ref=above.ref,
            details=forms.action_details(None, typed),
        ),
        leads_to=address_of,
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, partnership: Partnership, action: str) -> HttpResponse:
    """Change an action and what it serves."""
    row = find(request, partnership, Action, action)
    form = forms.ActionForm(
        sent(request), plan=row.plan, initial={**forms.action_values(row), "version": row.version}
    )
    page = FormPage(
        title="Change the action",
        back=address_of(row),
        done="The action is changed.",
        crumbs=crumbs_to(row),
        template="improvement/edit/action.html",
        context={
            "action": row,
            "partnership": partnership,
            "milestones": entries_of("milestone", row.milestones.filter(voided_at=None)),
            "criteria": entries_of("criterion", row.criteria.filter(voided_at=None)),
            "owners": [
                each.role.name for each in row.ownerships.filter(withdrawn_at=None).select_related("role")
            ],
            "take_out": address(partnership, "take-out", kind="action", ref=row.ref),
        },
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.edit_action(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=typed["version"],
            details=forms.action_details(row, typed),
        ),
        row=row,
        values_of=forms.action_values,
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def owners(request: ActorRequest, partnership: Partnership, action: str) -> HttpResponse:
    """Say which roles own an action."""
    row = find(request, partnership, Action, action)
    initial = {**forms.owner_values(row), "version": row.version}
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
        )

    form = forms.OwnersForm(sent(request), action=row, initial=initial)
    return submit(request, page, form, save, row=row, values_of=forms.owner_values)
