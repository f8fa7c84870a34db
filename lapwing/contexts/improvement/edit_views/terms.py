"""Saying what a plan calls its groups and objectives."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.commands.terms import set_terms
from lapwing.contexts.improvement.edit_forms.terms import TermsForm, terms_values, words_of
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, crumbs_to
from lapwing.contexts.improvement.models import Plan
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def terms(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What does this plan call its parts?"""
    row = find(request, partnership, Plan, plan)
    back = address(partnership, "settings", plan=row.ref)
    page = FormPage(
        title="Words of this plan",
        back=back,
        done="The words are changed on the plan's pages.",
        caption=row.title,
        crumbs=(*crumbs_to(row), Crumb("Settings", back)),
        context={
            "intro": "They are used on the pages on which this plan is read and changed, and in board packs "
            "made from now on. Files of the plan keep Lapwing's words, by which they are read back."
        },
    )
    return submit(
        request,
        page,
        TermsForm(sent(request), initial={**terms_values(row), "version": row.version}),
        lambda typed: set_terms(
            actor=request.actor,
            now=timezone.now(),
            plan_ref=row.ref,
            version=typed["version"],
            words=words_of(typed),
        ),
        row=row,
        values_of=terms_values,
    )
