"""What all rooms share: the comparison, what of it is taken, and the row of each part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lapwing.contexts.improvement.commands.common import save_changes
from lapwing.contexts.improvement.comparing import (
    Comparison,
    Difference,
    Intention,
    Kind,
    Left,
    Part,
    Place,
    part_at,
)
from lapwing.contexts.improvement.importing.rows import Import
from lapwing.contexts.improvement.models import (
    Action,
    Area,
    Document,
    Finding,
    Group,
    Measure,
    Milestone,
    Objective,
    Plan,
    Series,
    SuccessCriterion,
)
from lapwing.platform.access.actor import Actor

MODELS: dict[Part, Any] = {
    Part.AREA: Area,
    Part.FINDING: Finding,
    Part.GROUP: Group,
    Part.OBJECTIVE: Objective,
    Part.ACTION: Action,
    Part.MILESTONE: Milestone,
    Part.CRITERION: SuccessCriterion,
    Part.MEASURE: Measure,
    Part.SERIES: Series,
}
# The parts that lie in others: what they lie in, and by which column.
WITHIN: dict[Part, tuple[Part, str]] = {
    Part.MILESTONE: (Part.ACTION, "action"),
    Part.CRITERION: (Part.ACTION, "action"),
    Part.SERIES: (Part.MEASURE, "measure"),
}


def rows_of(plan: Plan, *, lock: bool = True) -> dict[Place, Any]:
    """The row of every part at its place in the exported plan; locked until the version is taken in."""

    def locked(rows: Any) -> Any:
        return rows.select_for_update(of=("self",)) if lock else rows

    found: dict[Place, Any] = {Place(Part.PLAN): plan}
    for part, model in MODELS.items():
        if part in WITHIN:
            continue
        rows = locked(model.objects.in_force().filter(plan=plan))
        found |= {Place(part, (at,)): row for at, row in enumerate(rows)}
    for part, (upper, name) in WITHIN.items():
        above = {row.pk: place for place, row in found.items() if place.part is upper}
        rows = MODELS[part].objects.in_force().filter(**{f"{name}__in": list(above)})
        seen: dict[int, int] = {}
        for row in locked(rows):
            parent = getattr(row, f"{name}_id")
            at = seen[parent] = seen.get(parent, -1) + 1
            found[Place(part, (*above[parent].path, at))] = row
    return found


@dataclass
class Taking:
    """A version being taken in. ``rows`` are those of the plan before, ``made`` those of new parts."""

    actor: Actor
    now: datetime
    plan: Plan
    comparison: Comparison
    intention: Intention
    document: Document
    reason: str
    rows: dict[Place, Any]
    made: dict[Place, Any] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)

    @property
    def importing(self) -> Import:
        assert self.actor.user_id is not None
        return Import(self.plan.partnership_id, self.actor.user_id, self.now, self.document.number)

    def taken(self, kind: Kind, part: Part, name: str | None = None) -> Iterator[Difference]:
        """The differences of a kind that are taken in, in the order of the new plan."""
        for each in self.intention.taken:
            if each.kind is kind and each.part is part and name in (None, each.field):
                yield each

    def after(self, difference: Difference) -> Any:
        """The part as the new version has it."""
        assert difference.after is not None
        return part_at(self.comparison.after, difference.after)

    def row(self, difference: Difference) -> Any:
        """The row of the part that was there before."""
        assert difference.before is not None
        return self.rows[difference.before]

    def row_after(self, place: Place | None) -> Any | None:
        """The row of a part of the new version: the matched one, or what was made; None when neither."""
        if place is None:
            return None
        before = self.comparison.before_of.get(place)
        return self.rows[before] if before is not None else self.made.get(place)

    def change(self, difference: Difference, columns: Mapping[str, object]) -> None:
        """Save these columns of the difference's row."""
        assert difference.before is not None
        self.rows[difference.before] = save_changes(self.row(difference), columns)
