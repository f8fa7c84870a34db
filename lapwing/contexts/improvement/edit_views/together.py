"""Saying the same of several milestones that were picked from a list, and undoing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lapwing.contexts.improvement import access, commands, queries
from lapwing.contexts.improvement.access import REPORT, NotVisible
from lapwing.contexts.improvement.commands.together import ReportedTogether
from lapwing.contexts.improvement.edit_forms.reports import ReportTogetherForm
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address
from lapwing.contexts.improvement.edit_views.reports import further_lacks_on
from lapwing.contexts.improvement.models import Milestone, Plan
from lapwing.contexts.improvement.presenters import late_table, plan_tables
from lapwing.contexts.improvement.presenters.here import Here, asked_day, here_of
from lapwing.contexts.improvement.presenters.plan_rows import MilestoneRow
from lapwing.contexts.improvement.said_in_updates import said_in_updates
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.bulk import MOST_AT_ONCE, Picked
from lapwing.platform.ui.filters import plural
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb
from lapwing.platform.ui.undoing import success_with_undo
from lapwing.registry.models import Partnership

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
REASON = "Undone right after it was said"


@requires(REPORT)
@require_http_methods(["GET", "POST"])
def report_together(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """How do these milestones stand?"""
    day = asked_day(request)
    page = queries.list_milestones(actor=request.actor, plan_ref=plan, on=day.today, as_at=None)
    here = here_of(request, partnership, page.plan, day)
    picked = plan_tables.read_milestones(request, here, page.milestones).picked()
    return _report(request, partnership, here, picked, back="milestones", name="Milestones")


@requires(REPORT)
@require_http_methods(["GET", "POST"])
def report_late_together(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """How do these overdue milestones stand?"""
    day = asked_day(request)
    page = queries.late(actor=request.actor, plan_ref=plan, on=day.today, as_at=None)
    here = here_of(request, partnership, page.plan, day)
    picked = late_table.read_late(request, here, page.overdue).picked()
    return _report(request, partnership, here, picked, back="late", name="Late")


@requires(REPORT)
@require_POST
def undo_together(request: ActorRequest, partnership: Partnership, plan: str, said_at: int) -> HttpResponse:
    """Undo what one has just said of several milestones."""
    found = find(request, partnership, Plan, plan, REPORT)
    try:
        number = commands.take_back_together(
            actor=request.actor, now=timezone.now(), said_at=_moment(said_at), reason=REASON
        )
    except NotVisible:
        messages.error(request, "There is nothing left to undo: it was done before.")
    else:
        words = f"Undone for {plural(number, 'milestone')}. What was said before holds again."
        messages.success(request, words)
    return redirect(address(partnership, "milestones", plan=found.ref))


def _moment(microseconds: int) -> datetime:
    """Raises NotVisible for a number that is no moment."""
    try:
        return EPOCH + timedelta(microseconds=microseconds)
    except OverflowError as error:
        raise NotVisible("No such moment") from error


def _report(
    request: ActorRequest,
    partnership: Partnership,
    here: Here,
    picked: Picked[MilestoneRow],
    *,
    back: str,
    name: str,
) -> HttpResponse:
    found = _permitted(request, picked.rows)
    mine = found.mine
    to = address(partnership, back, plan=here.plan.ref)
    if not mine:
        messages.error(request, _nothing(found))
        return redirect(to)
    now = timezone.now()
    form = ReportTogetherForm(sent(request), initial={"effective_on": timezone.localdate()})

    def said(done: ReportedTogether) -> None:
        words = f"Your report on {plural(done.reported, 'milestone')} is saved."
        if done.left_out:
            words += f" Left out: {', '.join(done.left_out)}."
        moment = (now - EPOCH) // timedelta(microseconds=1)
        undo = address(partnership, "undo-together", plan=here.plan.ref, said_at=str(moment))
        success_with_undo(request, words, undo)

    page = FormPage(
        title="Report on several milestones",
        crumbs=(here.crumb(), Crumb(name, to)),
        button=f"Save for {plural(len(mine), 'milestone')}",
        back=to,
        template="improvement/edit/report_together.html",
        context={
            "rows": mine,
            "found": found,
            "gone": picked.gone,
            "left_over": picked.left_over,
            "most": MOST_AT_ONCE,
        },
    )

    def save(typed: dict[str, Any]) -> ReportedTogether:
        refs = [row.line.ref for row in mine]
        with further_lacks_on(form):
            return commands.report_together(actor=request.actor, now=now, milestone_refs=refs, **typed)

    return submit(request, page, form, save, said=said)


@dataclass(frozen=True)
class _Sorted:
    """What was picked: ``mine`` to report on at once, ``others`` that are not this person's, and those that
    are said in an update, by the sentence that says so."""

    mine: list[MilestoneRow]
    others: list[MilestoneRow]
    in_updates: dict[str, list[MilestoneRow]]


def _permitted(request: ActorRequest, rows: Sequence[MilestoneRow]) -> _Sorted:
    asked = Milestone.objects.filter(Q(ref__in=[row.line.ref for row in rows])).select_related("action")
    may = {row.ref: row for row in access.milestones.visible_to(request.actor, asked, permission=REPORT)}
    kept = said_in_updates(request.actor, may.values(), timezone.localdate())
    found = _Sorted([], [], {})
    for row in rows:
        milestone = may.get(row.line.ref)
        if milestone is None:
            found.others.append(row)
        elif elsewhere := kept.get(milestone.pk):
            found.in_updates.setdefault(elsewhere.sentence_of_several, []).append(row)
        else:
            found.mine.append(row)
    return found


def _nothing(found: _Sorted) -> str:
    if found.in_updates:
        return f"Nothing of that is reported here. {next(iter(found.in_updates))}"
    if found.others:
        return "Those milestones are not yours to report on. Pick milestones of actions whose role you hold."
    return "Pick at least one milestone first: tick the box before it."
