"""What groups decided and asked about the thing that an update is on: whoever writes it should know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement.queries.update_units import ACTION, MILESTONE, Unit
from lapwing.platform.access.actor import Actor


@dataclass(frozen=True)
class Met:
    """Decisions that stand and questions on packs, the latest first."""

    decisions: tuple[governance.DecisionLine, ...] = ()
    questions: tuple[governance.QuestionLine, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.decisions or self.questions)


# As many of each as whoever writes an update will read.
MOST = 5


def said_in_meetings(actor: Actor, unit: Unit, on: date) -> Met:
    """What was decided and asked about a milestone and its action, for those who read governance."""
    partnership = unit.plan.partnership
    if not actor.may(governance.READ, partnership.pk):
        return Met()
    pointers = [(ACTION, unit.action.ref)]
    if unit.milestone is not None:
        pointers.append((MILESTONE, unit.milestone.ref))
    decisions = [
        each
        for kind, ref in pointers
        for each in governance.decisions_about(actor, partnership, kind, [ref], on)
    ]
    questions = [
        each
        for kind, ref in pointers
        for each in governance.questions_about(actor, partnership, kind, [ref], on)
    ]
    decisions.sort(key=lambda line: line.decided_on, reverse=True)
    questions.sort(key=lambda line: line.asked_on, reverse=True)
    return Met(tuple(decisions[:MOST]), tuple(questions[:MOST]))
