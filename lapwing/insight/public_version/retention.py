"""How long public versions and what people said about them are kept."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Model, QuerySet

from lapwing.insight.public_version.access import APPROVE, FEEDBACK
from lapwing.insight.public_version.models import Feedback, PublicVersion
from lapwing.platform.documents.going import with_their_files
from lapwing.platform.retention.kinds import RecordKind


def _withdrawn(model: type[Model], partnership_id: int, using: str) -> QuerySet[Any]:
    rows = PublicVersion.objects.using(using).annotate(began=F("withdrawn_at"))
    return rows.filter(partnership_id=partnership_id, withdrawn_at__isnull=False)


def _said(model: type[Model], partnership_id: int, using: str) -> QuerySet[Any]:
    return Feedback.objects.using(using).annotate(began=F("said_at")).filter(partnership_id=partnership_id)


KINDS = (
    RecordKind(
        code="public-version",
        label="Public version that was withdrawn",
        label_many="public versions that were withdrawn",
        models=(PublicVersion,),
        trigger="since it was withdrawn",
        goes=(
            "The version with its PDFs, wording, feedback, and the small counts that it hid. Later versions "
            "are then no longer judged with it, though somebody may have kept a copy."
        ),
        read_by=APPROVE,
        rows=_withdrawn,
        going=with_their_files,
        months=72,
        basis=(
            "Small counts that were hidden are needed for as long as figures of the same children may be "
            "published again (UK GDPR Article 5(1)(c) and (f)), and what was published may be asked about "
            "for six years (Limitation Act 1980, sections 2 and 5)."
        ),
    ),
    RecordKind(
        code="public-feedback",
        label="Feedback on a public version",
        label_many="feedback on public versions",
        models=(Feedback,),
        trigger="since it was given",
        goes="What somebody wrote, and its history. The public version stays.",
        read_by=FEEDBACK,
        rows=_said,
        going=with_their_files,
        months=24,
        basis=(
            "Storage limitation, UK GDPR Article 5(1)(e): two years, so that it can be answered in the "
            "plan's next round. It may name people though nobody is asked to."
        ),
    ),
)
