"""Who reads and who moves an update: everybody what was signed off, and the rest those whose work it is."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from lapwing.contexts.improvement.access import CHECK, READ, REPORT, RUN, OwnActions, held_role_ids
from lapwing.contexts.improvement.models import (
    Ownership,
    StepDeed,
    Update,
    UpdateMove,
    UpdateState,
)
from lapwing.contexts.improvement.rules.workflow import OPEN_TO_ALL
from lapwing.contexts.improvement.step_holders import held_by, passed_by, seats_of
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule

# With others than its author, or given back by one of them.
_SENT = (UpdateState.SUBMITTED, UpdateState.RETURNED)


class Readable:
    """Signed-off updates are everybody's who reads the plan.

    A draft is its authors' and its action's owners'. Once submitted it is read too by those who hold the step
    where it waits or one that it has passed, who moved it, and who run the plan.
    """

    def as_q(self, actor: Actor) -> Q:
        today = timezone.localdate()
        seats = seats_of(actor, today)
        owned = Ownership.objects.standing().filter(role__in=held_role_ids(actor, today)).values("action")
        own = Q(created_by=actor.user_id) | Q(submitted_by=actor.user_id) | Q(action__in=owned)
        moved = Exists(UpdateMove.objects.filter(update_moved=OuterRef("pk"), made_by=actor.user_id))
        runs = actor.scope_of_person(RUN).as_q()
        checked = held_by(actor, today, seats) | passed_by(actor, seats)
        return Q(state__in=OPEN_TO_ALL) | own | Q(state__in=_SENT) & (Q(moved) | runs) | checked

    def covers(self, actor: Actor, obj: Update) -> bool:
        return Update.objects.filter(self.as_q(actor), pk=obj.pk).exists()


class AtAStepHeld:
    """Updates that wait at a step one holds, or at a sign-off that may fall to those who run the plan."""

    def as_q(self, actor: Actor) -> Q:
        falls = Q(state=UpdateState.SUBMITTED, step__deed=StepDeed.SIGN_OFF)
        return held_by(actor, timezone.localdate()) | falls & actor.scope_of_person(RUN).as_q()

    def covers(self, actor: Actor, obj: Update) -> bool:
        return Update.objects.filter(self.as_q(actor), pk=obj.pk).exists()


updates = Rule(
    Update,
    narrowings={
        READ: Readable(),
        REPORT: OwnActions(lambda owned: Q(action__in=owned)),
        CHECK: AtAStepHeld(),
    },
)

__all__ = ["updates"]
