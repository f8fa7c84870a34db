"""What waits for the reader in governance, the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lapwing.contexts.governance.access import RUN, TAKE_PART
from lapwing.contexts.governance.answering import left_to_others
from lapwing.contexts.governance.commands.asked import meeting_takes
from lapwing.contexts.governance.models import Decision, EscalatedItem, PackQuestion, Risk
from lapwing.contexts.governance.queries.lines import (
    DecisionLine,
    QuestionLine,
    RaisedLine,
    decision_lines,
    late_first,
    question_lines,
    raised_lines,
)
from lapwing.contexts.governance.queries.risks import RiskLine, risk_lines
from lapwing.platform.access.actor import Actor
from lapwing.registry.groups import groups_in_force, groups_of_user
from lapwing.registry.models import DECIDING, RUNNING, Partnership


@dataclass(frozen=True)
class Mine:
    """What the reader must do: agreed things, questions given to them, and what their groups must answer."""

    decisions: tuple[DecisionLine, ...]
    questions: tuple[QuestionLine, ...]
    raised: tuple[RaisedLine, ...]
    # those that the reader looks after, whose day of review is here or past
    risks: tuple[RiskLine, ...] = ()

    @property
    def nothing(self) -> bool:
        return not (self.decisions or self.questions or self.raised or self.risks)


def mine_of(actor: Actor, partnership: Partnership, on: date) -> Mine:
    """What waits for the actor in a partnership; nothing for whoever takes part in nothing."""
    if actor.user_id is None:
        return Mine((), (), ())
    mine = Decision.objects.still_open().filter(actor_id=actor.user_id, group__voided_at=None)
    asked = PackQuestion.objects.unanswered().filter(_asked_of(actor, partnership, on))
    raised = EscalatedItem.objects.filter(pk__in=_to_answer(actor, partnership, on))
    risks = Risk.objects.still_open().filter(owner_id=actor.user_id, review_on__lte=on, group__voided_at=None)
    return Mine(
        risks=risk_lines(actor, partnership, risks, on),
        decisions=late_first(decision_lines(actor, partnership, mine, on)),
        questions=question_lines(actor, partnership, asked.order_by("created_at", "id"), on),
        raised=raised_lines(actor, partnership, raised.order_by("created_at", "id"), on),
    )


def _asked_of(actor: Actor, partnership: Partnership, on: date) -> Q:
    """Questions that were given to the actor, and those of nobody yet that they see to."""
    runs = groups_of_user(actor.user_id or 0, on, capacities=RUNNING)
    theirs = Q(group__in=[group.pk for group in runs if group.partnership_id == partnership.pk])
    if not actor.may(TAKE_PART, partnership.pk):
        theirs = Q(pk__in=[])
    if actor.may(RUN, partnership.pk):
        theirs = Q()
    return Q(given_to_id=actor.user_id) | Q(given_to=None) & theirs


def _to_answer(actor: Actor, partnership: Partnership, on: date) -> list[int]:
    """What was raised to groups for which the actor answers, without what is left to others.

    A decision that the actor asked for is theirs to record once its meeting is here.
    """
    rows = EscalatedItem.objects.unanswered().filter(group__in=_answering(actor, partnership, on))
    found = list(rows.select_related("meeting"))
    others = left_to_others(found, actor.user_id or 0, on)
    return [row.pk for row in found if row.pk not in others or meeting_takes(row, on)]


def _answering(actor: Actor, partnership: Partnership, on: date) -> list[int]:
    """The groups for which the actor may answer what is raised to them."""
    if actor.may(RUN, partnership.pk):
        return [group.pk for group in groups_in_force(partnership.pk)]
    if actor.user_id is None or not actor.may(TAKE_PART, partnership.pk):
        return []
    sits_on = groups_of_user(actor.user_id, on, capacities=DECIDING)
    return [group.pk for group in sits_on if group.partnership_id == partnership.pk]
