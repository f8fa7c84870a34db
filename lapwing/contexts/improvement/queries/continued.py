"""Where a part of a plan came from, and where it goes on: the way from plan to plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import Action, DuePoint, Measure, Milestone
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule


@dataclass(frozen=True)
class Continued:
    """The same thing in another plan. ``dates`` are those an earlier milestone had, as written."""

    kind: str
    ref: str
    title: str
    plan_title: str
    is_earlier: bool
    dates: tuple[str, ...] = ()

    @property
    def address(self) -> dict[str, str]:
        """The part of an address that names it."""
        return {self.kind: self.ref}


def continued(*, actor: Actor, model: type[Any], ref: str) -> tuple[Continued, ...]:
    """What an action, a milestone or a measure came from and goes on as, of plans that stand.

    One query, and one more for the dates that a milestone had.
    """
    rule, plan = _RULES[model]
    itself = model.objects.filter(ref=ref)
    around = Q(pk__in=itself.values("came_from")) | Q(came_from__in=itself)
    standing = model.objects.in_force().filter(around, **{f"{plan}__voided_at": None})
    seen = rule.visible_to(actor, standing, permission=access.READ)
    rows = list(seen.select_related(plan, "came_from"))
    earlier = [row for row in rows if row.came_from is None or row.came_from.ref != ref]
    dates = _dates_had(earlier) if model is Milestone else ()
    return tuple(_line(row, plan, row in earlier, dates) for row in rows)


def _line(row: Any, plan: str, is_earlier: bool, dates: tuple[str, ...]) -> Continued:
    of = row
    for step in plan.split("__"):
        of = getattr(of, step)
    title = row.name if isinstance(row, Measure) else row.text
    number = row.number if isinstance(row, Action) else ""
    return Continued(
        kind=row._meta.model_name,
        ref=row.ref,
        title=f"{number} {title}".strip(),
        plan_title=of.title,
        is_earlier=is_earlier,
        dates=dates if is_earlier else (),
    )


def _dates_had(earlier: Sequence[Milestone]) -> tuple[str, ...]:
    if not earlier:
        return ()
    points = DuePoint.objects.standing().filter(milestone__in=earlier)
    return tuple(points.values_list("as_written", flat=True))


_RULES: dict[type[Any], tuple[Rule[Any], str]] = {
    Action: (access.actions, "plan"),
    Milestone: (access.milestones, "action__plan"),
    Measure: (access.measures, "plan"),
}
