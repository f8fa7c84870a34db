"""The bodies that take part in a partnership."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry import commands
from lapwing.registry.errors import RegistryError
from lapwing.registry.forms import OrganisationForm
from lapwing.registry.models import OrganisationKind, Partnership


@requires("registry.people.manage")
@require_http_methods(["GET", "POST"])
def add_organisation(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Add a body, so that people can hold roles in it."""
    form = OrganisationForm(sent(request))
    people = reverse("people", args=[partnership.ref])
    if form.is_valid():
        kind = OrganisationKind(form.cleaned_data["kind"])
        try:
            made = commands.add_organisation(
                partnership=partnership, name=form.cleaned_data["name"], kind=kind
            )
        except RegistryError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"{made} now takes part.")
            return redirect(people)
    context = {
        "form": form,
        "button": "Add the organisation",
        "cancel_url": people,
        "taking_part": [
            (each.name, OrganisationKind(each.kind).label) for each in partnership.organisations.all()
        ],
    }
    return render(
        request,
        "registry/organisations.html",
        context,
        title="Organisations",
        crumbs=[Crumb("People", people)],
        width="reading",
    )
