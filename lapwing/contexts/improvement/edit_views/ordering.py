"""Putting records in another order, taking them out with a reason, and bringing them back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from lapwing.contexts.improvement import access, commands
from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.edit_forms.plans import TakeOutForm
from lapwing.contexts.improvement.edit_views.by_request import instead_of_taking_out
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit, version_sent
from lapwing.contexts.improvement.edit_views.finding import find, kind_of
from lapwing.contexts.improvement.edit_views.places import address, address_of, crumbs_to_outline, outline_of
from lapwing.contexts.improvement.models import (
    Milestone,
    Occurrence,
    OwnerRole,
    Plan,
    Series,
    SuccessCriterion,
)
from lapwing.contexts.improvement.models.base import Editable
from lapwing.contexts.improvement.models.parents import plan_of
from lapwing.contexts.improvement.presenters.kinds import WITHOUT_ORDER, WORDS
from lapwing.contexts.improvement.presenters.taken_out import taken_out_of, title_of
from lapwing.platform.access.rules import NotVisible, Rule
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.platform.ui.undoing import success_with_undo
from lapwing.registry.models import Partnership


@requires(EDIT)
@require_POST
def move(request: ActorRequest, partnership: Partnership, kind: str, ref: str) -> HttpResponse:
    """Put a record after another one (``after``), or first."""
    if kind in WITHOUT_ORDER:
        raise NotVisible("Records of this kind have no order")
    row = find(request, partnership, kind_of(kind), ref)
    try:
        commands.move(
            actor=request.actor,
            now=timezone.now(),
            model=type(row),
            ref=ref,
            version=version_sent(request),
            after_ref=request.POST.get("after", ""),
        )
    except commands.EditedByAnotherError:
        messages.error(request, "Somebody else changed this meanwhile. This is how it stands now; try again.")
    except commands.RefusedError as error:
        messages.error(request, str(error))
    return redirect(f"{_list_of(row)}#{row.ref}")


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def take_out(request: ActorRequest, partnership: Partnership, kind: str, ref: str) -> HttpResponse:
    """Take a record out of the plan, for a reason."""
    row = find(request, partnership, kind_of(kind), ref)
    if request.method == "GET" and (asking := instead_of_taking_out(request, row)):
        return asking
    word = WORDS[type(row)]
    page = FormPage(
        title=f"Take the {word} out",
        button="Take it out",
        back=_above(row),
        done="",
        caption=title_of(row),
        context={
            "intro": "Everything under it goes with it, and nothing is erased: you can bring it back.",
            "is_warning": True,
        },
    )

    def save(typed: dict[str, Any]) -> Editable:
        return commands.void(
            actor=request.actor,
            now=timezone.now(),
            model=type(row),
            ref=row.ref,
            version=typed["version"],
            reason=typed["reason"],
            named_nobody=typed["named_nobody"],
        )

    form = TakeOutForm(sent(request), initial={"version": row.version})
    return submit(
        request,
        page,
        form,
        save,
        leads_to=_above,
        said=lambda _: success_with_undo(request, f"The {word} is taken out.", _undo(row, kind)),
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def taken_out(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What was taken out of a plan, each with its reason, to be brought back."""
    rows = Plan.objects.filter(partnership=partnership).select_related("partnership")
    row = access.plans.fetch(request.actor, EDIT, queryset=rows, ref=plan)
    if request.method == "POST":
        return _bring_back(request, partnership, row)
    return render(
        request,
        "improvement/edit/taken_out.html",
        {"lines": taken_out_of(row), "here_url": request.path},
        title="Taken out",
        caption=row.title,
        crumbs=crumbs_to_outline(row)
        if row.voided_at is None
        else (Crumb("Plans", address(partnership, "plans")),),
    )


def _bring_back(request: ActorRequest, partnership: Partnership, plan: Plan) -> HttpResponse:
    """Bring back what ``kind`` and ``ref`` name, sent along or in the address."""
    asked = {**request.GET.dict(), **request.POST.dict()}
    model, ref = kind_of(asked.get("kind", "plan")), asked.get("ref", "")
    voided = model._default_manager.filter(partnership=partnership).exclude(voided_at=None)
    row = voided.filter(ref=ref).first()
    if row is None:
        messages.error(request, "It has been brought back already.")
        return redirect(outline_of(plan) if plan.voided_at is None else address(partnership, "plans"))
    Rule(model).fetch(request.actor, EDIT, queryset=voided, ref=ref)
    try:
        commands.bring_back(actor=request.actor, now=timezone.now(), model=model, ref=ref)
    except commands.RefusedError as error:
        messages.error(request, str(error))
        return redirect(request.path)
    messages.success(request, f"The {WORDS[model]} is back.")
    return redirect(_above(row))


def _undo(row: Editable, kind: str) -> str:
    """Where a post brings it back again."""
    if plan := plan_of(row):
        path = address(row.partnership, "taken-out", plan=plan.ref)
    else:
        path = address(row.partnership, "owner-roles")
    return f"{path}?{urlencode({'kind': kind, 'ref': row.ref})}"


def _list_of(row: Any) -> str:
    """The page on which the order of a record's list is changed."""
    if isinstance(row, Milestone | SuccessCriterion):
        return address(row.partnership, "action-edit", action=row.action.ref)
    if isinstance(row, Series):
        return address(row.partnership, "measure-edit", measure=row.measure.ref)
    return _above(row)


def _above(row: Any) -> str:
    """The page on which a record stands among others."""
    if isinstance(row, OwnerRole):
        return address(row.partnership, "owner-roles")
    if isinstance(row, Plan):
        return outline_of(row) if row.voided_at is None else address(row.partnership, "plans")
    if isinstance(row, Milestone | SuccessCriterion):
        return address_of(row.action)
    if isinstance(row, Occurrence):
        return address_of(row.milestone)
    if isinstance(row, Series):
        return address_of(row.measure)
    return outline_of(row.plan)
