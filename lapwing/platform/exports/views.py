"""Asking for an export, waiting for it, collecting it, and, for those who may, seeing everybody's."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.access_log.listings import note_listing
from lapwing.platform.exports import commands
from lapwing.platform.exports.access import OWN, REVIEW, find_export, own_exports
from lapwing.platform.exports.forms import AskForm
from lapwing.platform.exports.kinds import KINDS
from lapwing.platform.exports.models import Export, Form
from lapwing.platform.exports.tables import EVERYBODYS, OWN_EXPORTS
from lapwing.platform.jobs.queries import standing
from lapwing.platform.ui.forms import refusals_on, sent
from lapwing.platform.ui.pages import Crumb, render

MOST_PARAMETERS = 20


@requires(OWN)
@require_GET
def exports(request: ActorRequest, partnership: Any) -> HttpResponse:
    """One's own exports here."""
    listing = OWN_EXPORTS.read(
        request, own_exports(request.actor, partnership.pk).select_related("partnership")
    )
    return listing.download() or render(
        request,
        "exports/exports.html",
        {
            "listing": listing,
            "review_url": reverse("review-exports", args=[partnership.ref])
            if request.actor.may(REVIEW, partnership.pk)
            else "",
        },
        title="Your exports",
        crumbs=(Crumb("Your account", reverse("account")),),
    )


@requires(OWN)
@require_http_methods(["GET", "POST"])
def ask(request: ActorRequest, partnership: Any, export_kind: str) -> HttpResponse:
    """Ask for an export of what the address says."""
    parameters = {
        name: value[:2_000]
        for name, value in list(request.GET.dict().items())[:MOST_PARAMETERS]
        if name != "form" and "\x00" not in value
    }
    if not parameters:
        return redirect("exports", partnership=partnership.ref)
    kind = KINDS.of(export_kind)
    if kind is None or not request.actor.may(kind.permission, partnership.pk):
        raise NotVisible("No such export")
    content = commands.looked_over(kind, request.actor, partnership, parameters)
    wanted = request.GET.get("form", "")
    initial = {"form": wanted if wanted in Form.values else Form.XLSX}
    form = AskForm(sent(request), initial=initial, needs_reason=kind.personal)
    if form.is_valid():
        with refusals_on(form, commands.RefusedExportError):
            export = commands.request_export(
                kind=export_kind,
                by=request.actor,
                partnership=partnership,
                parameters=parameters,
                reason=form.cleaned_data["reason"],
                form=form.cleaned_data["form"],
                now=timezone.now(),
            )
            return redirect("export", partnership=partnership.ref, export=export.ref)
    return render(
        request,
        "exports/ask.html",
        {
            "form": form,
            "content": content,
            "button": "Make the file",
            "at_once": content.count <= commands.AT_ONCE,
            "cancel_url": reverse("exports", args=[partnership.ref]),
        },
        title="Take out a file",
        heading=content.label,
        caption="Take out a file",
        crumbs=_crumbs(partnership),
        width="reading",
    )


@requires(OWN)
@require_GET
def export(request: ActorRequest, partnership: Any, export: str) -> HttpResponse:
    """How far it is; then the file, until when, and how often it was fetched."""
    found = find_export(request.actor, partnership.pk, export)
    return render(
        request,
        "exports/export.html",
        {
            "export": found,
            "standing": standing(found.work, timezone.now()) if found.work else None,
            "name": commands.name_of(found),
        },
        title="Export",
        heading=found.label,
        crumbs=_crumbs(partnership),
        width="reading",
    )


@requires(OWN)
@require_GET
def collect(request: ActorRequest, partnership: Any, export: str) -> HttpResponseBase:
    """The file."""
    found = find_export(request.actor, partnership.pk, export)
    try:
        content = commands.collect(export=found, by=request.actor, now=timezone.now())
    except commands.RefusedExportError as error:
        messages.error(request, str(error))
        return redirect("export", partnership=partnership.ref, export=found.ref)
    answer = FileResponse(content, as_attachment=True, filename=commands.name_of(found))
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@requires(REVIEW)
@require_GET
def review(request: ActorRequest, partnership: Any) -> HttpResponse:
    """Every export of the partnership: who, what, why, when, how often. Never what is in it."""
    rows = Export.objects.filter(partnership_id=partnership.pk).select_related("user", "work")
    listing = EVERYBODYS.read(request, rows)
    note_listing(listing, Export, partnership_id=partnership.pk)
    return listing.download() or render(
        request,
        "exports/review.html",
        {"listing": listing},
        title="Everybody’s exports",
    )


def _crumbs(partnership: Any) -> tuple[Crumb, ...]:
    return (Crumb("Your exports", reverse("exports", args=[partnership.ref])),)
