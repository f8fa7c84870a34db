"""Success measures and their series by hand."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.edit_forms import measures as forms
from lapwing.contexts.improvement.edit_views import records
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
    page = records.page_to_add(
        Measure,
        back=outline_of(above),
        crumbs=crumbs_to(above),
        done="The measure is added, with one series for everybody. Give it a baseline and targets.",
    )
    return records.add(
        request,
        page,
        forms.MeasureForm(sent(request), plan=above, initial={"direction": Direction.NONE}),
        commands.create_measure,
        partial(forms.measure_details, None),
        plan_ref=above.ref,
        leads_to=lambda made: address(partnership, "measure-edit", measure=made.ref),
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, partnership: Partnership, measure: str) -> HttpResponse:
    """Change a measure; its series, baselines and targets are reached from here."""
    row = find(request, partnership, Measure, measure)
    form = forms.MeasureForm(
        sent(request), plan=row.plan, initial=records.initial_of(row, forms.measure_values)
    )
    page = records.page_to_change(
        row,
        back=address_of(row),
        crumbs=crumbs_to(row),
        caption=row.name,
        template="improvement/edit/measure.html",
        measure=row,
        partnership=partnership,
        series=entries_of("series", row.series.filter(voided_at=None)),
    )
    return records.change(
        request,
        row,
        page,
        form,
        commands.edit_measure,
        partial(forms.measure_details, row),
        forms.measure_values,
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def same(request: ActorRequest, partnership: Partnership, measure: str) -> HttpResponse:
    """Say that a measure is printed twice, or that it is not."""
    row = find(request, partnership, Measure, measure)
    form = forms.SameForm(sent(request), measure=row, initial=records.initial_of(row, forms.same_values))
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
    page = records.page_to_add(
        Series,
        back=address(partnership, "measure-edit", measure=above.ref),
        crumbs=crumbs_to(above),
        caption=above.name,
    )
    form = forms.SeriesForm(sent(request))
    return records.add(
        request, page, form, commands.create_series, forms.series_details, measure_ref=above.ref
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def series_edit(request: ActorRequest, partnership: Partnership, series: str) -> HttpResponse:
    """Change a series."""
    row = find(request, partnership, Series, series)
    form = forms.SeriesForm(sent(request), initial=records.initial_of(row, forms.series_values))
    page = records.page_to_change(
        row,
        back=address(partnership, "measure-edit", measure=row.measure.ref),
        crumbs=crumbs_to(row),
        caption=row.measure.name,
    )
    return records.change(
        request, row, page, form, commands.edit_series, forms.series_details, forms.series_values
    )
