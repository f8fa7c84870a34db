"""Saying what of a plan waits for what, and removing that again."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT, NotVisible
from lapwing.contexts.improvement.commands.dependencies import EndRef
from lapwing.contexts.improvement.edit_forms.dependencies import DependencyForm
from lapwing.contexts.improvement.edit_forms.reports import TakeBackForm
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, crumbs_to, shortened
from lapwing.contexts.improvement.models import Action, Dependency, Milestone, Plan
from lapwing.contexts.improvement.presenters.words import labelled
from lapwing.contexts.improvement.queries.dependencies import EndChoice, choices_of
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What cannot be finished before what?"""
    row = find(request, partnership, Plan, plan)
    ends = [(f"{each.kind}:{each.ref}", _words(each)) for each in choices_of(row, timezone.localdate())]
    page = FormPage(
        title="Add a dependency",
        caption=row.title,
        crumbs=(*crumbs_to(row), Crumb("Dependencies", _page_of(row))),
        button="Save",
        back=_page_of(row),
        done="The dependency is recorded.",
        context={"intro": "A late action or milestone then shows what it holds up. No date is changed."},
    )
    form = DependencyForm(sent(request), ends=ends, initial={"waiting": request.GET.get("waiting", "")[:40]})
    return submit(
        request,
        page,
        form,
        lambda typed: commands.add_dependency(
            actor=request.actor,
            now=timezone.now(),
            plan_ref=row.ref,
            waiting=_chosen(typed["waiting"]),
            needed=_chosen(typed["needed"]),
            reason=typed["reason"],
            named_nobody=typed["named_nobody"],
        ),
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def take_back(request: ActorRequest, partnership: Partnership, dependency: str) -> HttpResponse:
    """Remove a dependency."""
    rows = Dependency.objects.standing().filter(partnership=partnership, ref=dependency)
    found = rows.select_related("plan", "waiting", "waiting_milestone", "needed", "needed_milestone").first()
    if found is None:
        raise NotVisible("No such dependency")
    row = find(request, partnership, Plan, found.plan.ref)
    page = FormPage(
        title="Remove the dependency",
        caption=row.title,
        crumbs=(*crumbs_to(row), Crumb("Dependencies", _page_of(row))),
        button="Remove the dependency",
        back=_page_of(row),
        done="The dependency is removed.",
        context={
            "about": [
                ("What waits", _named(found.waiting, found.waiting_milestone)),
                ("What is needed first", _named(found.needed, found.needed_milestone)),
                ("Because", found.reason),
            ]
        },
    )
    return submit(
        request,
        page,
        TakeBackForm(sent(request)),
        lambda typed: commands.take_back_dependency(
            actor=request.actor,
            now=timezone.now(),
            ref=found.ref,
            reason=typed["reason"],
            named_nobody=typed["named_nobody"],
        ),
    )


def _page_of(plan: Plan) -> str:
    return address(plan.partnership, "dependencies", plan=plan.ref)


def _chosen(value: str) -> EndRef:
    kind, _, ref = value.partition(":")
    return EndRef(kind, ref)


def _words(each: EndChoice) -> str:
    """An action by its number and text; a milestone under it, set in."""
    if each.kind == "action":
        return f"{each.number} {shortened(each.text, 70)}".strip()
    label = f" {labelled(each.label)}" if each.label else ""
    return f"– {each.number}{label} {shortened(each.text, 60)}".replace("  ", " ")


def _named(action: Action, milestone: Milestone | None) -> str:
    text = milestone.text if milestone else action.text
    return f"{action.number} {text}".strip()
