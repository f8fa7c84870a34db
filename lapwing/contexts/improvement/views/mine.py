"""What do I do next?"""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.access import CHECK, READ
from lapwing.contexts.improvement.presenters.my_lines import present
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.pages import render
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def my_actions(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """The milestones of the roles that the person holds or stands in for, over all their plans."""
    today = timezone.localdate()
    page = queries.my_actions(actor=request.actor, on=today)
    context = {
        "shown": page,
        "told": present(page),
        "partnership": partnership,
        "today": today,
        "asked": queries.my_updates(actor=request.actor, on=today),
        "to_check": _to_check(request, partnership, today),
    }
    return render(request, "improvement/mine.html", context, title="My actions")


def _to_check(request: ActorRequest, partnership: Partnership, today: date) -> int:
    """How many updates of others wait for the person here."""
    if not request.actor.may(CHECK, partnership.pk):
        return 0
    return len(queries.to_check(actor=request.actor, partnership=partnership, on=today))
