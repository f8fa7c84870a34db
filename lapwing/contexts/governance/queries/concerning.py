"""What of the groups' records concerns a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from lapwing.contexts.governance.queries.lines import DecisionLine, RaisedLine
from lapwing.contexts.governance.queries.risks import RiskLine, subjects_of_risks
from lapwing.contexts.governance.queries.told import ToldLine
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.subjects import Pointer

# The references of a plan and of what it holds, by kind.
Things = Mapping[str, frozenset[str]]
Concerned = TypeVar("Concerned", RaisedLine, DecisionLine, RiskLine, ToldLine)


def concerning(
    actor: Actor, partnership: Partnership, rows: Sequence[Concerned], things: Things, on: date
) -> tuple[Concerned, ...]:
    """Those that are about nothing, or about one of the things.

    What is about a risk is about what the risk is about. A kind that no plan has is of something else.
    """
    risks = {row.subject[1] for row in rows if row.subject[0] == "risk"}
    behind = subjects_of_risks(actor, partnership, risks, on) if risks else {}

    def is_ours(subject: Pointer) -> bool:
        kind, ref = behind.get(subject[1], subject) if subject[0] == "risk" else subject
        return not kind or ref in things.get(kind, frozenset())

    return tuple(row for row in rows if is_ours(row.subject))
