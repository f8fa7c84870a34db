"""How long it is known who looked at what."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet

from lapwing.platform.access_log.access import READ
from lapwing.platform.access_log.models import AccessLogEntry
from lapwing.platform.retention.kinds import RecordKind


def _no_single_line(model: type[Model], partnership_id: int, using: str) -> QuerySet[Any]:
    return AccessLogEntry.objects.using(using).none()


KINDS = (
    RecordKind(
        code="access-log",
        label="Access log",
        label_many="months of the access log",
        models=(),
        trigger="since the month ended",
        goes=(
            "Whole months of the log, of all partnerships together: the longest period that any of them sets "
            "counts, and no month goes while any hold stands anywhere."
        ),
        read_by=READ,
        rows=_no_single_line,
        months=72,
        basis=(
            "Limitation Act 1980, sections 2 and 5: a claim that somebody looked without a reason can be "
            "brought for six years. Set it longer where records themselves are kept longer."
        ),
        by_months=True,
    ),
)
