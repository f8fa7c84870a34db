"""What changed in a plan between two days: its colours on both, and what was recorded between them."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.presenters import change_table, then_and_now
from lapwing.contexts.improvement.presenters.here import asked_day, here_of, read_day, show
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def changes(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What changed since a day (``?since=``, by default 30 days), up to the page's day (``?as_at=``).

    Two days the wrong way round are exchanged, and the page says so.
    """
    day = asked_day(request)
    until = day.as_at or day.today
    since = read_day(request.GET.get("since", "")) or queries.usual_since(until)
    turned_round = until < since <= day.today
    if turned_round:
        since, until = until, since
        day = replace(day, as_at=until if until < day.today else None)
    page = queries.change_list(actor=request.actor, plan_ref=plan, since=since, on=day.today, as_at=day.as_at)
    here = here_of(request, partnership, page.plan, day)
    listing = change_table.read_changes(request, here, page.changes)
    if download := listing.download():
        return download
    stood = queries.then_and_now(
        actor=request.actor, plan_ref=plan, since=since, on=day.today, as_at=day.as_at
    )
    context: dict[str, object] = {
        "listing": listing,
        "since": since,
        "until": until,
        "turned_round": turned_round,
        "stood": then_and_now.present(here, stood, since, until),
    }
    return show(request, here, "changes", context, title="What changed")
