"""From a page that changes what stands to the one where it is asked for, while only a request changes it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from lapwing.contexts.improvement.edit_views.places import address
from lapwing.contexts.improvement.models import Milestone, Series
from lapwing.contexts.improvement.queries.by_request import is_by_request_only
from lapwing.platform.access.views import ActorRequest

_SAID = (
    "Dates, baselines and targets of this plan are changed by request only. "
    "Say here what it should be, and why: somebody else decides it."
)


def asked_for_instead(
    request: ActorRequest, row: Milestone | Series, standing: Iterable[object], name: str
) -> HttpResponse | None:
    """The way to where a change is asked for; None when it can be made here.

    ``standing`` is what would be changed: nothing, when it is said for the first time.
    """
    plan = row.action.plan if isinstance(row, Milestone) else row.measure.plan
    if request.method != "GET" or not is_by_request_only(plan) or not standing:
        return None
    messages.info(request, _SAID)
    parts = {"milestone" if isinstance(row, Milestone) else "series": row.ref}
    return redirect(address(row.partnership, name, **parts))
