"""What of governance belongs into the pack of a plan."""

from __future__ import annotations

from typing import TypeVar

from lapwing.contexts.governance import public as governance
from lapwing.insight.packs.collecting.order import Told

Line = TypeVar(
    "Line", governance.RaisedLine, governance.DecisionLine, governance.RiskLine, governance.ToldLine
)


def belonging(told: Told, rows: tuple[Line, ...]) -> tuple[Line, ...]:
    """Those of the group that the pack is for, and those that are about nothing of another plan.

    What is about something that was withdrawn from the plan since is about the plan.
    """
    of_plan = told.plan.things
    group = told.order.group_ref
    return tuple(
        row
        for row in rows
        if (group and row.group_ref == group)
        or row.subject[0] not in of_plan
        or row.subject[1] in of_plan[row.subject[0]]
    )
