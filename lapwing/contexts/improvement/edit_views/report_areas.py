"""Starting a plan from an inspection report: send it, confirm its areas, say what the plan is."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands, drafts
from lapwing.contexts.improvement.access import EDIT, IMPORT
from lapwing.contexts.improvement.edit_forms.plans import plan_details
from lapwing.contexts.improvement.edit_forms.report_areas import (
    AreasForm,
    ReportForm,
    ReportPlanForm,
    area_values,
)
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.places import address
from lapwing.contexts.improvement.edit_views.rows import submit_rows
from lapwing.contexts.improvement.models import DraftState, Plan, PlanDraft, PlanKind
from lapwing.contexts.improvement.plan_files import PLAN_DOCUMENT
from lapwing.contexts.improvement.starting.from_report import (
    AreaRow,
    areas_in,
    keep_areas,
    send_report,
    start_from_report,
)
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.documents.uploading import takes_files
from lapwing.platform.ui.forms import refusals_on, sent
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership

LATER = "later"


@requires(IMPORT)
@takes_files(PLAN_DOCUMENT)
@require_http_methods(["GET", "POST"])
def send(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Send an inspection report, or paste its areas."""
    _keepers_only(request, partnership)
    form = ReportForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        field = "file" if form.cleaned_data["file"] else "text"
        with refusals_on(form, commands.RefusedError, field=field):
            draft = send_report(
                actor=request.actor,
                now=timezone.now(),
                partnership=partnership,
                name=form.cleaned_data["name"],
                content=form.cleaned_data["content"],
            )
            return redirect(address(partnership, "import-draft", plan_draft=draft.ref))
    page = FormPage(
        title="Start from an inspection report",
        button="Read it",
        back=address(partnership, "plan-start"),
        crumbs=_crumbs(partnership),
        context={
            "intro": "Lapwing looks for the areas for improvement and for priority action, and shows them "
            "for you to confirm. Nothing is started until you say so."
        },
    )
    return page.show(request, form)


@requires(IMPORT)
@require_http_methods(["GET", "POST"])
def areas(request: ActorRequest, partnership: Partnership, plan_draft: str) -> HttpResponse:
    """Are these the areas of the report?"""
    draft = _fetch(request, partnership, plan_draft)
    if draft.state != DraftState.READY:
        return redirect(address(partnership, "import-draft", plan_draft=draft.ref))
    before = areas_in(draft)
    form = AreasForm(sent(request), rows=[area_values(each) for each in before], version=draft.version)
    later = LATER in request.POST
    page = FormPage(
        title="Areas of the report",
        back=address(partnership, "import")
        if later
        else address(partnership, "import-areas-start", plan_draft=draft.ref),
        done="The areas are kept. Come back when you like: the report is in the list of documents."
        if later
        else "The areas are kept.",
        caption=draft.name,
        crumbs=_crumbs(partnership),
        template="improvement/start/areas.html",
        context={"found": len(before), "touched": draft.areas is not None},
    )
    return submit_rows(
        request,
        page,
        form,
        lambda typed: keep_areas(
            actor=request.actor,
            now=timezone.now(),
            ref=draft.ref,
            version=typed.cleaned_data["version"],
            areas=typed.areas(before),  # type: ignore[attr-defined]
        ),
        in_words=lambda typed: _in_words(typed.areas(before) if isinstance(typed, AreasForm) else before),
    )


@requires(IMPORT)
@require_http_methods(["GET", "POST"])
def start(request: ActorRequest, partnership: Partnership, plan_draft: str) -> HttpResponse:
    """Which plan answers the report? Start it with an area and a group for each."""
    draft = _fetch(request, partnership, plan_draft)
    here = address(partnership, "import-areas", plan_draft=draft.ref)
    if draft.state != DraftState.READY:
        return redirect(here)
    form = ReportPlanForm(
        sent(request),
        parents=list(Plan.objects.in_force().filter(partnership=partnership)),
        initial=_first_values(draft, partnership),
    )
    page = FormPage(
        title="The plan that answers the report",
        button="Start the plan",
        back=here,
        done="The plan is started.",
        caption=draft.name,
        crumbs=(*_crumbs(partnership), Crumb("Areas of the report", here)),
        template="improvement/start/report_plan.html",
        context={"areas": areas_in(draft), "areas_url": here},
    )
    return submit(
        request,
        page,
        form,
        lambda typed: start_from_report(
            actor=request.actor,
            now=timezone.now(),
            ref=draft.ref,
            version=typed["version"],
            details=plan_details(typed),
            report_day=typed["report_day"],
        ),
        leads_to=lambda plan: address(partnership, "plan-started", plan=plan.ref),
        said=lambda _: None,
    )


def _fetch(request: ActorRequest, partnership: Partnership, ref: str) -> PlanDraft:
    """The draft of this reference. Raises NotVisible."""
    _keepers_only(request, partnership)
    rows = PlanDraft.objects.filter(partnership=partnership).select_related("partnership").defer("data")
    return drafts.rule.fetch(request.actor, IMPORT, queryset=rows, ref=ref)


def _keepers_only(request: ActorRequest, partnership: Partnership) -> None:
    """Bringing a document in is not enough: a plan is made. Raises NotVisible."""
    if not request.actor.may(EDIT, partnership.pk):
        raise NotVisible("No such page")


def _first_values(draft: PlanDraft, partnership: Partnership) -> dict[str, Any]:
    """What the report itself tells of the plan that answers it."""
    told = drafts.open_draft(draft).reading
    return {
        "title": "",
        "kind": PlanKind.IMPROVEMENT,
        "local_area": partnership.local_area,
        "inspected_from": told.inspection.from_,
        "inspected_to": told.inspection.to,
        "inspection_outcome": told.inspection.outcome or "",
        "version": draft.version,
    }


def _in_words(areas: Any) -> str:
    found: list[AreaRow] = list(areas)
    return "\n".join(f"{each.number} {each.title}".strip() for each in found) or "None"


def _crumbs(partnership: Partnership) -> tuple[Crumb, ...]:
    return (
        Crumb("Plans", address(partnership, "plans")),
        Crumb("Start a plan", address(partnership, "plan-start")),
    )
