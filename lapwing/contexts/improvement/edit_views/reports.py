"""Saying how a milestone or one turn of it stands, and withdrawing what was said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT, REPORT, NotVisible
from lapwing.contexts.improvement.commands import NotCompleteError
from lapwing.contexts.improvement.commands.statuses import may_say_evidenced, status_on
from lapwing.contexts.improvement.edit_forms.reports import ReportForm, TakeBackForm
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, address_of, crumbs_to
from lapwing.contexts.improvement.models import Cycle, DuePoint, Milestone, Occurrence, StatusReport
from lapwing.contexts.improvement.presenters import marks
from lapwing.contexts.improvement.queries.standing import key_of, names_of
from lapwing.contexts.improvement.rules import COLOUR_OF_STATUS, Status
from lapwing.contexts.improvement.said_in_updates import said_in_an_update
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.filters import day
from lapwing.platform.ui.forms import Form, sent
from lapwing.registry.models import Partnership


@requires(REPORT)
@require_http_methods(["GET", "POST"])
def report(request: ActorRequest, partnership: Partnership, milestone: str) -> HttpResponse:
    """How does this milestone stand?"""
    row = find(request, partnership, Milestone, milestone, REPORT)
    return _report(request, partnership, row, None)


@requires(REPORT)
@require_http_methods(["GET", "POST"])
def report_occurrence(request: ActorRequest, partnership: Partnership, occurrence: str) -> HttpResponse:
    """How does this one turn of a recurring milestone stand?"""
    turn = find(request, partnership, Occurrence, occurrence, REPORT)
    row = find(request, partnership, Milestone, turn.milestone.ref, REPORT)
    return _report(request, partnership, row, turn)


@requires(REPORT)
@require_http_methods(["GET", "POST"])
def take_back(request: ActorRequest, partnership: Partnership, status_report: str) -> HttpResponse:
    """Withdraw what was said by mistake: one's own, or any by who may edit the plan."""
    rows = StatusReport.objects.standing().filter(partnership=partnership, ref=status_report)
    said = rows.select_related("milestone").first()
    if said is None or not _may_take_back(request, said):
        raise NotVisible("No such report")
    milestone = find(request, partnership, Milestone, said.milestone.ref, REPORT)
    page = FormPage(
        title="Withdraw what was said",
        caption=milestone.text,
        crumbs=crumbs_to(milestone),
        button="Withdraw it",
        back=address_of(milestone),
        done="It is withdrawn. What was said before holds again.",
        context={
            "about": [
                ("It was said", Status(said.status).label),
                ("Since", day(said.effective_on)),
                ("Note", said.note),
            ]
        },
    )
    return submit(
        request,
        page,
        TakeBackForm(sent(request)),
        lambda typed: commands.take_back_report(
            actor=request.actor,
            now=timezone.now(),
            report_ref=said.ref,
            reason=typed["reason"],
            named_nobody=typed["named_nobody"],
        ),
    )


def _report(
    request: ActorRequest, partnership: Partnership, milestone: Milestone, turn: Occurrence | None
) -> HttpResponse:
    before = status_on(milestone, turn, timezone.localdate())
    form = ReportForm(
        sent(request),
        before=before,
        evidenced=may_say_evidenced(request.actor, milestone, timezone.now(), turn),
        initial={"effective_on": timezone.localdate()},
    )
    key = key_of(partnership.pk)
    last = _last_said(milestone, turn)
    may_take_back = last is not None and _may_take_back(request, last[0])
    elsewhere = said_in_an_update(request.actor, milestone, timezone.localdate())
    page = FormPage(
        title="Report how it stands",
        caption=turn.label if turn else None,
        crumbs=crumbs_to(milestone),
        button="Save the report",
        back=_back(request, partnership, milestone),
        done="Your report is saved.",
        template="improvement/edit/report.html",
        context={
            "milestone": milestone,
            "turn": turn,
            "elsewhere": elsewhere,
            "update_url": _update_about(elsewhere.cycle, milestone, turn) if elsewhere else "",
            "due": DuePoint.objects.standing().filter(milestone=milestone),
            "last": last,
            "take_back": address(partnership, "report-take-back", status_report=last[0].ref)
            if last and may_take_back
            else "",
            "before": marks.mark_said(key, before, COLOUR_OF_STATUS[before]),
            "offered": [
                (status, marks.mark_said(key, status, COLOUR_OF_STATUS[status])) for status in form.offered
            ],
        },
    )

    def save(typed: dict[str, Any]) -> StatusReport:
        with further_lacks_on(form):
            return commands.report_status(
                actor=request.actor,
                now=timezone.now(),
                milestone_ref=milestone.ref,
                occurrence_ref=turn.ref if turn else "",
                **typed,
            )

    return submit(request, page, form, save)


@contextmanager
def further_lacks_on(form: Form) -> Iterator[None]:
    """Where a report lacks several things, say them all at once: the first is said by whoever hears of it."""
    try:
        yield
    except NotCompleteError as error:
        for lacks in error.missing[1:]:
            form.add_error(lacks.field, lacks.message)
        raise


def _update_about(cycle: Cycle | None, milestone: Milestone, turn: Occurrence | None) -> str:
    """Where the update about it is written; empty when no cycle asks for one."""
    if cycle is None:
        return ""
    kind, ref = ("occurrence", turn.ref) if turn else ("milestone", milestone.ref)
    return address(milestone.partnership, "update-write", cycle=cycle.ref, kind=kind, ref=ref)


def _back(request: ActorRequest, partnership: Partnership, milestone: Milestone) -> str:
    """Where the person came from: their own list, or the milestone."""
    if request.GET.get("from") == "my-actions":
        return address(partnership, "my-actions")
    return address_of(milestone)


def _last_said(milestone: Milestone, turn: Occurrence | None) -> tuple[StatusReport, str] | None:
    """What was said last, and by whom."""
    found = StatusReport.objects.standing().filter(milestone=milestone, occurrence=turn).first()
    return (found, names_of([found.recorded_by_id]).get(found.recorded_by_id, "")) if found else None


def _may_take_back(request: ActorRequest, said: StatusReport) -> bool:
    own = said.recorded_by_id == request.actor.user_id
    return own or request.actor.may(EDIT, said.partnership_id)
