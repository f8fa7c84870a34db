"""Meetings: what waits for the reader, and the groups of the partnership."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lapwing.contexts.governance.access import READ, RUN
from lapwing.contexts.governance.queries.groups import groups_in_order
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.pages import render
from lapwing.registry.models import GovernanceGroup, Partnership


@requires(READ)
@require_safe
def home(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """The groups as they report to each other, those of the reader marked."""
    may_set_up = request.actor.may(RUN, partnership.pk)
    today = timezone.localdate()
    context = {
        "partnership": partnership,
        "lines": groups_in_order(request.actor, partnership, today),
        "may_set_up": may_set_up,
        "taken_out": GovernanceGroup.objects.filter(partnership=partnership).voided() if may_set_up else (),
    }
    return render(
        request, "governance/home.html", context, title="Meetings", heading="Meetings and decisions"
    )
