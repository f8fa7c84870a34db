"""How long events and bundles that were withdrawn are kept.

The others are the plan's record.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, Model, Q, QuerySet
from django.db.models.functions import Coalesce

from lapwing.insight.bundles.access import READ
from lapwing.insight.bundles.models import Bundle, BundleState, MonitoringEvent
from lapwing.platform.documents.going import with_their_files
from lapwing.platform.retention.kinds import RecordKind, Rows

_SIX_YEARS = (
    "Limitation Act 1980, sections 2 and 5: a complaint or claim about {} can rest on it for six years."
)


def _taken_out(model: type[Model], partnership_id: int, using: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.using(using).annotate(began=F("voided_at"))
    return rows.filter(partnership_id=partnership_id, voided_at__isnull=False)


def _taken_back(model: type[Model], partnership_id: int, using: str) -> QuerySet[Any]:
    """Bundles that were withdrawn, and those that could not be made and hold nothing."""
    rows = Bundle.objects.using(using).filter(partnership_id=partnership_id)
    gone = Q(state=BundleState.WITHDRAWN) | Q(state=BundleState.FAILED, file=None)
    return rows.filter(gone).annotate(began=Coalesce(F("withdrawn_at"), F("asked_at")))


def _their_events(roots: Rows, using: str) -> Rows:
    """A hold on an event keeps its bundles."""
    rows = Bundle.objects.using(using).filter(pk__in=roots.get(Bundle, ()))
    return {MonitoringEvent: sorted(set(rows.values_list("event_id", flat=True)))}


KINDS = (
    RecordKind(
        code="voided-monitoring",
        label="Monitoring event withdrawn",
        label_many="monitoring events withdrawn",
        models=(MonitoringEvent,),
        trigger="since it was withdrawn",
        goes="The event with its notes, its bundles with their zip files and indexes, and their history.",
        read_by=READ,
        rows=_taken_out,
        going=with_their_files,
        months=72,
        basis=_SIX_YEARS.format("how a plan was run"),
    ),
    RecordKind(
        code="withdrawn-bundle",
        label="Inspection bundle withdrawn or never made",
        label_many="inspection bundles withdrawn or never made",
        models=(Bundle,),
        trigger="since it was withdrawn, or asked for in vain",
        goes=(
            "The bundle with its zip file and index, and its history. The event stays. A bundle that stands "
            "keeps its copy of evidence that was removed since: withdraw it, and the copy goes too."
        ),
        read_by=READ,
        rows=_taken_back,
        going=with_their_files,
        protecting=_their_events,
        months=72,
        basis=_SIX_YEARS.format("what inspectors were given, and why it was withdrawn,"),
    ),
)
