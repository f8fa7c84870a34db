"""Success measures and their series by hand."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.edit_forms import measures as forms
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, address_of, crumbs_to, outline_of
from lapwing.contexts.improvement.models import Direction, Measure, Plan, Series
from lapwing.contexts.improvement.presenters.outline import entries_of
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.registry.models import Partnership


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Add a success measure."""
    above = find(request, partnership, Plan, plan)
    page = FormPage(
        title="Add a measure",
        button="Add the measure",
        back=outline_of(above),
        done="The measure is added, with one series for everybody. Give it a baseline and targets.",
        crumbs=crumbs_to(above),
    )
    return submit(
        request,
        page,
        forms.MeasureForm(sent(request), plan=above, initial={"direction": Direction.NONE}),
        lambda typed: commands.create_measure(
            actor=request.actor,
            now=timezone.now(),
            plan_ref=above.ref,
            details=forms.measure_details(None, typed),
        ),
        leads_to=lambda made: address(partnership, "measure-edit", measure=made.ref),
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, partnership: Partnership, measure: str) -> HttpResponse:
    """Change a measure; its series, baselines and targets are reached from here."""
    row = find(request, partnership, Measure, measure)
    form = forms.MeasureForm(
        sent(request), plan=row.plan, initial={**forms.measure_values(row), "version": row.version}
    )
    page = FormPage(
        title="Change the measure",
        caption=row.name,
        back=address_of(row),
        done="The measure is changed.",
        crumbs=crumbs_to(row),
        template="improvement/edit/measure.html",
        context={
            "measure": row,
            "partnership": partnership,
            "series": entries_of("series", row.series.filter(voided_at=None)),
            "take_out": address(partnership, "take-out", kind="measure", ref=row.ref),
        },
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.edit_measure(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=typed["version"],
            details=forms.measure_details(row, typed),
        ),
        row=row,
        values_of=forms.measure_values,
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def same(request: ActorRequest, partnership: Partnership, measure: str) -> HttpResponse:
    """Say that a measure is printed twice, or that it is not."""
    row = find(request, partnership, Measure, measure)
    form = forms.SameForm(
        sent(request), measure=row, initial={**forms.same_values(row), "version": row.version}
    )
    page = FormPage(title="Printed twice?", caption=row.name, back=address_of(row), crumbs=crumbs_to(row))
    return submit(
        request,
        page,
        form,
        lambda typed: commands.say_same(actor=request.actor, now=timezone.now(), ref=row.ref, **typed),
        row=row,
        values_of=forms.same_values,
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def series_new(request: ActorRequest, partnership: Partnership, measure: str) -> HttpResponse:
    """Add a series to a measure."""
    above = find(request, partnership, Measure, measure)
    page = FormPage(
        title="Add a series",
        caption=above.name,
        button="Add the series",
        back=address(partnership, "measure-edit", measure=above.ref),
        done="The series is added.",
        crumbs=crumbs_to(above),
    )
    return submit(
        request,
        page,
        forms.SeriesForm(sent(request)),
        lambda typed: commands.create_series(
            actor=request.actor,
            now=timezone.now(),
            measure_ref=above.ref,
            details=forms.series_details(typed),
        ),
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def series_edit(request: ActorRequest, partnership: Partnership, series: str) -> HttpResponse:
    """Change a series."""
    row = find(request, partnership, Series, series)
    form = forms.SeriesForm(sent(request), initial={**forms.series_values(row), "version": row.version})
    page = FormPage(
        title="Change the series",
        caption=row.measure.name,
        back=address(partnership, "measure-edit", measure=row.measure.ref),
        done="The series is changed.",
        crumbs=crumbs_to(row),
        context={"take_out": address(partnership, "take-out", kind="series", ref=row.ref)},
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.edit_series(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=typed["version"],
            details=forms.series_details(typed),
        ),
        row=row,
        values_of=forms.series_values,
    )
