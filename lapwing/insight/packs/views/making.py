"""Asking for a pack: as last time with one click, or with everything chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lapwing.contexts.improvement import public as improvement
from lapwing.insight.packs import commands, queries
from lapwing.insight.packs.access import BUILD, fetch_pack
from lapwing.insight.packs.collecting import SectionOrder
from lapwing.insight.packs.models import PackTemplate
from lapwing.insight.packs.offers import OVER
from lapwing.insight.packs.page_forms import PackForm, filled_in, moved
from lapwing.insight.packs.views.packs import plan_crumb, plan_head
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import refusals_on, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership
from lapwing.registry.names import asked_about_names


@requires(BUILD)
@require_http_methods(["GET", "POST"])
def make(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Choose what a pack holds, and have it made."""
    head = plan_head(request, partnership, plan)
    template = _template(request, partnership, plan)
    changed = moved(request.POST)
    known = commands.choices(request.actor, partnership, plan, timezone.localdate())
    form = PackForm(
        changed or sent(request), initial=_initial(request, partnership, plan, template), choices=known
    )
    if changed is not None:
        form.as_it_was_sent()
    elif form.is_valid():
        with asked_about_names(form), refusals_on(form, commands.PackError):
            made = commands.ask_for_pack(
                by=request.actor,
                partnership=partnership,
                plan_ref=plan,
                wanted=form.wanted,
                template=template,
                now=timezone.now(),
                named_nobody=form.named_nobody,
            )
            return redirect("packs:pack", partnership=partnership.ref, pack=made.ref)
    list_url = reverse("packs:packs-of-plan", kwargs={"partnership": partnership.ref, "plan": plan})
    return render(
        request,
        "packs/make.html",
        {
            "form": form,
            "button": "Make the pack",
            "cancel_url": list_url,
            "templates": queries.templates_of(request.actor, partnership.pk),
            "template": template,
            "plan": head,
        },
        title="Make a board pack",
        caption=head.title,
        crumbs=(plan_crumb(partnership, head), Crumb("Board packs", list_url)),
        width="reading",
    )


@requires(BUILD)
@require_POST
def at_once(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Have a pack made as the last template says: since the last one, until today."""
    plan_head(request, partnership, plan)
    return _made_at_once(request, partnership, plan)


@requires(BUILD)
@require_POST
def of_cycle(request: ActorRequest, partnership: Partnership, plan: str, cycle: str) -> HttpResponse:
    """The same of a reporting cycle that is closed: what was signed off in it, for the next meeting."""
    plan_head(request, partnership, plan)
    heads = improvement.cycle_heads(actor=request.actor, plan_ref=plan, on=timezone.localdate())
    found = next((each for each in heads if each.ref == cycle), None)
    if found is None:
        raise NotVisible("No such cycle of the plan")
    if found.state not in OVER:
        messages.error(request, "This reporting cycle is not closed yet. Close it first.")
        return redirect("improvement:cycle", partnership=partnership.ref, cycle=cycle)
    return _made_at_once(request, partnership, plan, cycle)


def _made_at_once(
    request: ActorRequest, partnership: Partnership, plan: str, cycle_ref: str = ""
) -> HttpResponse:
    template = queries.last_template(request.actor, partnership.pk, plan)
    now = timezone.now()
    try:
        made = commands.ask_for_pack(
            by=request.actor,
            partnership=partnership,
            plan_ref=plan,
            wanted=commands.usual_wanted(
                by=request.actor,
                partnership=partnership,
                plan_ref=plan,
                template=template,
                now=now,
                cycle_ref=cycle_ref,
            ),
            template=template,
            now=now,
        )
    except commands.PackError as error:
        messages.error(request, str(error))
        return redirect("packs:packs-of-plan", partnership=partnership.ref, plan=plan)
    return redirect("packs:pack", partnership=partnership.ref, pack=made.ref)


def _template(request: ActorRequest, partnership: Partnership, plan: str) -> PackTemplate | None:
    """The template in the address, else that of the last pack."""
    asked = request.GET.get("template", "")
    chosen = queries.templates_of(request.actor, partnership.pk).filter(ref=asked).first() if asked else None
    return chosen or queries.last_template(request.actor, partnership.pk, plan)


def _initial(
    request: ActorRequest, partnership: Partnership, plan: str, template: PackTemplate | None
) -> dict[str, Any]:
    """As usual; or, to make a pack again, as that one was asked for."""
    usual = commands.usual_wanted(
        by=request.actor, partnership=partnership, plan_ref=plan, template=template, now=timezone.now()
    )
    again = request.GET.get("again", "")
    if not again:
        return filled_in(usual)
    before = fetch_pack(request.actor, BUILD, partnership.pk, again)
    sections = [SectionOrder(each["kind"], each["annotation"]) for each in before.sections]
    return filled_in(
        replace(
            usual,
            title=before.title,
            since=before.since,
            as_at=before.as_at,
            until=before.until,
            sections=sections,
            words=before.words,
            group_ref=before.group_ref,
            meeting_ref=before.meeting_ref,
            cycle_ref=before.cycle_ref,
        )
    )
