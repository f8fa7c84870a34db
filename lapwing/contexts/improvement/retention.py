"""How long drafts of plans, and what was taken out of plans, are kept."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Max, Model, QuerySet
from django.db.models.functions import Coalesce, Greatest

from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.commands.voiding import VOIDABLE
from lapwing.contexts.improvement.models import Evidence, Plan, PlanDraft
from lapwing.contexts.improvement.models.parents import ways_up
from lapwing.platform.documents.going import with_their_files
from lapwing.platform.retention.kinds import RecordKind, Rows
from lapwing.platform.retention.under import tied_from_outside

PARTS = tuple(model for model in VOIDABLE if model is not Plan)
_SIX_YEARS = (
    "Limitation Act 1980, sections 2 and 5: a complaint or claim about how a plan was run can rest on it for "
    "six years."
)


def _drafts(model: type[Model], partnership_id: int, using: str) -> QuerySet[Any]:
    """Drafts, with when somebody last did something to each."""
    rows = PlanDraft.objects.using(using).filter(partnership_id=partnership_id)
    last = Max(Greatest("edits__made_at", Coalesce("edits__undone_at", "edits__made_at")))
    return rows.annotate(began=Greatest("created_at", Coalesce(last, "created_at")))


def _taken_out(model: type[Model], partnership_id: int, using: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.using(using).annotate(began=F("voided_at"))
    return rows.filter(partnership_id=partnership_id, voided_at__isnull=False)


def _evidence(model: type[Model], partnership_id: int, using: str) -> QuerySet[Any]:
    """Evidence that was withdrawn while what it is of stands: what is taken out takes its own with it."""
    return _taken_out(model, partnership_id, using).filter(
        action__voided_at=None, action__plan__voided_at=None
    )


def _plans_of_evidence(roots: Rows, using: str) -> Rows:
    rows = Evidence.objects.using(using).filter(pk__in=roots[Evidence])
    return {Plan: sorted(set(rows.values_list("action__plan_id", flat=True)))}


def _their_plans(roots: Rows, using: str) -> Rows:
    """The plans that they belong to: a hold on a plan keeps everything of it."""
    plans: set[int] = set()
    for model, ids in roots.items():
        if ways := ways_up(model):
            rows = model._default_manager.using(using).filter(pk__in=ids)
            plans.update(rows.values_list(ways[-1], flat=True))
    return {Plan: sorted(plans)}


def _tied(roots: Rows, using: str) -> Rows:
    # nearly always nothing is, and then it is asked once and not for each
    if not tied_from_outside(roots, using):
        return {}
    return {
        model: [each for each in ids if tied_from_outside({model: [each]}, using)]
        for model, ids in roots.items()
    }


KINDS = (
    RecordKind(
        code="plan-draft",
        label="Draft of a plan",
        label_many="drafts of plans",
        models=(PlanDraft,),
        trigger="since anybody last did something to it",
        goes="The document as it was read, what people changed in the draft, and the history of both.",
        read_by=READ,
        rows=_drafts,
        going=with_their_files,
        months=12,
        basis=(
            "Storage limitation, UK GDPR Article 5(1)(e): a document that nobody has taken in within a year "
            "is not needed, and may name people. It can be sent again."
        ),
    ),
    RecordKind(
        code="voided-plan",
        label="Plan taken out",
        label_many="plans taken out",
        models=(Plan,),
        trigger="since it was taken out",
        goes="The plan with everything in it (actions, updates, evidence, files), and its history.",
        read_by=READ,
        rows=_taken_out,
        going=with_their_files,
        tied=_tied,
        months=72,
        basis=_SIX_YEARS,
    ),
    RecordKind(
        code="voided-part",
        label="Part taken out of a plan",
        label_many="parts taken out of plans",
        models=PARTS,
        trigger="since it was taken out",
        goes="The part (an action, say) with everything under it, its files and its history. The plan stays.",
        read_by=READ,
        rows=_taken_out,
        going=with_their_files,
        protecting=_their_plans,
        tied=_tied,
        months=72,
        basis=_SIX_YEARS,
    ),
    RecordKind(
        code="withdrawn-evidence",
        label="Withdrawn evidence",
        label_many="pieces of withdrawn evidence",
        models=(Evidence,),
        trigger="since it was withdrawn",
        goes="The evidence with its file, unless other evidence has that too, and its history. What it was "
        "of stays, and so do packs and bundles that were frozen with it.",
        read_by=READ,
        rows=_evidence,
        going=with_their_files,
        protecting=_plans_of_evidence,
        tied=_tied,
        months=72,
        basis=_SIX_YEARS,
    ),
)
