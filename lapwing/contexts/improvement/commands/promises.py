"""Whether something of a plan promised a date, a baseline or a target."""

from __future__ import annotations

from typing import Any

from lapwing.contexts.improvement.models import (
    Action,
    Baseline,
    DuePoint,
    Measure,
    Milestone,
    Occurrence,
    Series,
    Target,
)


def promising(row: Milestone | Occurrence | Series | Action | Measure) -> bool:
    """Whether a record, or something in it, promised a date, a baseline or a target."""
    if isinstance(row, Occurrence):
        return True
    if isinstance(row, Action | Milestone):
        above = "milestone" if isinstance(row, Milestone) else "milestone__action"
        standing: dict[str, Any] = {above: row, "milestone__voided_at": None}
        return (
            DuePoint.objects.standing().filter(**standing).exists()
            or Occurrence.objects.in_force().filter(**standing).exists()
        )
    above = "series" if isinstance(row, Series) else "series__measure"
    standing = {above: row, "series__voided_at": None}
    return (
        Baseline.objects.standing().filter(**standing, value__isnull=False).exists()
        or Target.objects.standing().filter(**standing).exists()
    )
