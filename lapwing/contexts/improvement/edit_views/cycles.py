"""Running the reporting of a plan: its rhythm, and the turns of its cycles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import RUN
from lapwing.contexts.improvement.edit_forms import cycles as forms
from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_views import records
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, crumbs_to
from lapwing.contexts.improvement.models import Cycle, Plan, Rhythm, RhythmKind
from lapwing.contexts.improvement.presenters.cycles import (
    closing_words,
    foretold,
    opening_words,
    sign_off_words,
)
from lapwing.contexts.improvement.rules.rhythms import month_end
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import Form, sent
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership


@requires(RUN)
@require_http_methods(["GET", "POST"])
def rhythm(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Say how often the plan is reported on."""
    row = find(request, partnership, Plan, plan, RUN)
    found = Rhythm.objects.in_force().filter(plan=row).first()
    proposed = {
        "kind": RhythmKind.TWO_MONTHLY,
        "first_closes_on": month_end(timezone.localdate()),
        "days_open": 14,
        "remind_before": 3,
        "reports_after": 14,
        "version": 0,
    }
    known = records.initial_of(found, forms.rhythm_values) if found else proposed
    page = FormPage(
        title="Rhythm of reporting",
        button="Save the rhythm",
        back=_reporting(row),
        done="The rhythm is saved. The cycles that had not opened follow it.",
        caption=row.title,
        crumbs=_crumbs(row),
        template="improvement/edit/rhythm.html",
        context={
            "intro": "Cycles are planned a year ahead, and on all dates of your own. Those that have opened "
            "stay as they are, and so do those that somebody added, moved or took out."
        },
    )

    def save(typed: dict[str, Any]) -> object:
        return commands.set_rhythm(
            actor=request.actor,
            now=timezone.now(),
            plan_ref=row.ref,
            version=typed["version"],
            details=forms.rhythm_details(typed),
        )

    form = forms.RhythmForm(sent(request), initial=known)
    if found is not None and form.is_bound and form.is_valid():
        details = forms.rhythm_details(form.cleaned_data)
        if (effect := _effect(row, found, details)) and form.cleaned_data["seen"] != form.as_seen:
            form.foretell()
            return page.show(request, form, foretold=foretold(effect))
    return submit(request, page, form, save, row=found, values_of=forms.rhythm_values)


@requires(RUN)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Plan a cycle on dates of one's own."""
    row = find(request, partnership, Plan, plan, RUN)
    page = FormPage(
        title="Add a cycle",
        button="Add the cycle",
        back=_reporting(row),
        done="The cycle is planned.",
        caption=row.title,
        crumbs=_crumbs(row),
    )
    return records.add(
        request,
        page,
        forms.CycleForm(sent(request)),
        commands.add_cycle,
        forms.cycle_details,
        plan_ref=row.ref,
    )


@requires(RUN)
@require_http_methods(["GET", "POST"])
def dates(request: ActorRequest, partnership: Partnership, cycle: str) -> HttpResponse:
    """Change the dates or the name of a cycle that has not opened."""
    row = find(request, partnership, Cycle, cycle, RUN)
    page = _page(row, "Dates of the cycle", "Save the dates", "The dates are saved.")
    form = forms.CycleForm(sent(request), initial=records.initial_of(row, forms.cycle_values))
    return records.change(
        request, row, page, form, commands.change_cycle, forms.cycle_details, forms.cycle_values
    )


@requires(RUN)
@require_http_methods(["GET", "POST"])
def open_now(request: ActorRequest, partnership: Partnership, cycle: str) -> HttpResponse:
    """Open a cycle: everybody it asks is told."""
    row = find(request, partnership, Cycle, cycle, RUN)
    page = _page(
        row,
        "Open the cycle",
        "Open it and ask",
        "The cycle is open, and its owners are asked.",
        intro=opening_words(row),
    )
    return _do(request, row, page, EditForm, commands.open_cycle)


@requires(RUN)
@require_http_methods(["GET", "POST"])
def more_time(request: ActorRequest, partnership: Partnership, cycle: str) -> HttpResponse:
    """Give owners until a later day."""
    row = find(request, partnership, Cycle, cycle, RUN)
    page = _page(
        row,
        "Give more time",
        "Give more time",
        "There is more time, and who has not answered is told.",
        intro="A cycle that has closed is open again until the new day.",
    )
    return _do(request, row, page, forms.MoreTimeForm, commands.extend_cycle, closes_on=row.closes_on)


@requires(RUN)
@require_http_methods(["GET", "POST"])
def close(request: ActorRequest, partnership: Partnership, cycle: str) -> HttpResponse:
    """Close a cycle: who has not answered is asked once more."""
    row = find(request, partnership, Cycle, cycle, RUN)
    page = _page(
        row,
        "Close the cycle",
        "Close it",
        "The cycle is closed, and who has not answered is asked once more.",
        intro=closing_words(row, timezone.localdate()),
    )
    return _do(request, row, page, EditForm, commands.close_cycle)


@requires(RUN)
@require_http_methods(["GET", "POST"])
def sign_off(request: ActorRequest, partnership: Partnership, cycle: str) -> HttpResponse:
    """Sign a cycle off, and name what is missing."""
    row = find(request, partnership, Cycle, cycle, RUN)
    page = _page(
        row, "Sign the cycle off", "Sign it off", "The cycle is signed off.", intro=sign_off_words(row)
    )
    return _do(request, row, page, forms.SignOffForm, commands.sign_off_cycle)


@requires(RUN)
@require_http_methods(["GET", "POST"])
def report(request: ActorRequest, partnership: Partnership, cycle: str) -> HttpResponse:
    """Say that a cycle was reported to the board."""
    row = find(request, partnership, Cycle, cycle, RUN)
    page = _page(
        row,
        "Say that it was reported",
        "It was reported",
        "The cycle is reported, with every update that was signed off in it.",
        intro="The board has seen what was signed off in this cycle. It stands as reported from now on.",
    )
    return _do(request, row, page, EditForm, commands.report_cycle)


@requires(RUN)
@require_http_methods(["GET", "POST"])
def take_out(request: ActorRequest, partnership: Partnership, cycle: str) -> HttpResponse:
    """Take a cycle out, for a reason."""
    row = find(request, partnership, Cycle, cycle, RUN)
    page = _page(
        row,
        "Take the cycle out",
        "Take it out",
        "The cycle is taken out.",
        intro="Nobody is asked in it any more. What was written in it and not submitted goes with it.",
        is_warning=True,
    )
    return _do(
        request,
        row,
        page,
        forms.TakeCycleOutForm,
        commands.void_cycle,
        leads_to=lambda _: _reporting(row.plan),
    )


def _effect(plan: Plan, rhythm: Rhythm, details: commands.RhythmDetails) -> commands.Following | None:
    """What saving a rhythm would change of what is planned; None when nothing, or when it cannot be kept."""
    today = timezone.localdate()
    try:
        commands.check_rhythm(details, today)
    except commands.RefusedError:
        return None
    found = commands.following(plan, rhythm, details, today)
    return found if found.changes_what_is_planned else None


def _do(
    request: ActorRequest,
    row: Cycle,
    page: FormPage,
    form_of: Callable[..., Form],
    deed: Callable[..., Cycle],
    leads_to: Callable[[Any], str] | None = None,
    **initial: object,
) -> HttpResponse:
    """Ask for what a turn of the cycle wants, and take it; the form's fields are what the command is told."""
    form = form_of(sent(request), initial={**initial, "version": row.version})
    return submit(
        request,
        page,
        form,
        lambda typed: deed(actor=request.actor, now=timezone.now(), ref=row.ref, **typed),
        leads_to=leads_to,
    )


def _page(row: Cycle, title: str, button: str, done: str, **context: object) -> FormPage:
    return FormPage(
        title=title,
        button=button,
        back=address(row.partnership, "cycle", cycle=row.ref),
        done=done,
        caption=row.label,
        crumbs=(*_crumbs(row.plan), Crumb(row.label, address(row.partnership, "cycle", cycle=row.ref))),
        context=context,
    )


def _reporting(plan: Plan) -> str:
    return address(plan.partnership, "reporting", plan=plan.ref)


def _crumbs(plan: Plan) -> tuple[Crumb, ...]:
    return (*crumbs_to(plan), Crumb("Reporting", _reporting(plan)))
