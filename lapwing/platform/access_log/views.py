"""The access log's own pages: looks, and refused tries. That they were read stands in the log too."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.access_log import queries
from lapwing.platform.access_log.access import READ
from lapwing.platform.access_log.days import days_asked
from lapwing.platform.access_log.listings import note_listing
from lapwing.platform.access_log.models import AccessLogEntry, AccessLogRefusal
from lapwing.platform.access_log.refused_table import RefusedNames, refusals, refused_table
from lapwing.platform.access_log.tables import Names, log_table
from lapwing.platform.access_log.unusual import unusual_reads, unusual_refusals
from lapwing.platform.ui.navigation import Link
from lapwing.platform.ui.pages import render


@requires(READ)
@require_safe
def access_log(request: ActorRequest, partnership: Any) -> HttpResponse:
    """Who looked at which records of the partnership within some days."""
    days = days_asked(request.GET, timezone.localdate())
    kinds = queries.kinds_logged(partnership.pk)
    rows = queries.lines(request.actor, partnership_id=partnership.pk, days=days)
    problems = [days.problem] if days.problem else []
    if ref := request.GET.get("record", "").strip().replace("\x00", ""):
        about = queries.of_record(kinds, ref)
        rows = rows.none() if about is None else rows.filter(about)
        if about is None:
            problems.append("There is no record with this reference, or you may not see it")
    # before this page adds a line of its own
    unusual = [
        *unusual_reads(partnership_id=partnership.pk, days=days),
        *unusual_refusals(partnership_id=partnership.pk, days=days),
    ]
    names = Names()
    listing = log_table(names, kinds).read(request, rows)
    listing.ignored.extend(problems)
    listing.on_given(names.look_up)
    note_listing(listing, AccessLogEntry, partnership_id=partnership.pk)
    if file := listing.download():
        return file
    context = {"listing": listing, "days": days, "unusual": unusual, "tabs": _tabs(partnership, "access-log")}
    return render(request, "access_log/access_log.html", context, title="Access log")


@requires(READ)
@require_safe
def refused(request: ActorRequest, partnership: Any) -> HttpResponse:
    """Which pages people of the partnership were refused within some days, and how often."""
    days = days_asked(request.GET, timezone.localdate())
    rows = refusals(request.actor, partnership_id=partnership.pk, days=days)
    names = RefusedNames()
    listing = refused_table(names).read(request, rows)
    listing.ignored.extend([days.problem] if days.problem else [])
    listing.on_given(names.look_up)
    note_listing(listing, AccessLogRefusal, partnership_id=partnership.pk)
    if file := listing.download():
        return file
    context = {
        "listing": listing,
        "days": days,
        "unusual": unusual_refusals(partnership_id=partnership.pk, days=days),
        "tabs": _tabs(partnership, "access-log-refused"),
    }
    return render(
        request, "access_log/refused.html", context, title="Access log: refused", heading="Access log"
    )


def _tabs(partnership: Any, here: str) -> tuple[Link, ...]:
    return tuple(
        Link(label, reverse(name, args=[partnership.ref]), name == here)
        for label, name in (("Looks", "access-log"), ("Refused", "access-log-refused"))
    )
