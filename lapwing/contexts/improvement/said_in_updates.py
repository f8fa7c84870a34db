"""Of which milestones somebody says how they stand in an update, and not at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import Cycle, Expected, Milestone, WorkflowStep
from lapwing.contexts.improvement.own_work import owners_lately
from lapwing.platform.access.actor import Actor
from lapwing.platform.ui.filters import day
from lapwing.registry.actors import holders_of

SAY_IT_THERE = (
    "An open reporting cycle asks about this milestone. Say how it stands in its update, which is checked "
    "and signed off."
)
SAY_THEM_THERE = (
    "An open reporting cycle asks about them. Say how they stand in their updates, which are checked and "
    "signed off."
)
CHECKED = "What is said of this plan is checked and signed off."
_WHAT_CANNOT_WAIT = "What cannot wait, somebody else who edits the plan reports."


@dataclass(frozen=True)
class InAnUpdate:
    """How a milestone stands is said in an update: of ``cycle``, or of the next when none asks about it.

    ``upcoming`` is the next that is planned, where none asks; None where none is planned.
    """

    cycle: Cycle | None
    upcoming: Cycle | None = None
    on: date = date.min

    @property
    def sentence(self) -> str:
        return (
            SAY_IT_THERE if self.cycle else f"{CHECKED} Say how it stands in the update {self._of_the_next}"
        )

    @property
    def sentence_of_several(self) -> str:
        if self.cycle:
            return SAY_THEM_THERE
        return f"{CHECKED} Say how they stand in the updates {self._of_the_next}"

    @property
    def _of_the_next(self) -> str:
        if self.upcoming is None:
            when = "none is planned yet"
        elif self.upcoming.opens_on > self.on:
            when = f"it opens on {day(self.upcoming.opens_on)}"
        else:
            when = "it is about to open"
        return f"of the next reporting cycle: {when}. {_WHAT_CANNOT_WAIT}"


def said_in_an_update(actor: Actor, milestone: Milestone, on: date) -> InAnUpdate | None:
    """Where the actor says how a milestone stands; None when they may report it at once."""
    return said_in_updates(actor, [milestone], on).get(milestone.pk)


def said_in_updates(actor: Actor, milestones: Collection[Milestone], on: date) -> Mapping[int, InAnUpdate]:
    """The same of several milestones of one plan, by their numbers, without those to report at once.

    They are read with their actions; the number of queries does not grow with theirs.

    A plan's steps would be for nothing if an owner's word moved its colours past them, now or between two
    cycles. Whoever may edit the plan and does not own the action reports at once: a correction, or what a
    meeting said; between two cycles so does the owner who alone edits it. Nothing is kept to updates before
    the first cycle has opened.
    """
    found = list(milestones)
    if not found or not _is_checked(found[0].action.plan_id):
        return {}
    first = found[0].action
    edits = actor.may(access.EDIT, first.partnership_id)
    owners = owners_lately([row.action for row in found], on) if edits else {}
    kept = [row for row in found if not edits or actor.user_id in owners[row.action_id]]
    asking = _asking(kept)
    rest = [row for row in kept if row.pk not in asking]
    if edits and rest:
        editing = set(holders_of(access.EDIT, first.partnership_id, on))
        rest = [row for row in rest if editing - owners[row.action_id]]
    upcoming = _upcoming(first.plan_id, on) if rest else None
    return {
        **{pk: InAnUpdate(cycle) for pk, cycle in asking.items()},
        **{row.pk: InAnUpdate(None, upcoming, on) for row in rest},
    }


def _is_checked(plan_id: int) -> bool:
    """Whether the plan has steps, and its owners have been asked for updates."""
    steps = WorkflowStep.objects.in_force().filter(plan=plan_id)
    return steps.exists() and Cycle.objects.filter(plan=plan_id, opened_at__isnull=False).exists()


def _asking(milestones: Collection[Milestone]) -> dict[int, Cycle]:
    """By the number of each the cycle that asks about it: of several the one that closes first."""
    asked = Expected.objects.standing().filter(
        milestone__in=milestones, cycle__in=Cycle.objects.taking_updates()
    )
    found: dict[int, Cycle] = {}
    for row in asked.select_related("cycle__partnership").order_by("cycle__closes_on", "cycle_id"):
        if row.milestone_id is not None:
            found.setdefault(row.milestone_id, row.cycle)
    return found


def _upcoming(plan_id: int, on: date) -> Cycle | None:
    planned = Cycle.objects.planned().filter(plan=plan_id, closes_on__gte=on)
    return planned.order_by("opens_on", "pk").first()
