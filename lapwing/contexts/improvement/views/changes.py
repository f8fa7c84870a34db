"""What was recorded of a plan since a day."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.presenters import change_table
from lapwing.contexts.improvement.presenters.here import asked_day, here_of, read_day, show
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def changes(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What changed since a day (``?since=``, by default 30 days), up to the page's day."""
    day = asked_day(request)
    until = day.as_at or day.today
    since = read_day(request.GET.get("since", "")) or queries.usual_since(until)
    page = queries.change_list(actor=request.actor, plan_ref=plan, since=since, on=day.today, as_at=day.as_at)
    here = here_of(request, partnership, page.plan, day)
    listing = change_table.read_changes(request, here, page.changes)
    context: dict[str, object] = {"listing": listing, "since": since, "until": until}
    return listing.download() or show(request, here, "changes", context, title="What changed")
