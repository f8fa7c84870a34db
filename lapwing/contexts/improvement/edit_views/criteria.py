"""Success criteria by hand, and whether they are met."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.edit_forms import actions as forms
from lapwing.contexts.improvement.edit_views import records
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address_of, crumbs_to
from lapwing.contexts.improvement.models import Action, CriterionJudgement, Judgement, SuccessCriterion
from lapwing.contexts.improvement.queries.judged import without_evidence
from lapwing.contexts.improvement.queries.standing import When
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.filters import day
from lapwing.platform.ui.forms import sent
from lapwing.registry.models import Partnership


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership, action: str) -> HttpResponse:
    """Add a success criterion to an action."""
    above = find(request, partnership, Action, action)
    page = records.page_to_add(
        SuccessCriterion, back=address_of(above), crumbs=crumbs_to(above), caption=above.text
    )
    form = forms.CriterionForm(sent(request), plan=above.plan)
    return records.add(
        request, page, form, commands.create_criterion, forms.criterion_details, action_ref=above.ref
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, partnership: Partnership, success_criterion: str) -> HttpResponse:
    """Change a success criterion, or the measure behind it."""
    row = find(request, partnership, SuccessCriterion, success_criterion)
    initial = records.initial_of(row, forms.criterion_values)
    form = forms.CriterionForm(sent(request), plan=row.action.plan, initial=initial)
    page = records.page_to_change(
        row, back=address_of(row.action), crumbs=crumbs_to(row.action), caption=row.action.text
    )
    return records.change(
        request, row, page, form, commands.edit_criterion, forms.criterion_details, forms.criterion_values
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
        if without_evidence([last], When(timezone.localdate())):
            said = f"{said} Evidence that this rests on was withdrawn since."
        about.append(("Judged last", said))
    given = [
        (line.title, f"{line.kind_words}, {day(line.on)}. {line.words}".strip())
        for line in queries.evidence_of_criterion(request.actor, row)
    ]
    page = FormPage(
        title="Judge a success criterion",
        button="Save the judgement",
        back=address_of(row.action),
        done="The judgement is saved.",
        crumbs=crumbs_to(row.action),
        context={"about": [*about, *given]},
    )
    return submit(
        request,
        page,
        forms.JudgeForm(sent(request)),
        lambda typed: commands.judge_criterion(
            actor=request.actor, now=timezone.now(), criterion_ref=row.ref, **typed
        ),
    )
