"""Milestones by hand: their words, their dates, and the turns of those that come round."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.commands.turns_again import LeftOut
from lapwing.contexts.improvement.edit_forms import actions as forms
from lapwing.contexts.improvement.edit_forms.dates import DatesForm, due_details, due_rows
from lapwing.contexts.improvement.edit_forms.reports import OccurrenceForm, TurnsForm
from lapwing.contexts.improvement.edit_forms.rows import RowsForm
from lapwing.contexts.improvement.edit_views import records
from lapwing.contexts.improvement.edit_views.by_request import asked_for_instead
from lapwing.contexts.improvement.edit_views.editing import FormPage
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, address_of, crumbs_to
from lapwing.contexts.improvement.edit_views.rows import TEMPLATE, submit_rows
from lapwing.contexts.improvement.models import Action, DuePoint, Milestone
from lapwing.contexts.improvement.presenters.entered import due_words
from lapwing.contexts.improvement.rules import period_of
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.filters import day, plural
from lapwing.platform.ui.forms import refusals_on, sent
from lapwing.registry.models import Partnership


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership, action: str) -> HttpResponse:
    """Add a milestone to an action."""
    above = find(request, partnership, Action, action)
    page = records.page_to_add(
        Milestone,
        back=address_of(above),
        crumbs=crumbs_to(above),
        caption=above.text,
        done="The milestone is added. Say when it is due.",
    )
    return records.add(
        request,
        page,
        forms.MilestoneForm(sent(request)),
        commands.create_milestone,
        forms.milestone_details,
        action_ref=above.ref,
        leads_to=lambda made: address(partnership, "milestone-dates", milestone=made.ref),
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, partnership: Partnership, milestone: str) -> HttpResponse:
    """Change a milestone's words."""
    row = find(request, partnership, Milestone, milestone)
    form = forms.MilestoneForm(sent(request), initial=records.initial_of(row, forms.milestone_values))
    page = records.page_to_change(
        row,
        back=address_of(row),
        crumbs=crumbs_to(row),
        caption=row.action.text,
        template="improvement/edit/milestone.html",
        dates=address(partnership, "milestone-dates", milestone=row.ref),
        turns=address(partnership, "occurrences", milestone=row.ref),
    )
    return records.change(
        request, row, page, form, commands.edit_milestone, forms.milestone_details, forms.milestone_values
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def dates(request: ActorRequest, partnership: Partnership, milestone: str) -> HttpResponse:
    """Say when a milestone is due; the dates it had stay on record."""
    row = find(request, partnership, Milestone, milestone)
    points = list(DuePoint.objects.standing().filter(milestone=row))
    if asking := asked_for_instead(request, row, points, "ask-dates"):
        return asking
    basis = row.action.plan.quarter_basis
    form = DatesForm(sent(request), rows=due_rows(points) or [{"role": "complete"}], version=row.version)
    earlier = DuePoint.objects.filter(milestone=row).exclude(withdrawn_at=None).order_by("-withdrawn_at")
    page = FormPage(
        title="Dates of the milestone",
        button="Save the dates",
        caption=row.text,
        back=address_of(row),
        done="The dates are saved.",
        crumbs=crumbs_to(row),
        template=TEMPLATE,
        context={"earlier": [f"{due_words(each)}. {each.withdrawn_reason}".strip() for each in earlier]},
    )

    def save(typed: RowsForm) -> Milestone:
        assert isinstance(typed, DatesForm)
        return commands.set_due_points(
            actor=request.actor,
            now=timezone.now(),
            milestone_ref=row.ref,
            version=typed.cleaned_data["version"],
            points=due_details(typed, basis),
            reason=typed.cleaned_data["reason"],
            named_nobody=typed.named_nobody,
        )

    def in_words(typed: RowsForm | None) -> str:
        if isinstance(typed, DatesForm):
            return "\n".join(map(due_words, due_details(typed, basis))) or "No date"
        return "\n".join(map(due_words, points)) or "No date"

    return submit_rows(request, page, form, save, in_words=in_words)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def occurrences(request: ActorRequest, partnership: Partnership, milestone: str) -> HttpResponse:
    """Add turns of a recurring milestone: those of a stretch of time, or one."""
    row = find(request, partnership, Milestone, milestone)
    one = "due_on-day" in request.POST
    period = period_of(row.recurrence)
    today = timezone.localdate()
    proposed = {"period": period, "first": today, "until": today + timedelta(days=365)}
    turns_form = TurnsForm(None if one else sent(request), initial=proposed)
    one_form = OccurrenceForm(sent(request) if one else None)
    form = one_form if one else turns_form
    page = FormPage(
        title="Turns of the milestone",
        caption=row.text,
        back=address_of(row),
        crumbs=crumbs_to(row),
        template="improvement/edit/occurrences.html",
        context={
            "partnership": partnership,
            "turns_form": turns_form,
            "one_form": one_form,
            "recurrence": row.recurrence,
            "there": row.occurrences.filter(voided_at=None),
        },
    )
    if form.is_valid():
        with refusals_on(form, commands.RefusedError):
            said = _add_turns(request, row, form.cleaned_data, one=one)
            messages.success(request, said)
            return redirect(page.back)
    return page.show(request, form)


def _add_turns(request: ActorRequest, row: Milestone, typed: dict[str, Any], *, one: bool) -> str:
    given = {"actor": request.actor, "now": timezone.now(), "milestone_ref": row.ref, **typed}
    if one:
        made = commands.add_occurrence(**given)
        return f"{made.label} is added, due on {day(made.due_on)}."
    found = commands.generate_occurrences(**given)
    return _turns_in_words(found)


def _turns_in_words(found: commands.TurnsAdded) -> str:
    """ "2 turns added. Left out: 3 there already, 1 put on another day." """
    said = f"{plural(len(found.made), 'turn')} added."
    counts = Counter(found.left_out)
    why = ", ".join(f"{counts[each]} {each.value}" for each in LeftOut if counts[each])
    said = f"{said} Left out: {why}." if why else said
    decided = counts[LeftOut.MOVED] + counts[LeftOut.TAKEN_OUT]
    return f"{said} What is wanted all the same is added one by one." if decided else said
