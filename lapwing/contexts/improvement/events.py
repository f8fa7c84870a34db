"""What other systems can be told of the plan: which changed, and never how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from lapwing.contexts.improvement.models import Actual, StatusReport, Update
from lapwing.contexts.improvement.models.parents import plan_of
from lapwing.platform.webhooks.events import record_event

P = ParamSpec("P")
R = TypeVar("R")

EVENTS = {
    "plan.changed": "A plan, or anything in it, was made, changed or taken out.",
    "status.reported": "Somebody said how a milestone stands, or withdrew what was said.",
    "actual.entered": "Actual figures were entered, corrected or withdrawn.",
    "update.signed_off": "An update was signed off, and everybody who reads the plan reads it now.",
    "update.withdrawn": "An update that was signed off was returned, or its words were withdrawn.",
}
# A message of a long file names the first, and says that there are more.
MOST_NAMED = 500


def tells_of_change(command: Callable[P, R]) -> Callable[P, R]:
    """Mark of a command that changes a plan: what it gives is the record that changed, or several."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        found = command(*args, **kwargs)
        now = kwargs["now"]
        assert isinstance(now, datetime)
        row: Any = next(iter(found), None) if isinstance(found, list | tuple) else found
        if row is not None:
            plan_changed(row, now)
        return found

    return run


def plan_changed(row: Any, now: datetime) -> None:
    """A record of a plan is not as it was."""
    record_event(
        "plan.changed",
        partnership_id=row.partnership_id,
        data=lambda: {**_of_plan(row), "kind": row._meta.model_name, "ref": row.ref},
        now=now,
    )


def status_reported(report: StatusReport, now: datetime) -> None:
    record_event(
        "status.reported",
        partnership_id=report.partnership_id,
        data=lambda: {**_of_plan(report), "milestone": report.milestone.ref, "report": report.ref},
        now=now,
    )


def update_signed_off(update: Update, now: datetime) -> None:
    _of_update("update.signed_off", update, now)


def update_withdrawn(update: Update, now: datetime) -> None:
    _of_update("update.withdrawn", update, now)


def _of_update(event: str, update: Update, now: datetime) -> None:
    record_event(
        event,
        partnership_id=update.partnership_id,
        data=lambda: {**_of_plan(update.action), "cycle": update.cycle.ref, "update": update.ref},
        now=now,
    )


def actuals_entered(rows: Sequence[Actual], now: datetime) -> None:
    """One message for all that was entered together, in one plan."""
    if rows:
        record_event(
            "actual.entered",
            partnership_id=rows[0].partnership_id,
            data=lambda: _named(rows[:MOST_NAMED], more=len(rows) > MOST_NAMED),
            now=now,
        )


def figures_entered(actuals: Sequence[int], partnership_id: int, now: datetime) -> None:
    """The same of very many, by their numbers: they are read only where somebody wants to be told."""

    def data() -> dict[str, Any]:
        rows = list(Actual.objects.filter(pk__in=actuals[:MOST_NAMED]).order_by("pk"))
        return _named(rows, more=len(actuals) > MOST_NAMED)

    if actuals:
        record_event("actual.entered", partnership_id=partnership_id, data=data, now=now)


def _named(rows: Sequence[Actual], *, more: bool) -> dict[str, Any]:
    return {**_of_plan(rows[0]), "actuals": [row.ref for row in rows], "more": more}


def _of_plan(row: Any) -> dict[str, str]:
    """The partnership, and the plan that a record lies in; an owner role lies in none."""
    plan = plan_of(row)
    if plan is None:
        return {"partnership": row.partnership.ref}
    return {"partnership": plan.partnership.ref, "plan": plan.ref}
