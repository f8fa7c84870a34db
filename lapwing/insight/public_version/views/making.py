"""The public versions of a plan, making one, reading it as it will be, and wording it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lapwing.contexts.improvement import public as improvement
from lapwing.domain.disclosure import POLICIES
from lapwing.insight.packs.access import READ as READ_PACKS
from lapwing.insight.packs.access import fetch_pack
from lapwing.insight.packs.models import PackState
from lapwing.insight.packs.queries import pack_shown, packs_of
from lapwing.insight.public_version import access, commands, queries
from lapwing.insight.public_version import forms as shown_forms
from lapwing.insight.public_version.afterwards import Afterwards, afterwards
from lapwing.insight.public_version.checking import as_they_stand, few_named
from lapwing.insight.public_version.composing import composed
from lapwing.insight.public_version.content import Public, from_text
from lapwing.insight.public_version.models import PublicVersion, VersionState
from lapwing.insight.public_version.pdf import svg_of
from lapwing.insight.public_version.telling import told_of
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.asked import whole_number
from lapwing.platform.ui.forms import refuse, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership
from lapwing.registry.names import ChildNamedError

PACKS_OFFERED = 6


@requires(improvement.READ)
@require_GET
def of_plan(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What is published of a plan? For those who prepare it also: what is on the way, and of which packs can
    another be made?"""
    head = improvement.plan_head(actor=request.actor, plan_ref=plan, on=timezone.localdate())
    if head.partnership_ref != partnership.ref:
        raise NotVisible("No such plan")
    may_make = request.actor.may(access.MAKE, partnership.pk)
    inside = request.actor.may_any((access.MAKE, access.APPROVE), partnership.pk)
    versions = list(queries.versions_of(request.actor, partnership.pk, plan))
    ready = packs_of(request.actor, partnership.pk, plan).filter(state=PackState.READY)
    return render(
        request,
        "public_version/of_plan.html",
        {
            "versions": versions,
            "left_standing": queries.left_standing(versions) if inside else [],
            "packs": list(ready[:PACKS_OFFERED]) if may_make else [],
            "may_make": may_make,
            "inside": inside,
            "newest": queries.newest_of(plan),
            "lasting": request.build_absolute_uri(reverse("published:newest", args=[plan])),
            "partnership": partnership,
        },
        title="Public versions",
        caption=head.title,
        crumbs=(Crumb(head.title, reverse("improvement:overview", args=[partnership.ref, plan])),),
        width="reading",
    )


@requires(access.MAKE)
@require_http_methods(["GET", "POST"])
def make(request: ActorRequest, partnership: Partnership, pack: str) -> HttpResponse:
    """Choose what a public version holds, and how its figures are handled."""
    found = fetch_pack(request.actor, READ_PACKS, partnership.pk, pack)
    shown = pack_shown(found)
    if shown.content is None or found.state != PackState.READY:
        raise NotVisible("There is nothing to publish")
    form = shown_forms.MakeForm(sent(request), pack=shown.content)
    if form.is_valid():
        try:
            row = commands.make_public_version(
                by=request.actor,
                partnership=partnership,
                pack_ref=pack,
                sections=form.cleaned_data["sections"],
                handling=form.handling,
                now=timezone.now(),
            )
        except commands.PublicError as error:
            error.field = form.field_of(error.field) or error.field
            refuse(form, error)
        else:
            messages.success(request, "It is proposed. Read its words before anybody else does.")
            return redirect("public_version:version", partnership.ref, row.ref)
    return render(
        request,
        "public_version/make.html",
        {
            "form": form,
            "button": "Propose a public version",
            "cancel_url": _list(partnership, found.plan_ref),
        },
        title="Make a public version",
        caption=f"Board pack {found.number}",
        crumbs=(Crumb("Public versions", _list(partnership, found.plan_ref)),),
        width="reading",
    )


@requires(access.MAKE, access.APPROVE)
@require_GET
def version(request: ActorRequest, partnership: Partnership, public_version: str) -> HttpResponse:
    """How does it stand, and what will everybody read?"""
    row = access.fetch_version(request.actor, partnership.pk, public_version, access.MAKE, access.APPROVE)
    proposal = from_text(row.proposed)
    content = from_text(row.content) if row.content else composed(proposal, queries.worded_of(row))
    is_draft, may_make = row.state == VersionState.DRAFT, request.actor.may(access.MAKE, partnership.pk)
    may_approve = request.actor.may(access.APPROVE, partnership.pk) and row.state == VersionState.SENT
    return render(
        request,
        "public_version/version.html",
        {
            "row": row,
            "content": content,
            "parts": shown_forms.parts_in(proposal) if is_draft and may_make else [],
            "may_word": is_draft and may_make,
            "may_approve": may_approve,
            "why_not": commands.why_not_approved(request.actor, row) if may_approve else "",
            "may_withdraw": row.state != VersionState.WITHDRAWN,
            "left_standing": queries.left_standing([row]),
            "may_read_feedback": request.actor.may(access.FEEDBACK, partnership.pk) and row.approved_at,
            "may_history": may_make,
            "as_they_stand": as_they_stand(content, row.handling),
            "few": few_named(content, row.policy),
            "policy": shown_forms.POLICY_LABELS[row.policy],
            "told_of": told_of,
            "svg_of": svg_of,
            "partnership": partnership,
            "after": _afterwards(request, row, content),
            "public_url": reverse("published:page", args=[row.ref]),
            "lasting": request.build_absolute_uri(reverse("published:newest", args=[row.plan_ref])),
            "newest": queries.newest_of(row.plan_ref),
        },
        title="Public version",
        heading=content.title,
        caption=f"Public version of board pack {row.pack.number}",
        crumbs=crumbs(row)[:1],
        width="reading",
    )


@requires(access.MAKE)
@require_http_methods(["GET", "POST"])
def words(
    request: ActorRequest, partnership: Partnership, public_version: str, public_part: str
) -> HttpResponse:
    """The words that will be public, beside those of the pack."""
    row = access.fetch_version(request.actor, partnership.pk, public_version, access.MAKE)
    proposal = from_text(row.proposed)
    parts = shown_forms.parts_in(proposal)
    if public_part not in dict(parts):
        raise NotVisible("No such part")
    if row.state != VersionState.DRAFT:
        messages.error(request, "It is not being worded any more.")
        return redirect("public_version:version", partnership.ref, row.ref)
    form = shown_forms.WordsForm(
        sent(request),
        content=proposal,
        worded=queries.worded_of(row),
        part=public_part,
        few=POLICIES[row.policy].threshold,
        initial={"version": row.version},
    )
    if form.is_valid() and _keeps_words(request, row, form):
        messages.success(request, "The words are saved.")
        return redirect("public_version:version", partnership.ref, row.ref)
    return render(
        request,
        "public_version/words.html",
        {
            "form": form,
            "button": "Save the words",
            "cancel_url": reverse("public_version:version", args=[partnership.ref, row.ref]),
            "is_easy": public_part == "easy",
            "svg_of": svg_of,
        },
        title=f"Words: {dict(parts)[public_part]}",
        caption=proposal.title,
        crumbs=crumbs(row),
        width="work",
    )


def _keeps_words(request: ActorRequest, row: PublicVersion, form: shown_forms.WordsForm) -> bool:
    """Keep the words that were typed; whether that was done. Else the form says why not."""
    try:
        commands.word_public_version(
            by=request.actor,
            partnership=row.partnership,
            ref=row.ref,
            version=form.cleaned_data.get("version") or 0,
            worded=form.typed,
            now=timezone.now(),
            named_nobody=form.named_nobody,
        )
    except ChildNamedError as error:
        form.ask_about(ChildNamedError({form.field_of(key): at for key, at in error.found.items()}))
    except commands.ChangedMeanwhileError as error:
        form.data = {**form.data.dict(), "version": str(row.version)}  # type: ignore[attr-defined]
        form.add_error(None, str(error))
    except commands.PublicError as error:
        error.field = form.field_of(error.field)
        refuse(form, error)
    else:
        return True
    return False


@requires(access.MAKE)
@require_POST
def again(request: ActorRequest, partnership: Partnership, public_version: str) -> HttpResponse:
    """Work its figures out again."""
    row = access.fetch_version(request.actor, partnership.pk, public_version, access.MAKE)
    return done_at_once(request, row, commands.judge_again, "The figures are worked out again.")


def done_at_once(
    request: ActorRequest, row: PublicVersion, command: Callable[..., object], done: str
) -> HttpResponse:
    """Do what was asked with one press to the version as it was read, and say what came of it."""
    version = whole_number(request.POST.get("version"))
    try:
        command(
            by=request.actor, partnership=row.partnership, ref=row.ref, version=version, now=timezone.now()
        )
    except commands.PublicError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("public_version:version", row.partnership.ref, row.ref)


def _afterwards(request: ActorRequest, row: PublicVersion, content: Public) -> Afterwards | None:
    """What is left to do of a version, if it is published."""
    if row.state != VersionState.APPROVED:
        return None
    own, lasting = (
        request.build_absolute_uri(reverse(f"published:{name}", args=[ref]))
        for name, ref in (("page", row.ref), ("newest", row.plan_ref))
    )
    return afterwards(request.actor, row, content, own, lasting, timezone.localdate())


def crumbs(row: PublicVersion) -> tuple[Crumb, ...]:
    """The list of the plan's versions, and the version itself."""
    here = reverse("public_version:version", args=[row.partnership.ref, row.ref])
    return Crumb("Public versions", _list(row.partnership, row.plan_ref)), Crumb("Public version", here)


def _list(partnership: Partnership, plan_ref: str) -> str:
    return reverse("public_version:of-plan", args=[partnership.ref, plan_ref])
