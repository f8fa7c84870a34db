"""Where a series started, what it should reach, and what to compare it with."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.edit_forms import measures as forms
from lapwing.contexts.improvement.edit_forms import targets as rows_forms
from lapwing.contexts.improvement.edit_forms.rows import RowsForm
from lapwing.contexts.improvement.edit_views import records
from lapwing.contexts.improvement.edit_views.by_request import asked_for_instead
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address_of, crumbs_to
from lapwing.contexts.improvement.edit_views.rows import TEMPLATE, submit_rows
from lapwing.contexts.improvement.models import Baseline, Comparator, Series, Target
from lapwing.contexts.improvement.presenters import answers
from lapwing.contexts.improvement.presenters.entered import (
    baseline_words,
    comparator_words,
    series_name,
    target_words,
)
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.registry.models import Partnership


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def baseline(request: ActorRequest, partnership: Partnership, series: str) -> HttpResponse:
    """Where did it start?"""
    row = find(request, partnership, Series, series)
    known = Baseline.objects.standing().filter(series=row, value__isnull=False)
    if asking := asked_for_instead(request, row, known, "ask-baseline"):
        return asking
    before = Baseline.objects.filter(series=row).exclude(withdrawn_at=None).order_by("-withdrawn_at")
    page = FormPage(
        title="Baseline",
        button="Save the baseline",
        caption=series_name(row),
        back=address_of(row),
        done="The baseline is saved.",
        crumbs=crumbs_to(row),
        context={"earlier": [f"{baseline_words(each)}. {each.withdrawn_reason}" for each in before]},
    )
    form = forms.BaselineForm(sent(request), initial=records.initial_of(row, forms.baseline_values))
    return submit(
        request,
        page,
        form,
        lambda typed: commands.set_baseline(
            actor=request.actor,
            now=timezone.now(),
            series_ref=row.ref,
            version=typed["version"],
            details=forms.baseline_details(typed),
            reason=typed["reason"],
            named_nobody=typed["named_nobody"],
        ),
        row=row,
        values_of=forms.baseline_values,
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def targets(request: ActorRequest, partnership: Partnership, series: str) -> HttpResponse:
    """What should it reach, and by when?"""
    row = find(request, partnership, Series, series)
    standing = list(Target.objects.standing().filter(series=row))
    if asking := asked_for_instead(request, row, standing, "ask-targets"):
        return asking
    before = Target.objects.filter(series=row).exclude(withdrawn_at=None).order_by("-withdrawn_at")
    page = FormPage(
        title="Targets",
        button="Save the targets",
        caption=series_name(row),
        back=address_of(row),
        done="The targets are saved.",
        crumbs=crumbs_to(row),
        template=TEMPLATE,
        context={"earlier": [f"{target_words(each)}. {each.withdrawn_reason}" for each in before]},
    )
    form = rows_forms.TargetsForm(sent(request), rows=rows_forms.target_rows(standing), version=row.version)

    def save(typed: RowsForm) -> Series:
        assert isinstance(typed, rows_forms.TargetsForm)
        return commands.set_targets(
            actor=request.actor,
            now=timezone.now(),
            series_ref=row.ref,
            version=typed.cleaned_data["version"],
            targets=rows_forms.target_details(typed, standing),
            reason=typed.cleaned_data["reason"],
            named_nobody=typed.named_nobody,
        )

    def in_words(typed: RowsForm | None) -> str:
        if isinstance(typed, rows_forms.TargetsForm):
            return "\n".join(map(target_words, rows_forms.target_details(typed, standing))) or "No target"
        return "\n".join(map(target_words, Target.objects.standing().filter(series=row))) or "No target"

    return submit_rows(request, page, form, save, in_words=in_words)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def resolve(request: ActorRequest, partnership: Partnership, series: str) -> HttpResponse:
    """How are targets that are written as changes meant? The numbers are shown before one is chosen."""
    row = find(request, partnership, Series, series)
    resolved = Target.objects.standing().filter(series=row, resolved__isnull=False)
    if asking := asked_for_instead(request, row, resolved, "ask-targets"):
        return asking
    page = FormPage(
        title="Targets written as changes",
        button="Read them so",
        caption=series_name(row),
        back=address_of(row),
        done="The targets are worked out.",
        crumbs=crumbs_to(row),
        template="improvement/edit/resolve.html",
        context={"readings": answers.readings(row)},
    )
    return submit(
        request,
        page,
        forms.ResolveForm(sent(request), initial={"version": row.version}),
        lambda typed: commands.resolve_targets(
            actor=request.actor, now=timezone.now(), series_ref=row.ref, **typed
        ),
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def comparators(request: ActorRequest, partnership: Partnership, series: str) -> HttpResponse:
    """What should it be compared with?"""
    row = find(request, partnership, Series, series)
    standing = list(Comparator.objects.standing().filter(series=row))
    page = FormPage(
        title="Figures to compare with",
        button="Save these figures",
        caption=series_name(row),
        back=address_of(row),
        done="The figures to compare with are saved.",
        crumbs=crumbs_to(row),
        template=TEMPLATE,
    )
    form = rows_forms.ComparatorsForm(
        sent(request), rows=rows_forms.comparator_rows(standing), version=row.version
    )

    def save(typed: RowsForm) -> Series:
        assert isinstance(typed, rows_forms.ComparatorsForm)
        return commands.set_comparators(
            actor=request.actor,
            now=timezone.now(),
            series_ref=row.ref,
            version=typed.cleaned_data["version"],
            comparators=rows_forms.comparator_details(typed),
        )

    def in_words(typed: RowsForm | None) -> str:
        if isinstance(typed, rows_forms.ComparatorsForm):
            return "\n".join(map(comparator_words, rows_forms.comparator_details(typed))) or "None"
        return "\n".join(map(comparator_words, standing)) or "None"

    return submit_rows(request, page, form, save, in_words=in_words)
