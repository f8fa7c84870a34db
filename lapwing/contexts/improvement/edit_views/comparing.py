"""A later version of a plan, compared with it: what differs, what of it is accepted, and taking that in."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands, drafts, versions
from lapwing.contexts.improvement.access import IMPORT
from lapwing.contexts.improvement.comparing import Comparison
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.imports import crumbs_to_drafts
from lapwing.contexts.improvement.edit_views.places import address
from lapwing.contexts.improvement.imports import PlanRefusedError
from lapwing.contexts.improvement.models import DraftState, Plan, PlanDraft
from lapwing.contexts.improvement.presenters.comparison import KINDS, compared_for
from lapwing.contexts.improvement.presenters.deeds import deeds_of
from lapwing.contexts.improvement.taking.settled import said_before, undecided
from lapwing.contexts.improvement.versions import Choices, Later
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.asked import whole_number
from lapwing.platform.ui.filters import plural
from lapwing.platform.ui.navigation import Link
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership


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
