"""Where the pages that change a plan lead back to: addresses and breadcrumbs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lapwing.contexts.improvement.models import Action, Measure, Milestone, Plan, Series
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership


def address(partnership: Partnership, name: str, **parts: str) -> str:
    """The address of a page of the improvement plan in a partnership."""
    return reverse(f"improvement:{name}", kwargs={"partnership": partnership.ref, **parts})


def address_of(row: Any) -> str:
    """The page where a record is read."""
    partnership = row.partnership
    if isinstance(row, Plan):
        return address(partnership, "overview", plan=row.ref)
    if isinstance(row, Action):
        return address(partnership, "action", action=row.ref)
    if isinstance(row, Milestone):
        return address(partnership, "milestone", milestone=row.ref)
    if isinstance(row, Series):
        return address(partnership, "measure", measure=row.measure.ref) + f"#series-{row.ref}"
    assert isinstance(row, Measure)
    return address(partnership, "measure", measure=row.ref)


def outline_of(plan: Plan) -> str:
    """The page where everything of a plan can be changed."""
    return address(plan.partnership, "outline", plan=plan.ref)


def crumbs_to_outline(plan: Plan) -> tuple[Crumb, ...]:
    """The steps to the page where everything of a plan can be changed."""
    return (*crumbs_to(plan), Crumb("Change the plan", outline_of(plan)))


def crumbs_to(row: Any) -> tuple[Crumb, ...]:
    """The steps from the plan to a record, the record's own page included."""
    if isinstance(row, Plan):
        return (Crumb(row.title, address_of(row)),)
    if isinstance(row, Milestone):
        return (*crumbs_to(row.action), Crumb(f"Milestone {row.label}".strip(), address_of(row)))
    if isinstance(row, Series):
        return crumbs_to(row.measure)
    if isinstance(row, Action):
        return (*crumbs_to(row.plan), Crumb(f"Action {row.number}".strip(), address_of(row)))
    assert isinstance(row, Measure)
    return (*crumbs_to(row.plan), Crumb(row.name, address_of(row)))


def shortened(text: str, most: int = 80) -> str:
    """The beginning of a long text, cut between words."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;:") + "…"
