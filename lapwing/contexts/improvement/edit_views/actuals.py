"""Recording what was measured, by hand, and withdrawing a figure."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import ENTER, NotVisible
from lapwing.contexts.improvement.edit_forms.actuals import ActualForm
from lapwing.contexts.improvement.edit_forms.reports import TakeBackForm
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address_of, crumbs_to
from lapwing.contexts.improvement.models import Actual, Series
from lapwing.contexts.improvement.presenters.entered import figure, next_period, period, series_name
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import refuse, sent
from lapwing.registry.models import Partnership
from lapwing.registry.names import ChildNamedError

_FIGURE = ("from_date", "to_date", "value", "numerator", "denominator", "source", "note")


@requires(ENTER)
@require_http_methods(["GET", "POST"])
def record(request: ActorRequest, partnership: Partnership, series: str) -> HttpResponse:
    """What was measured?"""
    row = find(request, partnership, Series, series, ENTER)
    latest = Actual.objects.standing().filter(series=row).order_by("-to_date").first()
    form = ActualForm(sent(request), unit=row.unit, initial=next_period(latest))
    page = FormPage(
        title="Record an actual figure",
        caption=series_name(row),
        crumbs=crumbs_to(row),
        button="Record the figure",
        back=address_of(row),
        template="improvement/edit/actual.html",
        context={
            "latest": latest,
            "latest_words": f"{figure(latest)} for {period(latest)}" if latest else "",
        },
    )
    if not form.is_valid():
        return page.show(request, form, standing=None)
    try:
        made = _record(request, row, form)
    except ChildNamedError as error:
        form.ask_about(error)
        return page.show(request, form, standing=None)
    except commands.AlreadyRecordedError as error:
        refuse(form, error)
        return page.show(request, form, standing=f"{figure(error.current)} for {period(error.current)}")
    except commands.RefusedError as error:
        refuse(form, error)
        return page.show(request, form, standing=None)
    messages.success(request, f"Recorded: {figure(made)} for {period(made)}.")
    return redirect(page.back)


@requires(ENTER)
@require_http_methods(["GET", "POST"])
def take_back(request: ActorRequest, partnership: Partnership, actual: str) -> HttpResponse:
    """Withdraw a figure that is wrong."""
    rows = Actual.objects.standing().filter(partnership=partnership, ref=actual)
    found = rows.select_related("series").first()
    if found is None:
        raise NotVisible("No such figure")
    series = find(request, partnership, Series, found.series.ref, ENTER)
    page = FormPage(
        title="Withdraw a figure",
        caption=series_name(series),
        crumbs=crumbs_to(series),
        button="Withdraw it",
        back=address_of(series),
        done="The figure is withdrawn.",
        context={"about": [("Period", period(found)), ("Figure", figure(found)), ("Source", found.source)]},
    )
    return submit(
        request,
        page,
        TakeBackForm(sent(request)),
        lambda typed: commands.withdraw_actual(
            actor=request.actor,
            now=timezone.now(),
            actual_ref=found.ref,
            reason=typed["reason"],
            named_nobody=typed["named_nobody"],
        ),
    )


def _record(request: ActorRequest, series: Series, form: ActualForm) -> Actual:
    typed: dict[str, Any] = {name: form.cleaned_data[name] for name in _FIGURE}
    details = commands.ActualDetails(**{**typed, "source": typed["source"] or "entered"})
    return commands.record_actual(
        actor=request.actor,
        now=timezone.now(),
        series_ref=series.ref,
        details=details,
        reason=form.cleaned_data["reason"],
        named_nobody=form.named_nobody,
    )
