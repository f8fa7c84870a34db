"""Withdrawing the words of an update that everybody reads."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.access import CHECK, NotVisible
from lapwing.contexts.improvement.edit_forms.updates import WithdrawWordsForm
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.places import address
from lapwing.contexts.improvement.edit_views.still_held import already_withdrawn, holding
from lapwing.contexts.improvement.models import Update
from lapwing.contexts.improvement.queries.open_words import withdrawal_of_update, words_of_update
from lapwing.contexts.improvement.queries.updates import UpdatePage
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership

_WHAT_GOES = (
    "They go from this page, the milestone's, workbooks, programs and everything that is made from now on. "
    "How it stands remains. Evidence that was given with it is withdrawn on its own page."
)


@requires(CHECK)
@require_http_methods(["GET", "POST"])
def withdraw_words(request: ActorRequest, partnership: Partnership, update: str) -> HttpResponse:
    """What it says is taken out of everybody's sight, for a reason."""
    page = queries.update_page(actor=request.actor, ref=update, on=timezone.localdate())
    if page.plan.partnership_ref != partnership.ref:
        raise NotVisible("Not of this partnership")
    here = address(partnership, "update", update=update)
    if request.method == "GET" and page.withdrawal is not None:
        crumbs = _crumbs(partnership, page, here)
        return already_withdrawn(request, partnership.pk, page.withdrawal, back=here, crumbs=crumbs)
    if not page.deeds.withdraw_words and request.method == "GET":
        messages.error(request, _why_not(page))
        return redirect(here)
    form = WithdrawWordsForm(sent(request), initial={"version": page.line.version})
    return submit(
        request,
        _form_page(request, partnership, page, here),
        form,
        lambda values: commands.withdraw_words(
            actor=request.actor,
            now=timezone.now(),
            ref=update,
            version=values["version"],
            reason=values["reason"],
            named_nobody=form.named_nobody,
        ),
        leads_to=lambda row: (
            address(partnership, "update-withdraw-words", update=row.ref)
            if (gone := withdrawal_of_update(row.pk)) and gone.held_by
            else here
        ),
    )


def _why_not(page: UpdatePage) -> str:
    if not page.line.is_open_to_all:
        return "It is not signed off: return it, and its words are changed by who writes it."
    return (
        "Those who sign updates off, or run the plan, withdraw words: nobody does of an update of their own."
    )


def _crumbs(partnership: Partnership, page: UpdatePage, here: str) -> tuple[Crumb, ...]:
    line = page.line
    action = address(partnership, "action", action=line.action_ref)
    return (
        Crumb(line.plan_title, address(partnership, "overview", plan=line.plan_ref)),
        Crumb(f"Action {line.action_number}".strip(), action),
        Crumb("Update", here),
    )


def _form_page(request: ActorRequest, partnership: Partnership, page: UpdatePage, here: str) -> FormPage:
    line = page.line
    said = words_of_update(Update.objects.select_related("action__plan").get(ref=line.ref))
    return FormPage(
        title="Withdraw the words of this update",
        button="Withdraw its words",
        caption=f"Action {line.action_number}, {line.cycle}",
        back=here,
        crumbs=_crumbs(partnership, page, here),
        done="Its words are withdrawn. Nobody reads them here any more.",
        context={"is_warning": True, "intro": _WHAT_GOES, "made_before": holding(request, said)},
    )
