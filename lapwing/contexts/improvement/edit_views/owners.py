"""Owner roles: their names, spellings that are one role, and who holds them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.access import EDIT, READ, REPORT, NotVisible
from lapwing.contexts.improvement.edit_forms import owners as forms
from lapwing.contexts.improvement.edit_views import records
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit, version_sent
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address
from lapwing.contexts.improvement.models import OwnerRole, RoleHolder
from lapwing.contexts.improvement.queries.standing import names_of
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.filters import plural
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.platform.ui.undoing import success_with_undo
from lapwing.registry.actors import holders_of
from lapwing.registry.models import Partnership


@requires(READ)
@require_http_methods(["GET", "POST"])
def roles(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Who owns what, under which spellings, and who holds each role."""
    may_edit = request.actor.may(EDIT, partnership.pk)
    if request.method == "POST" and may_edit:
        return _bring_back(request, partnership)
    lines = queries.owner_roles(actor=request.actor, partnership_ref=partnership.ref, on=timezone.localdate())
    among = OwnerRole.objects.filter(partnership=partnership)
    context = {
        "lines": lines,
        "may_edit": may_edit,
        "partnership": partnership,
        "joined": among.in_force().exclude(joined_to=None).select_related("joined_to") if may_edit else [],
        "taken_out": among.exclude(voided_at=None) if may_edit else [],
        "holding": queries.people_holding(partnership, timezone.localdate()) if may_edit else [],
    }
    return render(
        request,
        "improvement/edit/owner_roles.html",
        context,
        title="Owners",
        crumbs=(Crumb("Plans", address(partnership, "plans")),),
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Add an owner role."""
    page = _page(partnership, title="Add an owner role", button="Add the role", done="The role is added.")
    return submit(
        request,
        page,
        forms.RoleForm(sent(request), partnership=partnership),
        lambda typed: commands.create_owner_role(
            actor=request.actor,
            now=timezone.now(),
            partnership=partnership,
            name=typed["name"],
            organisation_ref=typed["organisation_ref"],
        ),
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, partnership: Partnership, owner_role: str) -> HttpResponse:
    """Rename a role, or say at which organisation it sits."""
    row = find(request, partnership, OwnerRole, owner_role)
    form = forms.RoleForm(
        sent(request),
        partnership=partnership,
        now_with=row.organisation,
        initial=records.initial_of(row, forms.role_values),
    )
    page = _page(
        partnership,
        title="Change the role",
        done="The role is changed.",
        take_out=address(partnership, "take-out", kind="owner-role", ref=row.ref),
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.edit_owner_role(actor=request.actor, now=timezone.now(), ref=row.ref, **typed),
        row=row,
        values_of=forms.role_values,
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def join(request: ActorRequest, partnership: Partnership, owner_role: str) -> HttpResponse:
    """Say that two roles are one; the other's name is kept, and it can be undone."""
    row = find(request, partnership, OwnerRole, owner_role)
    page = _page(
        partnership,
        title="Join two roles",
        button="They are one role",
        caption=row.name,
        intro=f"Everything that “{row.name}” owns comes to stand under the other's name. Spellings are kept.",
    )
    return submit(
        request,
        page,
        forms.JoinForm(sent(request), role=row, initial={"version": row.version}),
        lambda typed: commands.join_roles(actor=request.actor, now=timezone.now(), ref=row.ref, **typed),
        said=lambda joined: success_with_undo(
            request,
            "They are one role now.",
            address(partnership, "owner-role-part", owner_role=joined.ref) + f"?version={joined.version}",
        ),
    )


@requires(EDIT)
@require_POST
def part(request: ActorRequest, partnership: Partnership, owner_role: str) -> HttpResponse:
    """Say that a role is not the one it was joined to."""
    row = find(request, partnership, OwnerRole, owner_role)
    try:
        commands.part_roles(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=version_sent(request),
        )
    except commands.EditedByAnotherError:
        messages.error(request, "Somebody else changed this role meanwhile. This is how it stands now.")
    except commands.RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"“{row.name}” stands for itself again.")
    return redirect(address(partnership, "owner-roles"))


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def holder_new(request: ActorRequest, partnership: Partnership, owner_role: str) -> HttpResponse:
    """Say who holds a role, or stands in for its holder."""
    row = find(request, partnership, OwnerRole, owner_role)
    page = _page(
        partnership,
        title="Add a holder",
        caption=row.name,
        button="Add the person",
        done="The person is added.",
        intro="Whoever holds the role, or stands in, can report on its actions and enter their figures.",
    )
    return submit(
        request,
        page,
        forms.HolderForm(sent(request), partnership=partnership, initial={"from_date": timezone.localdate()}),
        lambda typed: commands.add_holder(actor=request.actor, now=timezone.now(), role_ref=row.ref, **typed),
        said=lambda made: _said(request, partnership, made.user_id, page.done),
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def holder_end(request: ActorRequest, partnership: Partnership, role_holder: str) -> HttpResponse:
    """Say until which day somebody holds a role."""
    rows = RoleHolder.objects.filter(partnership=partnership, ref=role_holder, role__voided_at=None)
    row = rows.select_related("role").first()
    if row is None:
        raise NotVisible("No such holder")
    name = names_of([row.user_id]).get(row.user_id, "Somebody who left")
    page = _page(
        partnership,
        title="End a holding",
        caption=row.role.name,
        button="Save the last day",
        done="The last day is saved.",
        about=[("Person", name), ("Since", row.from_date)],
    )
    return submit(
        request,
        page,
        forms.EndHolderForm(sent(request), initial={"to_date": row.to_date or timezone.localdate()}),
        lambda typed: commands.end_holder(
            actor=request.actor, now=timezone.now(), holder_ref=row.ref, to_date=typed["to_date"]
        ),
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def hand_over(request: ActorRequest, partnership: Partnership, person: str) -> HttpResponse:
    """Hand over what a person holds to somebody else, all of it or some."""
    today = timezone.localdate()
    holding = RoleHolder.objects.filter(partnership=partnership, user__ref=person)
    user_id = holding.values_list("user_id", flat=True).first()
    held = list(commands.held_by(partnership, user_id, today)) if user_id else []
    if user_id is None or not held:
        raise NotVisible("Nothing is held by such a person")
    form = forms.HandOverForm(
        sent(request),
        partnership=partnership,
        held=held,
        user_id=user_id,
        initial={
            "holder_refs": [row.ref for row in held],
            "last_day": today,
            "shown": forms.shown_of(held),
        },
    )
    page = _page(
        partnership,
        title="Hand over",
        caption=names_of([user_id]).get(user_id, "Somebody who left"),
        button="Hand it over",
        intro="Actions are owned by roles. Whoever takes a role over reports on all of its actions.",
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.hand_over(
            actor=request.actor, now=timezone.now(), partnership=partnership, user_id=user_id, **typed
        ),
        said=lambda number: _said(
            request, partnership, form.cleaned_data["to_user_id"], f"{plural(number, 'role')} handed over."
        ),
    )


def _said(request: ActorRequest, partnership: Partnership, user_id: int, done: str) -> None:
    """Say that it is done; and of somebody who may not write updates, that nobody will ask them for any."""
    messages.success(request, done)
    if user_id in holders_of(REPORT, partnership.pk, timezone.localdate()):
        return
    name = names_of([user_id]).get(user_id, "Whoever holds it")
    messages.warning(
        request,
        f"{name} may not write updates, so is not asked for any. Give them the role of action owner too, "
        "or add a deputy who may.",
    )


def _page(
    partnership: Partnership,
    *,
    title: str,
    button: str = "Save",
    done: str = "Saved.",
    caption: str | None = None,
    **context: object,
) -> FormPage:
    back = address(partnership, "owner-roles")
    crumbs = (Crumb("Plans", address(partnership, "plans")), Crumb("Owners", back))
    return FormPage(
        title=title, back=back, button=button, done=done, caption=caption, crumbs=crumbs, context=context
    )


def _bring_back(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    ref = request.POST.get("ref") or request.GET.get("ref", "")
    voided = OwnerRole.objects.filter(partnership=partnership, ref=ref).exclude(voided_at=None)
    try:
        if voided.exists():
            commands.bring_back(actor=request.actor, now=timezone.now(), model=OwnerRole, ref=ref)
            messages.success(request, "The role is back.")
    except commands.RefusedError as error:
        messages.error(request, str(error))
    return redirect(address(partnership, "owner-roles"))
