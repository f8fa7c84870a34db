"""By when a plan is to be published, and that it was: the page, its forms, and the partnership's times."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.access import READ, RUN, NotVisible
from lapwing.contexts.improvement.edit_forms import publication as forms
from lapwing.contexts.improvement.edit_forms.evidence import sent_file
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, crumbs_to
from lapwing.contexts.improvement.models import (
    InspectionReport,
    Plan,
    PlanKind,
    PlanPublication,
    PublicationTerm,
)
from lapwing.contexts.improvement.presenters import publication as told
from lapwing.contexts.improvement.presenters.here import Day, here_of, show
from lapwing.contexts.improvement.publication_files import PUBLICATION_FILE
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.documents.uploading import takes_files
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def page(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """By when is the plan to be published, and was it?"""
    today = timezone.localdate()
    found = queries.publication_page(actor=request.actor, plan_ref=plan, on=today)
    here = here_of(request, partnership, found.plan, Day(today))
    return show(
        request,
        here,
        "publication/page",
        {"shown": found, "told": told},
        title="Publication",
        width="reading",
    )


@requires(RUN)
@require_http_methods(["GET", "POST"])
def report(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Say when the inspection report was published."""
    row = find(request, partnership, Plan, plan, RUN)
    known = InspectionReport.objects.in_force().filter(plan=row).first()
    values = {"published_on": known.published_on, "version": known.version} if known else {"version": 0}
    form_page = FormPage(
        title="Day of the inspection report",
        back=_page_of(row),
        done="The day is saved.",
        caption=row.title,
        crumbs=_crumbs(row),
    )
    return submit(
        request,
        form_page,
        forms.ReportDayForm(sent(request), initial=values),
        lambda typed: commands.set_report_day(
            actor=request.actor, now=timezone.now(), plan_ref=row.ref, **typed
        ),
        row=known,
        values_of=lambda found: {"published_on": found.published_on},
    )


@requires(RUN)
@takes_files(PUBLICATION_FILE)
@require_http_methods(["GET", "POST"])
def say(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Say that the plan was published, and where."""
    row = find(request, partnership, Plan, plan, RUN)
    files: tuple[Any, ...] = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.SayPublishedForm(*files, initial={**_proposed(request), "version": 0})
    form_page = FormPage(
        title="Say that it was published",
        button="It was published",
        back=_page_of(row),
        done="That it was published is recorded.",
        caption=row.title,
        crumbs=_crumbs(row),
    )
    return submit(
        request,
        form_page,
        form,
        lambda typed: commands.say_published(
            actor=request.actor,
            now=timezone.now(),
            plan_ref=row.ref,
            details=commands.PublicationDetails(published_on=typed["published_on"], address=typed["address"]),
            sent=sent_file(typed),
        ),
    )


@requires(RUN)
@require_http_methods(["GET", "POST"])
def take_back(request: ActorRequest, partnership: Partnership, plan_publication: str) -> HttpResponse:
    """Withdraw that it was published."""
    row = find(request, partnership, PlanPublication, plan_publication, RUN)
    form_page = FormPage(
        title="Withdraw that it was published",
        button="Withdraw it",
        back=_page_of(row.plan),
        done="It is withdrawn.",
        caption=row.plan.title,
        crumbs=_crumbs(row.plan),
        context={"is_warning": True},
    )
    return submit(
        request,
        form_page,
        forms.TakeBackForm(sent(request), initial={"version": row.version}),
        lambda typed: commands.withdraw_publication(
            actor=request.actor, now=timezone.now(), ref=row.ref, **typed
        ),
    )


@requires(RUN)
@require_safe
def terms(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """By when are plans of each kind to be published?"""
    lines = [
        (line, address(partnership, "publication-term", plan_kind=line.kind))
        for line in queries.terms(partnership.pk)
    ]
    return render(
        request,
        "improvement/publication/terms.html",
        {"lines": lines, "told": told},
        title="Times to publish plans",
        caption=partnership.name,
        crumbs=(Crumb("Plans", address(partnership, "plans")),),
        width="reading",
    )


@requires(RUN)
@require_http_methods(["GET", "POST"])
def term(request: ActorRequest, partnership: Partnership, plan_kind: str) -> HttpResponse:
    """Say how long there is for plans of a kind."""
    line = next((each for each in queries.terms(partnership.pk) if each.kind == plan_kind), None)
    if line is None:
        raise NotVisible("No such kind of plan")
    row = PublicationTerm.objects.filter(partnership=partnership, kind=plan_kind).first()
    known = {"working_days": line.term.working_days, "basis": line.term.basis if line.version else ""}
    back = address(partnership, "publication-terms")
    form_page = FormPage(
        title=f"Time to publish: {PlanKind(plan_kind).label.lower()}",
        back=back,
        done="The time is saved. It holds for every plan of this kind.",
        crumbs=(Crumb("Times to publish plans", back),),
    )
    return submit(
        request,
        form_page,
        forms.TermForm(sent(request), initial={**known, "version": line.version}),
        lambda typed: commands.set_publication_term(
            actor=request.actor, now=timezone.now(), partnership=partnership, kind=plan_kind, **typed
        ),
        row=row,
        values_of=lambda found: {"working_days": found.working_days, "basis": found.basis},
    )


def _proposed(request: ActorRequest) -> dict[str, Any]:
    """Today; and where it stands, when the page from which one came knows that."""
    return {"published_on": timezone.localdate(), "address": request.GET.get("address", "")[:2000]}


def _page_of(plan: Plan) -> str:
    return address(plan.partnership, "publication", plan=plan.ref)


def _crumbs(plan: Plan) -> tuple[Crumb, ...]:
    return (*crumbs_to(plan), Crumb("Publication", _page_of(plan)))
