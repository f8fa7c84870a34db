"""From a page that changes what stands to the one where it is asked for, while only a request changes it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from lapwing.contexts.improvement.commands.by_request import TAKEN_OUT_BY_REQUEST, refuse_taking_out
from lapwing.contexts.improvement.commands.common import RefusedError
from lapwing.contexts.improvement.edit_views.places import address, address_of
from lapwing.contexts.improvement.models import Milestone, Series
from lapwing.contexts.improvement.models.base import Editable
from lapwing.contexts.improvement.presenters.kinds import KIND_OF
from lapwing.contexts.improvement.queries.by_request import is_by_request_only
from lapwing.platform.access.views import ActorRequest

_SAID = (
    "Dates, baselines and targets of this plan are changed by request only. "
    "Say here what it should be, and why: somebody else decides it."
)

_SAID_OF_TAKING_OUT = (
    "What this plan promised by a date, and its baselines and targets, is taken out by request only. "
    "Say here why: somebody else decides it."
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


def instead_of_taking_out(request: ActorRequest, row: Editable) -> HttpResponse | None:
    """The way to where taking a record out is asked for, or back with why it stays; None when it can go."""
    try:
        refuse_taking_out(row)
    except RefusedError as error:
        if not isinstance(row, TAKEN_OUT_BY_REQUEST):
            messages.error(request, str(error))
            return redirect(address_of(row))
        messages.info(request, _SAID_OF_TAKING_OUT)
        return redirect(address(row.partnership, "ask-take-out", kind=KIND_OF[type(row)], ref=row.ref))
    return None
