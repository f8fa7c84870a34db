"""A later version of a plan: what differs, what taking it in will do, what was done, and undoing it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lapwing.contexts.improvement import commands, drafts, versions
from lapwing.contexts.improvement.access import EDIT, IMPORT, READ
from lapwing.contexts.improvement.comparing import Comparison
from lapwing.contexts.improvement.edit_forms.reports import UndoVersionForm
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.imports import crumbs_to_drafts
from lapwing.contexts.improvement.edit_views.places import address, crumbs_to
from lapwing.contexts.improvement.imports import PlanRefusedError
from lapwing.contexts.improvement.models import DraftState, Plan, PlanDraft, PlanVersion
from lapwing.contexts.improvement.presenters.comparison import KINDS, compared_for
from lapwing.contexts.improvement.presenters.deeds import deeds_of
from lapwing.contexts.improvement.queries.standing import names_of
from lapwing.contexts.improvement.taking.settled import said_before, undecided
from lapwing.contexts.improvement.versions import Choices, Later
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.asked import whole_number
from lapwing.platform.ui.filters import plural
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.navigation import Link
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership

_PAGES_OF = {"action": "action", "milestone": "milestone", "measure": "measure"}
_ABOVE_OF = {"milestone": "action", "criterion": "action", "series": "measure"}


@requires(IMPORT)
@require_http_methods(["GET", "POST"])
def compare(request: ActorRequest, partnership: Partnership, plan_draft: str, plan: str) -> HttpResponse:
    """What does the new version change, and which of it shall be so here?"""
    row = find(request, partnership, Plan, plan)
    rows = PlanDraft.objects.select_related("partnership")
    draft = drafts.rule.fetch(request.actor, IMPORT, queryset=rows, partnership=partnership, ref=plan_draft)
    if draft.state != DraftState.READY:
        return redirect(address(partnership, "import-draft", plan_draft=draft.ref))
    later = versions.later_in(drafts.open_draft(draft), row)
    if request.method == "POST" and "take" in request.POST:
        return _take(request, row, draft, later)
    choices = _kept(request, draft, row)
    if request.method == "POST":
        return _choose(request, row, draft, later, choices)
    if "preview" in request.GET:
        return _preview(request, row, draft, later, choices)
    return _show(request, row, draft, later, choices)


def _show(request: ActorRequest, row: Plan, draft: PlanDraft, later: Later, choices: Choices) -> HttpResponse:
    comparison = versions.compared(row, later.plan, choices.same)
    show = request.GET.get("show", "")
    show = show if show in set(map(str, KINDS)) else ""
    words = request.GET.get("q", "").strip()
    page = whole_number(request.GET.get("page"), otherwise=1, digits=5)
    notes = said_before(row, comparison) | undecided(comparison)
    seen = compared_for(comparison, choices.accepted, notes, show=show, words=words, page=page)
    gone = len(choices.accepted - set(comparison.by_id))
    return render(
        request,
        "improvement/version/compare.html",
        {
            "seen": seen,
            "draft": draft,
            "plan": row,
            "later": later,
            "gone": gone,
            "show": show,
            "words": words,
            "page": min(page, seen.pages),
            "links": _links(request.path, seen.counts, show, seen.total),
            "address_of_page": lambda number: f"?{urlencode({'show': show, 'q': words, 'page': number})}",
        },
        title="What the new version changes",
        caption=f"{draft.name}, compared with “{row.title}”",
        crumbs=_crumbs(row, draft),
    )


def _links(path: str, counts: Iterable[tuple[str, str, int]], show: str, total: int) -> list[Link]:
    found = [Link(f"All ({total})", path, not show)]
    return found + [Link(f"{words} ({n})", f"{path}?show={kind}", show == kind) for kind, words, n in counts]


def _choose(
    request: ActorRequest, row: Plan, draft: PlanDraft, later: Later, choices: Choices
) -> HttpResponse:
    """Keep what is ticked; accept or leave all of a kind; say that two parts are one, or are not."""
    comparison = versions.compared(row, later.plan, choices.same)
    sent_in = request.POST
    notes = said_before(row, comparison) | undecided(comparison)
    _keep(request, draft, row, _chosen(sent_in, comparison, choices, set(notes)))
    here = request.get_full_path()
    if "preview" in sent_in:
        return redirect(f"{request.path}?preview=on")
    return redirect(f"{here}#{sent_in.get('at', 'changes')}")


def _chosen(sent_in: QueryDict, comparison: Comparison, choices: Choices, noted: set[str]) -> Choices:
    shown, ticked = set(sent_in.getlist("shown")), set(sent_in.getlist("accept"))
    accepted = (set(choices.accepted) - shown) | ticked
    for name, kind in (("all", sent_in.get("all", "")), ("none", sent_in.get("none", ""))):
        if kind:
            kinds = ["changed", "moved", "added"] if kind == "certain" else [kind]
            ids = versions.accept_all(comparison, kinds, noted if name == "all" else ())
            accepted = accepted | ids if name == "all" else accepted - ids
    same = (set(choices.same) | set(sent_in.getlist("same"))) - set(sent_in.getlist("two"))
    known = {each.id for each in comparison.doubts}
    return Choices(frozenset(accepted & set(comparison.by_id)), frozenset(same & known))


def _preview(
    request: ActorRequest, row: Plan, draft: PlanDraft, later: Later, choices: Choices
) -> HttpResponse:
    """What will happen, exactly: it is tried, and put back."""
    path = request.path
    comparison = versions.compared(row, later.plan, choices.same)
    still = Choices(choices.accepted & frozenset(comparison.by_id), choices.same)
    try:
        taken = versions.try_version(
            actor=request.actor,
            now=timezone.now(),
            plan_ref=row.ref,
            later=later.plan,
            document=later.document,
            choices=still,
        )
    except (commands.RefusedError, PlanRefusedError) as error:
        messages.error(request, str(error))
        return redirect(path)
    along = [each.id in taken.along for each in taken.done]
    return render(
        request,
        "improvement/version/preview.html",
        {
            "kinds": deeds_of(taken.version.done, along),
            "left": taken.left,
            "count": len(taken.done),
            "stays": len(comparison.differences) - len(taken.done),
            "accepted": sorted(still.accepted),
            "same": sorted(still.same),
            "back": path,
            "draft": draft,
        },
        title="What will happen",
        caption=f"{draft.name}, taken in to “{row.title}”",
        crumbs=(*_crumbs(row, draft), Crumb("What the new version changes", path)),
        width="reading",
    )


def _take(request: ActorRequest, row: Plan, draft: PlanDraft, later: Later) -> HttpResponse:
    choices = Choices(frozenset(request.POST.getlist("accept")), frozenset(request.POST.getlist("same")))
    try:
        taken = versions.take_version(
            actor=request.actor,
            now=timezone.now(),
            plan_ref=row.ref,
            later=later.plan,
            document=later.document,
            choices=choices,
        )
    except commands.EditedByAnotherError:
        messages.error(
            request,
            "Somebody changed the plan meanwhile. Nothing was taken in. Look at what differs now.",
        )
        return redirect(request.path)
    except (commands.RefusedError, PlanRefusedError) as error:
        messages.error(request, f"Nothing was taken in: {error}")
        return redirect(request.path)
    request.session.pop(_name(draft, row), None)
    row.refresh_from_db()
    rest = versions.compared(row, later.plan, choices.same)
    if not rest.differences and all(each.confirmed for each in rest.doubts):
        drafts.discard_draft(actor=request.actor, now=timezone.now(), ref=draft.ref)
    messages.success(request, f"{plural(len(taken.done), 'change')} taken in.")
    for each in taken.left:
        messages.warning(request, f"Not taken in: “{each.difference.now or each.difference.was}”. {each.why}")
    where = address(row.partnership, "plan-version", plan_version=taken.version.ref)
    return redirect(f"{where}?{urlencode({'draft': draft.ref})}")


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
        lambda typed: versions.undo_version(
            actor=request.actor, now=timezone.now(), ref=row.ref, reason=typed["reason"]
        ),
    )


def _find(request: ActorRequest, partnership: Partnership, ref: str, permission: str) -> PlanVersion:
    rows = PlanVersion.objects.filter(plan__voided_at=None).select_related("plan__partnership", "document")
    return versions.rule.fetch(request.actor, permission, queryset=rows, partnership=partnership, ref=ref)


def _address(row: PlanVersion) -> str:
    return address(row.plan.partnership, "plan-version", plan_version=row.ref)


def _address_of(partnership: Partnership, done: dict[str, Any]) -> str:
    """The page of what was changed; of the action or measure that it lies in where it has none."""
    part, ref = str(done["part"]), str(done["ref"])
    if done["kind"] == "removed" or part not in _PAGES_OF:
        part, ref = _ABOVE_OF.get(part, ""), str(done["above"])
    return address(partnership, part, **{part: ref}) if part and ref else ""


def _crumbs(row: Plan, draft: PlanDraft) -> tuple[Crumb, ...]:
    where = address(row.partnership, "import-draft", plan_draft=draft.ref)
    return (*crumbs_to_drafts(row.partnership), Crumb(draft.name, where))


def _name(draft: PlanDraft, row: Plan) -> str:
    return f"improvement.compare.{draft.ref}.{row.ref}"


def _kept(request: ActorRequest, draft: PlanDraft, row: Plan) -> Choices:
    """What this person ticked so far, kept while she is signed in: she can leave and come back."""
    found = request.session.get(_name(draft, row), {})
    return Choices(frozenset(found.get("accepted", ())), frozenset(found.get("same", ())))


def _keep(request: ActorRequest, draft: PlanDraft, row: Plan, choices: Choices) -> None:
    request.session[_name(draft, row)] = {"accepted": sorted(choices.accepted), "same": sorted(choices.same)}
