"""Bringing a plan in: send a document, watch it being read, look at what was understood, save it."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lapwing.contexts.improvement import commands, drafts
from lapwing.contexts.improvement.access import IMPORT, plans
from lapwing.contexts.improvement.edit_forms.imports import ImportForm
from lapwing.contexts.improvement.edit_views.editing import FormPage
from lapwing.contexts.improvement.edit_views.places import address
from lapwing.contexts.improvement.edit_views.reviewing import show_review
from lapwing.contexts.improvement.imports import AlreadyImportedError, PlanRefusedError
from lapwing.contexts.improvement.models import DraftState, Plan, PlanDraft
from lapwing.contexts.improvement.plan_files import PLAN_DOCUMENT
from lapwing.contexts.improvement.presenters.drafts import Waiting, next_steps
from lapwing.contexts.improvement.queries.standing import names_of
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.documents.uploading import takes_files
from lapwing.platform.ui.forms import refusals_on
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership

MOST_WAITING = 30
# Asked of the page of a draft that was sent as an inspection report: to see it read as a plan all the same.
AS_PLAN = "as-plan"


@requires(IMPORT)
@takes_files(PLAN_DOCUMENT)
@require_http_methods(["GET", "POST"])
def send(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Send a document to be read."""
    form = ImportForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        field = "file" if form.cleaned_data["file"] else "text"
        with refusals_on(form, commands.RefusedError, field=field):
            draft = drafts.send_document(
                actor=request.actor,
                now=timezone.now(),
                partnership=partnership,
                name=form.cleaned_data["name"],
                content=form.cleaned_data["content"],
            )
            return redirect(address(partnership, "import-draft", plan_draft=draft.ref))
    return _page(partnership).show(request, form, waiting=_waiting(partnership, timezone.now()))


@requires(IMPORT)
@require_http_methods(["GET", "POST"])
def draft(request: ActorRequest, partnership: Partnership, plan_draft: str) -> HttpResponse:
    """What did Lapwing understand? Save it, or let it go."""
    # the file itself is not needed here, and who watches the reading asks every second
    rows = PlanDraft.objects.filter(partnership=partnership).select_related("partnership").defer("data")
    found = drafts.rule.fetch(request.actor, IMPORT, queryset=rows, ref=plan_draft)
    if request.method == "POST":
        try:
            return _do(request, partnership, found)
        except NotVisible:
            # it was seen a moment ago: whoever was quicker, perhaps in another tab, has ended it
            messages.info(request, "This draft was saved or let go meanwhile. Nothing was done twice.")
            return redirect(address(partnership, "import"))
    if found.state == DraftState.READY and request.headers.get("HX-Target") == "progress":
        return HttpResponse(headers={"HX-Refresh": "true"})  # the page that watched is over
    if found.state == DraftState.READY and found.for_areas and AS_PLAN not in request.GET:
        return redirect(address(partnership, "import-areas", plan_draft=found.ref))
    if found.state == DraftState.READY:
        return show_review(request, partnership, found)
    return _show_progress(request, partnership, found)


def _do(request: ActorRequest, partnership: Partnership, found: PlanDraft) -> HttpResponse:
    """What a button of the draft's page says. Raises NotVisible when the draft is gone by now."""
    if "discard" in request.POST:
        drafts.discard_draft(actor=request.actor, now=timezone.now(), ref=found.ref)
        messages.success(request, "Let go. Nothing was saved.")
        return redirect(address(partnership, "import"))
    if "read" in request.POST:
        return _read_again(request, partnership, found)
    return _save(request, partnership, found)


@requires(IMPORT)
@require_GET
def saved(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """It is saved: what is next?"""
    rows = Plan.objects.in_force().select_related("partnership")
    found = plans.fetch(request.actor, IMPORT, queryset=rows, partnership=partnership, ref=plan)
    return render(
        request,
        "improvement/edit/saved.html",
        {"plan": found, "steps": next_steps(found), "partnership": partnership},
        title="The plan is saved",
        caption=found.title,
        crumbs=(_plans(partnership),),
        width="reading",
    )


def _save(request: ActorRequest, partnership: Partnership, found: PlanDraft) -> HttpResponse:
    here = redirect(address(partnership, "import-draft", plan_draft=found.ref))
    try:
        plan = drafts.save_draft(
            actor=request.actor, now=timezone.now(), ref=found.ref, again="again" in request.POST
        )
    except AlreadyImportedError as error:
        messages.error(request, f"{error} It was not saved a second time.")
        return here
    except (PlanRefusedError, commands.RefusedError) as error:
        messages.error(request, f"It cannot be saved: {error}")
        return here
    return redirect(address(partnership, "plan-saved", plan=plan.ref))


def _read_again(request: ActorRequest, partnership: Partnership, found: PlanDraft) -> HttpResponse:
    try:
        drafts.read_again(actor=request.actor, now=timezone.now(), ref=found.ref)
    except commands.RefusedError as error:
        messages.error(request, str(error))
    return redirect(address(partnership, "import-draft", plan_draft=found.ref))


def _show_progress(request: ActorRequest, partnership: Partnership, found: PlanDraft) -> HttpResponse:
    reading = f"Reading the {'report' if found.for_areas else 'plan'}"
    title = "It could not be read" if found.state == DraftState.REFUSED else reading
    return render(
        request,
        "improvement/edit/reading.html",
        {"draft": found, "is_stuck": drafts.is_stuck(found, timezone.now()), "partnership": partnership},
        title=title,
        caption=found.name,
        crumbs=crumbs_to_drafts(partnership),
        width="reading",
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


def _waiting(partnership: Partnership, now: datetime) -> list[Waiting]:
    """Documents that nobody has saved or let go yet."""
    rows = list(
        PlanDraft.objects.filter(partnership=partnership).defer("data", "content", "reading")[:MOST_WAITING]
    )
    names = names_of(row.user_id for row in rows)
    return [
        Waiting(
            name=row.name,
            url=address(partnership, "import-draft", plan_draft=row.ref),
            who=names.get(row.user_id, ""),
            when=row.created_at,
            state=row.state,
            open=row.questions_open,
            is_stuck=drafts.is_stuck(row, now),
        )
        for row in rows
    ]


def crumbs_to_drafts(partnership: Partnership) -> tuple[Crumb, ...]:
    """The steps to the list of documents."""
    return (_plans(partnership), Crumb("Bring a plan in", address(partnership, "import")))


def _plans(partnership: Partnership) -> Crumb:
    return Crumb("Plans", address(partnership, "plans"))
