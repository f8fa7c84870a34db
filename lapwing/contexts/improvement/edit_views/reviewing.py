"""The review of a draft: the document on one side, questions and the plan as it will look on the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lapwing.contexts.improvement import draft_edits, drafts
from lapwing.contexts.improvement.access import IMPORT
from lapwing.contexts.improvement.commands import EditedByAnotherError, RefusedError
from lapwing.contexts.improvement.drafts import OpenDraft, open_draft
from lapwing.contexts.improvement.edit_forms.reviewing import PlaceForm, edit_of
from lapwing.contexts.improvement.edit_views.places import address
from lapwing.contexts.improvement.models import DraftState, PlanDraft
from lapwing.contexts.improvement.presenters.later import later_of
from lapwing.contexts.improvement.presenters.review_page import (
    dividing,
    frame_of,
    line_seen,
    page_seen,
    place_seen,
    recut,
)
from lapwing.contexts.improvement.reviewing import Edit, EditError, Place
from lapwing.contexts.improvement.reviewing.places import LISTS
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.asked import whole_number
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership


def show_review(request: ActorRequest, partnership: Partnership, draft: PlanDraft) -> HttpResponse:
    """Did it understand us? Questions first, then the plan as it will look; one line where one was chosen."""
    opened = open_draft(draft)
    line = whole_number(request.GET.get("line"))
    last = max(line, whole_number(request.GET.get("to")))
    return _show(
        request,
        opened,
        "improvement/review/page.html",
        {
            "seen": page_seen(opened),
            "line": line_seen(opened, line, last) if 0 < line <= len(opened.lines) else None,
            "before": drafts.imported_before(partnership, opened.as_document.sha256),
            "later_of": later_of(partnership, opened),
        },
        title="What Lapwing understood",
    )


@requires(IMPORT)
@require_POST
def edit(request: ActorRequest, partnership: Partnership, plan_draft: str) -> HttpResponse:
    """Do one thing to a draft, undo the last, or do it again."""
    found = _fetch(request, partnership, plan_draft)
    version = whole_number(request.POST.get("version"))
    common: dict[str, Any] = {
        "actor": request.actor,
        "now": timezone.now(),
        "ref": found.ref,
        "version": version,
    }
    try:
        if request.POST.get("kind") == "undo":
            draft_edits.undo_edit(**common)
        elif request.POST.get("kind") == "redo":
            draft_edits.redo_edit(**common)
        else:
            draft_edits.edit_draft(edit=edit_of(request.POST), **common)
    except EditedByAnotherError:
        messages.error(request, _meanwhile(found, version))
    except RefusedError as error:
        messages.error(request, str(error))
    except ValueError:
        messages.error(request, "What was sent does not fit this draft. Look at it again.")
    return _back(partnership, found, request.POST.get("back", ""))


@requires(IMPORT)
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, partnership: Partnership, plan_draft: str) -> HttpResponse:
    """Correct what stands at a place, or divide and join its parts, beside the lines it was read from."""
    found = _fetch(request, partnership, plan_draft)
    if found.state != DraftState.READY:
        return _back(partnership, found)
    if line := whole_number(
        request.GET.get("line")
    ):  # the document's own links, which stand beside this page too
        return redirect(f"{address(partnership, 'import-draft', plan_draft=found.ref)}?line={line}#line")
    opened = open_draft(found)
    try:
        if "question" in request.GET:
            context = {"parts": recut(opened, whole_number(request.GET["question"]))}
            return _show(request, opened, "improvement/review/divide.html", context, title="Divide a cell")
        place = Place.of(request.GET.get("at", ""))
        if place.part in LISTS and place.at is None:
            context = {"parts": dividing(opened, place)}
            return _show(request, opened, "improvement/review/divide.html", context, title="Divide or join")
        return _correct(request, partnership, opened, place)
    except (EditError, ValueError, IndexError, StopIteration):
        messages.error(request, "This is no longer in the draft.")
        return _back(partnership, found)


def _correct(
    request: ActorRequest, partnership: Partnership, opened: OpenDraft, place: Place
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = PlaceForm(posted, place=place, review=opened.review, initial={"version": opened.draft.version})
    if form.is_bound and form.is_valid():
        try:
            draft_edits.edit_draft(
                actor=request.actor,
                now=timezone.now(),
                ref=opened.draft.ref,
                version=form.cleaned_data["version"],
                edit=Edit("correct", {"at": str(place), "fields": form.typed}),
            )
        except EditedByAnotherError as error:
            said = _meanwhile(opened.draft, form.cleaned_data["version"])
            form.data = {**form.data.dict(), "version": str(getattr(error.current, "version", 0))}  # type: ignore[attr-defined]
            form.add_error(None, f"{said} What you typed is still here; save it if it still fits.")
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            return _back(partnership, opened.draft, place_seen(opened, place).anchor)
    context = {"form": form, "place": place_seen(opened, place)}
    return _show(request, opened, "improvement/review/change.html", context, title="Correct by hand")


def _show(
    request: ActorRequest, opened: OpenDraft, template: str, context: Mapping[str, Any], *, title: str
) -> HttpResponse:
    """A page with the document on the one side; htmx asks for the other side alone."""
    partnership = opened.draft.partnership
    is_part = request.headers.get("HX-Request") == "true"
    frame = frame_of(opened, with_document=not is_part)
    crumbs = (
        Crumb("Plans", address(partnership, "plans")),
        Crumb("Bring a plan in", address(partnership, "import")),
    )
    return render(
        request,
        template,
        {"draft": opened.draft, "frame": frame, "is_part": is_part, "partnership": partnership, **context},
        title=title,
        caption=opened.draft.name,
        crumbs=crumbs,
    )


def _fetch(request: ActorRequest, partnership: Partnership, ref: str) -> PlanDraft:
    rows = PlanDraft.objects.filter(partnership=partnership).select_related("partnership")
    return drafts.rule.fetch(request.actor, IMPORT, queryset=rows, ref=ref)


def _back(partnership: Partnership, draft: PlanDraft, anchor: str = "") -> HttpResponse:
    kept = anchor if anchor.replace("-", "").isalnum() else ""
    return redirect(address(partnership, "import-draft", plan_draft=draft.ref) + (f"#{kept}" if kept else ""))


def _meanwhile(draft: PlanDraft, version: int) -> str:
    """What others did since a page was opened, for the one whose edit came second."""
    made = draft.edits.select_related("made_by").filter(undone_at=None).order_by("-position")
    since = list(made[: max(1, min(5, draft.version - version))]) if draft.version > version else []
    said = "; ".join(f"{each.made_by.name}: {each.words}" for each in reversed(since))
    return f"The draft was changed meanwhile, so nothing was done. {said}. Look at it as it is now."
