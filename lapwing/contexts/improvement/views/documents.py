"""The document a plan was read from, and the plan as a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import access, queries
from lapwing.contexts.improvement.exports import export_plan
from lapwing.contexts.improvement.presenters.here import asked_day, here_of, show
from lapwing.contexts.improvement.presenters.words import asked_number
from lapwing.contexts.improvement.publishing import files
from lapwing.contexts.improvement.whole_plan import WHOLE_PLAN
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.writing.legible import TooLongForExcelError
from lapwing.registry.models import Partnership


@requires(access.READ)
@require_safe
def source(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Where does it stand in the document? ``?first=`` and ``?last=`` are line numbers."""
    day = asked_day(request)
    first = asked_number(request.GET.get("first", ""))
    last = max(first, asked_number(request.GET.get("last", "")))
    number = asked_number(request.GET["document"]) if "document" in request.GET else 0
    page = queries.source_page(
        actor=request.actor, plan_ref=plan, on=day.today, first=first, last=last, number=number
    )
    here = here_of(request, partnership, page.plan, day)
    return show(
        request, here, "source", {"text": page.text, "partnership": partnership}, title="The document"
    )


@requires(access.EXPORT)
@require_safe
def save_as(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """In which form do I want the plan?"""
    day = asked_day(request)
    head = queries.plan_head(actor=request.actor, plan_ref=plan, on=day.today, as_at=day.as_at)
    here = here_of(request, partnership, head, day)
    kinds = [(kind, here.to(f"export-{kind.ending}")) for kind in files.KINDS.values()]
    asked = reverse("ask-for-export", args=[partnership.ref, WHOLE_PLAN.code])
    tables_url = f"{asked}?{urlencode({'plan': plan})}"
    return show(
        request,
        here,
        "save_as",
        {"kinds": kinds, "tables_url": tables_url},
        title="Download the plan",
        width="reading",
    )


@requires(access.EXPORT)
@require_safe
def export(request: ActorRequest, partnership: Partnership, plan: str, ending: files.Ending) -> HttpResponse:
    """The plan as a file, named after its title."""
    day = asked_day(request)
    head = queries.plan_head(actor=request.actor, plan_ref=plan, on=day.today, as_at=day.as_at)
    here = here_of(request, partnership, head, day)
    made = export_plan(actor=request.actor, plan_ref=plan, as_at=day.as_at)
    try:
        data = files.written(made, ending)
    except TooLongForExcelError as error:
        return show(request, here, "not_written", {"why": str(error)}, title="This file cannot be made")
    name = files.file_name(made.title, ending, head.on)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        data,
        content_type=files.KINDS[ending].media_type,
        headers={"Content-Disposition": disposition or "attachment"},
    )
