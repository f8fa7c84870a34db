"""What evidence is about beside its action: a milestone, a turn of it, a success criterion, an update."""

from __future__ import annotations

from lapwing.contexts.improvement.commands.common import RefusedError
from lapwing.contexts.improvement.models import Action, Milestone, Occurrence, SuccessCriterion, Update
from lapwing.contexts.improvement.rules.workflow import UpdateState
from lapwing.platform.access.rules import NotVisible

SIGNED_OFF = (
    "The update was signed off meanwhile. Give this as evidence of the action, or of the milestone, instead."
)
OTHER_TURN = "The update is on another turn: give what shows this one with its own update, or by itself."
_SIGNED_OFF = frozenset({UpdateState.SIGNED_OFF, UpdateState.REPORTED})


def about_of(
    action: Action, milestone_ref: str, criterion_ref: str, update_ref: str, occurrence_ref: str
) -> dict[str, object]:
    """What else evidence is about; all of it has to be of the action. Raises NotVisible and RefusedError."""
    found: dict[str, object] = {}
    for name, model, ref in (
        ("milestone", Milestone, milestone_ref),
        ("criterion", SuccessCriterion, criterion_ref),
        ("update_given", Update, update_ref),
    ):
        if ref:
            rows = model._default_manager.filter(voided_at=None, action=action, ref=ref)
            row = rows.first()
            if row is None:
                raise NotVisible(f"No such {name} of the action")
            if isinstance(row, Update) and row.state in _SIGNED_OFF:
                raise RefusedError(SIGNED_OFF)
            found[name] = row
    return found | _turn(found, occurrence_ref)


def _turn(about: dict[str, object], ref: str) -> dict[str, object]:
    """The turn that evidence of a milestone is of, where it names one or its update is of one."""
    milestone, update = about.get("milestone"), about.get("update_given")
    if ref:
        turns = Occurrence.objects.in_force().filter(ref=ref)
        found = turns.filter(milestone=milestone).first() if isinstance(milestone, Milestone) else None
        if found is None:
            raise NotVisible("No such turn of the milestone")
        if isinstance(update, Update) and update.occurrence_id not in (None, found.pk):
            raise RefusedError(OTHER_TURN, field="occurrence_ref")
        return {"occurrence": found}
    if isinstance(update, Update) and update.occurrence_id and update.milestone == milestone:
        return {"occurrence": update.occurrence}
    return {}
