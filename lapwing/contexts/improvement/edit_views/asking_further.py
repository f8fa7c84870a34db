"""Asking for another day of a turn, and for a milestone, a turn or a line of a measure to be taken out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT, READ, REPORT
from lapwing.contexts.improvement.commands.by_request import (
    ASK_FOR_TURN,
    ASK_TO_TAKE_OUT,
    TAKEN_OUT_BY_REQUEST,
)
from lapwing.contexts.improvement.edit_forms import requests as forms
from lapwing.contexts.improvement.edit_views.editing import submit
from lapwing.contexts.improvement.edit_views.finding import find, kind_of
from lapwing.contexts.improvement.edit_views.request_pages import request_page
from lapwing.contexts.improvement.models import ChangeRequest, Milestone, Occurrence
from lapwing.contexts.improvement.presenters.taken_out import title_of
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.registry.models import Partnership


@requires(REPORT)
@require_http_methods(["GET", "POST"])
def turn(request: ActorRequest, partnership: Partnership, occurrence: str) -> HttpResponse:
    """On which day should it be instead, and why?"""
    row = find(request, partnership, Occurrence, occurrence, READ)
    # who may report on the milestone asks
    find(request, partnership, Milestone, row.milestone.ref, REPORT)
    form = forms.AskTurnForm(sent(request), initial={"due_on": row.due_on, "version": row.version})

    def save(typed: dict[str, Any]) -> ChangeRequest:
        return commands.ask_for_turn(
            actor=request.actor,
            now=timezone.now(),
            occurrence_ref=row.ref,
            version=typed["version"],
            due_on=typed["due_on"],
            reason=typed["reason"],
            named_nobody=typed["named_nobody"],
        )

    intro = "Nothing changes until somebody who runs the plan approves it. The day it has now is filled in."
    page = request_page(ASK_FOR_TURN, row.milestone, f"{row.milestone.text}: {row.label}", intro)
    return submit(request, page, form, save, row=row, values_of=lambda each: {"due_on": each.due_on})


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def take_out(request: ActorRequest, partnership: Partnership, kind: str, ref: str) -> HttpResponse:
    """Why should it go?"""
    model = kind_of(kind)
    if model not in TAKEN_OUT_BY_REQUEST:
        raise NotVisible("Nothing that is asked for")
    row: Any = find(request, partnership, model, ref)
    form = forms.AskToTakeOutForm(sent(request), initial={"version": row.version})

    def save(typed: dict[str, Any]) -> ChangeRequest:
        return commands.ask_to_take_out(
            actor=request.actor,
            now=timezone.now(),
            model=type(row),
            ref=row.ref,
            version=typed["version"],
            reason=typed["reason"],
            named_nobody=typed["named_nobody"],
        )

    above = row.milestone if isinstance(row, Occurrence) else row
    intro = "It stays until somebody else approves this. Nothing is erased: it can be brought back."
    return submit(request, request_page(ASK_TO_TAKE_OUT, above, title_of(row), intro), form, save)
