"""What of governance belongs into the pack of a plan."""

from __future__ import annotations

from lapwing.contexts.governance import public as governance
from lapwing.insight.packs.collecting.order import Told


def belonging(told: Told, rows: tuple[governance.Concerned, ...]) -> tuple[governance.Concerned, ...]:
    """Those of the group that the pack is for, and those that are about nothing of another plan.

    What is about something that was withdrawn from the plan since is about the plan.
    """
    order = told.order
    group = order.group_ref
    ours = governance.concerning(told.actor, told.partnership, rows, told.plan.things, order.as_at)
    refs = {row.ref for row in ours}
    return tuple(row for row in rows if row.ref in refs or (group and row.group_ref == group))
