"""How long monitoring events and bundles that were taken out are kept. The others are the plan's record."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Model, QuerySet

from lapwing.insight.bundles.access import READ
from lapwing.insight.bundles.models import MonitoringEvent
from lapwing.platform.retention.kinds import RecordKind, Rows
from lapwing.platform.retention.under import everything_under


def _taken_out(model: type[Model], partnership_id: int, using: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.using(using).annotate(began=F("voided_at"))
    return rows.filter(partnership_id=partnership_id, voided_at__isnull=False)


def _under(roots: Rows, using: str) -> Rows:
    return {
        model: sorted(set(ids) - set(roots.get(model, ())))
        for model, ids in everything_under(roots, using).items()
        if set(ids) - set(roots.get(model, ()))
    }


KINDS = (
    RecordKind(
        code="voided-monitoring",
        label="Monitoring event taken out",
        label_many="monitoring events taken out",
        models=(MonitoringEvent,),
        trigger="since it was taken out",
        goes="The event with its notes, the indexes of its bundles, and their history.",
        read_by=READ,
        rows=_taken_out,
        going=_under,
        months=72,
        basis=(
            "Limitation Act 1980, sections 2 and 5: a complaint or claim about how a plan was run can rest "
            "on it for six years."
        ),
    ),
)
