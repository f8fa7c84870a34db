"""What a success criterion is judged as without evidence that was withdrawn."""

from __future__ import annotations

from datetime import datetime

from lapwing.contexts.improvement.commands.common import user_id_of
from lapwing.contexts.improvement.models import CriterionJudgement, Evidence, Judgement
from lapwing.contexts.improvement.rules.evidence import EVIDENCE_WITHDRAWN
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor


def take_back_judgements(row: Evidence, actor: Actor, now: datetime) -> None:
    """Withdraw judgements that rest on this evidence alone: the criterion stands as it was judged before.

    One that has other evidence, or a note that says what shows it without, stands; pages and packs say of it
    that evidence was withdrawn. Called before the evidence is withdrawn.
    """
    if row.accepted_at is None or row.criterion_id is None:
        return
    of_it = Evidence.objects.filter(criterion=row.criterion_id, accepted_at__isnull=False)
    others = set(of_it.filter(voided_at=None).exclude(pk=row.pk).values_list("ref", flat=True))
    judged = CriterionJudgement.objects.standing().filter(criterion=row.criterion_id, note="")
    with for_reason(EVIDENCE_WITHDRAWN):
        for judgement in judged.exclude(judgement=Judgement.NOT_YET).order_by("pk"):
            rests_on = _rests_on(judgement)
            if row.ref in rests_on and not rests_on & others:
                judgement.withdrawn_at, judgement.withdrawn_by_id = now, user_id_of(actor)
                judgement.withdrawn_reason = EVIDENCE_WITHDRAWN
                judgement.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])


def _rests_on(judgement: CriterionJudgement) -> frozenset[str]:
    """Of one that was made before this was kept, and by hand: all that was accepted by then."""
    if judgement.rests_on is not None:
        return frozenset(judgement.rests_on)
    if judgement.reason:
        return frozenset()
    by_then = Evidence.objects.filter(
        criterion=judgement.criterion_id, accepted_at__lte=judgement.recorded_at
    )
    return frozenset(by_then.values_list("ref", flat=True))
