"""The files that plans were read from: what is taken, and who may read them."""

from __future__ import annotations

from django.urls import reverse

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import Document, PlanDraft
from lapwing.platform.access.actor import Actor
from lapwing.platform.documents import kinds
from lapwing.platform.documents.models import File
from lapwing.platform.documents.purposes import PURPOSES, Purpose
from lapwing.platform.extraction.limits import LIMITS

PLAN_DOCUMENT = "plan document"


def may_read_plan_file(actor: Actor, file: File) -> bool:
    """Whoever may read the plan may have the document that it was read from; until there is one, whoever
    may bring plans in."""
    document = _document(file)
    if document is not None:
        return access.plans.permits(actor, access.READ, document.plan)
    waits = PlanDraft.objects.filter(file=file).exists()
    return waits and actor.may(access.IMPORT, file.partnership_id)


def place_of_plan_file(file: File) -> str:
    """The plan's page, or that of the draft in which the file waits."""
    document = _document(file)
    if document is not None:
        place = {"partnership": document.partnership.ref, "plan": document.plan.ref}
        return reverse("improvement:overview", kwargs=place)
    draft = PlanDraft.objects.filter(file=file).select_related("partnership").first()
    if draft is None:
        return ""
    place = {"partnership": draft.partnership.ref, "plan_draft": draft.ref}
    return reverse("improvement:import-draft", kwargs=place)


def _document(file: File) -> Document | None:
    of_plans = Document.objects.filter(file=file, plan__voided_at=None)
    return of_plans.select_related("plan", "partnership").first()


def register() -> None:
    """Tell the store of files what plans are read from. Called once, when the application is ready."""
    PURPOSES.register(
        Purpose(
            code=PLAN_DOCUMENT,
            label="Plan",
            kinds=frozenset({kinds.WORD, kinds.PDF, kinds.EXCEL, kinds.HTML}) | kinds.TEXTS,
            limit=LIMITS.bytes,
            may_read=may_read_plan_file,
            place=place_of_plan_file,
            # read without running them, in a process apart
            macros=True,
        )
    )
