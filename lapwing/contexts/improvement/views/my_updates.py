"""What am I asked for?"""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.presenters.my_updates import present
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def my_updates(request: ActorRequest, partnership: Partnership, cycle: str = "") -> HttpResponse:
    """The updates that cycles ask of the person, in all their plans and partnerships; or in one cycle."""
    today = timezone.localdate()
    head = None
    if cycle:
        head = queries.cycle_head(actor=request.actor, partnership=partnership, cycle_ref=cycle)
    page = queries.my_updates(actor=request.actor, on=today, cycle_ref=cycle)
    context = {"shown": page, "told": present(page, today), "partnership": partnership, "cycle": head}
    back = Crumb("My actions", reverse("improvement:my-actions", args=[partnership.ref]))
    return render(request, "improvement/cycle/mine.html", context, title="My updates", crumbs=(back,))
