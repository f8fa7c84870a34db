"""Withdrawing the words of what was reported at once of a milestone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT, NotVisible
from lapwing.contexts.improvement.commands.report_unsaid import NO_WORDS, OF_AN_UPDATE
from lapwing.contexts.improvement.edit_forms.reports import WithdrawReportWordsForm
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, address_of, crumbs_to
from lapwing.contexts.improvement.edit_views.still_held import already_withdrawn, holding
from lapwing.contexts.improvement.models import Milestone, StatusReport
from lapwing.contexts.improvement.queries.open_words import (
    has_words_of_its_own,
    withdrawal_of_report,
    words_of_report,
)
from lapwing.contexts.improvement.rules import Status
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.filters import day
from lapwing.platform.ui.forms import sent
from lapwing.registry.models import Partnership

_WHAT_GOES = (
    "They go from the milestone's page, workbooks, programs and everything that is made from now on. How it "
    "stands and the forecast remain. Said of several milestones at once, they go from all of them."
)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, partnership: Partnership, status_report: str) -> HttpResponse:
    """The note and the mitigation are taken out of everybody's sight, for a reason."""
    related = ("milestone__action__plan", "update_signed_off", "words_withdrawn_by")
    rows = StatusReport.objects.filter(partnership=partnership, ref=status_report)
    said = rows.select_related(*related).first()
    if said is None:
        raise NotVisible("No such report")
    milestone = find(request, partnership, Milestone, said.milestone.ref)
    here = address_of(milestone)
    if request.method == "GET":
        if (gone := withdrawal_of_report(said)) is not None:
            return already_withdrawn(request, partnership.pk, gone, back=here, crumbs=crumbs_to(milestone))
        if not has_words_of_its_own(said):
            messages.error(request, OF_AN_UPDATE if hasattr(said, "update_signed_off") else NO_WORDS)
            return redirect(here)
    form = WithdrawReportWordsForm(sent(request))
    return submit(
        request,
        _form_page(request, said, milestone, here),
        form,
        lambda typed: commands.withdraw_report_words(
            actor=request.actor,
            now=timezone.now(),
            report_ref=said.ref,
            reason=typed["reason"],
            named_nobody=form.named_nobody,
        ),
        leads_to=lambda row: (
            address(partnership, "report-withdraw-words", status_report=row.ref)
            if row.words_held_by
            else here
        ),
    )


def _form_page(request: ActorRequest, said: StatusReport, milestone: Milestone, here: str) -> FormPage:
    told = [
        ("It was said", Status(said.status).label),
        ("Since", day(said.effective_on)),
        ("Note", said.note),
        ("Mitigation", said.mitigation),
    ]
    return FormPage(
        title="Withdraw the words of this report",
        button="Withdraw its words",
        caption=milestone.text,
        back=here,
        crumbs=crumbs_to(milestone),
        done="Its words are withdrawn. Nobody reads them here any more.",
        context={
            "is_warning": True,
            "about": [(name, words) for name, words in told if words],
            "intro": _WHAT_GOES,
            "made_before": holding(request, words_of_report(said)),
        },
    )
