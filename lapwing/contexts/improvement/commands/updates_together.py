"""Saying the same of several updates that are on track, and taking that back: all of them, or none.

Each stays an update of its own, with its own steps. What is at risk, off track or stopped needs words of its
own, and is written by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands import asking
from lapwing.contexts.improvement.commands.common import EditedByAnotherError, RefusedError, user_id_of
from lapwing.contexts.improvement.commands.update_locks import hold_updates
from lapwing.contexts.improvement.commands.update_round import Round
from lapwing.contexts.improvement.commands.updates import submit_update, take_back_update
from lapwing.contexts.improvement.models import Update, UpdateState
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.update_access import updates
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible

# Of several the same can be said while nothing has to be explained.
SAME_OF_SEVERAL = (Status.ON_TRACK, Status.DONE, Status.NOT_STARTED)
EACH_BY_ITSELF = (
    "What is at risk, off track or stopped is so for a reason of its own. Write each of those by itself, "
    "with what is being done about it."
)
BEGUN = "Somebody has begun to write it: go on with that one by itself."


class TogetherRefusedError(RefusedError):
    """Nothing was submitted; ``refused`` says of which it could not be, by reference, and why."""

    def __init__(self, refused: Mapping[str, str]) -> None:
        self.refused = dict(refused)
        super().__init__("Nothing is submitted yet. Look at those that are marked.")


@transaction.atomic
def submit_together(
    *,
    actor: Actor,
    now: datetime,
    cycle_ref: str,
    about: Sequence[tuple[str, str]],
    said: Said,
    named_nobody: Collection[str] = (),
) -> list[Update]:
    """Submit one update with the same words about each of several things that nobody has begun to write on.

    ``about`` are kinds and references as ``queries.update_units`` has them. Sent twice it is submitted once.
    Raises NotVisible, RefusedError, TogetherRefusedError and ChildNamedError; then nothing is submitted.
    """
    if not about:
        raise RefusedError("Pick at least one: tick the box beside it.")
    if said.status is not None and said.status not in SAME_OF_SEVERAL:
        raise RefusedError(EACH_BY_ITSELF, field="status")
    made: list[Update] = []
    refused: dict[str, str] = {}
    shared = Round(now)
    # those that are there by their numbers, as everybody does who moves several; new ones in one order too
    hold_updates(_there_about(cycle_ref, [ref for _, ref in about]))
    for kind, ref in sorted(set(about)):
        try:
            with transaction.atomic():
                update = submit_update(
                    actor=actor,
                    now=now,
                    cycle_ref=cycle_ref,
                    kind=kind,
                    ref=ref,
                    version=0,
                    said=said,
                    named_nobody=named_nobody,
                    together=shared,
                )
        except EditedByAnotherError:
            refused[ref] = BEGUN
        except RefusedError as error:
            refused[ref] = str(error)
        else:
            made.append(update)
    if refused:
        raise TogetherRefusedError(refused)
    shared.tell()
    asking.settle_answered(made[-1].cycle, now)
    return made


def _there_about(cycle_ref: str, refs: Sequence[str]) -> list[str]:
    """The updates of a cycle that are there about any of these, by reference."""
    about = Q(action__ref__in=refs, milestone=None) | Q(milestone__ref__in=refs) | Q(occurrence__ref__in=refs)
    rows = Update.objects.in_force().filter(about, cycle__ref=cycle_ref)
    return list(rows.values_list("ref", flat=True))


@dataclass(frozen=True)
class TakenBack:
    """How many updates are drafts again, and how many had been moved on meanwhile."""

    taken_back: int
    moved_on: int


@transaction.atomic
def take_back_together(*, actor: Actor, now: datetime, submitted_at: datetime) -> TakenBack:
    """Make drafts again of what the actor submitted at one moment and nobody has moved since.

    Raises NotVisible when there was nothing.
    """
    rows = Update.objects.in_force().filter(submitted_at=submitted_at, submitted_by=user_id_of(actor))
    found = list(updates.visible_to(actor, rows, permission=access.READ).order_by("pk"))
    if not found:
        raise NotVisible("No such updates")
    taken_back: list[Update] = []
    for row in found:
        if row.state != UpdateState.SUBMITTED:
            continue
        try:
            with transaction.atomic():
                taken_back.append(
                    take_back_update(actor=actor, now=now, ref=row.ref, version=row.version, one_of_many=True)
                )
        except (RefusedError, EditedByAnotherError):
            continue
    for _, cycle in sorted({row.cycle_id: row.cycle for row in taken_back}.items()):
        asking.ask_again(cycle, now)
    return TakenBack(len(taken_back), len(found) - len(taken_back))
