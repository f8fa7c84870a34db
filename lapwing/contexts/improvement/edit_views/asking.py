"""Asking for another date, baseline or target: what the pages that change them ask for, sent as a request."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT, ENTER, REPORT
from lapwing.contexts.improvement.edit_forms import measures as measure_forms
from lapwing.contexts.improvement.edit_forms import requests as forms
from lapwing.contexts.improvement.edit_forms.dates import due_details, due_rows
from lapwing.contexts.improvement.edit_forms.rows import RowsForm
from lapwing.contexts.improvement.edit_forms.targets import target_details, target_rows
from lapwing.contexts.improvement.edit_views import records
from lapwing.contexts.improvement.edit_views.editing import submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.request_pages import INTRO, SEND, SENT, request_page
from lapwing.contexts.improvement.edit_views.rows import TEMPLATE, submit_rows
from lapwing.contexts.improvement.models import ChangeRequest, DuePoint, Milestone, Series, Target
from lapwing.contexts.improvement.presenters.entered import due_words, series_name, target_words
from lapwing.contexts.improvement.rules import Period, next_turn
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.registry.models import Partnership


@requires(REPORT)
@require_http_methods(["GET", "POST"])
def dates(request: ActorRequest, partnership: Partnership, milestone: str) -> HttpResponse:
    """By when can it be done instead, and why?"""
    row = find(request, partnership, Milestone, milestone, REPORT)
    points = list(DuePoint.objects.standing().filter(milestone=row))
    basis = row.action.plan.quarter_basis
    form = forms.AskDatesForm(
        sent(request), rows=due_rows(points) or [{"role": "complete"}], version=row.version
    )

    def save(typed: RowsForm) -> ChangeRequest:
        assert isinstance(typed, forms.AskDatesForm)
        return commands.ask_for_dates(
            actor=request.actor,
            now=timezone.now(),
            milestone_ref=row.ref,
            version=typed.cleaned_data["version"],
            points=due_details(typed, basis),
            reason=typed.cleaned_data["reason"],
            named_nobody=typed.named_nobody,
        )

    def in_words(typed: RowsForm | None) -> str:
        asked = due_details(typed, basis) if isinstance(typed, forms.AskDatesForm) else points
        return "\n".join(map(due_words, asked)) or "No date"

    page = request_page("Ask for another date", row, row.text, template=TEMPLATE)
    return submit_rows(request, page, form, save, in_words=in_words)


@requires(ENTER)
@require_http_methods(["GET", "POST"])
def baseline(request: ActorRequest, partnership: Partnership, series: str) -> HttpResponse:
    """Where did it start instead, and why?"""
    row = find(request, partnership, Series, series, ENTER)
    form = forms.AskBaselineForm(
        sent(request), initial=records.initial_of(row, measure_forms.baseline_values)
    )

    def save(typed: dict[str, Any]) -> ChangeRequest:
        return commands.ask_for_baseline(
            actor=request.actor,
            now=timezone.now(),
            series_ref=row.ref,
            version=typed["version"],
            details=measure_forms.baseline_details(typed),
            reason=typed["reason"],
            named_nobody=typed["named_nobody"],
        )

    page = request_page("Ask for another baseline", row, series_name(row))
    return submit(request, page, form, save, row=row, values_of=measure_forms.baseline_values)


@requires(ENTER)
@require_http_methods(["GET", "POST"])
def targets(request: ActorRequest, partnership: Partnership, series: str) -> HttpResponse:
    """What should it reach instead, by when, and why?"""
    row = find(request, partnership, Series, series, ENTER)
    standing = list(Target.objects.standing().filter(series=row))
    form = forms.AskTargetsForm(sent(request), rows=target_rows(standing), version=row.version)

    def save(typed: RowsForm) -> ChangeRequest:
        assert isinstance(typed, forms.AskTargetsForm)
        return commands.ask_for_targets(
            actor=request.actor,
            now=timezone.now(),
            series_ref=row.ref,
            version=typed.cleaned_data["version"],
            targets=target_details(typed, standing),
            reason=typed.cleaned_data["reason"],
            named_nobody=typed.named_nobody,
        )

    def in_words(typed: RowsForm | None) -> str:
        asked = target_details(typed, standing) if isinstance(typed, forms.AskTargetsForm) else standing
        return "\n".join(map(target_words, asked)) or "No target"

    page = request_page("Ask for other targets", row, series_name(row), template=TEMPLATE)
    return submit_rows(request, page, form, save, in_words=in_words)


@requires(ENTER)
@require_http_methods(["GET", "POST"])
def next_target(request: ActorRequest, partnership: Partnership, series: str) -> HttpResponse:
    """What should it reach next? Who may change the plan agrees it here; others ask for it."""
    row = find(request, partnership, Series, series, ENTER)
    asks = not request.actor.may(EDIT, row.partnership_id)
    standing = list(Target.objects.standing().filter(series=row))
    dated = [each.latest for each in standing if each.latest is not None]
    after = max(*dated, timezone.localdate()) if dated else timezone.localdate()
    turn = next_turn(Period(row.agreed_each or Period.QUARTER), after)
    form = measure_forms.NextTargetForm(
        sent(request), asks=asks, initial={"latest": turn.due_on, "version": row.version}
    )

    def save(typed: dict[str, Any]) -> object:
        given = {
            "actor": request.actor,
            "now": timezone.now(),
            "series_ref": row.ref,
            "version": typed["version"],
        }
        target = commands.TargetDetails(
            value=typed["value"], latest=typed["latest"], as_written=typed["as_written"]
        )
        if not asks:
            return commands.add_target(**given, target=target)
        targets = (*commands.targets_of(row), target)
        return commands.ask_for_targets(
            **given, targets=targets, reason=typed["reason"], named_nobody=typed["named_nobody"]
        )

    what = INTRO if asks else "Earlier targets go on standing."
    page = replace(
        request_page("One more target", row, series_name(row)),
        button=SEND if asks else "Save the target",
        done=SENT if asks else "The target is agreed. Those before it stand.",
        context={
            "about": [("It stands at", "; ".join(map(target_words, standing)) or "No target")],
            "intro": f"Proposed is the end of {turn.label}. {what}",
        },
    )
    return submit(request, page, form, save)
