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
from lapwing.contexts.improvement.queries.updates import UpdatePage
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership

_WHAT_GOES = (
    "They go from this page, the milestone's, workbooks, programs and everything that is made from now on. "
    "How it stands remains. Packs and bundles that were made before are withdrawn on their own pages, and so "
    "is evidence."
)


@requires(CHECK)
@require_http_methods(["GET", "POST"])
def withdraw_words(request: ActorRequest, partnership: Partnership, update: str) -> HttpResponse:
    """What it says is taken out of everybody's sight, for a reason."""
    page = queries.update_page(actor=request.actor, ref=update, on=timezone.localdate())
    if page.plan.partnership_ref != partnership.ref:
        raise NotVisible("Not of this partnership")
    here = address(partnership, "update", update=update)
    if not page.deeds.withdraw_words and request.method == "GET":
        messages.error(request, _why_not(page))
        return redirect(here)
    form = WithdrawWordsForm(sent(request), initial={"version": page.line.version})
    return submit(
        request,
        _form_page(partnership, page, here),
        form,
        lambda values: commands.withdraw_words(
            actor=request.actor,
            now=timezone.now(),
            ref=update,
            version=values["version"],
            reason=values["reason"],
            named_nobody=form.named_nobody,
        ),
    )


def _why_not(page: UpdatePage) -> str:
    if page.line.words_withdrawn_at is not None:
        return "Its words were withdrawn already."
    if not page.line.is_open_to_all:
        return "It is not signed off: return it, and its words are changed by who writes it."
    return (
        "Those who sign updates off, or run the plan, withdraw words: nobody does of an update of their own."
    )


def _form_page(partnership: Partnership, page: UpdatePage, here: str) -> FormPage:
    line = page.line
    action = address(partnership, "action", action=line.action_ref)
    return FormPage(
        title="Withdraw the words of this update",
        button="Withdraw its words",
        caption=f"Action {line.action_number}, {line.cycle}",
        back=here,
        crumbs=(
            Crumb(line.plan_title, address(partnership, "overview", plan=line.plan_ref)),
            Crumb(f"Action {line.action_number}".strip(), action),
            Crumb("Update", here),
        ),
        done="Its words are withdrawn. Nobody reads them here any more.",
        context={"is_warning": True, "intro": _WHAT_GOES},
    )
