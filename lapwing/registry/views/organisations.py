"""The bodies that take part in a partnership."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import Form, refusals_on, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry import commands
from lapwing.registry.access import participations
from lapwing.registry.errors import RegistryError
from lapwing.registry.forms import EndParticipationForm, OrganisationForm, RenameForm
from lapwing.registry.models import OrganisationKind, Participation, Partnership
from lapwing.registry.views.administration import administration_crumb

MANAGE = "registry.people.manage"


@requires(MANAGE)
@require_http_methods(["GET", "POST"])
def add_organisation(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """The bodies that take part; add one, so that people can hold roles in it."""
    form = OrganisationForm(sent(request))
    here = reverse("organisations", args=[partnership.ref])
    if form.is_valid():
        kind = OrganisationKind(form.cleaned_data["kind"])
        with refusals_on(form, RegistryError, field="name"):
            made = commands.add_organisation(
                partnership=partnership, name=form.cleaned_data["name"], kind=kind
            )
            messages.success(request, f"{made} now takes part.")
            return redirect(here)
    context = {
        "form": form,
        "button": "Add the organisation",
        "partnership": partnership,
        "taking_part": _bodies(request, partnership),
    }
    return render(
        request,
        "registry/organisations.html",
        context,
        title="Organisations",
        crumbs=[administration_crumb(partnership)],
        width="reading",
    )


@requires(MANAGE)
@require_http_methods(["GET", "POST"])
def rename_organisation(request: ActorRequest, partnership: Partnership, organisation: str) -> HttpResponse:
    """Give a body another name."""
    part = _part(request, partnership, organisation)
    form = RenameForm(sent(request), initial={"name": part.organisation.name})
    if form.is_valid():
        with refusals_on(form, RegistryError):
            commands.rename_organisation(part.organisation, partnership=partnership, **form.cleaned_data)
            messages.success(request, f"It is now named {form.cleaned_data['name']}.")
            return redirect("organisations", partnership.ref)
    return _about(request, partnership, part, form, title="Rename an organisation", button="Rename it")


@requires(MANAGE)
@require_http_methods(["GET", "POST"])
def end_participation(request: ActorRequest, partnership: Partnership, organisation: str) -> HttpResponse:
    """Let a body take part no longer."""
    part = _part(request, partnership, organisation)
    form = EndParticipationForm(sent(request))
    if form.is_valid():
        with refusals_on(form, RegistryError):
            commands.end_participation(
                part, by=request.actor, now=timezone.now(), reason=form.cleaned_data["reason"]
            )
            messages.success(request, f"{part.organisation} no longer takes part.")
            return redirect("organisations", partnership.ref)
    return _about(request, partnership, part, form, title="End an organisation's part", button="End its part")


def _bodies(request: ActorRequest, partnership: Partnership) -> list[tuple[Participation, str, int]]:
    """Each body that takes part, its kind, and how many roles are held or to be held there."""
    today = timezone.localdate()
    among = participations.visible_to(
        request.actor, Participation.objects.filter(partnership=partnership, ended_at=None), permission=MANAGE
    )
    held = Count(
        "organisation__memberships",
        filter=Q(organisation__memberships__partnership=partnership, organisation__memberships__ended_at=None)
        & (Q(organisation__memberships__to_date=None) | Q(organisation__memberships__to_date__gte=today)),
    )
    rows = among.select_related("organisation").annotate(held=held).order_by("organisation__name")
    return [(row, OrganisationKind(row.organisation.kind).label, row.held) for row in rows]


def _part(request: ActorRequest, partnership: Partnership, ref: str) -> Participation:
    among = Participation.objects.filter(ended_at=None).select_related("organisation", "partnership")
    return participations.fetch(
        request.actor, MANAGE, queryset=among, partnership=partnership, organisation__ref=ref
    )


def _about(
    request: ActorRequest,
    partnership: Partnership,
    part: Participation,
    form: Form,
    *,
    title: str,
    button: str,
) -> HttpResponse:
    back = reverse("organisations", args=[partnership.ref])
    return render(
        request,
        "layouts/form.html",
        {"form": form, "button": button, "cancel_url": back},
        title=title,
        caption=part.organisation.name,
        crumbs=[administration_crumb(partnership), Crumb("Organisations", back)],
        width="reading",
    )
