"""How long what was taken out of governance is kept. What was not taken out is the partnership's record."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Model, QuerySet

from lapwing.contexts.governance.access import READ
from lapwing.contexts.governance.models import AgendaItem, Decision, Meeting, Risk, ToldToFamilies
from lapwing.platform.retention.kinds import RecordKind, Rows
from lapwing.platform.retention.under import everything_under, tied_from_outside
from lapwing.registry.models import GovernanceGroup


def _taken_out(model: type[Model], partnership_id: int, using: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.using(using).annotate(began=F("voided_at"))
    return rows.filter(partnership_id=partnership_id, voided_at__isnull=False)


def _under(roots: Rows, using: str) -> Rows:
    return {
        model: sorted(set(ids) - set(roots.get(model, ())))
        for model, ids in everything_under(roots, using).items()
        if set(ids) - set(roots.get(model, ()))
    }


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
        code="voided-governance",
        label="Withdrawn from a group's records",
        label_many="records of groups that were withdrawn",
        models=(GovernanceGroup, Meeting, AgendaItem, Decision, Risk, ToldToFamilies),
        trigger="since it was withdrawn",
        goes=(
            "The group, meeting, item, decision, risk or message with everything under it (seats, minutes, "
            "scores), and its history."
        ),
        read_by=READ,
        rows=_taken_out,
        going=_under,
        tied=_tied,
        months=72,
        basis=(
            "Limitation Act 1980, sections 2 and 5: a complaint or claim about what a partnership decided "
            "can rest on it for six years."
        ),
    ),
)
