"""The files that are given as evidence: what is taken, and who may read them."""

from __future__ import annotations

from django.urls import reverse

from lapwing.contexts.improvement import access, evidence_access
from lapwing.contexts.improvement.models import Evidence
from lapwing.platform.access.actor import Actor
from lapwing.platform.documents import kinds
from lapwing.platform.documents.models import File
from lapwing.platform.documents.purposes import MEGABYTE, PURPOSES, Purpose

EVIDENCE_FILE = "evidence"


def may_read_evidence_file(actor: Actor, file: File) -> bool:
    """Whoever may read the evidence that it belongs to, by the rule of its lists and pages."""
    found = Evidence.objects.in_force().filter(file=file, action__plan__voided_at=None)
    return evidence_access.evidence.visible_to(actor, found, permission=access.READ).exists()


def place_of_evidence_file(file: File) -> str:
    """The page of the evidence."""
    row = Evidence.objects.in_force().filter(file=file).select_related("partnership").first()
    if row is None:
        return ""
    return reverse("improvement:evidence-one", args=[row.partnership.ref, row.ref])


def register() -> None:
    """Tell the store of files what is taken as evidence. Called once, when the application is ready."""
    PURPOSES.register(
        Purpose(
            code=EVIDENCE_FILE,
            label="Evidence",
            kinds=frozenset({kinds.PDF, kinds.WORD, kinds.EXCEL, kinds.SLIDES, kinds.PNG, kinds.JPEG})
            | frozenset({kinds.CSV, kinds.TEXT}),
            limit=25 * MEGABYTE,
            may_read=may_read_evidence_file,
            place=place_of_evidence_file,
        )
    )
