"""What of a plan was escalated: what stands, why, and what the group answered."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lapwing.insight.escalation.access import READ, SET
from lapwing.insight.escalation.queries import escalations_of, rules_of
from lapwing.insight.escalation.views.places import crumbs, plan_head
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.pages import render
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def escalations(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What needs an answer first, then what is answered and stands, then what is over."""
    head = plan_head(request, partnership, plan)
    lines = escalations_of(request.actor, partnership, plan, timezone.localdate())
    standing = [line for line in lines if line.over is None]
    context = {
        "plan": head,
        "partnership": partnership,
        "waiting": [line for line in lines if not line.is_answered],
        "answered": [line for line in standing if line.is_answered],
        "over": [line for line in lines if line.over is not None and line.is_answered],
        "rules": [rule for rule in rules_of(request.actor, partnership.pk, plan) if rule.is_on],
        "may_set": request.actor.may(SET, partnership.pk),
    }
    return render(
        request,
        "escalation/escalations.html",
        context,
        title="Escalations",
        caption=head.title,
        crumbs=crumbs(head),
    )
