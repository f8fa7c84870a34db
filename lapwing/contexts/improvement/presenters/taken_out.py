"""What was taken out of a plan, as a page lists it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lapwing.contexts.improvement.models import Milestone, Plan
from lapwing.contexts.improvement.models.parents import PARENT, ways_up
from lapwing.contexts.improvement.presenters.kinds import KINDS
from lapwing.contexts.improvement.queries.standing import names_of


@dataclass(frozen=True)
class TakenOut:
    kind: str
    ref: str
    title: str
    reason: str
    by: str
    at: datetime


def taken_out_of(plan: Plan) -> list[TakenOut]:
    """Everything that can be brought back, the latest first."""
    found: list[tuple[str, Any]] = [("plan", plan)] if plan.voided_at is not None else []
    for kind, model in KINDS.items():
        if model not in PARENT:
            continue
        parent, way = PARENT[model], ways_up(model)[-1]
        rows = model._default_manager.filter(**{way: plan}).exclude(voided_at=None)
        if parent != "plan":
            # what it lies in must stand for it to be brought back by itself
            rows = rows.filter(**{f"{parent}__voided_at": None})
        found += [(kind, row) for row in rows]
    names = names_of(row.voided_by_id for _, row in found)
    lines = [
        TakenOut(
            kind, row.ref, title_of(row), row.voided_reason, names.get(row.voided_by_id, ""), row.voided_at
        )
        for kind, row in found
    ]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def title_of(row: Any) -> str:
    """What a record is called: its number and words, or its key when it has neither."""
    number = getattr(row, "number", "") or ""
    if isinstance(row, Milestone):
        number = row.label
    words = next(
        (value for name in ("title", "text", "name", "label") if (value := getattr(row, name, ""))), ""
    )
    return f"{number} {words}".strip() or str(getattr(row, "key", ""))
