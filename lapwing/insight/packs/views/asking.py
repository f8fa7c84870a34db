"""Asking about a line of a pack. The question is kept, given on and answered in governance."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.governance import public as governance
from lapwing.insight.packs import queries
from lapwing.insight.packs.access import READ, fetch_pack
from lapwing.insight.packs.asked_lines import AskedLine, lines_of
from lapwing.insight.packs.models import Pack, PackState
from lapwing.insight.packs.page_forms import AskForm
from lapwing.insight.packs.views.packs import cannot_be_shown
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import refusals_on, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import GovernanceGroup, Partnership
from lapwing.registry.names import asked_about_names
from lapwing.registry.subjects import SUBJECTS


@requires(governance.TAKE_PART, governance.RUN)
@require_http_methods(["GET", "POST"])
def ask(request: ActorRequest, partnership: Partnership, pack: str) -> HttpResponse:
    """Ask about a line: that of ``?line=``, or one that is chosen."""
    found = fetch_pack(request.actor, READ, partnership.pk, pack)
    try:
        shown = queries.pack_shown(found)
    except queries.CannotBeShownError as error:
        return cannot_be_shown(request, found, error)
    if shown.content is None or found.state != PackState.READY:
        raise NotVisible("There is nothing to ask about")
    lines = {line.key: line for line in lines_of(shown.content)}
    form = AskForm(sent(request), lines=tuple(lines.values()), initial={"line": request.GET.get("line", "")})
    address = reverse("packs:pack", kwargs={"partnership": partnership.ref, "pack": pack})
    if form.is_valid():
        line = lines[form.cleaned_data["line"]]
        with refusals_on(form, governance.RefusedError), asked_about_names(form):
            governance.ask_about_pack(
                actor=request.actor,
                now=timezone.now(),
                partnership=partnership,
                pack_ref=found.ref,
                line_key=line.key,
                line_words=line.words,
                question=form.cleaned_data["question"],
                about=_about(request, partnership, line),
                group=_group(found),
                named_nobody=form.named_nobody,
            )
            messages.success(request, "Your question is asked. It stands below the pack.")
            return redirect(f"{address}#pack-questions")
    return render(
        request,
        "layouts/form.html",
        {"form": form, "button": "Ask", "cancel_url": address},
        title="Ask about a board pack",
        heading=f"Ask about pack {found.number}",
        crumbs=(Crumb(f"Board pack {found.number}", address),),
        width="reading",
    )


def _group(pack: Pack) -> GovernanceGroup | None:
    """The group that the pack is for, as long as there is one."""
    if not pack.group_ref:
        return None
    groups = GovernanceGroup.objects.in_force().filter(partnership_id=pack.partnership_id)
    return groups.filter(ref=pack.group_ref).first()


def _about(request: ActorRequest, partnership: Partnership, line: AskedLine) -> governance.Pointed:
    """What the line is about, where that can be found from a question and the person may see it."""
    if line.link is None:
        return governance.NOTHING
    pointer = (line.link.kind, line.link.ref)
    known = SUBJECTS.find(request.actor, partnership, [pointer])
    return governance.Pointed(*pointer) if pointer in known else governance.NOTHING
