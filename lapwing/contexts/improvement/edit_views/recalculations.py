"""From which figure on the limits of a series are worked out afresh, and why."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT, NotVisible
from lapwing.contexts.improvement.edit_forms.recalculations import RecalculationForm, RunOnForm
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, crumbs_to
from lapwing.contexts.improvement.models import Actual, Recalculation, Series
from lapwing.contexts.improvement.presenters.entered import figure, period, series_name
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui import filters
from lapwing.platform.ui.forms import sent
from lapwing.registry.models import Partnership


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def recalculate(request: ActorRequest, partnership: Partnership, series: str) -> HttpResponse:
    """From which figure on is it another process?"""
    row = find(request, partnership, Series, series)
    actuals = list(Actual.objects.standing().filter(series=row).order_by("to_date", "id"))
    standing = list(Recalculation.objects.standing().filter(series=row))
    before = Recalculation.objects.filter(series=row).exclude(withdrawn_at=None).order_by("-withdrawn_at")
    page = FormPage(
        title="Limits worked out afresh",
        caption=series_name(row),
        crumbs=crumbs_to(row),
        button="Work them out afresh",
        back=_chart_of(row),
        done="The limits are worked out afresh.",
        template="improvement/edit/recalculate.html",
        context={
            "partnership": partnership,
            "standing": standing,
            "has_figures": len(actuals) > 1,
            "earlier": [f"From {filters.day(e.from_date)}: {e.reason} {e.withdrawn_reason}" for e in before],
        },
    )
    taken = {each.from_date for each in standing}
    offered = {
        each.to_date: f"{period(each)}: {figure(each)}" for each in actuals[1:] if each.to_date not in taken
    }
    form = RecalculationForm(sent(request), figures=list(reversed(offered.items())))
    return submit(
        request,
        page,
        form,
        lambda typed: commands.recalculate(
            actor=request.actor, now=timezone.now(), series_ref=row.ref, **typed
        ),
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def take_back(request: ActorRequest, partnership: Partnership, recalculation: str) -> HttpResponse:
    """Let the limits run on over it again."""
    rows = Recalculation.objects.standing().filter(partnership=partnership, ref=recalculation)
    found = rows.select_related("series").first()
    if found is None:
        raise NotVisible("No such recalculation")
    series = find(request, partnership, Series, found.series.ref)
    page = FormPage(
        title="Let the limits run on",
        caption=series_name(series),
        crumbs=crumbs_to(series),
        button="Let them run on",
        back=_chart_of(series),
        done="The limits run on over that figure again.",
        context={"about": [("Afresh from", filters.day(found.from_date)), ("Because", found.reason)]},
    )
    return submit(
        request,
        page,
        RunOnForm(sent(request)),
        lambda typed: commands.take_back_recalculation(
            actor=request.actor, now=timezone.now(), recalculation_ref=found.ref, **typed
        ),
    )


def _chart_of(series: Series) -> str:
    """The page of the measure with the control chart of this series."""
    place = address(series.partnership, "measure", measure=series.measure.ref)
    return f"{place}?series={series.ref}&view=spc"
