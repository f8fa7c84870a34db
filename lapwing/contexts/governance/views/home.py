"""Meetings: what waits for the reader, and the groups of the partnership."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lapwing.contexts.governance.access import READ, RUN
from lapwing.contexts.governance.queries import holding
from lapwing.contexts.governance.queries.groups import groups_in_order
from lapwing.contexts.governance.queries.meetings import meeting_lines
from lapwing.contexts.governance.queries.mine import mine_of
from lapwing.contexts.governance.views.pages import crumbs_to
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.pages import render
from lapwing.registry.models import GovernanceGroup, Partnership

# Meetings to come that stand on the first page.
MOST = 5
YOURS = "What you do for groups"


@requires(READ)
@require_safe
def home(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """What waits for the reader first, then the next meetings and the groups as they report to each other."""
    may_set_up = request.actor.may(RUN, partnership.pk)
    today = timezone.localdate()
    meetings = meeting_lines(request.actor, partnership, today)
    context = {
        "partnership": partnership,
        "mine": mine_of(request.actor, partnership, today),
        "coming": tuple(reversed([line for line in meetings if not line.is_past]))[:MOST],
        "lines": groups_in_order(request.actor, partnership, today),
        "may_set_up": may_set_up,
        "left_behind": sum(line.number for line in holding.people_holding(partnership, today) if line.gone)
        if may_set_up
        else 0,
        "taken_out": GovernanceGroup.objects.filter(partnership=partnership).voided() if may_set_up else (),
    }
    return render(
        request, "governance/home.html", context, title="Meetings", heading="Meetings and decisions"
    )


@requires(READ)
@require_safe
def yours(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Everything that the reader holds in groups, whether something is due or not."""
    who = request.actor.user_id
    return render(
        request,
        "governance/yours.html",
        {"lines": holding.yours(partnership, who, timezone.localdate()) if who is not None else ()},
        title=YOURS,
        crumbs=crumbs_to(partnership),
        width="reading",
    )
