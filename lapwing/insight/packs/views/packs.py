"""The packs of a plan, one of them as a page, its files, and withdrawing it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods
from markupsafe import Markup

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement import public as improvement
from lapwing.insight.packs import commands, queries
from lapwing.insight.packs.access import BUILD, READ, fetch_pack
from lapwing.insight.packs.built_forms import FORMS
from lapwing.insight.packs.made_of import MADE_OF_PACKS
from lapwing.insight.packs.models import Pack, PackFile, PackState
from lapwing.insight.packs.page_forms import WithdrawForm
from lapwing.insight.packs.tables import PACKS
from lapwing.insight.packs.web import asking_of, page_of
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import kind_of, note_read
from lapwing.platform.documents.errors import MissingContentError
from lapwing.platform.documents.keeping import open_file
from lapwing.platform.jobs.queries import standing
from lapwing.platform.ui.forms import refusals_on, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership
from lapwing.registry.names import asked_about_names

log = logging.getLogger(__name__)


@requires(READ)
@require_GET
def packs(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """The packs of a plan."""
    head = plan_head(request, partnership, plan)
    listing = PACKS.read(request, queries.packs_of(request.actor, partnership.pk, plan))
    return listing.download() or render(
        request,
        "packs/packs.html",
        {
            "listing": listing,
            "plan": head,
            "may_build": request.actor.may(BUILD, partnership.pk),
            "last": commands.latest_ready(request.actor, partnership.pk, plan),
        },
        title="Board packs",
        caption=head.title,
        crumbs=(plan_crumb(partnership, head),),
    )


@requires(READ)
@require_GET
def pack(request: ActorRequest, partnership: Partnership, pack: str) -> HttpResponse:
    """A pack as a page: how far it is while it is made, then what it says, and its files.

    Of one that was withdrawn the page says when, why and by whom, and nothing that stood in it.
    """
    found = fetch_pack(request.actor, READ, partnership.pk, pack)
    questions = governance.questions_on_pack(request.actor, partnership, found.ref, timezone.localdate())
    may_ask = may_ask_about(request, found)
    asked = {"questions": questions, "may_ask": may_ask}
    if found.state == PackState.WITHDRAWN and not _opened(request, found):
        return _of_pack(request, found, "packs/withdrawn.html", {"kept": queries.kept_of(found), **asked})
    try:
        shown = queries.pack_shown(found)
    except queries.CannotBeShownError as error:
        return cannot_be_shown(request, found, error)
    has_body = found.state in {PackState.READY, PackState.WITHDRAWN}
    context = {
        "shown": shown,
        "body": _body(shown, partnership, questions, may_ask=may_ask) if has_body else "",
        "standing": standing(found.work, timezone.now()) if found.work else None,
        **asked,
    }
    return _of_pack(request, found, "packs/pack.html", context)


def _opened(request: ActorRequest, pack: Pack) -> bool:
    """Whether somebody who makes packs opens what a withdrawn one said: that stands in the access log."""
    if request.GET.get("opened") != "yes" or not request.actor.may(BUILD, pack.partnership_id):
        return False
    note_read(kind=kind_of(Pack), ids=[pack.pk], what=ReadKind.RECORD, partnership_id=pack.partnership_id)
    return True


def _of_pack(request: ActorRequest, found: Pack, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page of a pack, with what every such page has."""
    partnership = found.partnership
    return render(
        request,
        template,
        {
            "pack": found,
            "forms": FORMS,
            "may_build": request.actor.may(BUILD, partnership.pk),
            "made_of_it": MADE_OF_PACKS.offers(request.actor, found),
            "may_govern": request.actor.may(governance.READ, partnership.pk),
            **context,
        },
        title=f"Board pack {found.number}",
        heading=found.title,
        caption=f"Board pack {found.number}",
        crumbs=(packs_crumb(partnership, found),),
    )


def _body(
    shown: queries.PackShown,
    partnership: Partnership,
    questions: Iterable[governance.QuestionLine],
    *,
    may_ask: bool,
) -> Markup | str:
    """What the pack says, with where each of its lines can be asked about."""
    if shown.content is None:
        return ""
    here = reverse("packs:ask", kwargs={"partnership": partnership.ref, "pack": shown.pack.ref})
    asking = asking_of(shown.content, here, questions, may_ask=may_ask)
    return page_of(shown.content, shown.sha256, partnership, asking=asking)


def may_ask_about(request: ActorRequest, pack: Pack) -> bool:
    """Whether the reader may ask about lines of a pack."""
    takes_part = request.actor.may_any((governance.TAKE_PART, governance.RUN), pack.partnership_id)
    return takes_part and pack.state == PackState.READY


def cannot_be_shown(request: ActorRequest, pack: Pack, error: queries.CannotBeShownError) -> HttpResponse:
    """A page that says what is wrong with what is kept of a pack, and what to do. Whoever runs the service
    finds it in the log."""
    log.error("Pack %s is not shown: %s", pack.pk, error)
    return render(
        request,
        "packs/not_shown.html",
        {"pack": pack, "may_build": request.actor.may(BUILD, pack.partnership_id), "problem": error.sentence},
        title=f"Board pack {pack.number}",
        heading="This pack cannot be shown",
        caption=f"Board pack {pack.number}",
        crumbs=(packs_crumb(pack.partnership, pack),),
        width="reading",
    )


@requires(READ)
@require_GET
def file(request: ActorRequest, partnership: Partnership, pack: str, pack_form: str) -> HttpResponseBase:
    """A file of a pack. That it was fetched stands in the access log."""
    found = fetch_pack(request.actor, READ, partnership.pk, pack)
    kept = PackFile.objects.filter(pack=found, form=pack_form).select_related("file").first()
    if kept is None or found.state != PackState.READY:
        raise NotVisible("No such file")
    try:
        content = open_file(kept.file)
    except MissingContentError:
        messages.error(request, "The file is not there any more. Make the pack again.")
        return redirect("packs:pack", partnership=partnership.ref, pack=found.ref)
    note_read(kind=kind_of(Pack), ids=[found.pk], what=ReadKind.DOWNLOAD, partnership_id=partnership.pk)
    answer = FileResponse(content, as_attachment=True, filename=kept.name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@requires(BUILD)
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, partnership: Partnership, pack: str) -> HttpResponse:
    """Withdraw a pack, with a reason, and what was made of it."""
    found = fetch_pack(request.actor, BUILD, partnership.pk, pack)
    form = WithdrawForm(sent(request), goes_with_it=MADE_OF_PACKS.told(found))
    if form.is_valid():
        with refusals_on(form, commands.PackError), asked_about_names(form):
            commands.withdraw_pack(
                by=request.actor,
                partnership=partnership,
                pack_ref=pack,
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
                confirmed=form.confirmed,
                named_nobody=form.named_nobody,
            )
            messages.success(request, "The pack is withdrawn.")
            return redirect("packs:pack", partnership=partnership.ref, pack=pack)
    if form.is_bound:
        # Refused, perhaps for what was made of it while this waited its turn: then the form tells that.
        anew = WithdrawForm(sent(request), goes_with_it=MADE_OF_PACKS.told(found))
        form = form if anew.is_valid() else anew
    address = reverse("packs:pack", kwargs={"partnership": partnership.ref, "pack": pack})
    return render(
        request,
        "layouts/form.html",
        {"form": form, "button": "Withdraw the pack", "cancel_url": address},
        title="Withdraw a board pack",
        heading=f"Withdraw pack {found.number}",
        crumbs=(packs_crumb(partnership, found), Crumb(f"Pack {found.number}", address)),
        width="reading",
    )


def plan_head(request: ActorRequest, partnership: Partnership, plan: str) -> improvement.PlanHead:
    """The plan in the address. Raises NotVisible, also for one of another partnership."""
    head = improvement.plan_head(actor=request.actor, plan_ref=plan, on=timezone.localdate())
    if head.partnership_ref != partnership.ref:
        raise NotVisible("No such plan")
    return head


def plan_crumb(partnership: Partnership, plan: improvement.PlanHead) -> Crumb:
    return Crumb(
        plan.title, reverse("improvement:overview", kwargs={"partnership": partnership.ref, "plan": plan.ref})
    )


def packs_crumb(partnership: Partnership, pack: Pack) -> Crumb:
    """The list of packs: a pack can be read when its plan is not there any more, and then leads nowhere."""
    where = {"partnership": partnership.ref, "plan": pack.plan_ref}
    return Crumb("Board packs", reverse("packs:packs-of-plan", kwargs=where))
