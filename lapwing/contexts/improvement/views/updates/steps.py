"""The steps that a plan's updates go through: shown to all who read the plan, set by those who run it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.access import READ, RUN
from lapwing.contexts.improvement.edit_forms.steps import LeadsForm, StepsForm, step_details, step_rows
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, crumbs_to
from lapwing.contexts.improvement.edit_views.rows import submit_rows
from lapwing.contexts.improvement.models import Group, Plan
from lapwing.contexts.improvement.presenters.here import Day, here_of, show
from lapwing.contexts.improvement.rules.terms import terms_of
from lapwing.contexts.improvement.step_holders import steps_of
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.groups import groups_in_force
from lapwing.registry.models import Partnership

TITLE = "Steps of updates"


@requires(READ)
@require_safe
def steps(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Through whose hands does an update go?"""
    today = timezone.localdate()
    page = queries.steps_page(actor=request.actor, plan_ref=plan, on=today)
    here = here_of(request, partnership, page.plan, Day(today))
    context: dict[str, object] = {
        "shown": page,
        "may_run": request.actor.may(RUN, partnership.pk),
        "may_history": request.actor.may("history.read", partnership.pk),
    }
    return show(request, here, "update/steps", context, title=TITLE)


@requires(RUN)
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Set the steps, in order."""
    row = find(request, partnership, Plan, plan, RUN)
    standing = steps_of([row.pk]).get(row.pk, [])
    form = StepsForm(
        sent(request),
        rows=step_rows(standing),
        version=row.version,
        groups=groups_in_force(partnership.pk),
    )
    page = _page(
        row,
        title="Change the steps of updates",
        done="The steps are set.",
        template="improvement/edit/rows.html",
        intro="In order. The last step signs an update off; those before it check it. Nobody checks or signs "
        "off what they wrote or own. Without any step, the programme manager signs off.",
    )

    def save(typed: StepsForm) -> object:
        return commands.set_steps(
            actor=request.actor,
            now=timezone.now(),
            plan_ref=row.ref,
            version=typed.cleaned_data["version"],
            steps=step_details(typed),
            reason=typed.cleaned_data["reason"],
            named_nobody=typed.named_nobody,
        )

    def in_words(typed: StepsForm | None) -> str:
        rows = step_rows(steps_of([row.pk]).get(row.pk, [])) if typed is None else None
        found = rows if rows is not None else [each for _, each in typed.typed_rows()] if typed else []
        return "; ".join(str(each["name"]) for each in found) or "No steps"

    return submit_rows(request, page, form, save, in_words=in_words)  # type: ignore[arg-type]


@requires(RUN)
@require_http_methods(["GET", "POST"])
def leads(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Say who leads each group of the plan."""
    row = find(request, partnership, Plan, plan, RUN)
    of = list(Group.objects.in_force().filter(plan=row).select_related("governed_by"))
    form = LeadsForm(sent(request), of=of, groups=groups_in_force(partnership.pk), version=row.version)
    page = _page(
        row,
        title=f"Who leads each {terms_of(row.terms).group.one} of the plan?",
        done=f"Saved who leads each {terms_of(row.terms).group.one}.",
        template="improvement/edit/form.html",
        intro="The chair, deputy chair or lead of the group you choose checks the updates of its actions, "
        "where that is a step.",
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.set_leads(
            actor=request.actor,
            now=timezone.now(),
            plan_ref=row.ref,
            version=typed["version"],
            led_by=form.led_by,
        ),
    )


def _page(plan: Plan, *, title: str, done: str, template: str, intro: str) -> FormPage:
    back = address(plan.partnership, "update-steps", plan=plan.ref)
    return FormPage(
        title=title,
        back=back,
        done=done,
        crumbs=(*crumbs_to(plan), Crumb(TITLE, back)),
        template=template,
        context={"intro": intro},
    )
