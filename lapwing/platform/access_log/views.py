"""The access log's own page. That it was read stands in the log too."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.access_log import queries
from lapwing.platform.access_log.access import READ
from lapwing.platform.access_log.days import days_asked
from lapwing.platform.access_log.listings import note_listing
from lapwing.platform.access_log.models import AccessLogEntry
from lapwing.platform.access_log.tables import Names, log_table
from lapwing.platform.access_log.unusual import unusual_reads
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
    unusual = unusual_reads(partnership_id=partnership.pk, days=days)
    names = Names()
    listing = log_table(names, kinds).read(request, rows)
    listing.ignored.extend(problems)
    names.look_up(listing.given)
    note_listing(listing, AccessLogEntry, [row.pk for row in listing.given], partnership_id=partnership.pk)
    if file := listing.download():
        return file
    context = {"listing": listing, "days": days, "unusual": unusual, "partnership": partnership}
    return render(request, "access_log/access_log.html", context, title="Access log")
