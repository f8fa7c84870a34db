"""The versions of a plan that were taken in: which, what was done by each, and undoing the last."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lapwing.contexts.improvement import versions
from lapwing.contexts.improvement.access import EDIT, IMPORT, READ
from lapwing.contexts.improvement.edit_forms.reports import UndoVersionForm
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, crumbs_to
from lapwing.contexts.improvement.models import Plan, PlanDraft, PlanVersion
from lapwing.contexts.improvement.presenters.deeds import deeds_of
from lapwing.contexts.improvement.queries.standing import names_of
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership

_WITH_A_PAGE = frozenset({"action", "milestone", "measure"})
_ABOVE_OF = {"milestone": "action", "criterion": "action", "series": "measure"}


@requires(READ)
@require_safe
def all_versions(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Which versions of the document were taken in, by whom, and when?"""
    row = find(request, partnership, Plan, plan, READ)
    found = list(versions.versions_of(row))
    names = names_of(each.taken_by_id for each in found)
    lines = [(each, names.get(each.taken_by_id, ""), _address(each)) for each in found]
    return render(
        request,
        "improvement/version/all.html",
        {
            "lines": lines,
            "plan": row,
            "first": row.documents.order_by("number").first(),
            "send": address(partnership, "import") if request.actor.may(IMPORT, partnership.pk) else "",
        },
        title="Versions of the plan",
        caption=row.title,
        crumbs=crumbs_to(row),
        width="reading",
    )


@requires(READ)
@require_safe
def version(request: ActorRequest, partnership: Partnership, plan_version: str) -> HttpResponse:
    """What was taken in from a version?"""
    row = _find(request, partnership, plan_version, READ)
    urls = [_address_of(partnership, each) for each in row.done]
    draft = PlanDraft.objects.filter(partnership=partnership, ref=request.GET.get("draft", "")).first()
    again = ""
    if draft is not None and request.actor.may(IMPORT, partnership.pk):
        again = address(partnership, "import-compare", plan_draft=draft.ref, plan=row.plan.ref)
    latest = PlanVersion.objects.filter(plan=row.plan, undone_at=None).first()
    may_undo = request.actor.may(EDIT, partnership.pk) and latest is not None and latest.pk == row.pk
    return render(
        request,
        "improvement/version/version.html",
        {
            "version": row,
            "kinds": deeds_of(row.done, urls=urls),
            "count": len(row.done),
            "who": names_of([row.taken_by_id, row.undone_by_id]),
            "undo": address(partnership, "version-undo", plan_version=row.ref) if may_undo else "",
            "again": again,
            "partnership": partnership,
        },
        title="What was taken in",
        caption=f"{row.document.name}, into “{row.plan.title}”",
        crumbs=(*crumbs_to(row.plan), Crumb("Versions", address(partnership, "versions", plan=row.plan.ref))),
        width="reading",
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def undo(request: ActorRequest, partnership: Partnership, plan_version: str) -> HttpResponse:
    """Put the plan back as it was before this version."""
    row = _find(request, partnership, plan_version, EDIT)
    page = FormPage(
        title="Undo this version",
        button="Undo this version",
        back=_address(row),
        done="The version is undone. The plan stands as it did before.",
        caption=row.document.name,
        crumbs=crumbs_to(row.plan),
        context={
            "intro": "What it changed goes back as it was, and what it added is taken out. Reports and "
            "figures that people entered stay. The document is kept.",
            "is_warning": True,
        },
    )
    return submit(
        request,
        page,
        UndoVersionForm(sent(request)),
        lambda typed: versions.undo_version(actor=request.actor, now=timezone.now(), ref=row.ref, **typed),
    )


def _find(request: ActorRequest, partnership: Partnership, ref: str, permission: str) -> PlanVersion:
    rows = PlanVersion.objects.filter(plan__voided_at=None).select_related("plan__partnership", "document")
    return versions.rule.fetch(request.actor, permission, queryset=rows, partnership=partnership, ref=ref)


def _address(row: PlanVersion) -> str:
    return address(row.plan.partnership, "plan-version", plan_version=row.ref)


def _address_of(partnership: Partnership, done: dict[str, Any]) -> str:
    """The page of what was changed; of the action or measure that it lies in where it has none."""
    part, ref = str(done["part"]), str(done["ref"])
    if done["kind"] == "removed" or part not in _WITH_A_PAGE:
        part, ref = _ABOVE_OF.get(part, ""), str(done["above"])
    return address(partnership, part, **{part: ref}) if part and ref else ""
