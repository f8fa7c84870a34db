"""Everything that can be set about a plan on one page, and who changed any of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import access, queries
from lapwing.contexts.improvement.access import EDIT, READ, RUN
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.presenters.here import asked_day, here_of, show
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.history.queries import history_of
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership
from lapwing.registry.roles import label_of
from lapwing.registry.settings_area import SETTINGS, Asked, Setting

HISTORY = "history.read"
# Kept for the database's sake; they say nothing to a reader.
_LEFT_OUT = ("ref", "position", "version", "source_document", "source_first", "source_last", "partnership_id")


@requires(EDIT, RUN, HISTORY)
@require_safe
def settings(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """How is this plan kept, and where is each of these changed?"""
    asked = _asked(request, partnership, plan)
    day = asked_day(request)
    head = queries.plan_head(actor=request.actor, plan_ref=plan, on=day.today, as_at=None)
    here = here_of(request, partnership, head, day)
    lines = SETTINGS.lines(asked)
    return show(
        request,
        here,
        "settings/all",
        {
            "of_plan": [line for line in lines if line.of_plan],
            "of_partnership": [line for line in lines if not line.of_plan],
            "may_history": asked.may(HISTORY),
        },
        title="Settings",
        caption=head.title,
        width="reading",
    )


@requires(HISTORY)
@require_safe
def changes(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Who changed which setting, when, and from what to what? ``?of=`` asks for one of them."""
    asked = _asked(request, partnership, plan)
    kinds = SETTINGS.kinds(asked)
    of = next((each.code for each in kinds if each.code == request.GET.get("of")), "")
    day = asked_day(request)
    head = queries.plan_head(actor=request.actor, plan_ref=plan, on=day.today, as_at=None)
    here = here_of(request, partnership, head, day)
    found = history_of(
        SETTINGS.rows(asked, of),
        before=request.GET.get("before"),
        words={"role": label_of},
        leave_out=_LEFT_OUT,
    )
    return show(
        request,
        here,
        "settings/changes",
        {"history": found, "kinds": kinds, "of": of, "kept": f"of={of}" if of else "", "all": _all(kinds)},
        title="Changes of settings",
        caption=head.title,
        crumbs=(here.crumb(), Crumb("Settings", here.edit("settings", plan=plan))),
        width="reading",
    )


def _all(kinds: Iterable[Setting]) -> str:
    """What is shown where no setting is chosen, in words."""
    apart = [each.apart for each in kinds if each.apart]
    return f"All but {' and '.join(apart)}" if apart else "All"


def _asked(request: ActorRequest, partnership: Partnership, ref: str) -> Asked:
    """Raises NotVisible, also for a plan of another partnership."""
    rows = Plan.objects.in_force()
    plan = access.plans.fetch(request.actor, READ, queryset=rows, partnership=partnership, ref=ref)
    return Asked(request.actor, partnership.pk, partnership.ref, plan.pk, plan.ref, timezone.localdate())
