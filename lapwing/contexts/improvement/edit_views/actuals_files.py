"""Recording many figures from a file: what it would do, and all that is wrong in it, is shown first."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import ENTER, READ
from lapwing.contexts.improvement.access import series as series_rule
from lapwing.contexts.improvement.commands.actuals_csv import COLUMNS
from lapwing.contexts.improvement.edit_forms.actuals import FileForm, TextForm
from lapwing.contexts.improvement.edit_views.editing import FormPage
from lapwing.contexts.improvement.edit_views.finding import find, standing
from lapwing.contexts.improvement.edit_views.places import address, address_of, crumbs_to
from lapwing.contexts.improvement.models import Measure, Plan, Series
from lapwing.contexts.improvement.presenters.csv_preview import present
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.filters import plural
from lapwing.registry.models import Partnership


@requires(ENTER)
@require_http_methods(["GET", "POST"])
def of_measure(request: ActorRequest, partnership: Partnership, measure: str) -> HttpResponse:
    """Figures of one measure."""
    row = find(request, partnership, Measure, measure, ENTER)
    template = address(partnership, "measure-actuals-template", measure=row.ref)
    return _page(request, row.plan, row, template)


@requires(ENTER)
@require_http_methods(["GET", "POST"])
def of_plan(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Figures of any measure of the plan."""
    row = find(request, partnership, Plan, plan, READ)
    return _page(request, row, row, address(partnership, "plan-actuals-template", plan=row.ref))


@requires(ENTER)
@require_safe
def template_of_measure(request: ActorRequest, partnership: Partnership, measure: str) -> HttpResponse:
    """A file to fill in, with a line for each series of the measure."""
    row = find(request, partnership, Measure, measure, ENTER)
    return _template(request, Series.objects.filter(standing(Series), measure=row))


@requires(ENTER)
@require_safe
def template_of_plan(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """A file to fill in, with a line for each series of the plan."""
    row = find(request, partnership, Plan, plan, READ)
    return _template(request, Series.objects.filter(standing(Series), measure__plan=row))


def _page(request: ActorRequest, plan: Plan, about: Plan | Measure, template: str) -> HttpResponse:
    page = FormPage(
        title="Record figures from a file",
        caption=about.title if isinstance(about, Plan) else about.name,
        crumbs=crumbs_to(about),
        button="Look through the file",
        back=address_of(about),
        template="improvement/edit/actuals_file.html",
        context={"template_url": template},
    )
    if request.method != "POST":
        return page.show(request, FileForm())
    if "text" in request.POST:
        return _save(request, page, plan)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return page.show(request, form)
    return _preview(request, page, plan, form.cleaned_data["file"])


def _preview(request: ActorRequest, page: FormPage, plan: Plan, text: str, **more: Any) -> HttpResponse:
    """What the file would do; it can be saved when nothing is wrong."""
    found = commands.preview_actuals_csv(
        actor=request.actor, now=timezone.now(), plan_ref=plan.ref, text=text
    )
    form = TextForm(initial={"text": text})
    return page.show(request, form, preview=present(found), file_form=FileForm(), **more)


def _save(request: ActorRequest, page: FormPage, plan: Plan) -> HttpResponse:
    form = TextForm(request.POST)
    if not form.is_valid():
        return page.show(request, FileForm())
    text = form.cleaned_data["text"]
    try:
        found = commands.import_actuals_csv(
            actor=request.actor,
            now=timezone.now(),
            plan_ref=plan.ref,
            text=text,
            reason=form.cleaned_data["reason"],
        )
    except commands.CsvRefusedError:
        return _preview(request, page, plan, text)
    saved = sum(row.effect != "same" for row in found.rows)
    messages.success(request, f"{plural(saved, 'figure')} recorded from the file.")
    return redirect(page.back)


def _template(request: ActorRequest, rows: Any) -> HttpResponse:
    allowed = series_rule.visible_to(request.actor, rows.select_related("measure"), permission=ENTER)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for series in allowed.order_by("measure__position", "position"):
        writer.writerow([_safe(series.measure.key), _safe(series.label), *[""] * (len(COLUMNS) - 2)])
    response = HttpResponse("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="figures.csv"'
    return response


def _safe(text: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
