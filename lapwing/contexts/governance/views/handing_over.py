"""Handing over what somebody holds in groups, all of it in one go: who gets what, a look at it, the deed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lapwing.contexts.governance.access import RUN, NotVisible
from lapwing.contexts.governance.commands.common import RefusedError
from lapwing.contexts.governance.commands.handing_over import hand_over as command
from lapwing.contexts.governance.commands.handing_over import try_handing_over
from lapwing.contexts.governance.forms.handing_over import HandOverForm, versions_of
from lapwing.contexts.governance.queries.holding import Held, held_by, people_holding, seats_after
from lapwing.contexts.governance.views.pages import address, crumbs_to
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.accounts.models import User
from lapwing.platform.ui.filters import plural
from lapwing.platform.ui.forms import refusals_on, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership
from lapwing.registry.names import asked_about_names

TITLE = "Hand over"


@requires(RUN)
@require_safe
def people(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Everybody who holds something in groups; whoever is gone stands first."""
    return render(
        request,
        "governance/handing_over.html",
        {"partnership": partnership, "people": people_holding(partnership, timezone.localdate())},
        title=TITLE,
        crumbs=crumbs_to(partnership),
    )


@requires(RUN)
@require_http_methods(["GET", "POST"])
def hand_over(request: ActorRequest, partnership: Partnership, person: str) -> HttpResponse:
    """Say who gets what; then look at it; then it is handed over."""
    who = User.objects.filter(ref=person).first()
    held = held_by(partnership, who.pk, timezone.localdate()) if who is not None else ()
    if who is None or not held:
        raise NotVisible("Nothing is held by such a person")
    form = HandOverForm(
        sent(request),
        partnership_id=partnership.pk,
        on=timezone.localdate(),
        person=who,
        held=held,
        initial={"last_day": timezone.localdate()},
    )
    step = request.POST.get("step", "")
    if step != "change" and form.is_valid():
        confirmed = step == "confirmed"
        with refusals_on(form, RefusedError), asked_about_names(form):
            number = _do(request, partnership, who, form, held, confirmed=confirmed)
            if confirmed:
                messages.success(
                    request, f"{plural(number, 'thing')} handed over. Whoever gets them is told."
                )
                return redirect(address(partnership, "handing-over"))
            return _preview(request, partnership, who, form, held)
    return _page(request, partnership, who, "hand_over", {"form": form, "button": "Preview"})


def _do(
    request: ActorRequest,
    partnership: Partnership,
    who: User,
    form: HandOverForm,
    held: tuple[Held, ...],
    *,
    confirmed: bool,
) -> int:
    what: dict[str, Any] = {
        "actor": request.actor,
        "now": timezone.now(),
        "partnership": partnership,
        "person": who,
        "to": form.given(),
        "read": form.versions() if confirmed else {line.key: line.version for line in held},
        "last_day": form.cleaned_data.get("last_day"),
        "reason": form.cleaned_data["reason"],
        "named_nobody": form.named_nobody,
    }
    if confirmed:
        return command(**what)
    try_handing_over(**what)
    return 0


def _preview(
    request: ActorRequest, partnership: Partnership, who: User, form: HandOverForm, held: tuple[Held, ...]
) -> HttpResponse:
    given = form.given()
    seats = seats_after(partnership, given, form.cleaned_data.get("last_day"))
    gets: dict[str, list[Held]] = {}
    for line in held:
        if line.key in given:
            as_given = replace(line, words=seats.get(line.key, line.words))
            gets.setdefault(given[line.key].name, []).append(as_given)
    keys = [key for key in form.data if key.partition("-")[0] in form.fields or key in form.fields]
    context = {
        "gets": gets,
        "stays": [line for line in held if line.key not in given],
        "typed": [(key, form.data[key]) for key in keys if key != "read"],
        "read": versions_of(held),
        "last_day": form.cleaned_data.get("last_day"),
        "reason": form.cleaned_data["reason"],
    }
    return _page(request, partnership, who, "hand_over_preview", context)


def _page(
    request: ActorRequest, partnership: Partnership, who: User, template: str, context: dict[str, Any]
) -> HttpResponse:
    back = address(partnership, "handing-over")
    return render(
        request,
        f"governance/{template}.html",
        {"cancel_url": back, "person": who, **context},
        title=TITLE,
        caption=who.name,
        crumbs=(*crumbs_to(partnership), Crumb(TITLE, back)),
        width="reading",
    )
