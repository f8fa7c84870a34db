"""Success criteria by hand, and whether they are met."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.edit_forms import actions as forms
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, address_of, crumbs_to
from lapwing.contexts.improvement.models import Action, CriterionJudgement, Judgement, SuccessCriterion
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.filters import day
from lapwing.platform.ui.forms import sent
from lapwing.registry.models import Partnership


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership, action: str) -> HttpResponse:
    """Add a success criterion to an action."""
    above = find(request, partnership, Action, action)
    page = FormPage(
        title="Add a success criterion",
        button="Add the success criterion",
        caption=above.text,
        back=address_of(above),
        done="The success criterion is added.",
        crumbs=crumbs_to(above),
    )
    return submit(
        request,
        page,
        forms.CriterionForm(sent(request), plan=above.plan),
        lambda typed: commands.create_criterion(
            actor=request.actor,
            now=timezone.now(),
            action_ref=above.ref,
            details=forms.criterion_details(typed),
        ),
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, partnership: Partnership, success_criterion: str) -> HttpResponse:
    """Change a success criterion, or the measure behind it."""
    row = find(request, partnership, SuccessCriterion, success_criterion)
    form = forms.CriterionForm(
        sent(request), plan=row.action.plan, initial={**forms.criterion_values(row), "version": row.version}
    )
    page = FormPage(
        title="Change the success criterion",
        caption=row.action.text,
        back=address_of(row.action),
        done="The success criterion is changed.",
        crumbs=crumbs_to(row.action),
        context={"take_out": address(partnership, "take-out", kind="criterion", ref=row.ref)},
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.edit_criterion(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=typed["version"],
            details=forms.criterion_details(typed),
        ),
        row=row,
        values_of=forms.criterion_values,
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def judge(request: ActorRequest, partnership: Partnership, success_criterion: str) -> HttpResponse:
    """Say whether a success criterion is met, and what shows it."""
    row = find(request, partnership, SuccessCriterion, success_criterion)
    last = CriterionJudgement.objects.standing().filter(criterion=row).first()
    about = [("Success criterion", row.text)]
    if last is not None:
        said = f"{Judgement(last.judgement).label}, {day(last.effective_on)}. {last.note}".strip()
        about.append(("Judged last", said))
    page = FormPage(
        title="Judge a success criterion",
        button="Save the judgement",
        back=address_of(row.action),
        done="The judgement is saved.",
        crumbs=crumbs_to(row.action),
        context={"about": about},
    )
    return submit(
        request,
        page,
        forms.JudgeForm(sent(request)),
        lambda typed: commands.judge_criterion(
            actor=request.actor, now=timezone.now(), criterion_ref=row.ref, **typed
        ),
    )
