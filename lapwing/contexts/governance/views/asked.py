"""Asking a group for a decision, and withdrawing what one asked."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.governance.access import RUN, TAKE_PART, fetch_group
from lapwing.contexts.governance.commands import asked as commands
from lapwing.contexts.governance.commands.raised import ANSWERED
from lapwing.contexts.governance.forms import decisions as forms
from lapwing.contexts.governance.forms.about import offer_subjects, pointed, said
from lapwing.contexts.governance.models import EscalatedItem
from lapwing.contexts.governance.views.pages import (
    FormPage,
    address,
    crumbs_to,
    deed,
    find,
    page_of_group,
    submit,
    too_late,
    turned_away,
    why_not_theirs,
)
from lapwing.contexts.governance.views.raised import address_of
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def ask(request: ActorRequest, partnership: Partnership, governance_group: str) -> HttpResponse:
    """Ask a group for a decision; ``?about=`` proposes what it is about, ``?meeting=`` at which meeting."""
    group = fetch_group(request.actor, partnership, governance_group)
    about = pointed(request.GET.get("about", ""))
    form = forms.AskForm(
        sent(request),
        meetings=commands.meetings_to_ask(group, timezone.now()),
        initial={"about": said(about), "meeting": request.GET.get("meeting", "")},
    )
    offer_subjects(form, request.actor, partnership, also=about)
    page = page_of_group(
        group,
        "Ask for a decision",
        button="Ask for the decision",
        done="The group is asked. It stands on the agenda until a decision is recorded.",
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.ask_for_decision(
            actor=request.actor,
            now=timezone.now(),
            group=group,
            asked=commands.Asked(
                words=typed["words"],
                reason=typed["reason"],
                options=typed["options"],
                recommendation=typed["recommendation"],
                meeting_ref=typed["meeting"] or "",
                about=pointed(typed["about"] or ""),
            ),
            named_nobody=typed["named_nobody"],
        ),
        leads_to=address_of,
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, partnership: Partnership, escalated_item: str) -> HttpResponse:
    """Ask no more, and say why."""
    row = find(request, partnership, EscalatedItem, escalated_item, "group__partnership")
    if why := why_not_theirs(commands.must_withdraw, request, row):
        return turned_away(request, why, address_of(row))
    if late := too_late(request, ANSWERED if row.answered_at is not None else "", address_of(row)):
        return late
    form = forms.WithdrawAskedForm(sent(request), initial={"version": row.version})
    page = FormPage(
        title="Withdraw it",
        back=address(partnership, "raised", escalated_item=row.ref),
        button="Withdraw it",
        done="It is withdrawn. The group is asked no more.",
        caption=row.group.name,
        crumbs=(*crumbs_to(partnership, row.group), Crumb("Decision asked for", address_of(row))),
        context={"intro": row.words},
    )
    return submit(request, page, form, deed(request, commands.withdraw_asked, row))
