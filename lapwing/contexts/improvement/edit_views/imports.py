"""Bringing a plan in: send a document, see what Lapwing understood of it, then save it or let it go."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands, drafts
from lapwing.contexts.improvement.access import IMPORT
from lapwing.contexts.improvement.edit_forms.imports import ImportForm
from lapwing.contexts.improvement.edit_views.editing import FormPage, refuse
from lapwing.contexts.improvement.edit_views.places import address, address_of
from lapwing.contexts.improvement.imports import AlreadyImportedError, PlanRefusedError
from lapwing.contexts.improvement.models import PlanDraft
from lapwing.contexts.improvement.presenters.drafts import understood
from lapwing.contexts.improvement.queries.standing import names_of
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership


@requires(IMPORT)
@require_http_methods(["GET", "POST"])
def send(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Send a document to be read."""
    form = ImportForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            draft = drafts.keep_draft(
                actor=request.actor,
                now=timezone.now(),
                partnership=partnership,
                name=form.cleaned_data["name"],
                text=form.cleaned_data["text"],
            )
        except commands.RefusedError as error:
            refuse(
                form, commands.RefusedError(str(error), field="file" if form.cleaned_data["file"] else "text")
            )
        else:
            return redirect(address(partnership, "import-draft", plan_draft=draft.ref))
    return _page(partnership).show(request, form, waiting=_waiting(partnership))


@requires(IMPORT)
@require_http_methods(["GET", "POST"])
def draft(request: ActorRequest, partnership: Partnership, plan_draft: str) -> HttpResponse:
    """What did Lapwing understand? Save it, or let it go."""
    rows = PlanDraft.objects.filter(partnership=partnership).select_related("partnership")
    found = drafts.rule.fetch(request.actor, IMPORT, queryset=rows, ref=plan_draft)
    if request.method == "POST" and "discard" in request.POST:
        drafts.discard_draft(actor=request.actor, ref=found.ref)
        messages.success(request, "Let go. Nothing was saved.")
        return redirect(address(partnership, "import"))
    if request.method == "POST":
        return _save(request, partnership, found)
    return _show(request, partnership, found)


def _save(request: ActorRequest, partnership: Partnership, found: PlanDraft) -> HttpResponse:
    try:
        plan = drafts.save_draft(
            actor=request.actor, now=timezone.now(), ref=found.ref, again="again" in request.POST
        )
    except AlreadyImportedError:
        return _show(request, partnership, found)
    except PlanRefusedError as error:
        messages.error(request, f"It cannot be saved: {error}")
        return _show(request, partnership, found)
    messages.success(request, f"“{plan.title}” is saved. Its open questions are the next thing to look at.")
    return redirect(address_of(plan))


def _show(request: ActorRequest, partnership: Partnership, found: PlanDraft) -> HttpResponse:
    plan = drafts.read_text(found.text, found.name)
    return render(
        request,
        "improvement/edit/draft.html",
        {
            "draft": found,
            "found": understood(plan, found.text),
            "before": drafts.imported_before(partnership, found.sha256),
            "partnership": partnership,
        },
        title="What Lapwing understood",
        caption=found.name,
        crumbs=(_plans(partnership), Crumb("Bring a plan in", address(partnership, "import"))),
    )


def _page(partnership: Partnership) -> FormPage:
    return FormPage(
        title="Bring a plan in",
        button="Read it",
        back=address(partnership, "plans"),
        crumbs=(_plans(partnership),),
        template="improvement/edit/import.html",
        context={"partnership": partnership},
    )


def _waiting(partnership: Partnership) -> list[tuple[str, str, str, object]]:
    """Documents read and neither saved nor let go: name, address, by whom, when."""
    rows = list(PlanDraft.objects.filter(partnership=partnership)[:20])
    names = names_of(row.user_id for row in rows)
    return [
        (
            row.name,
            address(partnership, "import-draft", plan_draft=row.ref),
            names.get(row.user_id, ""),
            row.created_at,
        )
        for row in rows
    ]


def _plans(partnership: Partnership) -> Crumb:
    return Crumb("Plans", address(partnership, "plans"))
